"""Undoing a change set: the same changes the other way round, as far as nobody has touched the records since."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, case, or_, outerjoin, select
from sqlmodel import Session, col

from gmk.access import User
from gmk.changes import journal
from gmk.changes.commit import commit
from gmk.changes.labels import KINDS, labels
from gmk.changes.model import Change, ChangeSet, Committed
from gmk.db import bulk
from gmk.db.tables import ChangeRecord, ChangeSetRecord
from gmk.db.tables import Table as Tables

_TABLES = Tables.metadata
Lines = dict[str, list[Any]]
Ids = dict[str, set[int]]


@dataclass(frozen=True, slots=True)
class Left:
    """A record that stays as it is, and why; `by` is who changed it since."""

    label: str
    why: str
    by: str | None = None


@dataclass(slots=True)
class UndoPlan:
    """What an undo would do: the change set that restores, what stays changed, what can't be restored."""

    change_set: ChangeSet
    kept: list[Left] = field(default_factory=list)
    impossible: list[Left] = field(default_factory=list)


def undo(session: Session, set_id: int, plan: UndoPlan, *, user: User) -> Committed:
    """Does what was planned in the same transaction, and journals it; the caller commits the transaction.

    Raises:
        Conflict: one of the records was changed after the plan was made.
    """
    return commit(session, plan.change_set, user=user, undoes_id=set_id)


def plan_undo(session: Session, set_id: int) -> UndoPlan:
    """What an undo of the change set would do now; nothing is written."""
    title = session.execute(select(col(ChangeSetRecord.title)).where(col(ChangeSetRecord.id) == set_id)).scalar()
    plan = UndoPlan(ChangeSet("undo", f"Отмена: {title}"))
    changes: dict[str, list[Change]] = {}
    for entity, lines in _lines(session, set_id).items():
        changes[entity] = _untouched(session, plan, entity, lines, set_id)
    _leave_what_is_needed(session, plan, changes)
    _leave_what_lost_its_place(session, plan, changes)
    for of_entity in changes.values():
        plan.change_set.changes.extend(of_entity)
    return plan


def _lines(session: Session, set_id: int) -> Lines:
    """The journal of the set, by table."""
    record = ChangeRecord
    columns = (record.entity, record.entity_id, record.action, record.version, record.before, record.after)
    statement = select(*map(col, columns)).where(col(ChangeRecord.change_set_id) == set_id)
    by_entity: Lines = defaultdict(list)
    for line in session.connection().execute(statement.order_by(col(ChangeRecord.id))).all():
        by_entity[line[0]].append(line)
    return by_entity


def _untouched(session: Session, plan: UndoPlan, entity: str, lines: list[Any], set_id: int) -> list[Change]:
    """The changes that bring back what nobody has touched since; the rest is noted in the plan."""
    table = _TABLES.tables[entity]
    now = _moved_versions(session, table, set_id)
    same_again = _touched_in_vain(session, entity, now, set_id) if now else set()
    touched = now.keys() - same_again
    _note_touched(session, plan, entity, [line for line in lines if line[1] in touched], now, set_id)
    return [_reverse(table, line, now.get(line[1], line[3])) for line in lines if line[1] not in touched]


def _moved_versions(session: Session, table: Table, set_id: int) -> dict[int, int | None]:
    """The records that aren't as the set left them, with the version they have; None if they are gone.

    What the set deleted is as it left it while it is gone.
    """
    key, version = col(ChangeRecord.entity_id), col(ChangeRecord.version)
    is_there = table.c.id.is_not(None)
    statement = (
        select(key, table.c.version)
        .select_from(outerjoin(ChangeRecord, table, table.c.id == key))
        .where(col(ChangeRecord.change_set_id) == set_id, col(ChangeRecord.entity) == table.name)
        .where(
            case(
                (col(ChangeRecord.action) == "delete", is_there),
                else_=or_(~is_there, table.c.version != version),
            )
        )
    )
    return dict(map(tuple, session.connection().execute(statement).all()))


def _reverse(table: Table, line: Any, version: int | None) -> Change:
    entity, key, action, noted, before, after = line
    if action == "create":
        return Change(entity, key, "delete", base_version=version)
    values = journal.stored(table, before or {})
    if action == "delete":
        return Change(entity, key, "create", after=values | {"version": noted + 1})
    return Change(entity, key, "update", before=journal.stored(table, after), after=values, base_version=version)


def _touched_in_vain(session: Session, entity: str, ids: Iterable[int], set_id: int) -> set[int]:
    """Of the records those whose later changes were all undone: they are as the set left them."""
    later = (
        select(col(ChangeRecord.entity_id), col(ChangeRecord.change_set_id), col(ChangeSetRecord.undoes_id))
        .join(ChangeSetRecord, col(ChangeSetRecord.id) == col(ChangeRecord.change_set_id))
        .where(col(ChangeRecord.entity) == entity, col(ChangeRecord.change_set_id) > set_id)
        .where(bulk.among(session.connection(), col(ChangeRecord.entity_id), ids))
        .order_by(col(ChangeRecord.id))
    )
    open_sets: dict[int, set[int]] = defaultdict(set)
    for key, later_set, undone in session.execute(later):
        if undone in open_sets[key]:
            open_sets[key].remove(undone)
        else:
            open_sets[key].add(later_set)
    return {key for key, sets in open_sets.items() if not sets}


def _note_touched(
    session: Session, plan: UndoPlan, entity: str, lines: list[Any], now: dict[int, int | None], set_id: int
) -> None:
    ids = [line[1] for line in lines]
    if not ids:
        return
    names = labels(session, entity, ids)
    who = journal.last_changes(session, entity, ids, after_set=set_id)
    for _entity, key, action, *_ in lines:
        by = who[key].by if key in who else None
        name = names.get(key, f"{KINDS.get(entity, 'запись')} № {key}")
        if now[key] is not None:
            plan.kept.append(Left(name, "с тех пор запись изменили", by))
        elif action == "update":
            plan.impossible.append(Left(name, "с тех пор запись удалили", by))


def _leave_what_is_needed(session: Session, plan: UndoPlan, changes: dict[str, list[Change]]) -> None:
    """Takes back the deletions of records to which others refer that stay; children are decided before parents."""
    going: Ids = defaultdict(set)
    for table in reversed(_TABLES.sorted_tables):
        going[table.name] = {change.key for change in changes.get(table.name, ()) if change.action == "delete"}
        needed = _needed(session, table, going)
        if needed:
            going[table.name] -= needed.keys()
            changes[table.name] = [change for change in changes[table.name] if change.key not in needed]
            _note_impossible(session, plan, table.name, needed)


def _needed(session: Session, table: Table, going: Ids) -> dict[int, str]:
    """Of the records that are to go those to which others refer that don't go with them, and why they can't."""
    ids = going[table.name]
    needed: dict[int, str] = {}
    for child in _TABLES.sorted_tables if ids else ():
        for key in child.foreign_keys:
            if key.column.table is table and key.ondelete != "CASCADE":
                why = f"на запись ссылается другая: {KINDS.get(child.name, 'запись журнала')}"
                needed |= dict.fromkeys(_referred(session, child, key.parent, ids, going[child.name]), why)
    return needed


def _referred(session: Session, child: Table, column: Any, ids: set[int], going: set[int]) -> Iterable[int]:
    """Which of the ids a row of the child refers to that doesn't go itself."""
    connection = session.connection()
    statement = select(column).distinct().where(bulk.among(connection, column, ids))
    if going:
        statement = statement.where(bulk.not_among(connection, child.c.id, going))
    return connection.execute(statement).scalars().all()


def _leave_what_lost_its_place(session: Session, plan: UndoPlan, changes: dict[str, list[Change]]) -> None:
    """Takes back restorations that would refer to a record that is gone, or clash with one made since."""
    back: Ids = {
        entity: {change.key for change in of_entity if change.action == "create"}
        for entity, of_entity in changes.items()
    }
    for table in _TABLES.sorted_tables:
        restored = [change for change in changes.get(table.name, ()) if change.action != "delete"]
        lost = _without_parent(session, table, restored, back) | _clashing(session, table, restored)
        if lost:
            changes[table.name] = [change for change in changes[table.name] if change.key not in lost]
            back[table.name] -= lost.keys()
            _note_impossible(session, plan, table.name, lost)


def _without_parent(session: Session, table: Table, restored: list[Change], back: Ids) -> dict[int, str]:
    lost: dict[int, str] = {}
    for key in table.foreign_keys if restored else ():
        parent = key.column.table
        wanted = {change.key: (change.after or {}).get(key.parent.name) for change in restored}
        ids = {value for value in wanted.values() if value is not None}
        there = back.get(parent.name, set()) | _existing(session, parent, ids)
        why = f"нет записи, к которой она относится: {KINDS.get(parent.name, 'запись')}"
        lost |= {own: why for own, value in wanted.items() if value is not None and value not in there}
    return lost


def _existing(session: Session, table: Table, ids: set[int]) -> set[int]:
    if not ids:
        return set()
    connection = session.connection()
    return set(connection.execute(select(table.c.id).where(bulk.among(connection, table.c.id, ids))).scalars())


def _clashing(session: Session, table: Table, restored: list[Change]) -> dict[int, str]:
    """Restorations of a name that something else has got in the meantime."""
    lost: dict[int, str] = {}
    for column in table.columns:
        values = {
            change.key: change.after[column.name] for change in restored if change.after and column.name in change.after
        }
        if not column.unique or not values:
            continue
        connection = session.connection()
        found = connection.execute(select(table.c.id, column).where(bulk.among(connection, column, values.values())))
        holders = {value: own_id for own_id, value in found}
        lost |= {own: "такая запись заведена заново" for own, value in values.items() if holders.get(value, own) != own}
    return lost


def _note_impossible(session: Session, plan: UndoPlan, entity: str, reasons: dict[int, str]) -> None:
    names = labels(session, entity, reasons)
    for key, why in reasons.items():
        plan.impossible.append(Left(names.get(key, f"{KINDS.get(entity, 'запись')} № {key}"), why))
