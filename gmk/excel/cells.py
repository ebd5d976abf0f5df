"""What stands in a cell: cleaned text, marks of absence, and what a converter gives instead of a value.

A converter is a pure function of the raw value of a cell, so its answers are remembered for a whole column.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from gmk.excel.reading import Level

Converter = Callable[[Any], Any]

ABSENT = frozenset({"х", "x", "-", "–", "—", "нет"})
"""Alone in a cell they mean that there is nothing; compared in lower case."""

_LOOK_ALIKES = str.maketrans(
    "AaBCcEeHKkMmOoPpTtXxYyËëëЀѐ",
    "АаВСсЕеНКкМмОоРрТтХхУуЁёёЁё",
)
_FOLDABLE = frozenset("AaBCcEeHKkMmOoPpTtXxYyËë")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_NOT_CLEAN = re.compile(
    "[\u00a0\u00ad\u200b-\u200f\u202a-\u202f\u2060\ufeff\u0300-\u036fЀѐ\t\r\n\v\f\u2000-\u200a\u2028\u2029\u3000]"
    "|_x000[dD]_|  |^ | $|[А-яЁё][A-Za-zËë]|[A-Za-zËë][А-яЁё]|-\\s*[\r\n]"
)
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_CYRILLIC = re.compile(r"[А-яЁё\s.,-]*")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_BROKEN_AFTER_HYPHEN = re.compile(r"(?<=\S)-[ \t\u00a0]*(?:\r\n|[\r\n\v\u2028])\s*")


@dataclass(frozen=True, slots=True)
class Noted:
    """A converted value with something to say; of an error the value is None."""

    value: Any
    level: Level
    code: str
    message: str


def refused(code: str, message: str) -> Noted:
    """No value, and an error."""
    return Noted(None, "error", code, message)


@dataclass(frozen=True, slots=True)
class BrokenCell:
    """A cell that Excel itself couldn't compute: `text` is «#N/A» …, or empty for a formula without a stored value."""

    text: str


def clean_text(value: object) -> str | None:
    """The cell as text: single spaces, composed letters, Latin look-alikes of Cyrillic words folded; None if empty.

    A line break is a space, and nothing after a hyphen. A number without a fraction has none («800», not «800.0»), a
    date is `12.09.2026`.
    """
    text = value if type(value) is str else _as_text(value)
    if _NOT_CLEAN.search(text):
        text = _cleaned(text)
    return text or None


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%d.%m.%Y") if value.time() == time() else value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, BrokenCell):
        return value.text
    return str(int(value.total_seconds())) if isinstance(value, timedelta) else str(value)


def _cleaned(text: str) -> str:
    text = re.sub("_x000[dD]_", "\n", text)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _BROKEN_AFTER_HYPHEN.sub("-", text)
    return _WORD.sub(_folded_word, " ".join(text.split()))


def _folded_word(found: re.Match[str]) -> str:
    word = found[0]
    if not _CYRILLIC.search(word):
        return word
    if all(letter in _FOLDABLE or not letter.isascii() for letter in word):
        return word.translate(_LOOK_ALIKES)
    return word.replace("ѐ", "ё").replace("Ѐ", "Ё")


def fold_look_alikes(text: str) -> str:
    """Words of nothing but Latin look-alikes as Cyrillic too: for names of people («Иванова A.П.») and periods."""
    return text if _ONLY_CYRILLIC.fullmatch(text) else _WORD.sub(_folded_alone, text)


def _folded_alone(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(_LOOK_ALIKES) if all(letter in _FOLDABLE for letter in word) else word


def is_absent(text: str | None) -> bool:
    """Whether the cleaned text is empty or a mark of absence («—», «нет», «х»)."""
    return text is None or text.casefold() in ABSENT


def read_text(value: object) -> str | None:
    """Cleaned text; a mark of absence is None."""
    text = clean_text(value)
    return None if is_absent(text) else text


def lines_of(value: object) -> list[str]:
    """The cleaned lines of a cell, empty ones left out; a line broken after a hyphen stays one line."""
    if not isinstance(value, str):
        text = clean_text(value)
        return [text] if text else []
    joined = _BROKEN_AFTER_HYPHEN.sub("-", re.sub("_x000[dD]_", "\n", value))
    return [line for line in map(clean_text, joined.splitlines()) if line]


def unquoted(text: str) -> str:
    """Without the pair of quotation marks that encloses the whole; marks inside stay."""
    for opening, closing in _QUOTES:
        inner = text[1:-1]
        if len(text) > 2 and text[0] in opening and text[-1] in closing and _encloses(inner, opening, closing):
            return inner.strip()
    return text


_QUOTES = (("«", "»"), ('"', '"'), ("„“", "“”"), ("“", "”"), ("'", "'"), ("‘", "’"))


def _encloses(inner: str, opening: str, closing: str) -> bool:
    """Whether the outer marks belong together: «А» и «Б» is not one quotation."""
    if opening == closing:
        return inner.count(opening) % 2 == 0 and not re.search(rf"{opening}\s+\S*.*\s{opening}", inner)
    depth = 0
    for letter in inner:
        depth += (letter in opening) - (letter in closing and letter not in opening)
        if depth < 0:
            return False
    return True


def short(value: object) -> str | None:
    """The raw value as a problem shows it: at most 100 characters."""
    text = clean_text(value)
    return text if text is None or len(text) <= 100 else text[:99] + "…"
