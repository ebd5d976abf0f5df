"""Row rights in SQL: every query of rows that belong to institutions narrows itself with `within`."""

from typing import Any, TypeVar

from sqlalchemy import Select, false

from gmk.access import Scope

S = TypeVar("S", bound=Select[*tuple[Any, ...]])


def within(statement: S, column: Any, scope: Scope) -> S:
    """The statement, narrowed to the institutions of the scope; `column` holds an institution's id."""
    if scope.institution_ids is None:
        return statement
    if not scope.institution_ids:
        return statement.where(false())
    return statement.where(column.in_(scope.institution_ids))
