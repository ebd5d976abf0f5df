"""How one import was read: what the columns meant, and what the user had chosen."""

from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from gmk.access import Right, Scope, User, requires
from gmk.db.tables import ImportRun
from gmk.errors import NotAllowed, RuleBroken


@dataclass(frozen=True, slots=True)
class ImportDetails:
    """`mapping` is, for each sheet, column letter → field; `options` are as the journal keeps them; `size` in bytes."""

    size: int
    mapping: dict[str, dict[str, str]] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)


@requires(Right.READ_JOURNAL)
def import_details(session: Session, *, scope: Scope, viewer: User, import_id: int) -> ImportDetails:
    """How the import was read.

    Raises:
        NotAllowed: it is somebody else's, and the user answers for own institutions alone.
        RuleBroken: there is no such import.
    """
    run = session.get(ImportRun, import_id)
    if run is None:
        raise RuleBroken(f"Загрузки № {import_id} нет. Посмотрите номер в журнале загрузок.")
    if not scope.everything and run.user_id != viewer.id:
        raise NotAllowed("Это загрузка другого сотрудника. Обратитесь в методический кабинет.")
    return ImportDetails(run.size, run.mapping or {}, run.options or {})
