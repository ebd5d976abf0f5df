"""What few people need in a day is loaded when they ask for it: a server starts without the libraries of documents."""

import subprocess
import sys

START = "import gmk.cli, gmk.ui.routes, gmk.ui.navigation, gmk.ui.plan.papers, gmk.ui.associations.card"


def test_the_libraries_of_documents_wait_until_a_document_is_asked_for() -> None:
    heavy = {"docxtpl", "docx", "typst", "icalendar", "lxml"}
    program = f"{START}, sys; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
