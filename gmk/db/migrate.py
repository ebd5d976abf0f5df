"""Brings the database up to date at start, once, also when several processes start together."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock
from sqlalchemy import Engine, text

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_NUMBER = 0x676D6B  # "gmk": the advisory lock on PostgreSQL
LOCK_SECONDS = 120


def upgrade(engine: Engine) -> bool:
    """Runs the missing migrations; True when there were any.

    A SQLite file that already holds data is first copied to `<file>.before-<revision>.bak`.
    """
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    if current_revision(engine) == head:
        return False
    with _alone(engine):
        before = current_revision(engine)
        if before == head:
            return False
        if engine.dialect.name == "sqlite":
            _upgrade_sqlite(engine, copy_to=f"{engine.url.database}.before-{head}.bak" if before else None)
        else:
            with engine.begin() as connection:
                command.upgrade(alembic_config(connection), "head")
    return True


def current_revision(engine: Engine) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def alembic_config(connection: object = None) -> Config:
    """What Alembic needs to know; `connection` is the one the steps run on."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _upgrade_sqlite(engine: Engine, *, copy_to: str | None) -> None:
    # A table rebuilt under enforced foreign keys would cascade into its children, and the switch works only
    # outside a transaction.
    with engine.execution_options(writes=True).connect() as connection:
        driver = connection.connection.dbapi_connection
        assert driver is not None  # noqa: S101 - a connection that was just opened
        cursor = driver.cursor()
        if copy_to:
            Path(copy_to).unlink(missing_ok=True)
            cursor.execute("VACUUM INTO ?", (copy_to,))
        cursor.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                command.upgrade(alembic_config(connection), "head")
                broken = connection.execute(text("PRAGMA foreign_key_check")).all()
                if broken:
                    raise RuntimeError(f"the migration left {len(broken)} rows without a parent: rolled back")
        finally:
            cursor.execute("PRAGMA foreign_keys=ON")


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Holds a lock between processes: an advisory one on PostgreSQL, a file beside the database on SQLite."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"set lock_timeout = '{LOCK_SECONDS}s'"))
            connection.execute(text("select pg_advisory_lock(:number)"), {"number": LOCK_NUMBER})
            try:
                yield
            finally:
                connection.execute(text("select pg_advisory_unlock(:number)"), {"number": LOCK_NUMBER})
    else:
        with FileLock(f"{engine.url.database}.migrate.lock", timeout=LOCK_SECONDS):
            yield
