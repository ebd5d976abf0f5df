"""The rows below a header: which are records, what they say, and why the others are left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gmk.excel.detect import Table
from gmk.excel.grid import Grid, Percent
from gmk.excel.headers import Lexicon
from gmk.excel.problems import SKIPPED, problem
from gmk.excel.readers import Reader, fill, reader_of
from gmk.excel.reading import RowReading
from gmk.excel.row_kinds import ANOTHER_HEADER, EMPTY, LINE, RowKinds
from gmk.excel.row_texts import is_number, is_signature, texts_of
from gmk.excel.sheet import Around, Sheet
from gmk.excel.told import told_by


@dataclass(slots=True)
class _Row:
    """A row that isn't blank; `kind` None is a record, else why it is none."""

    number: int
    cells: list[Any]
    kind: str | None


def read_body(grid: Grid, table: Table, lexicons: Sequence[Lexicon], around: Around) -> list[RowReading]:
    """Every row below the header that isn't blank, once and in order."""
    readers = [reader_of(grid, found) for found in table.columns]
    rows = _told_apart(grid, table, RowKinds(grid, table, lexicons, readers))
    records = [row for row in rows if row.kind is None]
    readings = [RowReading(row.number) for row in records]
    fill(readings, [row.cells for row in records], readers)
    finish = _Finish(table.sheet, readers, around)
    found = iter(readings)
    return [finish.record(next(found)) if row.kind is None else finish.other(row) for row in rows]


def _told_apart(grid: Grid, table: Table, kinds: RowKinds) -> list[_Row]:
    rows = [_Row(number, cells, kinds.kind(cells)) for number, cells in _rows_below(grid, table)]
    rows = [row for row in rows if row.kind != EMPTY]
    if table.side_by_side:
        for row in rows:
            row.kind = "row.note"
    _decide_by_what_follows(rows)
    return rows


def _decide_by_what_follows(rows: list[_Row]) -> None:
    """Everything under the header of another table is a note; a line of text is a section if records follow."""
    end = _end_of_table(rows)
    last = max((place for place, row in enumerate(rows[:end]) if row.kind is None), default=-1)
    for place, row in enumerate(rows):
        if place >= end or row.kind == ANOTHER_HEADER:
            row.kind = _note_or_signature(row)
        elif row.kind == LINE:
            row.kind = "row.section" if place < last else _note_or_signature(row)


def _note_or_signature(row: _Row) -> str:
    return "row.signature" if is_signature(texts_of(row.cells)) else "row.note"


def _end_of_table(rows: Sequence[_Row]) -> int:
    """Where another table begins; what looks like a header above the first record is a part of the first one."""
    is_begun = False
    for place, row in enumerate(rows):
        is_begun = is_begun or row.kind is None
        if is_begun and row.kind == ANOTHER_HEADER:
            return place
    return len(rows)


def _rows_below(grid: Grid, table: Table) -> Iterator[tuple[int, list[Any]]]:
    """Number and cells, all of one width; a vertically merged cell counts for all its rows."""
    merged, width, start = _merged_values(grid, table), grid.width(), table.first_body_row()
    percents = _percents_by_row(grid)
    for number, cells in zip(grid.numbers[start:], grid.rows[start:], strict=True):
        if len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        if number in percents:
            cells = _with_percents(cells, percents[number])
        yield number, _with_merged(cells, merged[number]) if number in merged else cells


def _percents_by_row(grid: Grid) -> dict[int, set[int]]:
    rows: dict[int, set[int]] = {}
    for number, index in grid.percents:
        rows.setdefault(number, set()).add(index)
    return rows


def _with_percents(cells: list[Any], indexes: set[int]) -> list[Any]:
    return [
        Percent(cell) if index in indexes and isinstance(cell, int | float) else cell
        for index, cell in enumerate(cells)
    ]


def _merged_values(grid: Grid, table: Table) -> dict[int, dict[int, Any]]:
    positions = {number: position for position, number in enumerate(grid.numbers)}
    last_header = grid.numbers[table.header[-1]]
    values: dict[int, dict[int, Any]] = {}
    for top, left, bottom, _ in grid.merged:
        if top > last_header and bottom > top and top in positions:
            row = grid.rows[positions[top]]
            for number in range(top + 1, bottom + 1):
                if left < len(row) and number in positions:
                    values.setdefault(number, {})[left] = row[left]
    return values


def _with_merged(cells: list[Any], values: dict[int, Any]) -> list[Any]:
    return [values.get(index, "") if cell == "" else cell for index, cell in enumerate(cells)]


class _Finish:
    """Makes rows whole in their order, so that a section holds for what stands below it."""

    def __init__(self, sheet: Sheet, readers: Sequence[Reader], around: Around) -> None:
        self._sheet = sheet
        self._around = around
        self._required = [(reader, reader.found.column.fields()) for reader in readers if reader.found.column.required]

    def record(self, reading: RowReading) -> RowReading:
        for finish in self._sheet.finishers:
            finish(reading, self._around)
        if reading.skipped:
            return reading
        if reading.values.get("records") == []:
            return _left_out(reading.row, "row.no_records")
        self._require(reading)
        return reading

    def _require(self, reading: RowReading) -> None:
        get = reading.values.get
        for reader, fields in self._required:
            if get(fields[0]) is None and all(get(name) is None for name in fields):
                if get(reader.found.column.needless_with) is not None:
                    continue
                self._note_missing(reading, reader)

    def _note_missing(self, reading: RowReading, reader: Reader) -> None:
        """A cell that has an error of its own isn't also empty."""
        if not any(found.column == reader.letter and found.level == "error" for found in reading.problems):
            text = f"Не заполнено «{reader.found.column.title}». Впишите значение."
            reading.problems.append(problem("field.required", text, row=reading.row, column=reader.letter))

    def other(self, row: _Row) -> RowReading:
        if row.kind == "row.section":
            self._enter_section(texts_of(row.cells))
        return _left_out(row.number, row.kind or "")

    def _enter_section(self, texts: list[str]) -> None:
        words = [text for text in texts if not is_number(text)] or texts
        self._around.section = words[0]
        names = map(self._sheet.institution_in, words) if self._sheet.institution_in else ()
        self._around.institution = next(filter(None, names), self._around.institution)
        self._around.told |= told_by(words, self._sheet)


def _left_out(number: int, code: str) -> RowReading:
    return RowReading(number, problems=[problem(code, SKIPPED[code], row=number)], skipped=True)
