"""The process that marks the mistakes in a workbook; the parent is `gmk.excel.annotate`.

A workbook that openpyxl can't open ends this process: the parent takes the silence for a refusal.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from gmk.excel.archive import blocks, check_directory, corrupt, too_large
from gmk.excel.child import serve
from gmk.excel.from_grids import put_text, workbook_of
from gmk.excel.stored_values import with_stored_values

COLOURS = {"error": "FFF4A6A0", "warning": "FFFFF2B3"}
"""Fills of marked cells; printed in grey, an error is clearly darker than a warning."""

COMMENT_START = "Замечания проверки:"
"""The first line of a comment, by which it is known when the file comes back."""

_AUTHOR = "Проверка файла"
_LEVEL_STARTS = {"error": "Ошибка. ", "warning": "Предупреждение. "}
_BLOCK = 2**20
_COMMENT_WIDTH = 340  # points
_LINE_LENGTH = 52  # characters of a comment of that width
_LINE_HEIGHT = 17
_LONGEST_COMMENT = 30_000

Notes = dict[str, list[tuple[str, str]]]
"""Level and text of everything that is to be said at each cell."""


def main() -> None:
    """Marks the workbook."""
    serve(_frames)


def _frames(data: bytes, request: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    book, sheets = _opened(data, request)
    marked = _marked(book, sheets, request)
    if data:
        marked = with_stored_values(marked, data, max_unpacked=request["max_unpacked"])
    for start in range(0, len(marked), _BLOCK):
        yield ("bytes", marked[start : start + _BLOCK])
    yield ("end",)


def _opened(data: bytes, request: dict[str, Any]) -> tuple[Workbook, dict[str, Worksheet]]:
    if request["grids"] is not None:
        return workbook_of(request["grids"])
    _check(data, request["max_unpacked"], request["max_cells"])
    book = load_workbook(io.BytesIO(data))
    return book, {sheet.title: sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)}


def _check(data: bytes, max_unpacked: int, max_cells: int) -> None:
    """Refuses what openpyxl had better not see."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise corrupt() from error
    with archive:
        check_directory(archive, max_unpacked=max_unpacked)
        cells = 0
        for name in archive.namelist():
            for block in blocks(archive, name, max_unpacked=max_unpacked):
                cells += block.count(b"<c ") + block.count(b"<row") + block.count(b":c ") + block.count(b":row")
                if cells > max_cells:
                    raise too_large(f"больше {max_cells} ячеек")


def _marked(book: Workbook, sheets: dict[str, Worksheet], request: dict[str, Any]) -> bytes:
    listing = request["listing"]
    _take_earlier_marks_away(book, sheets, [title for title, _ in listing["columns"]])
    for name, sheet in sheets.items():
        told = [mark[1:] for mark in request["marks"] if mark[0] == name]
        for coordinate, notes in _by_cell(sheet, told).items():
            _mark(sheet[coordinate], notes)
    _add_list(book, sheets, listing)
    book.calculation.fullCalcOnLoad = True
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def _take_earlier_marks_away(book: Workbook, sheets: dict[str, Worksheet], titles: list[str]) -> None:
    """A workbook that was marked before is known by its list."""
    lists = [name for name, sheet in sheets.items() if _is_list(sheet, titles)]
    for name in lists:
        book.remove(sheets.pop(name))
    if lists:
        for sheet in sheets.values():
            _take_marks_away(sheet)


def _is_list(sheet: Worksheet, titles: list[str]) -> bool:
    first = next(sheet.iter_rows(max_row=1, max_col=len(titles), values_only=True), ())
    return list(first) == titles


def _take_marks_away(sheet: Worksheet) -> None:
    coloured: dict[int, bool] = {}
    for cell in list(sheet._cells.values()):  # iter_rows would make every blank cell of the area
        if isinstance(cell, Cell):
            _take_comment_away(cell)
            if coloured.setdefault(cell.style_id, cell.fill.fgColor.rgb in COLOURS.values()):
                cell.fill = PatternFill()


def _take_comment_away(cell: Cell) -> None:
    """What a person wrote above ours stays."""
    if cell.comment is not None and COMMENT_START in cell.comment.text:
        own, author = cell.comment.text.partition(COMMENT_START)[0].strip(), cell.comment.author
        cell.comment = Comment(own, author) if own else None


def _by_cell(sheet: Worksheet, marks: list[tuple[str, str, str]]) -> Notes:
    """Of a merged cell its first one says everything."""
    notes: Notes = {}
    for cell, level, text in marks:
        place = notes.setdefault(_shown_at(sheet, cell), [])
        if (level, text) not in place:
            place.append((level, text))
    return notes


def _shown_at(sheet: Worksheet, coordinate: str) -> str:
    if isinstance(sheet[coordinate], MergedCell):
        areas = (area for area in sheet.merged_cells.ranges if coordinate in area)
        return next((f"{get_column_letter(area.min_col)}{area.min_row}" for area in areas), coordinate)
    return coordinate


def _mark(cell: Cell, notes: list[tuple[str, str]]) -> None:
    levels = {level for level, _ in notes}
    cell.fill = _fill("error" if "error" in levels else "warning")
    lines = [COMMENT_START, *(_LEVEL_STARTS.get(level, "") + text for level, text in notes)]
    own = cell.comment
    if own is not None:
        lines.insert(0, f"{own.text}\n")
    text = "\n".join(lines)[:_LONGEST_COMMENT]
    height = _LINE_HEIGHT * (1 + sum(1 + len(line) // _LINE_LENGTH for line in text.splitlines()))
    cell.comment = Comment(text, own.author if own else _AUTHOR, width=_COMMENT_WIDTH, height=height)


def _fill(level: str) -> PatternFill:
    return PatternFill("solid", fgColor=COLOURS[level])


def _add_list(book: Workbook, sheets: dict[str, Worksheet], listing: dict[str, Any]) -> None:
    sheet = book.create_sheet(listing["title"])  # with a number behind it, if the workbook has such a sheet
    for index, (title, width) in enumerate(listing["columns"], 1):
        heading = sheet.cell(1, index, title)
        heading.font, heading.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, (values, level, link) in enumerate(listing["rows"], 2):
        _list_row(sheet, number, values)
        sheet.cell(number, listing["level_column"] + 1).fill = _fill(level)
        if link and link[0] in sheets:
            _link(sheet.cell(number, listing["link_column"] + 1), sheets[link[0]].title, link[1])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _list_row(sheet: Worksheet, number: int, values: list[Any]) -> None:
    for index, value in enumerate(values, 1):
        cell = sheet.cell(number, index)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        put_text(cell, value) if isinstance(value, str) else setattr(cell, "value", value)


def _link(cell: Cell, sheet: str, coordinate: str) -> None:
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quote_sheetname(sheet)}!{coordinate}")
    cell.font = Font(color="FF0563C1", underline="single")
