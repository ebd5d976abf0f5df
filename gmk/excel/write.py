"""Writes tables as workbooks: typed cells, nothing that Excel would take for a formula, ready to print on A4.

A `TableSpec` declares the columns once; the screen and the workbook both show them from it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Generic, Literal, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Row = TypeVar("Row")
Kind = Literal["text", "date", "number", "percent", "score"]
Value = str | date | datetime | int | float | None
Parameters = Sequence[tuple[str, Value]]

_NUMBER_FORMATS: dict[Kind, str] = {
    "text": "@", "date": "dd.mm.yyyy", "number": "General", "percent": "0.0%", "score": "0.00"
}  # fmt: skip
_MOMENT_FORMAT = "dd.mm.yyyy hh:mm"
_BORDER = {"border": 1, "border_color": "#A6A6A6", "valign": "top"}
_HEADING = {**_BORDER, "bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EDF3"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TEXT = 32_767  # characters that a cell of Excel holds
_LONGEST_SHEET_NAME = 31
_LONGEST_HEADING = 200  # of the 255 characters that Excel allows a page heading with its marks
_PORTRAIT_WIDTH = 90  # characters of the default font across a page that stands upright
_A4 = 9
_DAY_0 = date(1899, 12, 30)  # Excel counts days from here


@dataclass(frozen=True)  # with slots, Python 3.11 can't make TableColumn[Row](…)
class TableColumn(Generic[Row]):
    """A column: its heading, and what a row shows in it.

    A `percent` is a share in 0..1, a `score` has two decimals. `width` is in characters. `missing` stands where the
    value is None.
    """

    title: str
    value: Callable[[Row], Any]
    kind: Kind = "text"
    width: int = 20
    missing: str = ""


@dataclass(frozen=True)
class TableSpec(Generic[Row]):
    """A table: `title` heads the page and names the sheet, unless `sheet` does; `names_people` if its rows do."""

    title: str
    columns: tuple[TableColumn[Row], ...]
    names_people: bool = False
    sheet: str = ""


def workbook_bytes(
    spec: TableSpec[Row], rows: Iterable[Row], parameters: Parameters = (), *, above: Sequence[str] = ()
) -> bytes:
    """An xlsx file: the rows in their order on one sheet, and «Параметры» on a second one if there are any.

    `above` are lines over the table, as official papers have them: who approves, what it is.
    """
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": clean(spec.title)})
        _write_table(workbook, spec, rows, above)
        if parameters:
            _write_parameters(workbook, parameters)
    return target.getvalue()


def clean(text: str) -> str:
    """The text as a cell can hold it: without control characters, cut where Excel ends."""
    if not text.isprintable():  # ten times quicker than the pattern, and nearly every text is
        text = _CONTROL.sub("", text)
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def sheet_name(title: str) -> str:
    """The title as Excel accepts it for a sheet; never empty."""
    return _NOT_IN_SHEET_NAMES.sub(" ", clean(title))[:_LONGEST_SHEET_NAME].strip(" '") or "Таблица"


def _write_table(workbook: Workbook, spec: TableSpec[Row], rows: Iterable[Row], above: Sequence[str]) -> None:
    sheet = workbook.add_worksheet(sheet_name(spec.sheet or spec.title))
    for at, line in enumerate(above):
        sheet.write_string(at, 0, clean(line))
    top = len(above) + 1 if above else 0
    _write_headings(sheet, spec, workbook.add_format(_HEADING), top)
    formats = {kind: workbook.add_format(_look(kind)) for kind in _NUMBER_FORMATS}
    cells = [_cell_writer(sheet, index, column, formats) for index, column in enumerate(spec.columns)]
    last = top
    for last, row in enumerate(rows, top + 1):
        for write in cells:
            write(last, row)
    sheet.autofilter(top, 0, last, len(spec.columns) - 1)
    _set_up_page(sheet, spec, top)


def _look(kind: Kind) -> dict[str, Any]:
    return {**_BORDER, "num_format": _NUMBER_FORMATS[kind], "text_wrap": kind == "text"}


def _write_headings(sheet: Worksheet, spec: TableSpec[Row], look: Format, top: int) -> None:
    for index, column in enumerate(spec.columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(top, index, clean(column.title), look)
    sheet.freeze_panes(top + 1, 0)


def _cell_writer(
    sheet: Worksheet, index: int, column: TableColumn[Row], formats: dict[Kind, Format]
) -> Callable[[int, Row], None]:
    """Writes the cells of one column; where there is no value, what the column says, as text."""
    value_of, missing, kind = column.value, clean(column.missing), column.kind
    text, typed = formats["text"], formats[kind]
    write_text, write_number = sheet.write_string, sheet.write_number

    def write(at: int, row: Row) -> None:
        value = value_of(row)
        if value is None and missing:
            write_text(at, index, missing, text)
        elif value is None:
            sheet.write_blank(at, index, None, typed)
        elif kind == "text":
            write_text(at, index, clean(str(value)), typed)
        else:
            write_number(at, index, (value - _DAY_0).days if kind == "date" else value, typed)

    return write


def _write_parameters(workbook: Workbook, parameters: Parameters) -> None:
    sheet = workbook.add_worksheet("Параметры")
    sheet.set_column(0, 0, 32, workbook.add_format({"bold": True, "valign": "top"}))
    sheet.set_column(1, 1, 80)
    looks = {
        form: workbook.add_format({"num_format": form, "align": "left", "valign": "top", "text_wrap": True})
        for form in (*_NUMBER_FORMATS.values(), _MOMENT_FORMAT)
    }
    for at, (name, value) in enumerate(parameters):
        sheet.write_string(at, 0, clean(name))
        _write_value(sheet, at, value, looks)
    set_up_paper(sheet)


def _write_value(sheet: Worksheet, at: int, value: Value, looks: dict[str, Format]) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(at, 1, value.replace(tzinfo=None), looks[_MOMENT_FORMAT])
    elif isinstance(value, date):
        sheet.write_datetime(at, 1, value, looks[_NUMBER_FORMATS["date"]])
    elif isinstance(value, int | float):
        sheet.write_number(at, 1, value, looks[_NUMBER_FORMATS["number"]])
    else:
        sheet.write_string(at, 1, clean(value or ""), looks[_NUMBER_FORMATS["text"]])


def _set_up_page(sheet: Worksheet, spec: TableSpec[Row], top: int) -> None:
    if sum(column.width for column in spec.columns) > _PORTRAIT_WIDTH:
        sheet.set_landscape()
    sheet.repeat_rows(top)
    title = clean(spec.title)[:_LONGEST_HEADING].replace("&", "&&")
    sheet.set_header(f"&C&B{title}")
    set_up_paper(sheet)


def set_up_paper(sheet: Worksheet) -> None:
    """A4, as wide as the page, numbered."""
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    sheet.set_footer("&RСтраница &P из &N")
