"""The cyclogram: work that comes again and again, and the days on which it comes. Pure.

Source: Положение о ГМК, clause 3.2.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gmk.periods import month_end
from gmk.plan.rows import ActivityFields
from gmk.vocabulary import Frequency
from gmk.wording import day_text

WORKING_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
"""In which months work comes that names none: the office doesn't plan it for July and August."""
QUARTER_ENDS = (12, 3, 6, 9)
LAST = 5
"""As the number of a weekday in its month: the last one."""
WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"
)  # fmt: skip
_ENDINGS = {"й": "последний", "я": "последняя", "е": "последнее"}
_GENDERS = ("й", "й", "я", "й", "я", "я", "е")
"""How numbers of the weekdays end: 2-й вторник, 2-я среда, 2-е воскресенье."""


@dataclass(frozen=True, slots=True)
class CyclogramFields:
    """What a form says of a line; `weekdays` are 1 (Monday) to 7.

    Of monthly and rarer work with a weekday, `month_days` number that weekday in its month (5: the last one); without
    one they are days of the month. What a line doesn't say: Monday, the last day, the working months, a quarter's end.
    """

    title: str
    frequency: Frequency
    responsible: str | None = None
    direction: str | None = None
    form: str | None = None
    weekdays: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    audience: str = ""
    place: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class CyclogramRow:
    """A line of the cyclogram; `closed_on` is the day from which it isn't done any more."""

    id: int
    fields: CyclogramFields
    closed_on: date | None
    version: int

    @property
    def when(self) -> str:
        """When it comes, in words."""
        return when_text(self.fields)


def occurrences(told: CyclogramFields, school_year: int) -> list[date]:
    """The days of a school year on which the work comes, each once, in their order."""
    if told.frequency is Frequency.WEEKLY:
        return _weekly(told, school_year)
    return sorted({day for month in _months(told) for day in _in_month(told, *_first(school_year, month))})


def _weekly(told: CyclogramFields, school_year: int) -> list[date]:
    months, wanted = told.months or WORKING_MONTHS, told.weekdays or (1,)
    first = date(school_year, 9, 1)
    days = (first + timedelta(number) for number in range((date(school_year + 1, 9, 1) - first).days))
    return [day for day in days if day.month in months and day.isoweekday() in wanted]


def _months(told: CyclogramFields) -> Sequence[int]:
    if told.months:
        return told.months
    usual = {Frequency.MONTHLY: WORKING_MONTHS, Frequency.QUARTERLY: QUARTER_ENDS}
    return usual.get(told.frequency, (6,))


def _first(school_year: int, month: int) -> tuple[int, int]:
    return (school_year if month >= 9 else school_year + 1), month


def _in_month(told: CyclogramFields, year: int, month: int) -> Iterator[date]:
    last = month_end(year, month)
    for number in told.month_days or (LAST,):
        if told.weekdays:
            yield from (_nth(number, weekday, last) for weekday in told.weekdays)
        elif told.month_days:
            yield last.replace(day=min(number, last.day))
        else:
            yield last


def _nth(number: int, weekday: int, last: date) -> date:
    """The first, second … or last such weekday of the month that ends on the day."""
    days = [day for day in range(1, last.day + 1) if last.replace(day=day).isoweekday() == weekday]
    return last.replace(day=days[-1] if number >= LAST else days[number - 1])


def when_text(told: CyclogramFields) -> str:
    """«ежемесячно: 2-й вторник; сентябрь, декабрь»."""
    if told.frequency is Frequency.WEEKLY:
        days = ", ".join(WEEKDAYS[number - 1] for number in told.weekdays) or WEEKDAYS[0]
    elif told.weekdays:
        days = ", ".join(_numbered(number, day) for day in told.weekdays for number in told.month_days or (LAST,))
    else:
        days = ", ".join(f"{number}-го числа" for number in told.month_days) or "последний день месяца"
    parts = [days, ", ".join(_MONTHS[month - 1] for month in told.months)]
    return f"{told.frequency.label}: {'; '.join(part for part in parts if part)}"


def _numbered(number: int, weekday: int) -> str:
    """«2-я среда», «последняя пятница»."""
    ending = _GENDERS[weekday - 1]
    return f"{_ENDINGS[ending] if number >= LAST else f'{number}-{ending}'} {WEEKDAYS[weekday - 1]}"


def activities_from(told: CyclogramFields, school_year: int, *, by_dates: bool) -> list[ActivityFields]:
    """The items of a plan that a line makes: one for the year, or one for each of its days.

    Work that comes once a year is always an item with its day.
    """
    if by_dates or told.frequency is Frequency.YEARLY:
        return [_item(told, day_text(day)) for day in occurrences(told, school_year)]
    return [_item(told, told.frequency.label)]


def _item(told: CyclogramFields, period_text: str) -> ActivityFields:
    return ActivityFields(
        title=told.title,
        period_text=period_text,
        direction=told.direction,
        form=told.form,
        responsible=(told.responsible,) if told.responsible else (),
        audience=told.audience,
        place=told.place,
        outcome=told.outcome,
    )


def in_use(rows: Iterable[CyclogramRow], on: date) -> list[CyclogramRow]:
    """The lines that are done on the day."""
    return [row for row in rows if row.closed_on is None or row.closed_on > on]
