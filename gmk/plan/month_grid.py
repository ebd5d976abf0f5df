"""A plan as a grid: months across, directions down. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gmk.periods import Precision, Recurrence, month_end
from gmk.plan.rows import ActivityRow
from gmk.plan.rules import falls_into
from gmk.plan.selection import months
from gmk.vocabulary import ActivityStatus

NO_HEADING = "без направления"


@dataclass(frozen=True, slots=True)
class GridLine:
    """A direction: the items of each month of the school year, September first, and those of no month in particular."""

    heading: str
    by_month: tuple[tuple[ActivityRow, ...], ...]
    all_year: tuple[ActivityRow, ...]


def month_grid(items: Iterable[ActivityRow], school_year: int) -> list[GridLine]:
    """The items that aren't cancelled, by direction and month; one that lasts several months is in each of them.

    What lasts all year, recurs or isn't determined stands apart, so that the dated work is seen.
    """
    by_heading: dict[str, list[ActivityRow]] = {}
    for item in items:
        if item.status is not ActivityStatus.CANCELLED:
            by_heading.setdefault(item.heading or NO_HEADING, []).append(item)
    return [GridLine(heading, _by_month(own, school_year), _all_year(own)) for heading, own in by_heading.items()]


def is_dated(item: ActivityRow) -> bool:
    """Whether the item belongs to certain months."""
    return (
        item.recurrence == Recurrence.NONE
        and item.precision not in (Precision.YEAR, Precision.UNDETERMINED)
        and (item.starts_on is not None or item.ends_on is not None)
    )


def _by_month(items: list[ActivityRow], school_year: int) -> tuple[tuple[ActivityRow, ...], ...]:
    return tuple(
        tuple(item for item in items if is_dated(item) and falls_into(item, month, _end(month)))
        for month in months(school_year)
    )


def _all_year(items: list[ActivityRow]) -> tuple[ActivityRow, ...]:
    return tuple(item for item in items if not is_dated(item))


def _end(month: date) -> date:
    return month_end(month.year, month.month)
