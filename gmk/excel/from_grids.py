"""Sheets as grids made a workbook of openpyxl again: the same values in the same cells."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from gmk.excel.cells import BrokenCell
from gmk.excel.grid import Grid
from gmk.excel.write import clean, sheet_name

_DAY, _MOMENT, _PERCENT, _TEXT = "dd.mm.yyyy", "dd.mm.yyyy hh:mm", "0.0%", "@"
_NARROWEST, _WIDEST = 8, 60


def workbook_of(grids: list[Grid]) -> tuple[Workbook, dict[str, Worksheet]]:
    """The workbook, and its sheets by the names of the grids."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheets = {grid.sheet: book.create_sheet(sheet_name(grid.sheet)) for grid in grids}
    for grid in grids:
        _fill(sheets[grid.sheet], grid)
    return book, sheets


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Writes the text as text, also one that begins with «=»."""
    cell.value = text
    cell.data_type = "s"
    cell.number_format = _TEXT


def _fill(sheet: Worksheet, grid: Grid) -> None:
    widths = Counter[int]()
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        for index, value in enumerate(row):
            if value != "":
                _put(sheet.cell(number, index + 1), value, is_percent=(number, index) in grid.percents)
                widths[index] = max(widths[index], len(str(value)))
    for index, width in widths.items():
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(max(width + 2, _NARROWEST), _WIDEST)
    for top, left, bottom, right in grid.merged:
        sheet.merge_cells(start_row=top, start_column=left + 1, end_row=bottom, end_column=right + 1)


def _put(cell: Cell | MergedCell, value: Any, *, is_percent: bool) -> None:
    if isinstance(value, str):
        put_text(cell, clean(value))
    elif isinstance(value, BrokenCell):
        cell.value = value.text or None
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = _MOMENT if isinstance(value, datetime) and value.time() else _DAY
        elif is_percent:
            cell.number_format = _PERCENT
