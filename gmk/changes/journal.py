"""The journal: what every change set did, and who changed a record last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlmodel import Session, col

from gmk.access import User
from gmk.changes.model import ChangeSet
from gmk.db import bulk
from gmk.db.tables import ChangeRecord, ChangeSetRecord, ImportRun

Values = dict[str, Any]
_FIELDS = ("change_set_id", "entity", "entity_id", "action", "before", "after", "version", "sheet", "row")
_CHANGE: Table = ChangeRecord.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who changed a record last, and when."""

    by: str
    at: datetime

    @property
    def text(self) -> str:
        """«Петрова А. А., 25.11.2026»."""
        return f"{self.by}, {self.at:%d.%m.%Y}"


def open_set(session: Session, change_set: ChangeSet, user: User, undoes_id: int | None) -> int:
    """Writes the head of a change set and gives its id."""
    record = ChangeSetRecord(
        kind=change_set.kind, title=change_set.title, user_id=user.id, user_name=user.full_name, undoes_id=undoes_id
    )
    session.add(record)
    session.flush()
    return record.id


def note(connection: Connection, rows: bulk.Rows) -> None:
    """Writes lines of the journal, each in the order of its fields but the id."""
    bulk.insert_rows(connection, _CHANGE, _FIELDS, rows)


def note_creations(connection: Connection, table: Table, set_id: int, created: bulk.Rows) -> None:
    """Writes lines for new records: of each its id, version, sheet and row."""
    same = {"change_set_id": set_id, "entity": str(table.name), "action": "create"}
    bulk.insert_rows(connection, _CHANGE, ("entity_id", "version", "sheet", "row"), created, same=same)


def note_deletions(connection: Connection, table: Table, ids: Iterable[int], set_id: int) -> None:
    """Keeps the whole records that are about to be deleted."""
    bulk.keep_records(connection, table, ids, into=_CHANGE, change_set_id=set_id)


def plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    """The values as JSON takes them: days are ISO texts."""
    if values is None:
        return None
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def stored(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    """The values as the record has them: the other way round."""
    return {name: _stored(table.c[name], value) for name, value in values.items() if name in table.c}


def _stored(column: Any, value: Any) -> Any:
    kind = column.type.python_type
    if value is None or isinstance(value, list | dict):
        return value
    if kind is bool:
        return bool(value)
    return kind.fromisoformat(value) if kind in (date, datetime) else value


def last_changes(session: Session, entity: str, ids: Sequence[int], *, after_set: int = 0) -> dict[int, LastChange]:
    """Who changed each record last, in a change set later than `after_set`; records nobody changed are absent."""
    connection = session.connection()
    record_id, set_id = col(ChangeRecord.entity_id), col(ChangeRecord.change_set_id)
    latest = (
        select(record_id, func.max(set_id).label("set_id"))
        .where(col(ChangeRecord.entity) == entity, set_id > after_set, bulk.among(connection, record_id, ids))
        .group_by(record_id)
        .subquery()
    )
    who = select(latest.c.entity_id, col(ChangeSetRecord.user_name), col(ChangeSetRecord.created_at))
    rows = session.execute(who.join(ChangeSetRecord, col(ChangeSetRecord.id) == latest.c.set_id))
    return {row[0]: LastChange(row[1], row[2]) for row in rows}


def last_set_id(session: Session) -> int:
    """The number of the last change set; 0 before the first."""
    return session.execute(select(func.max(col(ChangeSetRecord.id)))).scalar() or 0


def is_by(record: ChangeSetRecord | ImportRun, user: User) -> bool:
    """Whether the user did it; the console has no number and is known by its name."""
    return record.user_id == user.id and (user.id is not None or record.user_name == user.full_name)


def note_setting(session: Session, user: User, title: str, before: Values, after: Values, *, version: int) -> None:
    """Journals a change of the office's settings: they have a name and no number, so no change set writes them."""
    set_id = open_set(session, ChangeSet("setting", title), user, None)
    session.add(
        ChangeRecord(
            change_set_id=set_id,
            entity="setting",
            entity_id=0,
            action="update",
            before=before,
            after=after,
            version=version,
        )
    )
