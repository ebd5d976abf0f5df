"""Folded text for comparing and searching; SQLite's own LIKE and lower() fold ASCII only."""

import re
import unicodedata

_NOT_LETTERS = re.compile(r"[\u00ad\u200b\u200c\u200d\ufeff]")


def name_key(text: str) -> str:
    """The text as it is compared: composed, lower case, ё and ѐ as е, one space between words, no soft hyphens."""
    composed = unicodedata.normalize("NFC", _NOT_LETTERS.sub("", text)).casefold()
    return " ".join(composed.replace("ё", "е").replace("ѐ", "е").split())
