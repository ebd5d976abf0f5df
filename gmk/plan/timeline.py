"""The items of a plan as a line of time: where each stands now, and where it was signed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gmk.periods import Precision, Recurrence
from gmk.plan.comparison import Contents
from gmk.plan.rows import ActivityRow, Content


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """An item with its days; the signed ones are None where it stands as it was signed, or never was."""

    activity_id: int
    title: str
    starts_on: date
    ends_on: date
    now: str
    state: str
    signed_starts_on: date | None = None
    signed_ends_on: date | None = None
    signed: str | None = None


def timeline(items: Iterable[ActivityRow], signed: Contents) -> list[TimelineRow]:
    """The items that have days, by their first; «в течение года», what recurs and what isn't determined have no place.

    `signed` is what the first version says: the position that everything later is compared with.
    """
    rows = [row for item in items if (row := _row(item, signed.get(item.id))) is not None]
    return sorted(rows, key=lambda row: (row.starts_on, row.ends_on, row.activity_id))


def _row(item: ActivityRow, before: Content | None) -> TimelineRow | None:
    first, last = item.starts_on or item.ends_on, item.ends_on or item.starts_on
    if first is None or last is None or item.precision == Precision.YEAR or item.recurrence != Recurrence.NONE:
        return None
    row = (item.id, item.title, first, last, item.period_text or "", item.status.label)
    if before is None:
        return TimelineRow(*row)
    starts, ends = (_day(before[name]) for name in ("starts_on", "ends_on"))
    was = starts or ends, ends or starts
    if was == (first, last) or was[0] is None:
        return TimelineRow(*row)
    return TimelineRow(*row, *was, before["period_text"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
