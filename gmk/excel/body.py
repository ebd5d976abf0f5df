"""The rows below a header: which are records, what they say, and why the others are left out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from gmk.excel.cells import BrokenCell, Noted, short
from gmk.excel.detect import Table
from gmk.excel.grid import Grid, column_letter
from gmk.excel.headers import Lexicon, heading_key
from gmk.excel.problems import SKIPPED, problem
from gmk.excel.reading import Problem, RowReading
from gmk.excel.row_kinds import (
    ANOTHER_HEADER,
    LINE,
    are_column_numbers,
    is_number,
    is_odd,
    is_signature,
    is_total,
    is_vacancy,
    texts_of,
)
from gmk.excel.sheet import Around

_FEW = 3
_BROKEN = {
    "cell.excel_error": "В ячейке ошибка Excel {}. Исправьте формулу или впишите значение.",
    "cell.formula_not_calculated": (
        "Формула не вычислена: файл ещё не открывали в Excel. Откройте его в Excel, сохраните и загрузите снова."
    ),
}


class _Answers(dict[Any, Any]):
    """What the converter of a column said of each cell: the same question is answered once."""

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        super().__init__()
        self._convert = convert

    def __missing__(self, cell: Any) -> Any:
        self[cell] = answer = _broken(cell) if isinstance(cell, BrokenCell) else self._convert(cell)
        return answer


def _broken(cell: BrokenCell) -> Noted:
    code = "cell.excel_error" if cell.text else "cell.formula_not_calculated"
    return Noted(None, "error", code, _BROKEN[code].format(cell.text))


@dataclass(slots=True)
class _Reader:
    """A column that is read."""

    index: int
    letter: str
    field: str
    fields: tuple[str, ...]
    plain: bool
    spread: bool
    several: bool
    group: dict[str, Any] | None
    answers: _Answers


@dataclass(slots=True)
class _Row:
    """A row that isn't blank; `kind` None is a record, else why it is none."""

    number: int
    cells: list[Any]
    kind: str | None = None
    texts: list[str] = field(default_factory=list)


def read_body(grid: Grid, table: Table, lexicons: Sequence[Lexicon], around: Around) -> list[RowReading]:
    """Every row below the header that isn't blank, once and in order."""
    body = _Body(grid, table, lexicons, around)
    return body.read()


class _Body:
    """Reads the rows of one table."""

    def __init__(self, grid: Grid, table: Table, lexicons: Sequence[Lexicon], around: Around) -> None:
        self._grid = grid
        self._table = table
        self._lexicons = lexicons
        self._around = around
        self._sheet = table.sheet
        self._readers = [_reader(grid, found) for found in table.columns]
        self._mapped = [reader.index for reader in self._readers]
        self._key = self._key_reader()
        self._headers = [_keys_by_column(grid.rows[position]) for position in table.header]
        self._heading_of_key = {keys.get(self._key.index) for keys in self._headers} if self._key else set()
        self._required = [(f.column, f.column.fields()) for f in table.columns if f.column.required]

    def _key_reader(self) -> _Reader | None:
        by_field = {reader.field: reader for reader in self._readers}
        return next((by_field[name] for name in self._sheet.key if name in by_field), None)

    def read(self) -> list[RowReading]:
        rows = [self._classified(number, cells) for number, cells in _rows_below(self._grid, self._table)]
        rows = [row for row in rows if row.kind != ""]
        self._end(rows)
        return [self._reading(row) for row in rows]

    def _end(self, rows: list[_Row]) -> None:
        """Decides what only the rows below can tell: everything under another header, lines without records below."""
        start = next((place for place, row in enumerate(rows) if row.kind == ANOTHER_HEADER), len(rows))
        for row in rows[start:]:
            if row.kind != "row.signature":
                row.kind = "row.note"
        last = max((place for place, row in enumerate(rows[:start]) if row.kind is None), default=-1)
        for place, row in enumerate(rows[:start]):
            if row.kind == LINE:
                row.kind = "row.section" if place < last else "row.note"

    def _classified(self, number: int, cells: list[Any]) -> _Row:
        if self._table.side_by_side:
            return _Row(number, cells, "row.note" if _says_something(cells) else "")
        if self._is_plain_record(cells):
            return _Row(number, cells)
        texts = texts_of(cells)
        return _Row(number, cells, self._kind(cells, texts), texts)

    def _is_plain_record(self, cells: list[Any]) -> bool:
        """The quick way for most rows: the key is there, and enough beside it."""
        if self._key is None or self._key.index >= len(cells):
            return False
        key = cells[self._key.index]
        if key == "" or type(key) is not str or is_odd(key):
            return False
        answer = self._key.answers[key]
        if answer is None or isinstance(answer, Noted):
            return False
        return self._has_more_than_few(cells) and heading_key(key) not in self._heading_of_key

    def _has_more_than_few(self, cells: list[Any]) -> bool:
        size, filled = len(cells), 0
        for index in self._mapped:
            if index < size and cells[index] != "":
                filled += 1
                if filled > _FEW:
                    return True
        return False

    def _kind(self, cells: list[Any], texts: list[str]) -> str | None:
        if not _says_something(cells):
            return ""
        if are_column_numbers(cells):
            return "row.column_numbers"
        if self._repeats_header(cells):
            return "row.repeated_header"
        if is_total(texts):
            return "row.total"
        if self._is_vacancy(cells, texts):
            return "row.vacancy"
        if self._is_only_number(cells, texts):
            return "row.only_number"
        if self._is_no_record(cells) and is_signature(texts):
            return "row.signature"
        if self._is_line(cells, texts):
            return LINE
        return ANOTHER_HEADER if self._is_another_header(cells, texts) else None

    def _repeats_header(self, cells: list[Any]) -> bool:
        keys = _keys_by_column(cells)
        for header in self._headers:
            same = sum(header.get(index) == key for index, key in keys.items())
            if keys and same >= 2 and same >= 0.6 * len(keys):
                return True
        return False

    def _is_vacancy(self, cells: list[Any], texts: list[str]) -> bool:
        if not self._sheet.names_people or self._key is None:
            return False
        key = _cell(cells, self._key.index)
        if texts_of([key]):
            return isinstance(key, str) and is_vacancy(key)
        return len(texts) > 1 and any(is_vacancy(text) for text in texts)

    def _is_only_number(self, cells: list[Any], texts: list[str]) -> bool:
        mapped = texts_of([_cell(cells, index) for index in self._mapped])
        return not mapped and all(is_number(text) for text in texts)

    def _is_no_record(self, cells: list[Any]) -> bool:
        """Whether the key is missing or hardly anything stands beside it."""
        filled = len(texts_of([_cell(cells, index) for index in self._mapped]))
        return filled <= 2 or not self._has_key(cells)

    def _has_key(self, cells: list[Any]) -> bool:
        if self._key is None:
            return True
        cell = _cell(cells, self._key.index)
        answer = self._key.answers[cell] if cell != "" else None
        return answer is not None and not isinstance(answer, Noted)

    def _is_line(self, cells: list[Any], texts: list[str]) -> bool:
        """One text, perhaps with a number before it; a name in its column is a record."""
        words = [text for text in texts if not is_number(text)]
        if len(words) != 1 or any(isinstance(cell, BrokenCell) for cell in cells):
            return False
        if self._is_in_key(cells, words[0]):
            return self._is_line_in_key(words[0], numbered=len(texts) > 1)
        return True

    def _is_in_key(self, cells: list[Any], text: str) -> bool:
        return self._key is not None and texts_of([_cell(cells, self._key.index)]) == [text]

    def _is_line_in_key(self, text: str, *, numbered: bool) -> bool:
        if not self._sheet.names_people:
            names = self._sheet.institution_in or (lambda _text: None)
            return not numbered and names(text) is None
        answer = self._key.answers[text] if self._key else None
        if not isinstance(answer, Noted):
            return False
        return not numbered or " " in text

    def _is_another_header(self, cells: list[Any], texts: list[str]) -> bool:
        """Headings of any format, and no name in the column of names."""
        if len(texts) < 2 or any(not isinstance(cell, str) for cell in cells) or self._key_fits(cells):
            return False
        hits = sum(any(lexicon.surely(text) for lexicon in self._lexicons) for text in texts)
        return hits * 2 >= len(texts) and (hits >= 2 or len(texts) == 2)

    def _key_fits(self, cells: list[Any]) -> bool:
        return self._sheet.names_people and self._has_key(cells)

    def _reading(self, row: _Row) -> RowReading:
        if row.kind is None:
            return self._record(row)
        if row.kind == "row.section":
            self._enter_section(row.texts)
        kind = "row.signature" if row.kind == "row.note" and is_signature(row.texts) else row.kind
        return _skipped(row.number, kind)

    def _enter_section(self, texts: list[str]) -> None:
        self._around.section = next((text for text in texts if not is_number(text)), texts[0])
        institution = self._sheet.institution_in(self._around.section) if self._sheet.institution_in else None
        if institution:
            self._around.institution = institution

    def _record(self, row: _Row) -> RowReading:
        reading = RowReading(row.number)
        values, cells, size = reading.values, row.cells, len(row.cells)
        for reader in self._readers:
            cell = cells[reader.index] if reader.index < size else ""
            answer = reader.answers[cell]
            if reader.plain and answer is not None and type(answer) is not Noted:
                values[reader.field] = answer  # what most cells are; the rest takes a call more
            else:
                self._take(reading, reader, cell, answer)
        for finish in self._sheet.finishers:
            finish(reading, self._around)
        self._require(reading)
        if reading.values.get("records") == []:
            return _skipped(row.number, "row.no_records")
        return reading

    def _take(self, reading: RowReading, reader: _Reader, cell: Any, answer: Any) -> None:
        if isinstance(answer, Noted):
            reading.problems.append(_noted(answer, reading.row, reader.letter, cell))
            answer = answer.value
        values = reading.values
        if reader.several:
            found = values.setdefault(reader.field, [])
            if answer is not None:
                found.append((reader.letter, reader.group, answer))
        elif reader.spread:
            for name, value in zip(reader.fields, answer or (None,) * len(reader.fields), strict=True):
                if values.get(name) is None:
                    values[name] = value
        elif answer is not None or reader.field not in values:
            values[reader.field] = answer

    def _require(self, reading: RowReading) -> None:
        get = reading.values.get
        for column, fields in self._required:
            if get(fields[0]) is None and all(get(name) is None for name in fields):
                letter = self._around.columns[column.field]
                if not any(found.column == letter and found.level == "error" for found in reading.problems):
                    text = f"Не заполнено «{column.title}». Впишите значение."
                    reading.problems.append(problem("field.required", text, row=reading.row, column=letter))


def _reader(grid: Grid, found: Any) -> _Reader:
    column = found.column
    convert = partial(column.convert, date_1904=True) if column.by_calendar and grid.date_1904 else column.convert
    mapped = found.mapped()
    return _Reader(
        found.index,
        mapped.column,
        column.field,
        column.fields(),
        not (column.spreads or column.several),
        bool(column.spreads),
        column.several,
        mapped.group,
        _Answers(convert),
    )


def _rows_below(grid: Grid, table: Table) -> Iterator[tuple[int, list[Any]]]:
    """Number and cells; a vertically merged cell counts for all its rows."""
    merged = _merged_values(grid, table)
    start = table.first_body_row()
    for number, cells in zip(grid.numbers[start:], grid.rows[start:], strict=True):
        yield number, _with_merged(cells, merged[number]) if number in merged else cells


def _merged_values(grid: Grid, table: Table) -> dict[int, dict[int, Any]]:
    positions = {number: position for position, number in enumerate(grid.numbers)}
    last_header = grid.numbers[table.header[-1]]
    values: dict[int, dict[int, Any]] = {}
    for top, left, bottom, _ in grid.merged:
        if top > last_header and bottom > top and top in positions:
            value = _cell(grid.rows[positions[top]], left)
            for number in range(top + 1, bottom + 1):
                if value != "" and number in positions:
                    values.setdefault(number, {})[left] = value
    return values


def _with_merged(cells: list[Any], values: dict[int, Any]) -> list[Any]:
    filled = cells + [""] * (max(values) + 1 - len(cells))
    for index, value in values.items():
        if filled[index] == "":
            filled[index] = value
    return filled


def _cell(cells: Sequence[Any], index: int) -> Any:
    return cells[index] if index < len(cells) else ""


def _says_something(cells: Sequence[Any]) -> bool:
    return any(not isinstance(cell, str) or cell.strip("\u200b\ufeff\u00ad \t\r\n\u00a0") for cell in cells)


def _keys_by_column(cells: Sequence[Any]) -> dict[int, str]:
    return {index: key for index, cell in enumerate(cells) if isinstance(cell, str) and (key := heading_key(cell))}


def _skipped(number: int, code: str) -> RowReading:
    return RowReading(number, problems=[problem(code, SKIPPED[code], row=number)], skipped=True)


def _noted(answer: Noted, row: int, letter: str, cell: Any) -> Problem:
    return problem(answer.code, answer.message, row=row, column=letter, value=short(cell))


def columns_of(table: Table) -> dict[str, str]:
    """The letter of each field; of several columns of one field the first."""
    letters: dict[str, str] = {}
    for found in table.columns:
        letters.setdefault(found.column.field, column_letter(found.index))
    return letters
