"""What in a plan gets in the way of what: people, places, institutions, exams, holidays. Pure.

Only what is known to the day collides: an exact day, or at most three days. A month can always be arranged.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from gmk.db.keys import name_key
from gmk.periods import Precision, Recurrence, read_period
from gmk.plan.responsible_keys import responsible_key
from gmk.plan.rows import ActivityRow
from gmk.vocabulary import ActivityStatus, Labelled
from gmk.wording import counted, day_text

MOST_DAYS = 3
STATE_HOLIDAYS = frozenset(
    {(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}
)
"""Month and day of the non-working holidays, without the days off that are moved each year. Source: ТК РФ, ст. 112."""
SATURDAY = 5
DEFAULT_PERIODS = (
    "Осенние каникулы: с 26 октября по 3 ноября",
    "Зимние каникулы: с 29 декабря по 8 января",
    "Весенние каникулы: с 27 марта по 4 апреля",
    "ВПР: с 20 апреля по 20 мая",
    "ГИА: с 20 мая по 1 июля",
)
"""Holidays and exams as they usually are; the office sets its own."""


class ClashKind(Labelled):
    """What collides."""

    PERSON = "person", "ответственный занят"
    PLACE = "place", "место занято"
    INSTITUTION = "institution", "много за неделю"
    PERIOD = "period", "каникулы, экзамены"
    DAY_OFF = "day_off", "нерабочий день"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many items for one institution a week bears; named periods in which nothing else should be, in words."""

    most_per_week: int = 3
    periods: tuple[str, ...] = DEFAULT_PERIODS


@dataclass(frozen=True, slots=True)
class Clash:
    """One finding: when, which items (the first one is where to begin), and in words what is wrong."""

    kind: ClashKind
    on: date
    activity_ids: tuple[int, ...]
    titles: tuple[str, ...]
    told: str


def clashes(items: Iterable[ActivityRow], school_year: int, limits: Limits) -> list[Clash]:
    """What collides among the items that are still to come, by day."""
    exact = [item for item in items if _is_exact(item)]
    found = [
        *_pairs(exact, ClashKind.PERSON, _people),
        *_pairs(exact, ClashKind.PLACE, _places),
        *_crowded_weeks(exact, limits.most_per_week),
        *_in_periods(exact, school_year, limits.periods),
        *_on_days_off(exact),
    ]
    return sorted(found, key=lambda one: (one.on, list(ClashKind).index(one.kind), one.activity_ids))


def unreadable_periods(periods: Sequence[str], school_year: int) -> list[str]:
    """The lines that name no period: «Каникулы: осенью»."""
    return [line for line in periods if _named_period(line, school_year) is None]


def _is_exact(item: ActivityRow) -> bool:
    if item.status is not ActivityStatus.PLANNED or item.recurrence != Recurrence.NONE:
        return False
    if item.precision not in (Precision.DAY, Precision.RANGE) or item.starts_on is None or item.ends_on is None:
        return False
    return (item.ends_on - item.starts_on).days < MOST_DAYS


def _days(item: ActivityRow) -> Iterator[date]:
    first, last = item.starts_on or date.min, item.ends_on or date.min
    for number in range((last - first).days + 1):
        yield first + timedelta(number)


def _people(item: ActivityRow) -> dict[str, str]:
    """What is compared of each responsible person, and how it is written; «методисты ГМК» is nobody in particular."""
    return {responsible_key(name): name for name in item.responsible if "." in name or len(name.split()) == 3}


def _places(item: ActivityRow) -> dict[str, str]:
    return {name_key(item.place): item.place} if item.place else {}


def _pairs(
    items: Sequence[ActivityRow], kind: ClashKind, keys_of: Callable[[ActivityRow], dict[str, str]]
) -> Iterator[Clash]:
    """Each two items that share a key on a day; several shared days are one finding, at the first."""
    by_day: dict[tuple[date, str], list[ActivityRow]] = defaultdict(list)
    written: dict[str, str] = {}
    for item in items:
        keys = keys_of(item)
        written |= keys
        for day in _days(item):
            for key in keys:
                by_day[day, key].append(item)
    seen: set[tuple[int, int, str]] = set()
    for (day, key), together in sorted(by_day.items(), key=lambda one: one[0]):
        for one, other in combinations(together, 2):
            if (one.id, other.id, key) not in seen:
                seen.add((one.id, other.id, key))
                told = f"{written[key]}: «{one.title}» и «{other.title}». Перенесите одно из них."
                yield Clash(kind, day, (one.id, other.id), (one.title, other.title), told)


def _crowded_weeks(items: Sequence[ActivityRow], most: int) -> Iterator[Clash]:
    """Weeks with more items for one institution than it bears; those for all institutions count for each."""
    by_week: dict[tuple[date, int], list[ActivityRow]] = defaultdict(list)
    for_all: dict[date, list[ActivityRow]] = defaultdict(list)
    names: dict[int, str] = {}
    for item in items:
        monday = _monday(item)
        if not item.institution_ids:
            for_all[monday].append(item)
        for key, name in zip(item.institution_ids, item.institutions, strict=False):
            names[key] = name
            by_week[monday, key].append(item)
    for (monday, key), own in by_week.items():
        together = own + for_all[monday]
        if len(together) > most:
            many = counted(len(together), "мероприятие", "мероприятия", "мероприятий")
            told = f"{names[key]}: {many} за неделю с {day_text(monday)}, из них для всех {len(for_all[monday])}."
            yield _several(ClashKind.INSTITUTION, monday, together, told)
    for monday, together in for_all.items():
        if len(together) > most and not any(week == monday for week, _key in by_week):
            many = counted(len(together), "мероприятие", "мероприятия", "мероприятий")
            told = f"Все учреждения: {many} за неделю с {day_text(monday)}."
            yield _several(ClashKind.INSTITUTION, monday, together, told)


def _monday(item: ActivityRow) -> date:
    first = item.starts_on or date.min
    return first - timedelta(first.weekday())


def _several(kind: ClashKind, on: date, items: Sequence[ActivityRow], told: str) -> Clash:
    return Clash(kind, on, tuple(item.id for item in items), tuple(item.title for item in items), told)


def _in_periods(items: Sequence[ActivityRow], school_year: int, periods: Iterable[str]) -> Iterator[Clash]:
    named = [period for line in periods if (period := _named_period(line, school_year)) is not None]
    for item in items:
        for name, first, last in named:
            if any(first <= day <= last for day in _days(item)):
                told = f"{name} ({day_text(first)}–{day_text(last)}): «{item.title}». Проверьте, придут ли участники."
                yield Clash(ClashKind.PERIOD, item.starts_on or first, (item.id,), (item.title,), told)


def _named_period(line: str, school_year: int) -> tuple[str, date, date] | None:
    name, _, text = line.partition(":")
    period = read_period(text.strip(), school_year=school_year)
    if period is None or period.start is None or period.end is None:
        return None
    return name.strip(), period.start, period.end


def _on_days_off(items: Sequence[ActivityRow]) -> Iterator[Clash]:
    for item in items:
        off = [day for day in _days(item) if day.weekday() >= SATURDAY or (day.month, day.day) in STATE_HOLIDAYS]
        if off:
            is_holiday = (off[0].month, off[0].day) in STATE_HOLIDAYS
            what = "праздничный день" if is_holiday else ("суббота" if off[0].weekday() == SATURDAY else "воскресенье")
            told = f"{day_text(off[0])}, {what}: «{item.title}»."
            yield Clash(ClashKind.DAY_OFF, off[0], (item.id,), (item.title,), told)
