"""`load` and `save` for pages: the signed-in user put before `gmk.service`."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Concatenate, TypeVar

import streamlit as st
from sqlmodel import Session

from gmk import service
from gmk.access import Right, User
from gmk.access import may as user_may
from gmk.accounts import sessions
from gmk.accounts.rows import SignedIn
from gmk.db.session import read_session, write_session
from gmk.errors import Busy, NotSignedIn
from gmk.ui import state

COOKIE = "gmk_session"
RECHECK = timedelta(seconds=30)
"""So soon an open tab notices that its user was deactivated, changed or signed out."""

R = TypeVar("R")


def load(query: Callable[Concatenate[Session, ...], R], **arguments: Any) -> R:
    """The rows of a query for whoever is signed in.

    Raises:
        NotSignedIn: nobody is, or no longer.
        NotAllowed: the user has no right to this query.
    """
    return service.load(current_user(), query, **arguments)


def save(action: Callable[Concatenate[Session, ...], R], **arguments: Any) -> R:
    """Runs an action for whoever is signed in.

    Raises:
        NotSignedIn: nobody is, or no longer.
        NotAllowed: the user has no right to this action.
    """
    return service.save(current_user(), action, **arguments)


def current_user() -> User:
    """Whoever is signed in in this tab.

    Raises:
        NotSignedIn: nobody is, or no longer.
    """
    found = signed_in()
    if found is None:
        raise NotSignedIn()
    return found.user


def may(right: Right) -> bool:
    """Whether whoever is signed in has the right."""
    return user_may(current_user(), right)


def signed_in(at: datetime | None = None) -> SignedIn | None:
    """Whoever is signed in in this tab, looked up again every 30 seconds; None for a stranger.

    Fragments and callbacks run without the main script, so `load` and `save` come here as well.
    """
    at = at or datetime.now(UTC)
    checked: datetime | None = st.session_state.get(state.CHECKED_AT)
    if checked is not None and at - checked < RECHECK:
        known: SignedIn | None = st.session_state.get(state.SIGNED_IN)
        return known
    token = current_token()
    found = look_up(token, at=at) if token else None
    if found is None:
        forget()
    else:
        st.session_state.update({state.TOKEN: token, state.SIGNED_IN: found, state.CHECKED_AT: at})
    return found


def while_signed_in(make: Callable[[], R]) -> Callable[[], R]:
    """`make` for a click that comes later and outside the session: it asks again who clicks, and with which rights.

    What comes back raises NotSignedIn when the sign-in is over by then, or the user isn't as it was.
    """
    token, user = current_token(), current_user()

    def made() -> R:
        found = look_up(token, at=datetime.now(UTC)) if token else None
        if found is None or found.user != user:
            raise NotSignedIn()
        return make()

    return made


def look_up(token: str, *, at: datetime) -> SignedIn | None:
    """Whoever the token stands for; notes that the sign-in is in use."""
    with read_session() as session:
        found = sessions.signed_in(session, token=token, at=at)
        is_due = sessions.is_touch_due(session, token=token, at=at)
    if found is not None and is_due:
        with suppress(Busy), write_session() as session:  # the next look notes it
            sessions.touch(session, token=token, at=at)
    return found


def current_token() -> str | None:
    """The token of this tab: the one it signed in with, else the one of the browser's cookie."""
    token = st.session_state.get(state.TOKEN) or st.context.cookies.get(COOKIE)
    return token if isinstance(token, str) else None


def recheck() -> None:
    """Has the next look at the signed-in user ask the database."""
    st.session_state.pop(state.CHECKED_AT, None)


def forget() -> None:
    """Nobody is signed in in this tab any more."""
    for key in (state.TOKEN, state.SIGNED_IN, state.CHECKED_AT):
        st.session_state.pop(key, None)
