"""From the plan of a year to a draft of the next: what goes over, and when it will be. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gmk.periods import Period, Precision, Recurrence, month_end, months_after, read_period
from gmk.plan.rows import ActivityRow
from gmk.vocabulary import ActivityStatus
from gmk.wording import day_text

SAME_WEEKDAY = timedelta(weeks=52)
NOT_DONE = "не выполнено в прошлом учебном году"
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?<=20\d\d/)\d\d(?!\d)|(?<=20\d\d-)\d\d(?!\d)")
_SHORT_DATE = re.compile(r"(?<=\d\.\d\d\.)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class RollRow:
    """An item and when it would be in the next year; `is_kept` is what the program suggests, `why` says so."""

    item: ActivityRow
    period_text: str | None
    is_kept: bool
    why: str

    @property
    def is_unfinished(self) -> bool:
        """Whether it was planned and never done."""
        return self.item.status in (ActivityStatus.PLANNED, ActivityStatus.HELD)


def roll(items: Iterable[ActivityRow], *, on: date, copied: Iterable[int] = ()) -> list[RollRow]:
    """The items of a year that aren't in the next one yet (`copied`), each with its suggestion.

    What was cancelled is dropped unless people keep it; what isn't done although its time is over is marked.
    """
    there = set(copied)
    return [_row(item, on) for item in items if item.id not in there]


def _row(item: ActivityRow, on: date) -> RollRow:
    text = shifted_text(item)
    if item.status is ActivityStatus.CANCELLED:
        return RollRow(item, text, False, "отменено")
    if item.status is ActivityStatus.PLANNED and (item.ends_on or date(item.school_year + 1, 8, 31)) < on:
        return RollRow(item, text, True, NOT_DONE)
    return RollRow(item, text, True, "")


def shifted_text(item: ActivityRow) -> str | None:
    """The words of the period a year later, such that they are read as the shifted period.

    An exact day goes to the same weekday, a day or two earlier; a deadline to the same date. Months and quarters
    keep their words with the next year's numbers. Words that can't be read so are written anew.
    """
    if item.period_text is None:
        return None
    wanted = shifted(item)
    moved = _next_years(item.period_text)
    for text in (moved, _written(wanted)):
        if read_period(text, school_year=item.school_year + 1) == wanted:
            return text
    return moved


def shifted(item: ActivityRow) -> Period:
    """The period a year later."""
    period = Period(item.starts_on, item.ends_on, Precision(item.precision), Recurrence(item.recurrence))
    first, last = period.start, period.end
    if period.precision in (Precision.DAY, Precision.RANGE) and first and last:
        step = SAME_WEEKDAY if (first + SAME_WEEKDAY) >= date(item.school_year + 1, 9, 1) else timedelta(weeks=53)
        if first < date(item.school_year, 9, 1):  # an August before its school year goes with the calendar
            step = SAME_WEEKDAY
        return replace(period, start=first + step, end=last + step)
    if period.precision in (Precision.DAY, Precision.RANGE):
        return replace(period, start=first and months_after(first, 12), end=last and months_after(last, 12))
    return replace(period, start=first and months_after(first, 12), end=last and _month_end_later(last))


def _month_end_later(day: date) -> date:
    """The end of the month stays the end of the month, also of a February."""
    if day == month_end(day.year, day.month):
        return month_end(day.year + 1, day.month)
    return months_after(day, 12)


def _next_years(text: str) -> str:
    """The text with the years that it names one later: «2026/27» is «2027/28», «12.10.26» is «12.10.27»."""
    with_short = _SHORT_YEAR.sub(lambda found: f"{(int(found[0]) + 1) % 100:02d}", text)
    with_dates = _SHORT_DATE.sub(lambda found: f"{(int(found[0]) + 1) % 100:02d}", with_short)
    return _YEAR.sub(lambda found: str(int(found[0]) + 1), with_dates)


def _written(period: Period) -> str:
    """A period with its days in words that can be read."""
    first, last = period.start, period.end
    if first and last:
        return day_text(first) if first == last else f"{day_text(first)}-{day_text(last)}"
    if last:
        return f"до {day_text(last)}"
    return f"с {day_text(first)}" if first else ""
