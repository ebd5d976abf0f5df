"""What a heading means: the field of a format whose title or synonym it is, or nearly is."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from gmk.db.keys import name_key
from gmk.excel.cells import clean_text, fold_look_alikes
from gmk.excel.reading import Match
from gmk.excel.sheet import Column, Sheet

JOINT = " / "
"""Between the levels of a heading."""

_RANKS: dict[Match, int] = {"user": 0, "exact": 1, "synonym": 2, "fuzzy": 3, "values": 4}
_REMEMBERED = 4096
_SHORTEST_FUZZY, _LONG_ENOUGH = 6, 12
_CLOSE_FOR_SHORT, _CLOSE = 90, 84
_ABBREVIATION = re.compile(r"\b([а-яa-z])\.\s?(?=[а-яa-z]\b)")
_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_WORDS = re.compile(r"[^\w№%]+|_+")
_LATER = re.compile(
    r"\b(?:план|планир\w*|потребност\w*|прогноз\w*|заявк\w*|необходим\w*|требуется|перспектив\w*|нуждает\w*)\b"
)
ROW_NUMBER = re.compile(r"(?:№|n|no|номер)?\s*(?:п\s?п|пп|п п|по порядку|строки)|№|n|no|#")
"""A heading of the column that numbers the rows."""


Known = dict[str, list[Column]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The field that a heading means and how sure that is."""

    column: Column
    match: Match

    def rank(self) -> int:
        """Smaller is surer."""
        return _RANKS[self.match]


@lru_cache(maxsize=_REMEMBERED)
def heading_key(text: str) -> str:
    """The heading as it is compared: folded, abbreviations without points («фио»), words only."""
    folded = name_key(fold_look_alikes(clean_text(text) or ""))
    return " ".join(_NOT_WORDS.sub(" ", _ABBREVIATION.sub(r"\1", folded).replace("n п", "№ п")).split())


@lru_cache(maxsize=_REMEMBERED)
def _keys(heading: str) -> tuple[str, ...]:
    """The ways to take a heading: whole, without what stands in brackets, its last level alone."""
    last = heading.rsplit(JOINT, 1)[-1]
    texts = (heading, _BRACKETS.sub(" ", heading), last, _BRACKETS.sub(" ", last))
    return tuple(dict.fromkeys(key for key in map(heading_key, texts) if key))


@lru_cache(maxsize=_REMEMBERED)
def is_for_later(heading: str) -> bool:
    """Whether the column plans ahead («план 2027», «потребность»): it holds no facts."""
    return bool(_LATER.search(heading_key(heading)))


class Lexicon:
    """The headings of one format. A heading may mean several things («Организация»); the first is the likeliest."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._titles: Known = {}
        self._synonyms: Known = {}
        self._shuffled: Known = {}
        for column in sheet.columns:
            _learn(self._titles, self._shuffled, heading_key(column.title), column)
            for text in column.also:
                _learn(self._synonyms, self._shuffled, heading_key(text), column)
        self._grouping = [column for column in sheet.columns if column.group]
        self._sure_rules = [(re.compile(rule), column) for column in sheet.columns for rule in column.sure]
        self._rules = [(re.compile(rule), column) for column in sheet.columns for rule in column.rules]
        self._never = {column.field: re.compile(column.never) for column in sheet.columns if column.never}
        self._long = [key for key in self._titles | self._synonyms if len(key) >= _SHORTEST_FUZZY]
        self._sure = lru_cache(maxsize=_REMEMBERED)(self._known)
        self._all = lru_cache(maxsize=_REMEMBERED)(self._known_or_guessed)

    def knows(self, key: str) -> bool:
        """Whether a folded heading is a title or a synonym; quicker than asking what it means."""
        return key in self._titles or key in self._synonyms

    def surely(self, heading: str) -> list[Meaning]:
        """The fields that have this heading as title or synonym."""
        return self._sure(heading)

    def _known(self, heading: str) -> list[Meaning]:
        if self._is_for_later(heading):
            return []
        for column in self._grouping:
            if column.group and column.group(heading):
                return [Meaning(column, "synonym")]
        whole, *parts = _keys(heading) or ("",)
        found = self._meanings(whole)
        for key in parts:
            found += [meaning for meaning in self._meanings(key) if not self.forbids(meaning.column, heading)]
        return list({meaning.column.field: meaning for meaning in reversed(found)}.values())[::-1]

    def _meanings(self, key: str) -> list[Meaning]:
        """By title, by synonym or its pattern, by the same words in another order."""
        exact = [Meaning(column, "exact") for column in self._titles.get(key, ())]
        others = self._synonyms.get(key) or [column for rule, column in self._sure_rules if rule.fullmatch(key)]
        if not exact and not others:
            others = self._shuffled.get(_sorted(key), [])
        return exact + [Meaning(column, "synonym") for column in others]

    def perhaps(self, heading: str) -> list[Meaning]:
        """The sure fields, then guesses by rule or likeness."""
        return self._all(heading)

    def _known_or_guessed(self, heading: str) -> list[Meaning]:
        return self.surely(heading) or self._guesses(heading)

    def _guesses(self, heading: str) -> list[Meaning]:
        key = heading_key(heading)
        if not key or self._is_for_later(heading) or ROW_NUMBER.fullmatch(key):
            return []
        columns = [column for rule, column in self._rules if rule.search(key)] or self._alike(key)
        return [Meaning(column, "fuzzy") for column in columns if not self.forbids(column, heading)]

    def _alike(self, key: str) -> list[Column]:
        """The columns of the most alike heading; the shorter it is, the closer it must be."""
        if len(key) < _SHORTEST_FUZZY:
            return []
        cutoff = _CLOSE_FOR_SHORT if len(key) < _LONG_ENOUGH else _CLOSE
        found = process.extractOne(key, self._long, scorer=fuzz.ratio, score_cutoff=cutoff)
        return (self._titles.get(found[0]) or self._synonyms[found[0]]) if found else []

    def _is_for_later(self, heading: str) -> bool:
        return not self.sheet.plans_ahead and is_for_later(heading)

    def forbids(self, column: Column, heading: str) -> bool:
        """By the whole heading, or by its last level: «КПК / кол-во часов» holds no courses."""
        never = self._never.get(column.field)
        last = heading.rsplit(JOINT, 1)[-1]
        return bool(never and (never.search(heading_key(heading)) or never.search(heading_key(last))))


def _learn(keys: Known, shuffled: Known, key: str, column: Column) -> None:
    for known, learned in ((keys, key), (shuffled, _sorted(key))):
        columns = known.setdefault(learned, [])
        if column not in columns:
            columns.append(column)


@lru_cache(maxsize=_REMEMBERED)
def _sorted(key: str) -> str:
    return " ".join(sorted(key.split()))
