"""The engine and its two kinds of session: reading, and one transaction of writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from gmk.errors import Busy
from gmk.settings import settings

PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "synchronous=NORMAL",
    "temp_store=MEMORY",
    "cache_size=-65536",
)


def connect(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL (`postgresql://` means psycopg 3); makes the folder of a SQLite file."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if parts.database and parts.database != ":memory:":
        Path(parts.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": 10, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN loses updates; ours is below
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer that began by reading can't upgrade a stale snapshot, so it takes the write lock at once.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@cache
def engine() -> Engine:
    """The engine of this process, for the database that the settings name."""
    return connect(settings().url())


@contextmanager
def read_session(bind: Engine | None = None) -> Iterator[Session]:
    """A session for queries; whatever it changed is rolled back."""
    with Session(bind or engine(), expire_on_commit=False) as session:
        yield session
        session.rollback()


@contextmanager
def write_session(bind: Engine | None = None) -> Iterator[Session]:
    """A session of one transaction: committed at the end, rolled back on any error.

    Raises:
        Busy: others have been writing for all the time that one waits.
    """
    writing = (bind or engine()).execution_options(writes=True)
    try:
        with Session(writing, expire_on_commit=False) as session, session.begin():
            yield session
    except OperationalError as error:
        if _is_busy(error):
            raise Busy() from error
        raise


def _is_busy(error: OperationalError) -> bool:
    """SQLite's lock that wasn't got in time."""
    return str(getattr(error.orig, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
