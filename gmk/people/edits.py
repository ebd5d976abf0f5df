"""From the fields of a form to a committed change set."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import User
from gmk.changes.commit import commit
from gmk.changes.journal import last_changes, stored
from gmk.changes.model import Change, ChangeSet
from gmk.db.tables import ChangeRecord, Table
from gmk.errors import Conflict
from gmk.people.forms import TITLES
from gmk.vocabulary import EmploymentKind, InstitutionKind, Leave

Titles = Mapping[str, str]
_LABELS = {str(code): code.label for codes in (InstitutionKind, EmploymentKind, Leave) for code in codes}


def update(
    session: Session, record: Table, values: dict[str, Any], version: int, *, titles: Titles | None = None
) -> list[Change]:
    """The change that gives the record these values; none where it has them. `titles` name the fields of other areas.

    Raises:
        Conflict: somebody changed the record since `version`; the text says who, and what it was and is.
    """
    current = record.model_dump()
    entity, key = str(record.__tablename__), current["id"]
    if current["version"] != version:
        raise Conflict(_what_changed(session, record, key, version, titles or TITLES[entity]))
    before = {name: current[name] for name, value in values.items() if current[name] != value}
    after = {name: values[name] for name in before}
    return [Change(entity, key, "update", before=before, after=after, base_version=version)] if before else []


def _what_changed(session: Session, record: Table, key: int, version: int, titles: Titles) -> str:
    entity = str(record.__tablename__)
    who = last_changes(session, entity, [key]).get(key)
    was, now = _since(session, record, key, version)
    told = [f"{titles[name]}: было {_told(name, was)}, стало {_told(name, now)}" for name in now if name in titles]
    return (
        f"Пока вы работали, эту запись изменили{f' ({who.text})' if who else ''}. {'; '.join(told)}"
        f"{'. ' if told else ''}Ваша правка не записана: посмотрите новые значения и внесите её ещё раз."
    )


def _since(session: Session, record: Table, key: int, version: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the fields that were changed after the version held before and hold now."""
    since = select(ChangeRecord).where(
        col(ChangeRecord.entity) == str(record.__tablename__),
        col(ChangeRecord.entity_id) == key,
        col(ChangeRecord.version) > version,
    )
    was: dict[str, Any] = {}
    now: dict[str, Any] = {}
    table = Table.metadata.tables[str(record.__tablename__)]
    for change in session.scalars(since.order_by(col(ChangeRecord.version))):
        was = stored(table, change.before or {}) | was
        now |= stored(table, change.after or {})
    return was, now


def _told(name: str, values: dict[str, Any]) -> str:
    value = values.get(name)
    if value is None or value == []:
        return "пусто"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return f"«{_LABELS.get(value, value) if name in ('kind', 'leave') else value}»"


def commit_form(session: Session, user: User, title: str, changes: list[Change]) -> dict[int, int]:
    """Commits the changes of a form, if there are any; gives the ids of new records by their keys.

    Raises:
        Conflict: somebody changed one of the records since the form was opened.
    """
    return commit(session, ChangeSet("form", title, changes), user=user).new_ids if changes else {}
