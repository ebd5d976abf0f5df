"""Where the table of a sheet is: its heading rows, its format, and what each column means."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from gmk.excel.cells import BrokenCell, clean_text
from gmk.excel.grid import Grid, column_letter
from gmk.excel.headers import JOINT, Lexicon, Meaning, heading_key
from gmk.excel.reading import MappedColumn, Match, SheetChoice
from gmk.excel.sheet import Column, Sheet, Signs
from gmk.excel.told import told_above, told_by_sections

_LOOKED_AT = 80
_CANDIDATES = 8
_MOST_LEVELS = 3
_SAMPLE = 60
_LOOKS_ENOUGH = 0.8
_WEIGHTS: dict[Match, float] = {"user": 1.0, "exact": 1.0, "synonym": 1.0, "fuzzy": 0.75, "values": 0.5}
_LONGEST_HEADING = 250
_MARKS = (2, 3, 4, 5)
"""Headings of the columns under «Отметки», typed as numbers."""


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column of the sheet (from 0) with its meaning."""

    index: int
    heading: str
    column: Column
    match: Match

    def mapped(self) -> MappedColumn:
        """As the reading reports it."""
        group = self.column.group(self.heading) if self.column.group else None
        return MappedColumn(column_letter(self.index), self.heading, self.column.field, self.match, group)


@dataclass(slots=True)
class Table:
    """A table found: `header` are the positions of its heading rows in the grid."""

    sheet: Sheet
    header: tuple[int, ...]
    headings: dict[int, str]
    columns: list[FoundColumn] = field(default_factory=list)
    score: float = 0.0
    side_by_side: bool = False
    told: frozenset[str] = frozenset()
    told_below: frozenset[str] = frozenset()

    def fields(self) -> frozenset[str]:
        """The fields that have a column."""
        return frozenset(found.column.field for found in self.columns)

    def signs(self) -> Signs:
        """All that speaks for its format."""
        return Signs(self.fields(), self.told | self._in_headings(), self.told_below)

    def _in_headings(self) -> frozenset[str]:
        """What wide columns stand for («subject»), and that their rows carry `records`."""
        groups = [found.mapped().group for found in self.columns if found.column.group]
        return frozenset(key for group in groups if group for key in (*group, "records"))

    def letters(self) -> dict[str, str]:
        """The letter of each field; of several columns of one field the first."""
        return {found.column.field: column_letter(found.index) for found in reversed(self.columns)}

    def first_body_row(self) -> int:
        """Position of the first row below the header."""
        return self.header[-1] + 1


def find_table(
    grid: Grid,
    lexicons: Sequence[Lexicon],
    choice: SheetChoice | None = None,
    given: frozenset[str] = frozenset(),
) -> Table | None:
    """The table whose headings fit a format best; None if there is none. `given` are fields that the user said."""
    choice = choice or SheetChoice()
    wanted = [lexicon for lexicon in lexicons if choice.format in (None, lexicon.sheet.format)]
    tables = []
    for block in _blocks(grid, wanted, choice):
        headings = headings_at(grid, block)
        tables += [table for lexicon in wanted if (table := _table(grid, lexicon, block, headings, choice, given))]
    if not tables:
        return None
    return _outweighed(_first_alike(max(tables, key=lambda table: table.score), tables), tables)


def _outweighed(best: Table, tables: Sequence[Table]) -> Table:
    """A format with the same columns instead, if what stands in and around this header speaks for it."""
    for table in tables:
        outweighs = table.sheet.outweighs
        is_rival = table.header == best.header and table.sheet.rather_than == best.sheet.format
        if is_rival and outweighs and outweighs(table.signs()):
            return table
    return best


def _first_alike(best: Table, tables: Sequence[Table]) -> Table:
    """Of headers that give the same fields the first: the others repeat it."""
    above = [table for table in tables if table.header[-1] < best.header[0] and table.sheet is best.sheet]
    alike = [table for table in above if table.fields() == best.fields()]
    return _first_alike(max(alike, key=lambda table: table.score), tables) if alike else best


def _blocks(grid: Grid, lexicons: Sequence[Lexicon], choice: SheetChoice) -> Iterator[tuple[int, ...]]:
    """Rows that may be the header, the likeliest first; the user's own rows alone if they are named."""
    if choice.header_rows:
        positions = tuple(grid.numbers.index(row) for row in choice.header_rows if row in grid.numbers)
        if positions:
            yield positions
        return
    seen = set()
    for position in _likely_rows(grid, lexicons):
        for block in _around(grid, position):
            if block not in seen:
                seen.add(block)
                yield block


def _likely_rows(grid: Grid, lexicons: Sequence[Lexicon]) -> list[int]:
    hits = [(_hits(row, lexicons), -position) for position, row in enumerate(grid.rows[:_LOOKED_AT])]
    return [-position for count, position in sorted(hits, reverse=True)[:_CANDIDATES] if count]


def _hits(row: Sequence[Any], lexicons: Sequence[Lexicon]) -> int:
    texts = [text for cell in row if type(cell) is str and (text := heading_text(cell))]
    return max((sum(bool(lexicon.surely(text)) for text in texts) for lexicon in lexicons), default=0)


def heading_text(cell: Any) -> str:
    """The cell as a heading; a long text is none."""
    if cell == "" or isinstance(cell, BrokenCell):
        return ""
    return _short_text(cell) if type(cell) is str else clean_text(cell) or ""


@lru_cache(maxsize=16384)
def _short_text(cell: str) -> str:
    text = clean_text(cell) or ""
    return text if len(text) <= _LONGEST_HEADING else ""


def _around(grid: Grid, position: int) -> Iterator[tuple[int, ...]]:
    """The row alone, then with the rows above and below that are levels of the same header."""
    yield (position,)
    for levels in range(2, _MOST_LEVELS + 1):
        for first in range(position - levels + 1, position + 1):
            block = tuple(range(first, first + levels))
            if first >= 0 and block[-1] < len(grid.rows) and _is_header_of_levels(grid, block):
                yield block


def _is_header_of_levels(grid: Grid, block: tuple[int, ...]) -> bool:
    return all(_continues(grid, upper) for upper in block[:-1])


def _continues(grid: Grid, upper: int) -> bool:
    """Whether the next row is a lower level of the heading: it divides merged headings or fills gaps of this one."""
    lower = upper + 1
    if grid.numbers[lower] != grid.numbers[upper] + 1:
        return False
    above, below = _filled(grid.rows[upper]), _filled(grid.rows[lower])
    if len(above) < 2 or not below or not all(_may_be_heading(grid.rows[lower][index]) for index in below):
        return False
    wide, tall = _merged_at(grid, grid.numbers[upper])
    gaps = {index for index in below if index not in above}
    divided = {index for index in below if index in wide or (index in above and index + 1 in gaps)}
    if any(index not in gaps | divided for index in below):
        return False
    return bool(divided) or bool(tall)


def _filled(row: Sequence[Any]) -> set[int]:
    return {index for index, cell in enumerate(row) if heading_text(cell)}


def _may_be_heading(cell: Any) -> bool:
    if isinstance(cell, int | float):
        return 1990 <= cell <= 2100 or cell in _MARKS
    return isinstance(cell, str)


def _merged_at(grid: Grid, number: int) -> tuple[set[int], set[int]]:
    """Columns under headings merged across in this row, and columns merged with the row below."""
    wide: set[int] = set()
    tall: set[int] = set()
    for top, left, bottom, right in grid.merged:
        if top <= number <= bottom:
            if right > left and bottom == number:
                wide.update(range(left, right + 1))
            if bottom > number:
                tall.update(range(left, right + 1))
    return wide, tall


def headings_at(grid: Grid, block: tuple[int, ...]) -> dict[int, str]:
    """The heading of each column (from 0), its levels joined; `block` are the positions of the heading rows."""
    levels = [_level(grid, position, is_last=position == block[-1]) for position in block]
    headings = {}
    for index in range(max((len(grid.rows[position]) for position in block), default=0)):
        texts = [level.get(index, "") for level in levels]
        parts = [text for place, text in enumerate(texts) if text and text not in texts[:place]]
        if parts:
            headings[index] = JOINT.join(parts)
    return headings


def _level(grid: Grid, position: int, *, is_last: bool) -> dict[int, str]:
    """The texts of one heading row; a merged heading counts for all its columns, an upper one for the gap after it."""
    row, number = grid.rows[position], grid.numbers[position]
    texts = {index: text for index, cell in enumerate(row) if (text := heading_text(cell))}
    if not is_last:
        _fill_gaps(grid, position, texts)
    for top, left, bottom, right in grid.merged:
        if top <= number <= bottom and left in texts and right - left < max(2, len(row) - 1):
            texts.update(dict.fromkeys(range(left, right + 1), texts[left]))
    return texts


def _fill_gaps(grid: Grid, position: int, texts: dict[int, str]) -> None:
    """Without merging, the gap to the right belongs to the heading if the row below divides both."""
    below = _filled(grid.rows[position + 1])
    tall = _merged_at(grid, grid.numbers[position])[1]
    for index in range(1, len(grid.rows[position])):
        before = texts.get(index - 1)
        if index not in texts and before and index in below and index - 1 in below and index not in tall:
            texts[index] = before


def _table(
    grid: Grid,
    lexicon: Lexicon,
    block: tuple[int, ...],
    headings: dict[int, str],
    choice: SheetChoice,
    given: frozenset[str],
) -> Table | None:
    sheet = lexicon.sheet
    table = Table(sheet, block, headings)
    table.columns = _assigned(lexicon, headings, choice.columns or {})
    _drop_others(grid, table, lexicon, {*_indexes(choice.columns or {})})
    if table.columns:
        _look_at_values(grid, table, lexicon, choice.columns or {})
    if sheet.told and table.columns:
        table.told = frozenset(told_above(grid, block[0], sheet)) | given
        table.told_below = told_by_sections(grid, table.first_body_row(), sheet)
    if not (sheet.fits(table.signs().all()) or (choice.format and table.columns)):
        return None
    table.side_by_side = _is_side_by_side(table, lexicon)
    sureness = sum(_WEIGHTS[found.match] - 1 for found in table.columns)
    table.score = sheet.strength(table.fields()) + sureness + _levels_speak(grid, block) - 0.001 * block[0]
    return table


def _levels_speak(grid: Grid, block: tuple[int, ...]) -> float:
    """Much for levels that divide merged headings beside undivided ones, a little against other levels."""
    dividing = sum(_divides(grid, position) for position in block[:-1])
    return 0.5 + 0.01 * dividing if dividing else -0.01 * len(block)


def _divides(grid: Grid, upper: int) -> bool:
    wide, _ = _merged_at(grid, grid.numbers[upper])
    above, below = _filled(grid.rows[upper]), _filled(grid.rows[upper + 1])
    return bool(wide & below) and bool(above - below - wide)


def _assigned(lexicon: Lexicon, headings: dict[int, str], chosen: Mapping[str, str | None]) -> list[FoundColumn]:
    """Columns with their meanings: the surest first, a field once unless several columns may have it."""
    columns, taken = _chosen(lexicon, headings, chosen)
    offers = [
        (meaning.rank(), len(meanings), place, index, meaning)
        for index, heading in headings.items()
        if column_letter(index) not in chosen
        for meanings in [lexicon.perhaps(heading)]
        for place, meaning in enumerate(meanings)
    ]
    for _, _, _, index, meaning in sorted(offers, key=lambda offer: offer[:4]):
        _take(columns, taken, index, headings[index], meaning)
    return [columns[index] for index in sorted(columns)]


def _chosen(
    lexicon: Lexicon, headings: dict[int, str], chosen: Mapping[str, str | None]
) -> tuple[dict[int, FoundColumn], set[str]]:
    columns: dict[int, FoundColumn] = {}
    taken: set[str] = set()
    for index in sorted({*headings, *_indexes(chosen)}):
        column = lexicon.sheet.by_field.get(chosen.get(column_letter(index)) or "")
        if column:
            _take(columns, taken, index, headings.get(index, ""), Meaning(column, "user"))
    return columns, taken


def _indexes(chosen: Mapping[str, str | None]) -> list[int]:
    return [index for index in range(1000) if column_letter(index) in chosen] if chosen else []


def _take(columns: dict[int, FoundColumn], taken: set[str], index: int, heading: str, meaning: Meaning) -> None:
    column = meaning.column
    if index in columns or (column.field in taken and not column.several):
        return
    columns[index] = FoundColumn(index, heading, column, meaning.match)
    taken.add(column.field)


def _drop_others(grid: Grid, table: Table, lexicon: Lexicon, chosen: set[int]) -> None:
    """Takes away columns whose heading means several things, and whose cells say that it isn't this one.

    Their fields are free again, for them and for others but those that the user spoke of (`chosen`).
    """
    kept = {
        found.index: found
        for found in table.columns
        if _is_certain(found, lexicon) or _may_hold(grid, table, found.index, found.column)
    }
    taken = {found.column.field for found in kept.values()}
    if len(kept) < len(table.columns):
        lost = {found.index: found.column for found in table.columns if found.index not in kept}
        for index, heading in table.headings.items():
            for meaning in lexicon.perhaps(heading) if index not in kept and index not in chosen else ():
                if meaning.column is not lost.get(index) and _may_hold(grid, table, index, meaning.column):
                    _take(kept, taken, index, heading, meaning)
    table.columns = [kept[index] for index in sorted(kept)]


def _is_certain(found: FoundColumn, lexicon: Lexicon) -> bool:
    """Whether the user said so, or the heading is the title of the column and means nothing else."""
    return found.match == "user" or (found.match == "exact" and len(lexicon.perhaps(found.heading)) == 1)


def _may_hold(grid: Grid, table: Table, index: int, column: Column) -> bool:
    if column.holds is None:
        return True
    start = table.first_body_row()
    cells = [row[index] for row in grid.rows[start : start + _SAMPLE] if index < len(row)]
    telling = [cell for cell in cells if _says_word(cell)] or [cell for cell in cells if _is_number(cell)]
    return sum(map(column.holds, telling)) * 2 >= len(telling)


def _says_word(cell: Any) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip().isdigit())


def _look_at_values(grid: Grid, table: Table, lexicon: Lexicon, chosen: Mapping[str, str | None]) -> None:
    """A column with an unknown heading is known by its values, if the format lacks just that."""
    taken = {found.index for found in table.columns}
    fields = {name for found in table.columns for name in found.column.fields()}
    width = max(map(len, grid.sample(table.first_body_row())), default=0)
    for column in table.sheet.columns:
        if column.looks is None or fields & set(column.fields()):
            continue
        for index in range(width):
            if index in taken or column_letter(index) in chosen:
                continue
            heading = table.headings.get(index, "")
            if not lexicon.forbids(column, heading) and _looks(grid, table, index, column):
                table.columns.append(FoundColumn(index, heading, column, "values"))
                taken.add(index)
                fields.update(column.fields())
                break
    table.columns.sort(key=lambda found: found.index)


def _looks(grid: Grid, table: Table, index: int, column: Column) -> bool:
    cells = [row[index] for row in grid.sample(table.first_body_row()) if index < len(row) and row[index] != ""]
    if len(cells) < 2 or column.looks is None:
        return False
    return sum(map(column.looks, cells)) >= _LOOKS_ENOUGH * len(cells)


def _is_side_by_side(table: Table, lexicon: Lexicon) -> bool:
    """Whether the key and another heading stand in the header more than once: tables beside each other."""
    lasts = [heading.rsplit(JOINT, 1)[-1] for heading in table.headings.values()]
    repeated = {key for key, count in Counter(map(heading_key, lasts)).items() if key and count > 1}
    fields = {meaning.column.field for key in repeated for meaning in lexicon.surely(key)}
    return bool(fields & set(table.sheet.key)) and len(fields) > 1
