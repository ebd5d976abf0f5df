"""Days as they stand in cells: dates, texts, serial numbers of either calendar."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from gmk.excel.cells import Noted, clean_text, fold_look_alikes, is_absent, refused, short
from gmk.periods import Period, Precision, read_period

FIRST_YEAR, LAST_YEAR = 1930, 2100
_SERIALS = range(20_000, 60_001)
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)
_MONTHS = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_MONTH = r"(янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?"
_YEAR_WORD = r"(?:\s*(?:года|год|г\.?\s?р\.?|г\.|г))?\.?"
_DOTTED = re.compile(rf"(\d{{1,2}})\s?([./-])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d{{2}}){_YEAR_WORD}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?)?")
_MAY_HOLD_MONTH = re.compile(r"\d[»\"]? [а-яА-Я]{3}")
_IN_WORDS = re.compile(rf"[«\"]?(\d{{1,2}})[»\"]? {_MONTH} (\d{{4}}){_YEAR_WORD}", re.IGNORECASE)
_TIME = re.compile(r"\s\d{1,2}:\d{2}(?::\d{2})?$")
_YEAR_ALONE = re.compile(rf"((?:19|20)\d\d){_YEAR_WORD}", re.IGNORECASE)
_MONTH_AND_YEAR = re.compile(
    rf"(?:(?:{_MONTH}\s?,?)|(?:0?[1-9]|1[0-2])[./])\s?((?:19|20)\d\d){_YEAR_WORD}", re.IGNORECASE
)
_FULL = r"(\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2}))"
_FROM_TO = re.compile(
    rf"(?:[сc]\s*)?{_FULL}{_YEAR_WORD}\s*(?:[-–—]|\bпо\b|\bдо\b|\s)\s*{_FULL}{_YEAR_WORD}", re.IGNORECASE
)
DATE_IN_TEXT = r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)"
"""A date with points, anywhere in a text."""

_NO_DATE = "«{}» — не дата. Впишите день, месяц и год, например 12.09.2026."


def read_date(value: Any, *, date_1904: bool = False) -> date | Noted | None:
    """A day; None if the cell is empty or holds a mark of absence."""
    if isinstance(value, date):
        return _plausible(value.date() if isinstance(value, datetime) else value, value)
    if isinstance(value, int | float):
        return _of_serial(value, date_1904) or unreadable(value)
    text = clean_text(value)
    if text is None or is_absent(text):
        return None
    day = date_of_text(text) or (_of_serial(int(text), date_1904) if re.fullmatch(r"\d{5}", text) else None)
    return day or unreadable(value)


def unreadable(value: Any) -> Noted:
    """The refusal of a cell that holds no day."""
    return refused("date.unreadable", _NO_DATE.format(short(value)))


def _plausible(day: date, value: Any) -> date | Noted:
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else unreadable(value)


def _of_serial(number: float, date_1904: bool) -> date | None:
    if int(number) not in _SERIALS:
        return None
    return (_EPOCH_1904 if date_1904 else _EPOCH_1900) + timedelta(days=int(number))


def date_of_text(text: str) -> date | None:
    """The day that the whole cleaned text is; None if it is none of the calendar."""
    found = _DOTTED.fullmatch(_TIME.sub("", text))
    if found:
        return _day(found[4], found[3], found[1])
    found = _ISO.fullmatch(text)
    if found:
        return _day(found[1], found[2], found[3])
    found = _IN_WORDS.fullmatch(fold_look_alikes(text).lower())
    return _day(found[3], str(_month_number(found[2])), found[1]) if found else None


def with_dotted_dates(text: str) -> str:
    """The text with «25 января 2022 г.» written as «25.01.2022»."""
    return _IN_WORDS.sub(_dotted, text) if _MAY_HOLD_MONTH.search(text) else text


def _dotted(found: re.Match[str]) -> str:
    return f"{int(found[1]):02}.{_month_number(found[2].lower()):02}.{found[3]}"


def _month_number(word: str) -> int:
    return _MONTHS.index("мая" if word.startswith("ма") and word[2:3] in ("й", "я") else word[:3]) + 1


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 50 else 1900
    try:
        found = date(number, int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def read_finished(value: Any, *, date_1904: bool = False) -> tuple[date | None, int | None] | Noted | None:
    """The day on which something ended, or the year if only that is known."""
    year = year_alone(value)
    if year is not None:
        return None, year
    partial_year = _year_of_month(value)
    if partial_year is not None:
        return _partial(partial_year, value)
    day = read_date(value, date_1904=date_1904)
    return (day, None) if isinstance(day, date) else day


def _partial(year: int, value: Any) -> Noted:
    text = f"Известен только период «{short(value)}», записан {year} год. Если знаете день, впишите дату."
    return Noted((None, year), "warning", "date.partial", text)


def year_alone(value: Any) -> int | None:
    """The year if the cell holds nothing else: 2024, «2024 г.»."""
    if isinstance(value, int | float):
        return int(value) if 1950 <= value <= LAST_YEAR and value == int(value) else None
    found = _YEAR_ALONE.fullmatch(clean_text(value) or "") if isinstance(value, str) else None
    return int(found[1]) if found else None


def _year_of_month(value: Any) -> int | None:
    if not isinstance(value, str):
        return None
    found = _MONTH_AND_YEAR.fullmatch(fold_look_alikes(clean_text(value) or ""))
    return int(found[2]) if found else None


def read_span(value: Any, *, date_1904: bool = False) -> tuple[date | None, date | None, int | None] | Noted | None:
    """Start, end and year of a course in one cell; a single day is the end, of a month or quarter the year is kept."""
    finished = read_finished(value, date_1904=date_1904)
    if not isinstance(finished, Noted):
        return None if finished is None else (None, *finished)
    if finished.level == "warning":
        return Noted((None, *finished.value), "warning", finished.code, finished.message)
    return _from_to(value) or _of_period(value) or finished


def _from_to(value: Any) -> tuple[date, date, None] | None:
    """Two full dates, in whatever order: that the end is before the start is said of the row."""
    found = _FROM_TO.fullmatch(clean_text(value) or "")
    start, end = (date_of_text(found[1]), date_of_text(found[2])) if found else (None, None)
    return (start, end, None) if start and end else None


def _of_period(value: Any) -> tuple[date | None, date | None, int | None] | Noted | None:
    """A year is never guessed here: the text must name one."""
    text = clean_text(value) or ""
    if not re.search(r"(?:19|20)\d\d|\.\d\d(?!\d|\.)", text):
        return None
    period = read_period(text, school_year=LAST_YEAR)
    if period is None or period.end is None or period.end.year >= LAST_YEAR:
        return None
    if period.precision in (Precision.DAY, Precision.RANGE):
        return period.start, period.end, None
    return _year_of_period(period, value)


def _year_of_period(period: Period, value: Any) -> Noted | None:
    if period.end is None:
        return None
    partial = _partial(period.end.year, value)
    return Noted((None, None, period.end.year), partial.level, partial.code, partial.message)
