"""Addresses under which calendar programs read the plan: who has made which, and what is behind one.

The address is the key: a token of 256 random bits, of which only the hash is kept.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, may, requires
from gmk.changes.journal import last_changes
from gmk.db.tables import Activity, Association, CalendarFeed, now
from gmk.errors import NotAllowed, RuleBroken
from gmk.excel.cells import clean_text
from gmk.periods import school_year_of
from gmk.plan.ical import calendar_of, is_event
from gmk.plan.queries import items_of
from gmk.plan.responsible_keys import responsible_key

MOST_FEEDS = 50
"""So many addresses may one person have in use."""
NOTED_EVERY = timedelta(hours=1)
_NARROW = "Адрес календаря показывает весь план, поэтому его заводит методический кабинет. Обратитесь туда."


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One address: its name, what it shows, who made it; the address itself isn't known any more."""

    id: int
    name: str
    responsible: str | None
    association: str | None
    by: str
    created_at: datetime
    last_read_at: datetime | None


@requires(Right.READ_PLAN)
def calendar_feeds(session: Session, *, scope: Scope, viewer: User) -> list[FeedRow]:
    """The addresses in use: one's own, all of them for the head."""
    if not scope.everything:
        return []
    feed = CalendarFeed
    statement = select(feed, col(Association.name)).outerjoin(Association, col(Association.id) == feed.association_id)
    if not may(viewer, Right.SUBMIT_PLAN):
        statement = statement.where(col(feed.user_id) == viewer.id)
    found = session.execute(statement.where(col(feed.revoked_at).is_(None)).order_by(col(feed.id)))
    return [
        FeedRow(one.id, one.name, one.responsible, of, one.user_name, one.created_at, one.last_read_at)
        for one, of in found
    ]


@requires(Right.READ_PLAN)
def make_feed(
    session: Session,
    *,
    user: User,
    scope: Scope,
    name: str,
    responsible: str | None = None,
    association_id: int | None = None,
) -> str:
    """Makes an address for one responsible person, one association, or all of the plan; gives its token, for once.

    Raises:
        NotAllowed: the user answers for some institutions alone.
        RuleBroken: it has no name, or the user has too many.
    """
    if not scope.everything:
        raise NotAllowed(_NARROW)
    told = clean_text(name)
    if told is None:
        raise RuleBroken("Назовите адрес: по названию вы потом узнаете, какой закрыть. Например: «Мой телефон».")
    own = select(col(CalendarFeed.id)).where(
        col(CalendarFeed.user_id) == user.id, col(CalendarFeed.revoked_at).is_(None)
    )
    if len(session.scalars(own).all()) >= MOST_FEEDS:
        raise RuleBroken(f"У вас уже {MOST_FEEDS} адресов. Закройте те, которыми не пользуетесь.")
    token = secrets.token_urlsafe(32)
    session.add(
        CalendarFeed(
            name=told,
            token_hash=_hash(token),
            responsible=responsible,
            association_id=association_id,
            user_id=user.id,
            user_name=user.full_name,
        )
    )
    session.flush()
    return token


@requires(Right.READ_PLAN)
def revoke_feed(session: Session, *, user: User, scope: Scope, feed_id: int) -> None:  # noqa: ARG001
    """Closes an address for ever: one's own, or any for the head.

    Raises:
        NotAllowed: it is somebody else's.
        RuleBroken: there is no such address in use.
    """
    feed = session.get(CalendarFeed, feed_id, populate_existing=True)
    if feed is None or feed.revoked_at is not None:
        raise RuleBroken("Такого адреса уже нет. Обновите страницу.")
    if feed.user_id != user.id and not may(user, Right.SUBMIT_PLAN):
        raise NotAllowed("Закрыть чужой адрес может руководитель ГМК.")
    feed.revoked_at = now()


def calendar_behind(session: Session, token: str, *, at: datetime) -> bytes | None:
    """The calendar of the address with this token; None where there is none, or it was closed.

    This and the next school year; nobody is signed in, the token is the right.
    """
    feed = _feed(session, token)
    if feed is None:
        return None
    year = school_year_of(at.date())
    items = [item for one in (year, year + 1) for item in items_of(session, one) if is_event(item)]
    if feed.association_id is not None:
        items = [item for item in items if item.association_id == feed.association_id]
    if feed.responsible is not None:
        key = responsible_key(feed.responsible)
        items = [item for item in items if key in map(responsible_key, item.responsible)]
    changes = last_changes(session, str(Activity.__tablename__), [item.id for item in items])
    return calendar_of(items, {key: change.at for key, change in changes.items()})


def is_read_noted(session: Session, token: str, *, at: datetime) -> bool:
    """Whether it was noted within the last hour that the address is in use."""
    feed = _feed(session, token)
    return feed is None or (feed.last_read_at is not None and at - feed.last_read_at < NOTED_EVERY)


def note_read(session: Session, token: str, *, at: datetime) -> None:
    """Notes that the address is in use."""
    feed = _feed(session, token)
    if feed is not None:
        feed.last_read_at = at


def _feed(session: Session, token: str) -> CalendarFeed | None:
    found = select(CalendarFeed).where(col(CalendarFeed.token_hash) == _hash(token))
    return session.scalar(found.where(col(CalendarFeed.revoked_at).is_(None)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
