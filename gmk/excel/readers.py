"""The columns that are read: from a column of cells to the values of its fields, each different cell converted once."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from gmk.excel.cells import BrokenCell, Noted, short
from gmk.excel.detect import FoundColumn
from gmk.excel.grid import Grid
from gmk.excel.problems import problem
from gmk.excel.reading import RowReading

_BROKEN = {
    "cell.excel_error": "В ячейке ошибка Excel {}. Исправьте формулу или впишите значение.",
    "cell.formula_not_calculated": (
        "Формула не вычислена: файл ещё не открывали в Excel. Откройте его в Excel, сохраните и загрузите снова."
    ),
}

_ERROR_AS_TEXT = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|Н/Д|ССЫЛКА!|ЗНАЧ!|ДЕЛ/0!|ИМЯ\?|ЧИСЛО!|ПУСТО!)"
)
"""An error that was pasted or exported as a text."""

Columns = dict[str, list[Any]]
"""The values of every field, row by row."""


class Remembered(dict[Any, Any]):
    """The answers of a pure function of a cell: the same question is answered once."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, cell: Any) -> Any:
        self[cell] = answer = self._function(cell)
        return answer


@dataclass(slots=True)
class Reader:
    """A column of the sheet; `answers` are what its converter says of a cell."""

    found: FoundColumn
    letter: str
    group: dict[str, Any] | None
    answers: Remembered

    def field(self) -> str:
        """The field that the column fills."""
        return self.found.column.field

    def column_of(self, rows: Sequence[list[Any]], readings: Sequence[RowReading]) -> list[Any]:
        """The value of each row; what there is to say of a cell is noted at its row."""
        index, answers = self.found.index, self.answers
        values = [answers[cells[index]] for cells in rows]
        if any(type(answer) is Noted for answer in answers.values()):
            for place, answer in enumerate(values):
                if type(answer) is Noted:
                    self._note(readings[place], answer, rows[place][index])
                    values[place] = answer.value
        return values

    def _note(self, reading: RowReading, answer: Noted, cell: Any) -> None:
        note = problem(answer.code, answer.message, row=reading.row, column=self.letter, value=short(cell))
        reading.problems.append(note)


def reader_of(grid: Grid, found: FoundColumn) -> Reader:
    """The reader of the column, by the calendar of the workbook."""
    column, mapped = found.column, found.mapped()
    convert: Callable[..., Any] = column.by_heading(found.heading) if column.by_heading else column.convert
    if column.by_calendar and grid.date_1904:
        convert = partial(convert, date_1904=True)
    return Reader(found, mapped.column, mapped.group, Remembered(partial(_converted, convert)))


def _converted(convert: Callable[[Any], Any], cell: Any) -> Any:
    if isinstance(cell, str) and "#" in cell and _ERROR_AS_TEXT.fullmatch(cell.strip()):
        cell = BrokenCell(cell.strip())
    if not isinstance(cell, BrokenCell):
        return convert(cell)
    code = "cell.excel_error" if cell.text else "cell.formula_not_calculated"
    return Noted(None, "error", code, _BROKEN[code].format(cell.text))


def fill(readings: Sequence[RowReading], rows: Sequence[list[Any]], readers: Sequence[Reader]) -> None:
    """Gives each reading the values of its row: column by column, which is many times quicker than cell by cell."""
    columns: Columns = {}
    wide: dict[str, list[tuple[Reader, list[Any]]]] = {}
    for reader in readers:
        values, column = reader.column_of(rows, readings), reader.found.column
        if column.several:
            wide.setdefault(column.field, []).append((reader, values))
        elif column.spreads:
            _spread(columns, column.spreads, values)
        else:
            _put(columns, column.field, values, columns.get(column.field))
    columns |= {name: _joined(parts, len(rows)) for name, parts in wide.items()}
    names = tuple(columns)
    for reading, row in zip(readings, zip(*columns.values(), strict=True), strict=True):
        reading.values = dict(zip(names, row, strict=True))


def _spread(columns: Columns, names: Sequence[str], values: Sequence[Any]) -> None:
    """A cell that falls apart into several values; a column of its own knows better."""
    for place, name in enumerate(names):
        parts = [None if value is None else value[place] for value in values]
        _put(columns, name, columns.get(name, parts), parts)


def _put(columns: Columns, name: str, surer: list[Any], other: list[Any] | None) -> None:
    if other is None or other is surer:
        columns[name] = surer
    else:
        columns[name] = [second if first is None else first for first, second in zip(surer, other, strict=True)]


def _joined(parts: Sequence[tuple[Reader, list[Any]]], size: int) -> list[Any]:
    """Of each row the cells of the columns that share a field: letter, what the column stands for, value."""
    return [
        [(reader.letter, reader.group, values[place]) for reader, values in parts if values[place] is not None]
        for place in range(size)
    ]
