"""Damaged files end as a refusal in Russian or as a preview: no defect, no hang, no hunger for memory.

A sample of the corpus is tried each time; all of it by

    GMK_TEST_MUTANTS=1200 pytest tests/intake/test_mutants.py -n 0 -s
"""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine

from gmk.access import CONSOLE
from gmk.errors import WorkbookUnreadable
from gmk.intake.model import ImportOptions, ImportPreview, SheetPreview
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_workbook
from gmk.intake.report import marked_workbook
from gmk.service import load
from gmk.settings import settings
from tests.excel.mutants import Mutant, mutants
from tests.intake.readings import institutions, write

SAMPLE, EVERY = 30, 37
SECONDS = 30  # of a machine that does much else; alone each file takes less than one
MIB = 2**20
_RUSSIAN = re.compile("[А-ЯЁ][^<>{}]+[.]$")
UNFINISHED = "Файл не дочитан"


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: a code of a refusal, or «read»; `flaw` if it should have been something else."""

    mutant: Mutant
    end: str
    seconds: float
    flaw: str = ""


def tried(mutant: Mutant) -> Outcome:
    start = time.monotonic()
    end, flaw = "read", ""
    try:
        reading = read_workbook(mutant.data, file_name=mutant.name)
        shown = load(CONSOLE, preview_import, reading=reading, options=ImportOptions())
        flaw = "; ".join(filter(None, map(_lost_rows, shown.sheets)))
        _mark(mutant.data, shown)
    except WorkbookUnreadable as refusal:
        end, flaw = refusal.code, _flaw_of_text(str(refusal), time.monotonic() - start)
    except Exception as error:  # noqa: BLE001 - each one is what the test looks for
        end, flaw = "defect", repr(error)[:300]
    return Outcome(mutant, end, time.monotonic() - start, flaw)


def _lost_rows(sheet: SheetPreview) -> str:
    counted = sum(count for name, count in sheet.totals.items() if name != "rows")
    return (
        "" if counted == sheet.totals.get("rows", 0) == len(sheet.rows) else f"rows {sheet.totals}, {len(sheet.rows)}"
    )


def _mark(data: bytes, shown: ImportPreview) -> None:
    if any(row.problems for sheet in shown.sheets for row in sheet.rows):
        marked_workbook(data, shown)


def _flaw_of_text(text: str, seconds: float) -> str:
    if UNFINISHED in text and seconds > SECONDS:
        return "it hung until it was killed"
    return "" if _RUSSIAN.match(text) else f"no sentence: {text}"


def _tell(outcomes: Iterable[Outcome]) -> None:
    table = Counter((one.mutant.kind, one.end) for one in outcomes)
    for (kind, end), count in sorted(table.items()):
        sys.stdout.write(f"{kind:24} {end:20} {count}\n")
    slowest = max(outcomes, key=lambda one: one.seconds)
    sys.stdout.write(f"slowest: {slowest.seconds:.1f} s, {slowest.mutant.name} {slowest.mutant.kind}\n")
    sys.stdout.write(f"memory of the largest child: {_largest_child()} MiB\n")


def _largest_child() -> int:
    resource = pytest.importorskip("resource", reason="this system doesn't tell how much memory a process took")
    return int(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)


def test_every_damaged_file_is_refused_in_a_sentence_or_previewed(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "read_seconds", SECONDS)
    write(institutions())
    wanted = int(os.environ.get("GMK_TEST_MUTANTS", 0))
    numbers = range(wanted) if wanted else range(0, SAMPLE * EVERY, EVERY)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(tried, mutants(numbers)))

    if wanted:
        _tell(outcomes)
    flaws = [(one.mutant.name, one.mutant.number, one.mutant.kind, one.end, one.flaw) for one in outcomes if one.flaw]
    assert flaws == []
    assert len({one.end for one in outcomes}) > 2
    assert _largest_child() < 1200
