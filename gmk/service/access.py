"""Runs a query or an action for a user: checks the right, gives the scope, opens the session, logs reads of names."""

from collections.abc import Callable, Sized
from datetime import date
from functools import cache
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from gmk.access import User, may, right_of, scope_of
from gmk.db.bulk import wait_for_turn
from gmk.db.session import read_session, write_session
from gmk.db.tables import AccessRecord
from gmk.errors import NotAllowed

P = ParamSpec("P")
R = TypeVar("R")


def load(user: User, query: Callable[Concatenate[Session, ...], R], **arguments: Any) -> R:
    """The rows of a query, narrowed to the user's scope; a query marked `names` is written to the access log.

    A query that also asks for the `viewer` is given the user.

    Raises:
        NotAllowed: the user has no right to this query.
    """
    scope = scope_of(user, right_of(query))
    viewer = {"viewer": user} if _asks_for_viewer(query) else {}
    with read_session() as session:
        rows = query(session, scope=scope, **arguments, **viewer)
    if getattr(query, "names", False):
        note_access(user, query.__name__, arguments, len(rows) if isinstance(rows, Sized) else 1)
    return rows


@cache
def _asks_for_viewer(query: Callable[..., Any]) -> bool:
    return "viewer" in signature(query).parameters


def save(user: User, action: Callable[Concatenate[Session, ...], R], **arguments: Any) -> R:
    """Runs an action in one transaction, as the user and within the user's scope.

    One action after the other: what it checks first still holds when it writes.

    Raises:
        NotAllowed: the user has no right to this action.
        Busy: others have been writing for all the time that one waits.
    """
    right = right_of(action)
    if not may(user, right):
        raise NotAllowed()
    with write_session() as session:
        wait_for_turn(session.connection())
        return action(session, user=user, scope=scope_of(user, right), **arguments)


def note_access(user: User, what: str, filters: dict[str, Any], row_count: int) -> None:
    """Writes to the access log that a list, card or file with names was opened."""
    with write_session() as session:
        session.add(
            AccessRecord(
                user_id=user.id,
                user_name=user.full_name,
                what=what,
                filters={name: _plain(value) for name, value in filters.items()},
                row_count=row_count,
            )
        )


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return str(value)
