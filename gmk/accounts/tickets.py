"""A ticket carries a fresh token from the form to the route that sets the cookie: once, within half a minute."""

import hashlib
import secrets
from datetime import datetime, timedelta

TICKET_LASTS = timedelta(seconds=30)

_waiting: dict[str, tuple[str, datetime]] = {}


def issue_ticket(token: str, *, at: datetime) -> str:
    """A random number for the address bar; the token itself never stands in an address."""
    _clear(at)
    ticket = secrets.token_urlsafe(32)
    _waiting[_digest(ticket)] = (token, at + TICKET_LASTS)
    return ticket


def redeem_ticket(ticket: str, *, at: datetime) -> str | None:
    """The token that the ticket stands for; None for one that is unknown, used or late."""
    _clear(at)
    token, _ = _waiting.pop(_digest(ticket), (None, at))
    return token


def _clear(at: datetime) -> None:
    for digest in [digest for digest, (_, until) in list(_waiting.items()) if until <= at]:
        _waiting.pop(digest, None)


def _digest(ticket: str) -> str:
    return hashlib.sha256(ticket.encode()).hexdigest()
