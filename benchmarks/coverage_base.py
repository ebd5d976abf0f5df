"""A base of invented people and their courses, of any size, in the tables of the app.

Sixty people at an institution, 3.3 courses for each. The people of an institution are scattered over the table of
people and the courses of a person over the table of courses, as years of imports leave them.
"""

import getpass
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from gmk.db.migrate import upgrade
from gmk.db.session import connect, write_session
from gmk.training.latest import refresh_latest_counted
from gmk.training.packed import pack_missing

TODAY = date(2026, 11, 1)
PEOPLE_AT_AN_INSTITUTION = 60
COVERING = "create index benchmark_covering on course_record (educator_id, finished_on, hours, kind, by_profile)"
"""The best index for the plain query; ours doesn't use it."""

_COURSES = [("advanced", hours) for hours in (16, 36, 36, 72, 72, 72, 108, 108)]
_COURSES += [("retraining", 520), ("internship", 36), ("seminar", 4), ("seminar", 8)]
_DAYS = 3650
_STRIDE = 7_368_787  # prime: spreads a person's courses over the table
Rows = Iterator[tuple[Any, ...]]
Table = tuple[str, tuple[str, ...], Rows]


def tables(people: int) -> Iterator[Table]:
    """Name, columns and rows of each table, parents first."""
    yield "institution", ("id", "kind", "number", "name", "name_key", "version"), institutions(people)
    yield "educator", ("id", "last_name", "first_name", "name_key", "version"), educators(people)
    columns = ("id", "educator_id", "institution_id", "position_key", "kind", "leave", "subjects", "version")
    yield "employment", columns, employments(people)
    columns = (
        "id",
        "educator_id",
        "title",
        "title_key",
        "kind",
        "hours",
        "finished_on",
        "year",
        "by_profile",
        "version",
    )
    yield "course_record", columns, courses(people)


def institution_count(people: int) -> int:
    return max(1, people // PEOPLE_AT_AN_INSTITUTION)


def institutions(people: int) -> Rows:
    for number in range(1, institution_count(people) + 1):
        yield number, "school", number, f"Школа № {number}", f"школа № {number}", 1


def educators(people: int) -> Rows:
    for number in range(1, people + 1):
        yield number, f"Фамилия{number}", "Анна", f"фамилия{number} анна", 1


def employments(people: int) -> Rows:
    """Every person works somewhere, one in twenty at a second institution too; a few aren't counted."""
    places = institution_count(people)
    for number in range(1, people + 1):
        kind = "external" if number % 25 == 0 else "main"
        yield number, number, number % places + 1, "учитель", kind, "long" if number % 30 == 0 else None, "[]", 1
    for second in range(1, people // 20 + 1):
        number = second * 20
        yield people + second, number, (number + 7) % places + 1, "учитель", "internal", None, "[]", 1


def courses(people: int) -> Rows:
    """3.3 for each person over ten years; one in fifty without hours, one in a hundred with only a year."""
    chance = random.Random(20261101).random
    days = [TODAY - timedelta(days=number) for number in range(_DAYS)]
    texts = [day.isoformat() for day in days]
    count = people * 33 // 10
    for number in range(count):
        person = number * _STRIDE % count % people + 1
        kind, hours = _COURSES[int(chance() * len(_COURSES))]
        finished = int(chance() * _DAYS)
        only_year = number % 100 == 1
        yield (
            number + 1, person, "Тема", "тема", kind, None if number % 50 == 0 else hours,
            None if only_year else texts[finished], days[finished].year if only_year else None, True, 1,
        )  # fmt: skip


def sqlite_base(people: int, *, covering: bool = True) -> Engine:
    """The base in a SQLite file, kept between runs."""
    folder = Path(tempfile.gettempdir()) / "gmk-benchmarks"
    folder.mkdir(exist_ok=True)
    path = folder / f"coverage-{people}{'' if covering else '-plain'}.db"
    if not path.exists():
        print(f"building {path} …", file=sys.stderr, flush=True)
        making = path.with_suffix(".making")
        making.unlink(missing_ok=True)
        engine = connect(f"sqlite:///{making}")
        upgrade(engine)
        _fill_sqlite(engine, people)
        _finish(engine, covering=covering)
        with engine.connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        engine.dispose()
        making.rename(path)
    engine = connect(f"sqlite:///{path}")
    upgrade(engine)
    with write_session(engine) as session:
        pack_missing(session)
    return engine


def _fill_sqlite(engine: Engine, people: int) -> None:
    with closing(engine.raw_connection()) as connection:
        driver = connection.driver_connection
        driver.execute("pragma foreign_keys=off")
        driver.execute("begin")
        for name, columns, rows in tables(people):
            marks = ", ".join("?" * len(columns))
            driver.executemany(f"insert into {name} ({', '.join(columns)}) values ({marks})", rows)
        driver.execute("commit")
        driver.execute("pragma foreign_keys=on")


def fill_postgresql(engine: Engine, people: int) -> None:
    """The base in an empty, migrated database of PostgreSQL."""
    upgrade(engine)
    with engine.begin() as connection:
        driver = connection.connection.driver_connection
        for name, columns, rows in tables(people):
            with driver.cursor() as cursor, cursor.copy(f"copy {name} ({', '.join(columns)}) from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
    _finish(engine, covering=True)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))


def _finish(engine: Engine, *, covering: bool) -> None:
    """Fills what the app keeps with each employment, by the app's own means, and adds the reference's index."""
    with write_session(engine) as session:
        refresh_latest_counted(session, educator_ids=None)
        if covering:
            session.execute(text(COVERING))


@contextmanager
def postgresql() -> Iterator[tuple[str, int]]:
    """A server of its own for a while: address of its database and the number of its process."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    programs = Path(found).parent if found else programs
    with tempfile.TemporaryDirectory(prefix="gmk-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o777)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data, control = f"{folder}/data", str(programs / "pg_ctl")
        _as_postgres(str(programs / "initdb"), "-D", data, "-A", "trust", "-U", "gmk", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        _as_postgres(control, "-D", data, "-w", "-l", f"{data}/log", "-o", options, "start")
        try:
            pid = int(subprocess.check_output([*_postgres(), "head", "-1", f"{data}/postmaster.pid"], cwd="/"))
            yield f"postgresql://gmk@127.0.0.1:{port}/postgres", pid
        finally:
            _as_postgres(control, "-D", data, "-m", "immediate", "stop")


def _postgres() -> list[str]:
    return ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []


def _as_postgres(*command: str) -> None:
    subprocess.run([*_postgres(), *command], check=True, stdout=subprocess.DEVNULL, cwd="/")
