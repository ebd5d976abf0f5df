"""Activities as an iCalendar, for programs that subscribe to it. Source: RFC 5545.

It names nobody: neither who answers for an item nor who took part. Whoever has the address reads it without signing in.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gmk.periods import Precision, Recurrence
from gmk.plan.rows import ActivityRow
from gmk.vocabulary import ActivityStatus

NAME = "Методический кабинет: план"
_ONE_DAY = timedelta(days=1)
_LONGEST = timedelta(days=31)
"""What lasts longer isn't an event of a calendar."""


def is_event(item: ActivityRow) -> bool:
    """Whether the item has days: one, several within a month, «до 15 мая», «с 1 октября».

    A month, a quarter or «в течение года» would only fill the calendar.
    """
    if item.recurrence != Recurrence.NONE or item.precision not in (Precision.DAY, Precision.RANGE):
        return False
    first, last = _days(item)
    return first is not None and last is not None and last - first < _LONGEST


def calendar_of(items: Iterable[ActivityRow], changed: dict[int, datetime]) -> bytes:
    """The calendar; `changed` says when an item was changed last, by its id; else it is the start of its school year.

    An item keeps its UID for ever, and one that was cancelled stays as such, so that calendars take it off.
    """
    from icalendar import Calendar  # only who is asked for a calendar needs it

    calendar = Calendar()
    calendar.add("prodid", "-//gmk//plan//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", timedelta(hours=6))
    for item in items:
        if is_event(item):
            calendar.add_component(_event(item, changed.get(item.id) or datetime(item.school_year, 9, 1, tzinfo=UTC)))
    made: bytes = calendar.to_ical()
    return made


def _event(item: ActivityRow, changed_at: datetime) -> Any:
    from icalendar import Event

    first, last = _days(item)
    event = Event()
    event.add("uid", f"activity-{item.id}@gmk")
    event.add("sequence", item.version)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("summary", _line(item.title))
    event.add("dtstart", first)
    event.add("dtend", last + _ONE_DAY if last else None)
    event.add("transp", "TRANSPARENT")
    event.add("status", _status(item))
    if item.place:
        event.add("location", _line(item.place))
    if item.heading:
        event.add("description", _line(item.heading))
    return event


def _days(item: ActivityRow) -> tuple[date | None, date | None]:
    return item.starts_on or item.ends_on, item.ends_on or item.starts_on


def _status(item: ActivityRow) -> str:
    if item.status is ActivityStatus.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if item.approved_in is None else "CONFIRMED"


def _line(text: str) -> str:
    """Printable, in one line."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
