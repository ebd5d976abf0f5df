"""Writes the workbook of a format: its columns with drop-down lists and checks, to be filled in or sent on.

The columns are those of the `Sheet`, so that what is written here is read there without questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gmk.excel.form_guide import write_guide
from gmk.excel.form_stamp import GUIDE_SHEET, STAMP_SHEET, FormStamp
from gmk.excel.sheet import CellType, Column, Sheet
from gmk.excel.write import clean, set_up_paper

Cells = Mapping[str, Any]
"""What stands in the columns of a row, by their fields: normalised values, a name in one text."""

LISTS_SHEET = "Списки"
_BORDER = {"border": 1, "border_color": "#A6A6A6", "valign": "top"}
_HEADING = {**_BORDER, "bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7EDF3"}
_FORMATS: dict[CellType, str] = {"date": "dd.mm.yyyy", "number": "General", "percent": "0.0%"}
_DAY_0 = date(1899, 12, 30)
_EARLIEST, _LATEST = date(1940, 1, 1), date(2099, 12, 31)
_LONGEST_MESSAGE = 255
_SPARE_ROWS = 500
"""So many rows below the written ones are checked while they are filled in."""


@dataclass(frozen=True, slots=True)
class Form:
    """A workbook of the format: `pages` are its sheets with their rows.

    `lists` are the values that people may choose from, by the name that a `Column` has for them. Of a form `to_fill`
    the written cells of the columns `fixed` can't be changed by accident; `left_out` are columns that it doesn't need.
    """

    sheet: Sheet
    pages: Mapping[str, Sequence[Cells]]
    stamp: FormStamp
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    to_fill: bool = False
    fixed: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    foreword: Sequence[str] = ()

    def columns(self) -> tuple[Column, ...]:
        """The columns in their order."""
        return tuple(column for column in self.sheet.written() if column.field not in self.left_out)


def form_bytes(form: Form) -> bytes:
    """The form as an xlsx file."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": clean(form.sheet.title)})
        pages = {name: workbook.add_worksheet(name) for name in form.pages}
        guide = workbook.add_worksheet(GUIDE_SHEET)
        names = _write_lists(workbook, form)
        write_guide(guide, workbook, [(column, column.field in names) for column in form.columns()], form.foreword)
        for name, worksheet in pages.items():
            _write_page(workbook, worksheet, form, form.pages[name], names)
        _write_stamp(workbook, form.stamp)
    return target.getvalue()


def _write_lists(workbook: Workbook, form: Form) -> dict[str, str]:
    """The values of every drop-down list on a hidden sheet; the defined name of each by the field of the column."""
    sheet = workbook.add_worksheet(LISTS_SHEET)
    sheet.hide()
    names: dict[str, str] = {}
    for column in form.columns():
        values = _values_of(column, form.lists)
        if values:
            place, name = len(names), f"gmk_{column.field}"
            names[column.field] = name
            for at, value in enumerate(values):
                sheet.write_string(at, place, clean(value))
            letter = chr(ord("A") + place)
            workbook.define_name(name, f"='{LISTS_SHEET}'!${letter}$1:${letter}${len(values)}")
    return names


def _values_of(column: Column, lists: Mapping[str, Sequence[str]]) -> Sequence[str]:
    if column.choices is not None:
        return [choice.label for choice in column.choices]
    return lists.get(column.listed, ())


def _write_page(
    workbook: Workbook, sheet: Worksheet, form: Form, rows: Sequence[Cells], names: Mapping[str, str]
) -> None:
    heading = workbook.add_format(_HEADING)
    for index, column in enumerate(form.columns()):
        cell = workbook.add_format(_look(column, is_locked=column.field in form.fixed))
        blank = workbook.add_format(_look(column, is_locked=False)) if form.to_fill else None
        sheet.set_column(index, index, column.width, blank)
        sheet.write_string(0, index, f"{column.title} *" if column.required else column.title, heading)
        for at, row in enumerate(rows, 1):
            _write_cell(sheet, at, index, column, row.get(column.field), cell)
        _check(sheet, index, column, len(rows) + _SPARE_ROWS, names.get(column.field))
    _set_up(sheet, form, len(rows))


def _look(column: Column, *, is_locked: bool) -> dict[str, Any]:
    shape = _FORMATS.get(column.type, "@")
    return {**_BORDER, "num_format": shape, "text_wrap": shape == "@", "locked": is_locked}


def _write_cell(sheet: Worksheet, at: int, index: int, column: Column, value: Any, look: Format) -> None:
    """Text is written as text, never as a formula."""
    if value is None or value == []:
        sheet.write_blank(at, index, None, look)
    elif isinstance(value, date):
        sheet.write_number(at, index, (value - _DAY_0).days, look)
    elif isinstance(value, int | float):
        sheet.write_number(at, index, value, look)
    else:
        sheet.write_string(at, index, clean(cell_text(column, value)), look)


def cell_text(column: Column, value: Any) -> str:
    """The value of a column of texts or choices as its cell has it."""
    if column.choices is not None:
        return column.choices(value).label
    return ", ".join(value) if isinstance(value, list) else str(value)


def _check(sheet: Worksheet, index: int, column: Column, last: int, list_name: str | None) -> None:
    """Excel's own check of what is typed: it stops at a wrong type, and only warns at a word that isn't in a list."""
    rule = _rule(column, list_name)
    if rule:
        sheet.data_validation(1, index, last, index, {"ignore_blank": True, **rule})


def _rule(column: Column, list_name: str | None) -> dict[str, Any]:
    if list_name is not None and column.type != "list":
        is_closed = column.choices is not None
        return {
            "validate": "list",
            "source": f"={list_name}",
            "error_type": "stop" if is_closed else "information",
            "error_title": "Значения нет в списке",
            "error_message": _ASK_CHOICE if is_closed else _ASK_SURE,
        }
    if list_name is not None:  # several values in one cell: a list can offer the first, and mustn't refuse more
        return {"validate": "list", "source": f"={list_name}", "show_error": False}
    if column.type == "date":
        return _between("date", _EARLIEST, _LATEST, "Впишите дату, например 12.09.2026.")
    if column.type == "percent":
        return _between("decimal", 0, 1, "Впишите долю в процентах, от 0 до 100 %, например 12,5%.")
    if column.type == "number":
        return _between("decimal", 0, 10**9, "Впишите число без букв, например 36.")
    return {}


_ASK_CHOICE = "Выберите значение из списка: его открывает стрелка справа от ячейки."
_ASK_SURE = "Такого значения в списке нет. Если написано верно, оставьте."


def _between(kind: str, least: Any, most: Any, message: str) -> dict[str, Any]:
    return {
        "validate": kind,
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_title": "Так записать нельзя",
        "error_message": message[:_LONGEST_MESSAGE],
    }


def _set_up(sheet: Worksheet, form: Form, count: int) -> None:
    names = [column.field for column in form.columns()]
    key = next((names.index(name) for name in form.sheet.key if name in names), 0)
    sheet.freeze_panes(1, key + 1 if key < _MOST_FROZEN else 0)
    sheet.autofilter(0, 0, count, len(names) - 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    title = form.stamp.institution or form.sheet.title
    sheet.set_header(f"&C&B{clean(title)[:200].replace('&', '&&')}")
    set_up_paper(sheet)
    if form.to_fill and form.fixed:
        sheet.protect("", _ALLOWED)


_MOST_FROZEN = 2
"""More columns that stay in sight leave no room for the others."""
_ALLOWED = dict.fromkeys(("format_cells", "format_columns", "format_rows", "insert_rows", "sort", "autofilter"), True)


def _write_stamp(workbook: Workbook, stamp: FormStamp) -> None:
    sheet = workbook.add_worksheet(STAMP_SHEET)
    sheet.very_hidden()
    for at, (name, text) in enumerate(stamp.rows()):
        sheet.write_string(at, 0, name)
        sheet.write_string(at, 1, clean(text))
