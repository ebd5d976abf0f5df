"""How long an import keeps other writers waiting: ours beside a plain insert of the same rows.

`python -m benchmarks.write_lock [rows]`. Readers are never kept waiting (WAL); what counts is the time from the moment
that the commit takes SQLite's write lock until it gives it back. The plain insert puts the rows that ours has stored
(people, posts, courses), without a journal, into tables with the same indexes.
"""

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import event

from benchmarks.import_ours import FOLDER, prepare, preview
from benchmarks.measure import machine, paired_ratio, table, verdict
from benchmarks.workbooks import write_roster
from gmk.access import CONSOLE
from gmk.db.session import PRAGMAS, engine
from gmk.intake.commit import commit_import
from gmk.intake.journal import undo_import
from gmk.service import save

ROUNDS = 5
BAR = 4.0
TABLES = ("educator", "employment", "course_record")
Stored = dict[str, list[tuple[object, ...]]]
"""The rows of each table."""


@contextmanager
def held() -> Iterator[list[float]]:
    """Seconds between each taking of the write lock and its end."""
    taken: list[float] = []
    times: list[float] = []

    def begin(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement == "BEGIN IMMEDIATE":
            taken.append(time.perf_counter())

    def end(_connection: object) -> None:
        if taken:
            times.append(-taken.pop())

    event.listen(engine(), "after_cursor_execute", begin)
    event.listen(engine(), "commit", end)
    try:
        yield times
    finally:
        event.remove(engine(), "after_cursor_execute", begin)
        event.remove(engine(), "commit", end)


def ours(data: bytes) -> tuple[float, Stored]:
    """Seconds of the lock while the import commits, and what it stored; it is undone afterwards."""
    found = preview(data)
    with held() as times:
        number = save(CONSOLE, commit_import, preview=found, data=data)
        ended = time.perf_counter()
    seconds = ended + times[0]
    stored = {name: rows_of(name) for name in TABLES}
    save(CONSOLE, undo_import, import_id=number)
    return seconds, stored


def rows_of(name: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{FOLDER.name}/gmk.db")) as connection:
        return connection.execute(f"select * from {name}").fetchall()


def plain(stored: Stored) -> float:
    """Seconds of a transaction that does nothing but insert the same rows."""
    with (
        TemporaryDirectory() as folder,
        closing(sqlite3.connect(f"{folder}/plain.db", isolation_level=None)) as connection,
    ):
        for pragma in PRAGMAS:
            connection.execute(f"pragma {pragma}")
        for statement in schema():
            connection.execute(statement)
        began = time.perf_counter()
        connection.execute("begin immediate")
        for name, rows in stored.items():
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"insert into {name} values ({marks})", rows)
        connection.execute("commit")
        return time.perf_counter() - began


def schema() -> list[str]:
    """The tables and indexes of the three, and the tables to which they refer, as ours has them."""
    with closing(sqlite3.connect(f"{FOLDER.name}/gmk.db")) as connection:
        kinds = "type = 'table' and name not like 'sqlite_%' or type = 'index' and sql is not null"
        found = connection.execute(f"select sql from sqlite_master where {kinds} order by type desc")
        return ["pragma foreign_keys=off", *(sql for (sql,) in found)]


def main(rows: int) -> None:
    print(machine())
    prepare(0)
    data = write_roster(Path(FOLDER.name) / "courses.xlsx", rows).read_bytes()
    own, reference = [], []
    for _ in range(ROUNDS):
        seconds, stored = ours(data)
        own.append(seconds)
        reference.append(plain(stored))
    ratio = paired_ratio(own, reference)
    figures = [f"{rows:,}", f"{median(own):.2f}", f"{median(reference):.2f}", f"{ratio:.2f}", verdict(ratio, BAR)]
    print(table(["rows", "ours holds the lock, s", "plain insert, s", "ratio", "bar"], [figures]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
    engine().dispose()
    FOLDER.cleanup()
