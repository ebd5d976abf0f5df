"""Whether the program is well: for the administrator, without any content."""

import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlmodel import Session, SQLModel, col, func, select

from gmk.access import Right, Scope, requires
from gmk.db.migrate import current_revision
from gmk.db.session import engine
from gmk.db.tables import CourseRecord, Educator, ImportRun, Institution, SignInFailure, UserAccount
from gmk.settings import settings


@dataclass(frozen=True, slots=True)
class Health:
    """Versions, sizes in bytes, counts of records by their Russian name; `database_bytes` is None on PostgreSQL."""

    program: str
    database: str
    revision: str
    data_dir: Path
    database_bytes: int | None
    uploads_bytes: int
    free_bytes: int
    copies: tuple[str, ...]
    counts: dict[str, int]


COUNTED: dict[str, type[SQLModel]] = {
    "Учреждения": Institution,
    "Педагоги": Educator,
    "Записи о курсах": CourseRecord,
    "Загрузки": ImportRun,
    "Пользователи": UserAccount,
}


@requires(Right.READ_HEALTH)
def health(session: Session, *, scope: Scope) -> Health:  # noqa: ARG001 - the service gives the scope
    """What the administrator looks at before anybody complains."""
    bind, folder = engine(), settings().data_dir
    file = Path(bind.url.database or "") if bind.dialect.name == "sqlite" else None
    return Health(
        program=version("gmk"),
        database="SQLite" if file else "PostgreSQL",
        revision=current_revision(bind) or "",
        data_dir=folder,
        database_bytes=_file_bytes(file) if file else None,
        uploads_bytes=sum(path.stat().st_size for path in settings().uploads_dir().rglob("*") if path.is_file()),
        free_bytes=shutil.disk_usage(folder).free,
        copies=tuple(sorted(path.name for path in file.parent.glob(f"{file.name}.before-*.bak"))) if file else (),
        counts=_counts(session),
    )


def _file_bytes(file: Path) -> int:
    """The SQLite file with what is still in its journal."""
    journal = file.with_name(f"{file.name}-wal")
    return sum(path.stat().st_size for path in (file, journal) if path.exists())


def _counts(session: Session) -> dict[str, int]:
    counts = {name: session.exec(select(func.count()).select_from(table)).one() for name, table in COUNTED.items()}
    locked = select(func.count()).where(col(SignInFailure.locked_until).is_not(None))
    return {**counts, "Логины, закрытые после неудачных попыток": session.exec(locked).one()}
