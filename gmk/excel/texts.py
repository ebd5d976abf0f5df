"""Texts of special form: words of a list, several things in one cell, numbers that are names."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from gmk.db.keys import name_key
from gmk.excel.cells import (
    Converter,
    Noted,
    clean_text,
    fold_look_alikes,
    is_absent,
    lines_of,
    read_text,
    refused,
    short,
)
from gmk.excel.dates import DATE_IN_TEXT, date_of_text, with_dotted_dates

_NUMBER_SIGN = re.compile(r"^(?:№|N[oо°º]?\.?(?=\s*[\d№])|No\.?)\s*")
_BETWEEN_ITEMS = re.compile(r"[,;/](?![^()]*\))")
_WORDS_OF_DOCUMENTS = re.compile(
    r"(?i)\b(?:удостоверени[ея]|диплом|сертификат|свидетельство|документ|рег(?:истрационный)?\.?\s*(?:номер|№)|номер"
    r"|серия|выдан[оа]?|выдачи|дата|от|г|года|об?|повышении|квалификации|образовании|обучении|профессиональной"
    r"|переподготовке|установленного|образца)\b\.?"
)

WordList = Sequence[tuple[StrEnum, str]]
"""Codes with the pattern that finds their words in a folded text; the first that fits counts."""


def value_list(what: str, words: WordList) -> Converter:
    """A converter that gives the code of the first pattern found; `what` names the list in Russian, for the message."""
    patterns = tuple((code, re.compile(pattern)) for code, pattern in words)

    def convert(value: Any) -> StrEnum | Noted | None:
        text = read_text(value)
        if text is None:
            return None
        folded = name_key(fold_look_alikes(text))
        for code, pattern in patterns:
            if pattern.search(folded):
                return code
        return unknown_value(value, what, words)

    return convert


def unknown_value(value: Any, what: str, words: WordList) -> Noted:
    """The refusal of a word outside the list, naming what may stand there."""
    labels = dict.fromkeys(str(getattr(code, "label", code)) for code, _ in words)
    return refused("value.unknown", f"{what}: значение «{short(value)}» не из списка. Возможны: {', '.join(labels)}.")


def read_list(value: Any) -> list[str] | None:
    """The things of a cell, split at line breaks, commas, semicolons and slashes."""
    items = [item.strip() for line in lines_of(value) for item in _BETWEEN_ITEMS.split(line)]
    return [item for item in items if not is_absent(item or None)] or None


def read_document_number(value: Any) -> str | None:
    """The number of a document as text, without the leading «№»."""
    text = read_text(value)
    return read_text(_NUMBER_SIGN.sub("", text)) if text else None


def read_document(value: Any) -> tuple[str | None, date | None] | None:
    """Number and date of a document in one cell: «ПК-123 от 12.03.2025»."""
    text = with_dotted_dates(read_text(value) or "")
    if not text:
        return None
    found = re.search(DATE_IN_TEXT, text)
    rest = text.replace(found[0], " ") if found else text
    number = " ".join(_WORDS_OF_DOCUMENTS.sub(" ", rest).replace("№", " ").split()).strip(" ,;.()/")
    return read_text(number), date_of_text(found[0]) if found else None


def read_site(value: Any) -> str | None:
    """An address in the network, as written."""
    return read_text(value)


def text_of(value: Any) -> str:
    """The cleaned text, empty if there is none."""
    return clean_text(value) or ""
