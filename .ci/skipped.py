"""Fails where a test was skipped because Chromium, PostgreSQL or git is missing: `skipped.py tests.xml`.

A developer without them may skip such tests; the gate may not.
"""

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

MISSING = re.compile(r"chrom|postgres|browser|\bgit\b", re.IGNORECASE)


def main(path: Path) -> None:
    """Ends with a list of the skipped tests, or with success."""
    tests = ElementTree.parse(path).getroot().findall(".//testcase")  # noqa: S314 - pytest has just written it
    if not tests:
        sys.exit(f"{path} names no test")
    reasons = {f"{test.get('classname')}.{test.get('name')}": _reason(test) for test in tests}
    skipped = [f"{name}: {reason}" for name, reason in reasons.items() if MISSING.search(reason)]
    if skipped:
        sys.exit("\n".join(["Skipped here, where nothing may be missing:", *skipped]))


def _reason(test: ElementTree.Element) -> str:
    """Why the test was skipped; empty for one that ran."""
    skipped = test.find("skipped")
    return "" if skipped is None else skipped.get("message", "")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
