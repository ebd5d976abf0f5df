"""How people said that a sheet is read, remembered for its headings and its sender, also when columns have moved."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gmk.db.keys import name_key
from gmk.excel.detect import headings_at
from gmk.excel.grid import Grid, column_letter
from gmk.excel.headers import heading_key
from gmk.excel.reading import SheetChoice, SheetReading

_LOOKED_AT = 80
_FEWEST = 2
_ALIKE, _NEARLY_SAME = 0.6, 0.95

Letters = dict[str, str]
"""Column letter → heading as it is compared, with its number where the sheet has it more than once: «дата#2»."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What was said of sheets with such headings: see `gmk.db.tables.KnownLayout`."""

    headings: frozenset[str]
    levels: int
    sender: str = ""
    format: str | None = None
    header_given: bool = False
    skip: bool = False
    columns: Mapping[str, str | None] = field(default_factory=dict)

    def key(self) -> str:
        """The same for the same headings."""
        return hashlib.sha256("\n".join(sorted(self.headings)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class KeptLayout:
    """A layout of the database, and who said so when."""

    id: int
    layout: Layout
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is remembered for a sheet, as a choice for just this sheet."""

    kept: KeptLayout
    choice: SheetChoice


def sender_of(sheet: SheetReading | None, otherwise: str) -> str:
    """Whose file it is: the one institution that its rows name, else what is given; as it is compared."""
    rows = [row for row in sheet.rows if not row.skipped] if sheet else []
    named = {row.institution_text or row.values.get("institution") for row in rows}
    only = named.pop() if len(named) == 1 else None
    return name_key(only or otherwise)


def layout_of(grid: Grid, sheet: SheetReading, choice: SheetChoice, sender: str) -> Layout | None:
    """What the choice says of sheets like this one; None if it says nothing, or the sheet has no header."""
    if not (choice.format or choice.header_rows or choice.columns or choice.skip) or not sheet.header_rows:
        return None
    block = tuple(grid.numbers.index(row) for row in sheet.header_rows)
    letters = _letters(grid, block)
    if len(letters) < _FEWEST:
        return None
    return Layout(
        frozenset(letters.values()),
        len(block),
        sender,
        choice.format,
        choice.header_rows is not None,
        choice.skip,
        {letters[letter]: said for letter, said in (choice.columns or {}).items() if letter in letters},
    )


def recall(grid: Grid, kept: Sequence[KeptLayout], sender: str) -> Recalled | None:
    """The remembered layout that fits the sheet best: by its headings, then by sender, the latest first."""
    found: list[tuple[bool, bool, float, int, KeptLayout, tuple[int, ...]]] = []
    blocks: dict[int, list[tuple[tuple[int, ...], frozenset[str]]]] = {}
    for one in kept:
        levels = one.layout.levels
        if levels not in blocks:
            blocks[levels] = [(block, frozenset(_letters(grid, block).values())) for block in _blocks(grid, levels)]
        likeness, block = max(
            ((_likeness(one.layout.headings, keys), at) for at, keys in blocks[levels]), default=(0.0, ())
        )
        if likeness >= _ALIKE:
            found.append((likeness >= _NEARLY_SAME, one.layout.sender == sender, likeness, one.id, one, block))
    if not found:
        return None
    *_, best, block = max(found, key=lambda one: one[:4])
    return Recalled(best, _choice(grid, best.layout, block))


def _likeness(one: Iterable[str], other: frozenset[str]) -> float:
    """The share of common headings; an inserted or a missing column lowers it, the order doesn't matter."""
    mine = frozenset(one)
    return len(mine & other) / len(mine | other) if mine | other else 0.0


def _blocks(grid: Grid, levels: int) -> Iterator[tuple[int, ...]]:
    for first in range(min(len(grid.rows), _LOOKED_AT) - levels + 1):
        if grid.numbers[first + levels - 1] == grid.numbers[first] + levels - 1:
            yield tuple(range(first, first + levels))


def _choice(grid: Grid, layout: Layout, block: tuple[int, ...]) -> SheetChoice:
    said = {letter: layout.columns[key] for letter, key in _letters(grid, block).items() if key in layout.columns}
    rows = tuple(grid.numbers[position] for position in block) if layout.header_given else None
    return SheetChoice(layout.format, rows, said or None, layout.skip)


def _letters(grid: Grid, block: tuple[int, ...]) -> Letters:
    letters: Letters = {}
    times: Counter[str] = Counter()
    for index, heading in headings_at(grid, block).items():
        key = heading_key(heading)
        if key:
            times[key] += 1
            letters[column_letter(index)] = key if times[key] == 1 else f"{key}#{times[key]}"
    return letters
