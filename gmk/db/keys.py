"""Folded text for comparing and searching; SQLite's own LIKE and lower() fold ASCII only."""

import re
import unicodedata
from functools import lru_cache

_NOT_LETTERS = re.compile(r"[\u00ad\u200b\u200c\u200d\ufeff]")


@lru_cache(maxsize=8192)
def name_key(text: str) -> str:
    """The text as it is compared: composed, lower case, ё and ѐ as е, one space between words, no soft hyphens."""
    visible = text if text.isprintable() else _NOT_LETTERS.sub("", text)
    composed = unicodedata.normalize("NFC", visible).casefold()
    return " ".join(composed.replace("ё", "е").replace("ѐ", "е").split())
