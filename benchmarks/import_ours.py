"""Ours: the list read, previewed, committed with its journal and then undone, on a fresh SQLite file.

`python -m benchmarks.import_ours list.xlsx [people]`: so many of the list's people are known before.
"""

import gc
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = TemporaryDirectory()
os.environ["GMK_DATA_DIR"] = FOLDER.name

from sqlmodel import func, select  # noqa: E402 - the settings are read with the first import of ours

from benchmarks.measure import report, stretch  # noqa: E402
from benchmarks.workbooks import institutions, people, position_of, write_roster  # noqa: E402
from gmk.access import CONSOLE  # noqa: E402
from gmk.db.keys import name_key  # noqa: E402
from gmk.db.migrate import upgrade  # noqa: E402
from gmk.db.session import engine, read_session, write_session  # noqa: E402
from gmk.db.tables import CourseRecord, Educator, Employment, Institution  # noqa: E402
from gmk.excel.reading import ReadingOptions  # noqa: E402
from gmk.intake.commit import commit_import  # noqa: E402
from gmk.intake.journal import undo_import  # noqa: E402
from gmk.intake.model import ImportOptions, ImportPreview  # noqa: E402
from gmk.intake.preview import preview_import  # noqa: E402
from gmk.intake.recognise import read_workbook  # noqa: E402
from gmk.people.names import person_key  # noqa: E402
from gmk.service import load, save  # noqa: E402
from gmk.training.latest import refresh_latest_counted  # noqa: E402


def prepare(known: int) -> None:
    """A migrated database with institutions and people, and every library loaded: a small import was previewed."""
    upgrade(engine())
    with write_session() as session:
        for number, name in enumerate(institutions(), 1):
            session.add(Institution(id=number, kind="school", number=number, name=name, name_key=name_key(name)))
        session.flush()
        session.add_all(educators(known))
        session.flush()
        session.add_all(posts(known))
        refresh_latest_counted(session, educator_ids=None)
    preview(write_roster(Path(FOLDER.name) / "few.xlsx", 10).read_bytes())
    gc.collect()
    gc.freeze()  # as the server does when it starts


def educators(count: int) -> Iterator[Educator]:
    for number, name in enumerate(people(count), 1):
        named = dict(zip(("last_name", "first_name", "patronymic"), name, strict=True))
        yield Educator(id=number, name_key=person_key(*name), **named)


def posts(count: int) -> Iterator[Employment]:
    for person in range(count):
        place, position = person % len(institutions()) + 1, position_of(person)
        where = {"institution_id": place, "position": position, "position_key": name_key(position)}
        yield Employment(educator_id=person + 1, kind="main", **where)


def preview(data: bytes) -> ImportPreview:
    options = ReadingOptions(as_of=date.today())
    reading = read_workbook(data, file_name="courses.xlsx", options=options)
    return load(CONSOLE, preview_import, reading=reading, options=ImportOptions(options))


def courses() -> int:
    with read_session() as session:
        return session.exec(select(func.count()).select_from(CourseRecord)).one()


def main(workbook: Path, known: int = 0) -> None:
    prepare(known)
    data = workbook.read_bytes()
    with stretch() as previewing:
        found = preview(data)
    with stretch() as committing:
        number = save(CONSOLE, commit_import, preview=found, data=data)
    committing.note["rows"] = courses()
    del found
    with stretch() as undoing:
        save(CONSOLE, undo_import, import_id=number)
    undoing.note["rows"] = courses()
    report(preview=previewing, commit=committing, undo=undoing)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
    engine().dispose()
    FOLDER.cleanup()
