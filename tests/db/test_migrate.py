import subprocess
import sys
from pathlib import Path

from alembic import command
from sqlalchemy import Engine, inspect

from gmk.db.migrate import alembic_config, current_revision, upgrade
from gmk.db.session import connect
from gmk.db.tables import Table


def test_the_steps_make_exactly_the_tables(database: Engine) -> None:
    with database.connect() as connection:
        command.check(alembic_config(connection))  # raises when tables and steps differ
    assert set(inspect(database).get_table_names()) == {*Table.metadata.tables, "alembic_version"}


def test_processes_that_start_together_migrate_once(tmp_path: Path) -> None:
    program = (
        "import sys; from gmk.db.migrate import upgrade; from gmk.db.session import connect;"
        "print(upgrade(connect(sys.argv[1])))"
    )
    url = f"sqlite:///{tmp_path / 'gmk.db'}"
    processes = [
        subprocess.Popen([sys.executable, "-c", program, url], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    answers = sorted(process.communicate()[0].strip() for process in processes)
    assert answers == ["False", "False", "False", "True"]


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'gmk.db'}")
    assert upgrade(engine) is True
    revision = current_revision(engine)
    assert upgrade(engine) is False
    assert current_revision(engine) == revision
