"""Writes a change set: versions checked, ids given, everything in the caller's transaction, with its journal."""

from collections import defaultdict
from typing import Any

from sqlalchemy import JSON, Connection, Table
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from gmk.access import User
from gmk.changes import journal
from gmk.changes.labels import label
from gmk.changes.model import Change, ChangeSet, Committed
from gmk.db import bulk
from gmk.db.tables import Table as Tables
from gmk.errors import Conflict

Sorted = dict[str, dict[str, list[Change]]]
"""Changes by action and table."""
_TABLES = Tables.metadata
AT_ONCE = 20_000
_REFERRED_TO = (
    "Пока вы работали, кто-то изменил связанные записи: удалил ту, на которую ссылается новая, или завёл такую же. "
    "Ничего не записано. Откройте предварительный просмотр заново."
)


def commit(session: Session, change_set: ChangeSet, *, user: User, undoes_id: int | None = None) -> Committed:
    """Writes the change set and its journal; the caller commits the transaction.

    Deletions go first, then creations (parents before children), then updates.

    Raises:
        Conflict: a record isn't any more as it was when the change set was made; nothing may be committed then.
    """
    connection = session.connection()
    bulk.wait_for_turn(connection)
    changes = _by_action(change_set.changes)
    found = _checked_versions(session, changes)
    set_id = journal.open_set(session, change_set, user, undoes_id)
    new_ids = _new_ids(connection, changes["create"])
    try:
        _write(connection, changes, set_id, new_ids, found)
    except IntegrityError as broken:
        raise Conflict(_REFERRED_TO) from broken
    session.expire_all()  # objects that the caller holds were written past it
    return Committed(set_id, new_ids, _touched(changes, new_ids))


def _by_action(changes: list[Change]) -> Sorted:
    sorted_changes: Sorted = {action: defaultdict(list) for action in ("delete", "create", "update")}
    for change in changes:
        sorted_changes[change.action][change.entity].append(change)
    return sorted_changes


def _write(
    connection: Connection, changes: Sorted, set_id: int, new_ids: dict[int, int], found: dict[str, dict[int, int]]
) -> None:
    in_order = _TABLES.sorted_tables
    for table in reversed(in_order):
        if deleted := changes["delete"].get(table.name):
            _delete(connection, table, deleted, set_id)
    for table in in_order:
        if created := changes["create"].get(table.name):
            _create(connection, table, created, set_id, new_ids)
    for table in in_order:
        if updated := changes["update"].get(table.name):
            _update(connection, table, updated, set_id, new_ids, found[table.name])


def _checked_versions(session: Session, changes: Sorted) -> dict[str, dict[int, int]]:
    """The versions of the records that are to be updated, by table; those of deletions are only checked.

    Raises:
        Conflict: one of them has another version than the change was made for, or is gone.
    """
    found: dict[str, dict[int, int]] = {}
    for action in ("update", "delete"):
        for entity, of_entity in changes[action].items():
            expected = {change.key: change.base_version for change in of_entity}
            versions = _as_expected(session, entity, expected) or _versions_now(session, entity, of_entity)
            if action == "update":
                found[entity] = versions
    return found


def _as_expected(session: Session, entity: str, expected: dict[int, int | None]) -> dict[int, int]:
    """The expected versions, if the records have them; else nothing. Counted, so that none is fetched."""
    by_version: dict[int, list[int]] = defaultdict(list)
    for key, version in expected.items():
        if version is None:
            return {}
        by_version[version].append(key)
    connection, table = session.connection(), _TABLES.tables[entity]
    for version, keys in by_version.items():
        if bulk.count_with_version(connection, table, keys, version) != len(keys):
            return {}
    return {key: version for key, version in expected.items() if version is not None}


def _versions_now(session: Session, entity: str, changes: list[Change]) -> dict[int, int]:
    now = bulk.versions(session.connection(), _TABLES.tables[entity], [change.key for change in changes])
    moved = [change for change in changes if _has_moved(change, now.get(change.key))]
    if moved:
        raise Conflict(_what_moved(session, moved))
    return now


def _has_moved(change: Change, version: int | None) -> bool:
    return version is None or (change.base_version is not None and change.base_version != version)


def _what_moved(session: Session, moved: list[Change]) -> str:
    """Names the records that somebody changed in between, three at most, and who did it."""
    names = []
    for change in moved[:3]:
        who = journal.last_changes(session, change.entity, [change.key]).get(change.key)
        what = label(session, change.entity, change.key) or _label_of_change(change)
        names.append(f"{what} ({who.text})" if who else what)
    more = f" и ещё {len(moved) - 3}" if len(moved) > 3 else ""
    return (
        f"Пока вы работали, эти записи изменили: {'; '.join(names)}{more}. "
        "Ничего не записано. Обновите страницу и внесите правку ещё раз."
    )


def _label_of_change(change: Change) -> str:
    return f"запись № {change.key}, её уже нет"


def _new_ids(connection: Connection, created: dict[str, list[Change]]) -> dict[int, int]:
    """Ids for the records to be made, by their negative keys."""
    new_ids: dict[int, int] = {}
    for entity, changes in created.items():
        keys = [change.key for change in changes if change.key < 0]
        new_ids.update(zip(keys, bulk.next_ids(connection, _TABLES.tables[entity], len(keys)), strict=True))
    return new_ids


def _create(connection: Connection, table: Table, changes: list[Change], set_id: int, new_ids: dict[int, int]) -> None:
    """Adds the records, a portion at a time, so that a large file isn't held once more."""
    for start in range(0, len(changes), AT_ONCE):
        _create_portion(connection, table, changes[start : start + AT_ONCE], set_id, new_ids)


def _create_portion(
    connection: Connection, table: Table, changes: list[Change], set_id: int, new_ids: dict[int, int]
) -> None:
    """Adds the records; a positive key brings a deleted record back under its old id."""
    defaults = {column.name: _default(column) for column in table.columns}
    given = {"id", "version"}.union(*{tuple(change.after or ()) for change in changes})
    fields = [name for name in defaults if name in given]
    same = {name: value for name, value in defaults.items() if name not in given and value is not None}
    standard, own_id, version = [defaults[name] for name in fields], fields.index("id"), fields.index("version")
    rows, noted = [], []
    for change in changes:
        row = list(map((change.after or {}).get, fields, standard))
        row[own_id] = key = new_ids.get(change.key, change.key)
        rows.append(row)
        noted.append([key, row[version], change.sheet, change.row])
    _resolve(table, fields, rows, new_ids)
    bulk.insert_rows(connection, table, fields, rows, same=same)
    journal.note_creations(connection, table, set_id, noted)


def _default(column: Any) -> Any:
    """What a column holds when the change doesn't say: its default, an empty list in JSON that must be there."""
    if column.default is not None and column.default.is_scalar:
        return column.default.arg
    return [] if isinstance(column.type, JSON) and not column.nullable else None


def _resolve(table: Table, fields: list[str], rows: bulk.Rows, new_ids: dict[int, int]) -> None:
    """Puts ids for the negative numbers by which records of one set refer to each other."""
    for position, name in enumerate(fields):
        if table.c[name].foreign_keys:
            for row in rows:
                value = row[position]
                if value is not None and value < 0:
                    row[position] = new_ids[value]


def _update(
    connection: Connection,
    table: Table,
    changes: list[Change],
    set_id: int,
    new_ids: dict[int, int],
    found: dict[int, int],
) -> None:
    by_fields: dict[tuple[str, ...], bulk.Rows] = defaultdict(list)
    noted = []
    for change in changes:
        after = _resolved(table, change.after or {}, new_ids)
        version = found[change.key] + 1
        by_fields[tuple(after)].append([*after.values(), version, change.key])
        before = journal.plain(change.before)
        sheet_row = (change.sheet, change.row)
        noted.append([set_id, str(table.name), change.key, "update", before, journal.plain(after), version, *sheet_row])
    for names, rows in by_fields.items():
        bulk.update_rows(connection, table, [*names, "version"], rows)
    journal.note(connection, noted)


def _resolved(table: Table, values: dict[str, Any], new_ids: dict[int, int]) -> dict[str, Any]:
    return {
        name: new_ids[value] if value.__class__ is int and value < 0 and table.c[name].foreign_keys else value
        for name, value in values.items()
    }


def _delete(connection: Connection, table: Table, changes: list[Change], set_id: int) -> None:
    ids = [change.key for change in changes]
    journal.note_deletions(connection, table, ids, set_id)
    bulk.delete_rows(connection, table, ids)


def _touched(changes: Sorted, new_ids: dict[int, int]) -> dict[str, set[int]]:
    touched: dict[str, set[int]] = defaultdict(set)
    for by_entity in changes.values():
        for entity, of_entity in by_entity.items():
            touched[entity].update(new_ids.get(change.key, change.key) for change in of_entity)
    return dict(touched)
