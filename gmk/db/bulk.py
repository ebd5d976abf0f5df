"""Many rows at once, past the object mapper: the same few statements on SQLite and PostgreSQL."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain, groupby
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    ColumnElement,
    Connection,
    Date,
    Table,
    any_,
    func,
    literal,
    literal_column,
    select,
    text,
)
from sqlalchemy.exc import IntegrityError

Rows = list[list[Any]]
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_PARAMETERS = 900
"""Of one statement; more isn't quicker, and every SQLite takes as many."""

COMMIT_LOCK = 0x676D6C  # one after the other: the order of change sets is the order of their commits


@contextmanager
def without_collector() -> Iterator[None]:
    """Many thousand new objects, none of them garbage: the collector would only walk over them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def wait_for_turn(connection: Connection) -> None:
    """Waits until no other transaction writes a change set; SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:number)"), {"number": COMMIT_LOCK})


def among(connection: Connection, column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether the column is one of the values: however many, they are one parameter of the statement."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(values))).table_valued("value")
        found: ColumnElement[bool] = column.in_(select(listed.c.value))
        return found
    matches: ColumnElement[bool] = column == any_(literal(list(values), ARRAY(column.type)))
    return matches


def not_among(connection: Connection, column: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether the column is none of the values."""
    if connection.dialect.name == "sqlite":
        return ~among(connection, column, values)
    listed = select(func.unnest(literal(list(values), ARRAY(column.type))))
    left: ColumnElement[bool] = column.not_in(listed)
    return left


def next_ids(connection: Connection, table: Table, count: int) -> Sequence[int]:
    """As many ids that the table never had."""
    if connection.dialect.name == "sqlite":
        first = 1 + max(_last_sqlite_id(connection, table), _largest_id(connection, table))
        return range(first, first + count)
    sequence = text("select nextval(pg_get_serial_sequence(:name, 'id')) from generate_series(1, :count)")
    return connection.execute(sequence, {"name": f'"{table.name}"', "count": count}).scalars().all()


def _last_sqlite_id(connection: Connection, table: Table) -> int:
    """The last id of a table that never gives one out twice; 0 for other tables."""
    statement = text("select seq from sqlite_sequence where name = :name")
    return connection.execute(statement, {"name": table.name}).scalar() or 0


def _largest_id(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.max(table.c.id))).scalar() or 0


def insert_rows(
    connection: Connection, table: Table, fields: Sequence[str], rows: Rows, *, same: Mapping[str, Any] = _NOTHING
) -> None:
    """Adds the rows; each holds Python values in the order of the fields (and is changed in place).

    `same` are further fields with the value that they have in all rows.
    """
    if not rows:
        return
    _to_driver(connection, table, fields, rows)
    shared = [list(same.values())]
    _to_driver(connection, table, list(same), shared)
    names = ", ".join(f'"{name}"' for name in (*same, *fields))
    if connection.dialect.name == "postgresql":
        whole = (shared[0] + row for row in rows)
        _copy(connection, f'copy "{table.name}" ({names}) from stdin', whole)
        return
    _insert_many(connection, f'insert into "{table.name}" ({names})', shared[0], rows)


def _insert_many(connection: Connection, into: str, shared: list[Any], rows: Rows) -> None:
    """Many rows in each statement: SQLite then looks up the last id once for all of them, and that is most of it."""
    size = max(1, (_PARAMETERS - len(shared)) // len(rows[0]))
    portions = (rows[start : start + size] for start in range(0, len(rows), size))
    marks = f"({', '.join('?' * len(rows[0]))})"
    for count, alike in groupby(portions, key=len):
        source = f"select {'?, ' * len(shared)}* from (values {', '.join([marks] * count)})"  # noqa: S608 - marks alone
        _run_for_each(connection, f"{into} {source}", ([*shared, *chain(*portion)] for portion in alike))


def _run_for_each(connection: Connection, statement: str, rows: Iterable[list[Any]]) -> None:
    """The driver's own loop; its errors are raised as those of other statements are."""
    cursor: Any = connection.connection.cursor()
    try:
        cursor.executemany(statement, rows)
    except connection.dialect.loaded_dbapi.IntegrityError as broken:
        raise IntegrityError(statement, None, broken) from broken
    finally:
        cursor.close()


def _copy(connection: Connection, statement: str, rows: Iterable[list[Any]]) -> None:
    """PostgreSQL's fast lane; its errors are raised as those of other statements are."""
    cursor = connection.connection.cursor()
    try:
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except connection.dialect.loaded_dbapi.IntegrityError as broken:
        raise IntegrityError(statement, None, broken) from broken
    finally:
        cursor.close()


def update_rows(connection: Connection, table: Table, fields: Sequence[str], rows: Rows) -> None:
    """Sets the fields; each row holds their values and, last, the id (and is changed in place)."""
    if not rows:
        return
    _to_driver(connection, table, fields, rows)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    sets = ", ".join(f'"{name}" = {mark}' for name in fields)
    statement = f'update "{table.name}" set {sets} where id = {mark}'  # noqa: S608 - names of our own tables
    _run_for_each(connection, statement, rows)


def delete_rows(connection: Connection, table: Table, ids: Iterable[int]) -> None:
    """Removes the rows with these ids."""
    connection.execute(table.delete().where(among(connection, table.c.id, ids)))


def versions(connection: Connection, table: Table, ids: Iterable[int]) -> dict[int, int]:
    """The versions of the records that exist."""
    statement = select(table.c.id, table.c.version).where(among(connection, table.c.id, ids))
    return dict(map(tuple, connection.execute(statement).all()))


def count_with_version(connection: Connection, table: Table, ids: Iterable[int], version: int) -> int:
    """How many of the records exist with this version."""
    having = (among(connection, table.c.id, ids), table.c.version == version)
    return connection.execute(select(func.count()).select_from(table).where(*having)).scalar_one()


def record_as_json(connection: Connection, table: Table) -> str:
    """SQL for a whole row of the table as a JSON object; days are ISO texts."""
    if connection.dialect.name == "postgresql":
        return f'to_json("{table.name}")'
    parts = (f"'{column.name}', {_json_part(column)}" for column in table.columns)
    return f"json_object({', '.join(parts)})"


def _json_part(column: Any) -> str:
    return f'json("{column.name}")' if isinstance(column.type, JSON) else f'"{column.name}"'


def _to_driver(connection: Connection, table: Table, fields: Sequence[str], rows: Rows) -> None:
    """Turns Python values into what the driver takes; None stays NULL, also in JSON columns."""
    dialect = connection.dialect
    for position, name in enumerate(fields):
        kind = table.c[name].type
        convert = kind.dialect_impl(dialect).bind_processor(dialect)
        if convert is not None:
            _convert(rows, position, date.isoformat if isinstance(kind, Date) else convert)


def _convert(rows: Rows, position: int, convert: Callable[[Any], Any]) -> None:
    for row in rows:
        if row[position] is not None:
            row[position] = convert(row[position])


def keep_records(connection: Connection, table: Table, ids: Iterable[int], *, into: Table, change_set_id: int) -> None:
    """Writes whole records into the journal as deleted ones, with the version that follows theirs."""
    record = literal_column(record_as_json(connection, table), JSON)
    kept = select(
        literal(change_set_id), literal(table.name), table.c.id, literal("delete"), record, table.c.version + 1
    ).where(among(connection, table.c.id, ids))
    fields = ("change_set_id", "entity", "entity_id", "action", "before", "version")
    connection.execute(into.insert().from_select(fields, kept, include_defaults=False))
