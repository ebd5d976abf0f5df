"""A process that is killed while it writes an import leaves all of it or nothing, and the next one works.

The process stops itself with SIGKILL at its n-th call of anything that leaves Python (a statement, a row for the
database, a file, the commit), just before or just after that call.
"""

import hashlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import col

from gmk.access import CONSOLE
from gmk.db import bulk
from gmk.db import session as db_session
from gmk.db.session import read_session, write_session
from gmk.db.tables import ChangeRecord, ChangeSetRecord, CourseRecord, Educator, Employment, ImportRun
from gmk.intake import files
from gmk.intake.commit import commit_import
from gmk.intake.journal import import_file, imports, undo_import
from gmk.intake.model import ImportPreview
from gmk.service import load, save
from gmk.settings import settings
from gmk.training.queries import coverage
from gmk.training.rows import CoverageBy, Policy
from tests.intake.readings import AS_OF, course, institutions, preview, sheet, write

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no os.fork on this system")

FILE = b"courses of a year"
PEOPLE = 150
ROWS = 2 * PEOPLE
LEAVING_PYTHON = {
    "execute", "executemany", "commit", "write", "write_row", "write_bytes", "open", "replace", "mkdir", "finish",
    "__exit__", "cursor", "rollback",
}  # fmt: skip
LAST_MOMENTS, SPREAD_MOMENTS = 24, 20
Figures = tuple[int, ...]
NOTHING: Figures = (0, 0, 0, 0, 0, 0)
ALL: Figures = (1, 1, 4 * PEOPLE, ROWS, PEOPLE, PEOPLE)
"""Imports, change sets, their records, courses, people, posts with a kept finish."""


def rows() -> list[dict[str, Any]]:
    names = [f"{last} {first} Петровна" for last in LASTS for first in FIRSTS]
    return [course(name, title=title) for name in names for title in ("Современный урок", "Оценивание")]


LASTS = [f"{start}{end}ова" for start in ("Бел", "Вол", "Гор", "Дол", "Зай") for end in ("к", "н", "м")]
FIRSTS = ("Анна", "Мария", "Ольга", "Вера", "Нина", "Зоя", "Ада", "Ева", "Инна", "Яна")


def figures() -> Figures:
    """What the journal and the tables hold beyond the institutions, which were the first change set."""
    kept = col(Employment.last_counted_on)
    questions = (
        select(func.count()).select_from(ImportRun).where(col(ImportRun.state) == "committed"),
        select(func.count()).select_from(ChangeSetRecord).where(col(ChangeSetRecord.kind) == "import"),
        select(func.count()).select_from(ChangeRecord).where(col(ChangeRecord.entity) != "institution"),
        select(func.count()).select_from(CourseRecord),
        select(func.count()).select_from(Educator),
        select(func.count()).select_from(Employment).where(kept.is_not(None)),
    )
    with read_session() as session:
        found = [session.execute(one).scalar_one() for one in questions]
    return (found[0] - 1, found[1] - 1, *found[2:])


def _run_apart(work: Callable[[], None]) -> int:
    """Runs it in a copy of this process with connections of its own; gives the signal that ended it, 0 for none."""
    child = os.fork()
    if child == 0:
        try:
            db_session.engine.cache_clear()  # those of the parent stay open: they aren't ours to close
            work()
        finally:
            os._exit(1)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _is_moment(frame: FrameType, event: str, called: Any) -> bool:
    """Whether Python is left or comes back, or the driver asks for the next row of many."""
    if event == "call":
        return frame.f_code.co_name == "<genexpr>" and frame.f_code.co_filename == bulk.__file__
    return event in ("c_call", "c_return") and called.__name__ in LEAVING_PYTHON


def _commit(shown: ImportPreview, *, die_at: int = 0) -> None:
    """Commits, and is killed at that event of leaving Python or coming back, at the latest when all is done."""
    seen = 0

    def watch(frame: FrameType, event: str, called: Any) -> None:
        nonlocal seen
        if _is_moment(frame, event, called):
            seen += 1
            if seen == die_at:
                _die()

    sys.setprofile(watch)
    save(CONSOLE, commit_import, preview=shown, data=FILE)
    sys.setprofile(None)
    (settings().data_dir / "events").write_text(str(seen))
    _die()


def _killed(shown: ImportPreview, *, at: int) -> int:
    return _run_apart(lambda: _commit(shown, die_at=at))


def _check_files() -> None:
    """No half-written file, none of another content, and none without its import once a start has settled them."""
    with write_session() as session:
        files.settle(session)
        journalled = set(session.scalars(select(col(ImportRun.stored_as))))
    folder = settings().uploads_dir()
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert there.keys() <= journalled
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in there.values())
    assert all(load(CONSOLE, import_file, import_id=one.id).data for one in load(CONSOLE, imports))


def _covered() -> tuple[int, int]:
    whole = load(CONSOLE, coverage, by=CoverageBy.INSTITUTION, on=AS_OF, policy=Policy()).total
    return whole.covered, whole.active


def _moments(events: int) -> Iterator[int]:
    """All of the last ones, where file and commit are; before them so many as there is time for, evenly."""
    yield from range(1, events - LAST_MOMENTS, max(1, events // SPREAD_MOMENTS))
    yield from range(events - LAST_MOMENTS, events)
    yield 0  # killed after all is done


@pytest.fixture
def shown(database: Engine) -> ImportPreview:
    """The preview of a file of courses; the institutions were imported before, from another one."""
    write(institutions())
    found = preview(sheet("courses", rows()))
    found.sha256 = hashlib.sha256(FILE).hexdigest()
    return found


def test_an_import_killed_at_any_moment_is_written_whole_or_not_at_all(shown: ImportPreview) -> None:
    assert (_killed(shown, at=0), figures()) == (signal.SIGKILL, ALL)
    save(CONSOLE, undo_import, import_id=2)
    events, journalled = int((settings().data_dir / "events").read_text()), figures()
    outcomes = []

    for moment in _moments(events):
        assert _killed(shown, at=moment) == signal.SIGKILL
        written = tuple(now - was for now, was in zip(figures(), journalled, strict=True))
        assert written in (NOTHING, ALL), f"killed at event {moment} of {events}"
        _check_files()
        outcomes.append(written == ALL)
        if written == ALL:
            break

    assert outcomes == [False] * (len(outcomes) - 1) + [True]
    assert _covered() == (PEOPLE, PEOPLE)


def test_a_start_settles_what_a_killed_import_left_of_its_file(shown: ImportPreview) -> None:
    folder = settings().uploads_dir() / shown.sha256[:2]
    folder.mkdir(parents=True, exist_ok=True)
    of_nobody = folder / f"{'0' * 64}.part"
    of_nobody.write_bytes(b"half")
    number = save(CONSOLE, commit_import, preview=shown, data=FILE)
    (folder / shown.sha256).rename(folder / f"{shown.sha256}.part")  # killed between commit and name
    assert load(CONSOLE, import_file, import_id=number).data == FILE

    _check_files()

    assert [path.name for path in folder.iterdir()] == [shown.sha256]
