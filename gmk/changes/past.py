"""What records were called and held when the journal wrote of them, also of those that are gone."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from gmk.changes.journal import stored
from gmk.changes.labels import KINDS, label_of_kept, labels
from gmk.db import bulk
from gmk.db.tables import ChangeRecord
from gmk.db.tables import Table as Tables

Values = dict[str, Any]


def names(session: Session, entity: str, ids: Collection[int]) -> dict[int, str]:
    """What the records are called now; those that are gone, what they were called last."""
    named = labels(session, entity, ids) if ids else {}
    gone = _last_kept(session, entity, [key for key in ids if key not in named])
    owners = {values["educator_id"] for values in gone.values() if values.get("educator_id")}
    people = names(session, "educator", owners) if owners else {}
    for key in ids:
        if key not in named:
            named[key] = _name_of_gone(entity, key, gone.get(key, {}), people)
    return named


def _name_of_gone(entity: str, key: int, values: Values, people: dict[int, str]) -> str:
    person = people.get(values.get("educator_id") or 0)
    return label_of_kept(entity, values, person) or f"{KINDS.get(entity, 'запись')} № {key}"


def _last_kept(session: Session, entity: str, ids: Collection[int]) -> dict[int, Values]:
    if not ids:
        return {}
    deletions = _lines(session, entity, ids).where(col(ChangeRecord.action) == "delete")
    return {key: before or {} for key, _action, before in session.execute(deletions.order_by(col(ChangeRecord.id)))}


def created_values(session: Session, entity: str, ids: Collection[int], *, set_id: int) -> dict[int, Values]:
    """What the change set wrote into the records that it created, whatever became of them since.

    The journal doesn't keep it: it is what the records hold now, with all later changes taken back.
    """
    table = Tables.metadata.tables[entity]
    present = session.execute(select(table).where(bulk.among(session.connection(), table.c.id, ids))).mappings()
    values: dict[int, Values] = {row["id"]: dict(row) for row in present}
    later = _lines(session, entity, ids).where(col(ChangeRecord.change_set_id) > set_id)
    for key, action, before in session.execute(later.order_by(col(ChangeRecord.id).desc())):
        if action == "delete":
            values[key] = stored(table, before)
        elif action == "update" and key in values:
            values[key] |= stored(table, before)
    return values


def _lines(session: Session, entity: str, ids: Collection[int]) -> Select[Any]:
    key = col(ChangeRecord.entity_id)
    lines = select(key, col(ChangeRecord.action), col(ChangeRecord.before)).where(col(ChangeRecord.entity) == entity)
    return lines.where(bulk.among(session.connection(), key, ids))
