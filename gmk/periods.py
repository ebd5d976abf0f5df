"""School year, calendar arithmetic, and the Russian texts in which an office writes when something happens."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gmk.vocabulary import Labelled

SCHOOL_YEAR_FIRST_MONTH = 9


def school_year_of(day: date) -> int:
    """The school year of the day, named by its first calendar year: 2026 is 1 September 2026 – 31 August 2027."""
    return day.year if day.month >= SCHOOL_YEAR_FIRST_MONTH else day.year - 1


_SCHOOL_YEAR_IN_TEXT = re.compile(r"(?<!\d)(20\d\d)\s*[-‐-―−/]\s*(?:20)?(\d\d)(?!\d)")


def school_year_in(text: str) -> int | None:
    """The school year that a title or a sheet name names: «на 2026-2027 учебный год», «2026/27» are 2026."""
    for found in _SCHOOL_YEAR_IN_TEXT.finditer(text):
        if int(found[2]) == (int(found[1]) + 1) % 100:
            return int(found[1])
    return None


def school_year_text(school_year: int) -> str:
    """«2025/26» for 2025."""
    return f"{school_year}/{(school_year + 1) % 100:02d}"


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier; the last day of a shorter month (31 March − 1 → 28 February)."""
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """The same day `months` later; the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Precision(Labelled):
    """How exactly a period is known."""

    DAY = "day", "день"
    RANGE = "range", "несколько дней"
    MONTH = "month", "месяц"
    QUARTER = "quarter", "квартал"
    HALF_YEAR = "half_year", "полугодие"
    YEAR = "year", "весь год"
    UNDETERMINED = "undetermined", "не определён"


class Recurrence(Labelled):
    """How often something happens within its period."""

    NONE = "none", "один раз"
    WEEKLY = "weekly", "еженедельно"
    MONTHLY = "monthly", "ежемесячно"
    QUARTERLY = "quarterly", "ежеквартально"


@dataclass(frozen=True, slots=True)
class Period:
    """When something happens; an open side is None («до 15 сентября» has no start)."""

    start: date | None
    end: date | None
    precision: Precision
    recurrence: Recurrence = Recurrence.NONE


UNDETERMINED = Period(None, None, Precision.UNDETERMINED)

_STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_MONTH_WORD = r"(?:(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)[ьяе]|(?:март|август)[ае]?|ма[йяе])"
_MONTH = f"({_MONTH_WORD})"
_YEAR = r"(20\d\d)"
_DAY = r"(\d{1,2})(?:-?го)?"
_DOTTED = r"(\d{1,2})\.(\d{1,2})(?:\.(20\d\d|\d\d)?)?"
_NUMBER = r"(\d|i{1,3}|iv|перв\w+|втор\w+|трет\w+|четверт\w+)"
_ENDING = r"(?:-?(?:й|ый|ой|е|ое|я|ая|ья))?"
_SCHOOL_YEAR = r"(?:уч\.?|учебн\w+)\s*(?:год\w*|г\.?)?"
_NUMBERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "перв": 1, "втор": 2, "трет": 3, "четв": 4}

_LOOK_ALIKES = str.maketrans("aceopxykmtbh", "асеорхукмтвн")
_LATIN_WORD = re.compile(r"[a-z]+")
_ROMAN = re.compile(r"i{1,3}|iv")
_YEAR_WORD = re.compile(r"(?<=\d)\s*(?:года|год|г\.|г)(?=[\s,;)-]|$)")
_TIME = re.compile(r"(?:,|\s+в|\s+с|,\s*в)?\s*\d{1,2}[:.]\d\d(?:\s*ч(?:ас\w*)?\.?)?$")


def read_period(text: str | None, *, school_year: int) -> Period | None:
    """The period that a text of a plan names; a missing year is taken from the school year.

    An empty text is undetermined. None: the text is outside the grammar, and nothing is guessed.
    """
    plain = _folded(text or "")
    if not plain:
        return UNDETERMINED
    return _match(plain, school_year) or _without_time(plain, school_year)


def _folded(text: str) -> str:
    lowered = re.sub(r"[\u00ad\u200b\ufeff]", "", text).casefold().replace("ё", "е").replace("ѐ", "е")
    lowered = re.sub(r"[‐-―−]", "-", lowered)
    lowered = _LATIN_WORD.sub(_cyrillic_unless_roman, lowered)
    lowered = _YEAR_WORD.sub("", " ".join(lowered.split()))
    return re.sub(r"\s*-\s*", "-", lowered).strip(" ,;")


def _cyrillic_unless_roman(word: re.Match[str]) -> str:
    return word[0] if _ROMAN.fullmatch(word[0]) else word[0].translate(_LOOK_ALIKES)


def _without_time(plain: str, school_year: int) -> Period | None:
    shortened = _TIME.sub("", plain)
    if shortened == plain:
        return None
    period = _match(shortened.strip(" ,"), school_year)
    return period if period and period.precision in (Precision.DAY, Precision.RANGE) else None


def _match(plain: str, school_year: int) -> Period | None:
    for pattern, build in _GRAMMAR:
        found = pattern.fullmatch(plain)
        if found:
            try:
                return build(found, school_year)
            except ValueError:  # a day that the calendar doesn't have
                return None
    return None


def _whole_year(school_year: int, recurrence: Recurrence = Recurrence.NONE) -> Period:
    return Period(date(school_year, 9, 1), date(school_year + 1, 8, 31), Precision.YEAR, recurrence)


def _year_of(month: int, school_year: int) -> int:
    return school_year if month >= SCHOOL_YEAR_FIRST_MONTH else school_year + 1


def _month_number(word: str) -> int:
    for number, stem in enumerate(_STEMS, 1):
        if word.startswith(stem):
            return number
    raise ValueError(word)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word if word in _NUMBERS else word[:4]]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as written: month and year may be missing."""

    day: int
    month: int | None = None
    year: int | None = None

    def on(self, school_year: int) -> date:
        if self.month is None:
            raise ValueError("a day without its month")
        return date(self.year or _year_of(self.month, school_year), self.month, self.day)


_WRITTEN_DAY = re.compile(rf"(?:{_DOTTED}|{_DAY}(?: {_MONTH}(?: {_YEAR})?)?)")


def _written_day(text: str) -> _Day:
    found = _WRITTEN_DAY.fullmatch(text)
    if not found:
        raise ValueError(text)
    day, month, year, plain_day, word, plain_year = found.groups()
    if day:
        return _Day(int(day), int(month), _full_year(year))
    return _Day(int(plain_day), _month_number(word) if word else None, _full_year(plain_year))


def _full_year(digits: str | None) -> int | None:
    if not digits:
        return None
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _single_day(found: re.Match[str], school_year: int) -> Period:
    day = _written_day(found[1]).on(school_year)
    return Period(day, day, Precision.DAY)


def _until(found: re.Match[str], school_year: int) -> Period:
    return Period(None, _written_day(found[1]).on(school_year), Precision.DAY)


def _since(found: re.Match[str], school_year: int) -> Period:
    return Period(_written_day(found[1]).on(school_year), None, Precision.DAY)


def _range(found: re.Match[str], school_year: int) -> Period:
    first, last = _written_day(found[1]), _written_day(found[2])
    end = last.on(first.year if first.year and not last.year else school_year)
    if first.year and not last.year:
        end = _not_before(last, first.on(school_year))
    start = _start_of(first, last, end, school_year)
    if start > end:
        raise ValueError(found[0])
    return Period(start, end, Precision.RANGE)


def _start_of(first: _Day, last: _Day, end: date, school_year: int) -> date:
    if first.month is None:
        return date(end.year, end.month, first.day)
    if first.year or not last.year:
        return first.on(school_year)
    same_year = date(end.year, first.month, first.day)
    return same_year if same_year <= end else date(end.year - 1, first.month, first.day)


def _not_before(last: _Day, start: date) -> date:
    if last.month is None:
        raise ValueError("a last day without its month")
    same_year = date(start.year, last.month, last.day)
    return same_year if same_year >= start else date(start.year + 1, last.month, last.day)


def _days(found: re.Match[str], school_year: int) -> Period:
    last = _written_day(found[2])
    end = last.on(school_year)
    days = [int(number) for number in re.findall(r"\d+", found[1])] + [last.day]
    if days != sorted(set(days)):
        raise ValueError(found[0])
    return Period(date(end.year, end.month, days[0]), end, Precision.RANGE)


def _month(found: re.Match[str], school_year: int) -> Period:
    month = int(found[1]) if found[1].isdigit() else _month_number(found[1])
    year = _full_year(found[2]) or _year_of(month, school_year)
    return Period(date(year, month, 1), month_end(year, month), Precision.MONTH)


def _months(found: re.Match[str], school_year: int) -> Period:
    first, last = _month_number(found[1]), _month_number(found[3])
    last_year = _full_year(found[4])
    first_year = _full_year(found[2])
    if last_year and not first_year:
        first_year = last_year if first <= last else last_year - 1
    start = date(first_year or _year_of(first, school_year), first, 1)
    end = month_end(last_year or _year_of(last, school_year), last)
    if start > end:
        raise ValueError(found[0])
    return Period(start, end, Precision.MONTH)


def _week(found: re.Match[str], school_year: int) -> Period:
    number, month = _number(found[1]), _month_number(found[2])
    year = _full_year(found[3]) or _year_of(month, school_year)
    last = month_end(year, month)
    start = date(year, month, 7 * (number - 1) + 1)
    return Period(start, min(last, date(year, month, min(7 * number, last.day))), Precision.RANGE)


def _quarter(found: re.Match[str], school_year: int) -> Period:
    month = 3 * _number(found[1]) - 2
    year = _full_year(found[2]) or _year_of(month, school_year)
    return Period(date(year, month, 1), month_end(year, month + 2), Precision.QUARTER)


def _half_year(found: re.Match[str], school_year: int) -> Period:
    first = int(found[2]) if found[2] else school_year
    number = _number(found[1])
    if number not in (1, 2):
        raise ValueError(found[0])
    if number == 1:
        return Period(date(first, 9, 1), date(first, 12, 31), Precision.HALF_YEAR)
    return Period(date(first + 1, 1, 1), date(first + 1, 5, 31), Precision.HALF_YEAR)


def _named_school_year(found: re.Match[str], _school_year: int) -> Period:
    first, second = int(found[1]), int(found[2]) % 100
    if second != (first + 1) % 100:
        raise ValueError(found[0])
    return _whole_year(first)


def _always(recurrence: Recurrence) -> Callable[[re.Match[str], int], Period]:
    return lambda _found, school_year: _whole_year(school_year, recurrence)


_WEEKDAY = r"(?:понедельник|вторник|сред[ауы]|четверг|пятниц[ауы]|суббот[ауы]|воскресенье)"
_ANY_DAY = rf"(\d{{1,2}}\.\d{{1,2}}(?:\.(?:20\d\d|\d\d)?)?|\d{{1,2}}(?:-?го)?(?: {_MONTH_WORD}(?: 20\d\d)?)?)"

_GRAMMAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], Period]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (_ANY_DAY, _single_day),
        (rf"(?:до|не позднее|не позже) {_ANY_DAY}", _until),
        (rf"(?:с|начиная с) {_ANY_DAY}", _since),
        (rf"{_ANY_DAY}-{_ANY_DAY}", _range),
        (rf"(?:в период )?с {_ANY_DAY} по {_ANY_DAY}", _range),
        (rf"((?:\d{{1,2}}, ?)*\d{{1,2}}(?:,| и) ?){_ANY_DAY}", _days),
        (rf"(?:в )?{_MONTH}(?: {_YEAR})?", _month),
        (rf"(\d{{1,2}})\.{_YEAR}", _month),
        (rf"(?:с )?{_MONTH}(?: {_YEAR})?(?:-| по ){_MONTH}(?: {_YEAR})?", _months),
        (rf"{_NUMBER}{_ENDING} неделя {_MONTH}(?: {_YEAR})?", _week),
        (rf"{_NUMBER}{_ENDING} (?:квартал|кв\.?)(?: {_YEAR})?", _quarter),
        (rf"{_NUMBER}{_ENDING} полугодие(?: {_YEAR}[-/](?:20)?\d\d(?: {_SCHOOL_YEAR})?)?", _half_year),
        (rf"{_YEAR}[-/]((?:20)?\d\d) ?{_SCHOOL_YEAR}", _named_school_year),
        (
            r"(?:в теч(?:ени[еи]|\.)|весь|на протяжении) (?:всего )?(?:учебн\w+ |уч\. ?)?(?:года?|периода?)|постоянно",
            _always(Recurrence.NONE),
        ),
        (
            rf"ежемесячно|(?:1 |один )?раз в месяц|(?:{_NUMBER}{_ENDING}|последн\w+) {_WEEKDAY} (?:каждого )?месяца",
            _always(Recurrence.MONTHLY),
        ),
        (r"еженедельно|(?:1 |один )?раз в неделю", _always(Recurrence.WEEKLY)),
        (r"ежеквартально|(?:1 |один )?раз в квартал", _always(Recurrence.QUARTERLY)),
        (
            r"по мере (?:необходимости|надобности)|по (?:отдельному )?(?:графику|плану)|по согласованию",
            lambda _found, _school_year: UNDETERMINED,
        ),
    )
)
