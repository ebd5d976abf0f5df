"""A cell about a qualification category: the category, and often its order and term in the same cell."""

import re
from datetime import date
from typing import Any

from gmk.db.keys import name_key
from gmk.excel.cells import Noted, clean_text, fold_look_alikes, is_absent
from gmk.excel.dates import DATE_IN_TEXT, date_of_text, read_date, with_dotted_dates
from gmk.excel.texts import unknown_value
from gmk.vocabulary import Category

CategoryCell = tuple[Category | None, date | None, str | None, date | None]
"""Category, awarded on, order, valid until."""

WORDS = (
    (
        Category.NONE,
        (
            r"\b[бн]\.?\s?/?\s?к\b|\bб/\s?кат|без (?:\w+ )?кат|не ?имее|^нет\b|не ?аттест|отсутств|не установл"
            r"|молод\w+ специал"
        ),
    ),
    (Category.HIGHEST, r"высш|\bвкк\b|\bвкв\b|^в[./]?\s?к\.?к?\.?$"),
    (Category.FIRST, r"перв|\b[1iⅰ]\s?-?(?:я|ая)?\s?к(?:в|ат)|\bпкк\b|^[1iⅰ]\s?-?(?:я|ая)?\b|\b1кк\b"),
    (Category.SECOND, r"втор|\b(?:2|ii)\s?-?(?:я|ая)?\s?к(?:в|ат)|^(?:2|ii)\s?-?(?:я|ая)?\b"),
    (Category.TEACHER_METHODIST, r"методист"),
    (Category.TEACHER_MENTOR, r"наставник"),
    (Category.POSITION_COMPLIANCE, r"\bс\.?\s?з\.?\s?д|соответств|\bсоотв\b|\bна соотв"),
)
_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in WORDS)
_DATE = rf"({DATE_IN_TEXT})"
_SINCE = re.compile(rf"\bс\s*{_DATE}")
_UNTIL = re.compile(rf"(?:\bпо|\bдо)\s*{_DATE}")
_RANGE = re.compile(rf"{_DATE}\s*(?:г\.?)?\s*[-–—]\s*{_DATE}")
_ORDER_NUMBER = re.compile(r"(?:№|\bN[oо]?\.?)\s*([\w/.-]*\w)")
_ORDER_DATE = re.compile(rf"(?:\bот\s*|№\s*[\w/.-]*\w\s*,?\s*(?:от\s*)?){_DATE}")
_NUMBERS = {1: Category.FIRST, 2: Category.SECOND}


def read_category(value: Any) -> CategoryCell | Noted | None:
    """What the cell says; an empty cell or a dash is None, «нет» is no category."""
    if isinstance(value, int | float):
        known = _NUMBERS.get(int(value))
        return (known, None, None, None) if known else unknown_value(value, "Категория", WORDS)
    text = clean_text(value)
    if text is None or (is_absent(text) and text.casefold() != "нет"):
        return None
    category = _category(text)
    if category is None:
        return unknown_value(value, "Категория", WORDS)
    text = with_dotted_dates(text)
    awarded, until = _term(text)
    order, ordered_on = _order(_without_term(text))
    return category, awarded or ordered_on, order, until


def _category(text: str) -> Category | None:
    folded = name_key(fold_look_alikes(text))
    for code, pattern in _PATTERNS:
        if pattern.search(folded):
            return code
    return None


def _term(text: str) -> tuple[date | None, date | None]:
    """First and last day as far as the text names them."""
    found = _RANGE.search(text)
    if found:
        return date_of_text(found[1]), date_of_text(found[2])
    since, until = _SINCE.search(text), _UNTIL.search(text)
    return date_of_text(since[1]) if since else None, date_of_text(until[1]) if until else None


def _without_term(text: str) -> str:
    for pattern in (_RANGE, _SINCE, _UNTIL):
        text = pattern.sub(" ", text)
    return text


def _order(text: str) -> tuple[str | None, date | None]:
    """The order in its one form «№ 38 от 25.01.2022», and its day; without a number only the day."""
    number = _ORDER_NUMBER.search(text)
    found = _ORDER_DATE.search(text) or re.search(_DATE, text)
    day = date_of_text(found[1]) if found else None
    if number is None:
        return None, day
    return f"№ {number[1]} от {day:%d.%m.%Y}" if day else f"№ {number[1]}", day


def read_order(value: Any) -> str | None:
    """The order from a cell of its own: «№ 38 от 25.01.2022», or the text if it has no number."""
    text = with_dotted_dates(clean_text(value) or "")
    if not text or is_absent(text):
        return None
    if re.fullmatch(r"[\w/-]*\w[\w/-]*", text):
        return f"№ {text.strip('/-')}"
    return _order(text)[0] or text


def read_valid_until(value: Any, *, date_1904: bool = False) -> date | Noted | None:
    """The last day of the term; «бессрочно» is None."""
    text = clean_text(value) if isinstance(value, str) else None
    if text and re.search(r"бессроч", text.casefold()):
        return None
    found = re.fullmatch(rf"(?:до|по)?\s*{_DATE}(?:\s*г\.?)?", text) if text else None
    return read_date(found[1] if found else value, date_1904=date_1904)
