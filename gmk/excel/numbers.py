"""Numbers as they stand in cells, with their units."""

import re
from datetime import date
from typing import Any

from gmk.excel.cells import Noted, clean_text, is_absent, refused, short
from gmk.excel.dates import read_date, year_alone

LONGEST_COURSE_HOURS = 5000
LONGEST_CAREER_YEARS = 80
BIRTH_YEARS = range(1920, 2016)

_UNIT = (
    r"(?:(?:ак(?:ад(?:ем\w*)?)?|уч(?:ебн\w*)?)[.\s/-]*)?"
    r"(?:ч(?:ас(?:ов|а|ы)?)?|чел(?:овека?)?|лет|год(?:а|ов)?|л|г|балл(?:а|ов)?|шт|ед)\.?|%"
)
_NUMBER = re.compile(rf"([-−–]?\d+(?: \d{{3}})*(?:[.,]\d+)?)\s*(?:{_UNIT})?", re.IGNORECASE)
_YEARS_AND_MONTHS = re.compile(
    r"(?:(\d+)\s*(?:лет|год(?:а|ов)?|л|г)\.?,?\s*)?(?:и\s*)?(?:\d+(?:[.,]\d+)?\s*м(?:ес)?[а-я]*\.?)(?:,?\s*\d+\s*дн\w*\.?)?"
)
_LESS_THAN_A_YEAR = re.compile(r"(?:менее|меньше|до)\s*(?:1\s*|одного\s*)?(?:год[а-я]*|г)\.?|полгода")


def number_of(value: Any) -> float | None:
    """The one number that the cell holds, a unit beside it allowed; None if it holds none or more than one."""
    if isinstance(value, int | float):
        return float(value)
    found = _NUMBER.fullmatch(clean_text(value) or "") if isinstance(value, str) else None
    return float(re.sub("[−–]", "-", found[1]).replace(" ", "").replace(",", ".")) if found else None


def is_blank(value: Any) -> bool:
    """Whether the cell is empty or holds a mark of absence."""
    return value is None or value == "" or (isinstance(value, str) and is_absent(clean_text(value)))


def _unreadable(value: Any, example: str) -> Noted:
    return refused("number.unreadable", f"«{short(value)}» — не одно число. Впишите число, например {example}.")


def _out_of_range(value: Any, bounds: str) -> Noted:
    return refused("number.out_of_range", f"Такого числа быть не может: «{short(value)}». {bounds}")


def read_hours(value: Any) -> int | Noted | None:
    """Academic hours."""
    if is_blank(value):
        return None
    number = number_of(value)
    if number is None or not number.is_integer():
        return _unreadable(value, "72")
    if not 0 <= number <= LONGEST_COURSE_HOURS:
        return _out_of_range(value, f"Часов может быть от 0 до {LONGEST_COURSE_HOURS}.")
    return int(number)


def read_whole(value: Any) -> int | Noted | None:
    """A whole number that isn't negative."""
    if is_blank(value):
        return None
    number = number_of(value)
    if number is None or not number.is_integer():
        return _unreadable(value, "3")
    return int(number) if number >= 0 else _out_of_range(value, "Оно не может быть меньше нуля.")


def read_years(value: Any) -> int | Noted | None:
    """Whole years of experience, rounded down: «5 лет 7 мес.» is 5, «менее года» 0."""
    if is_blank(value):
        return None
    years = _years_in_words(clean_text(value) or "") if isinstance(value, str) else None
    number = years if years is not None else number_of(value)
    if number is None:
        return _unreadable(value, "12 или «5 лет 7 мес.»")
    if not 0 <= number <= LONGEST_CAREER_YEARS:
        return _out_of_range(value, f"Стаж бывает от 0 до {LONGEST_CAREER_YEARS} лет.")
    return int(number)


def _years_in_words(text: str) -> int | None:
    lowered = text.lower()
    if _LESS_THAN_A_YEAR.fullmatch(lowered):
        return 0
    found = _YEARS_AND_MONTHS.fullmatch(lowered)
    return int(found[1] or 0) if found else None


def read_birth_year(value: Any, *, date_1904: bool = False) -> int | Noted | None:
    """The year alone, also of a full date: the day isn't kept."""
    year = year_alone(value)
    if year is None:
        day = read_date(value, date_1904=date_1904)
        if not isinstance(day, date):
            return day
        year = day.year
    return year if year in BIRTH_YEARS else _out_of_range(value, "Год рождения работника бывает от 1920 до 2015.")
