"""Tables of the upload page as HTML, all of it escaped: the top of a sheet, and what becomes of each row. Pure."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from gmk.excel.cells import BrokenCell, clean_text
from gmk.excel.grid import Grid, column_letter
from gmk.excel.reading import Problem
from gmk.intake.model import RowPreview
from gmk.ui.upload.words import ACTION_WORDS, LEVEL_WORDS, NOTHING, changes_text, details, row_label
from gmk.wording import day_text

ROWS_SHOWN = 15
COLUMNS_SHOWN = 30
_LONGEST_CELL = 60


def sheet_picture(grid: Grid, header_rows: Sequence[int]) -> str:
    """The first rows of the sheet with its letters and numbers; the header stands out."""
    shown = list(zip(grid.numbers, grid.rows, strict=True))[:ROWS_SHOWN]
    width = min(max((len(row) for _, row in shown), default=1), COLUMNS_SHOWN)
    letters = "".join(f'<th scope="col">{column_letter(index)}</th>' for index in range(width))
    body = "".join(_sheet_row(number, row, width, header_rows) for number, row in shown)
    return (
        f'<div class="gmk-sheet" tabindex="0" role="region" aria-label="Начало листа">'
        f"<table><thead><tr><th></th>{letters}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _sheet_row(number: int, row: Sequence[Any], width: int, header_rows: Sequence[int]) -> str:
    cells = "".join(f"<td>{escape(cell_text(row[index]) if index < len(row) else '')}</td>" for index in range(width))
    place = "header" if number in header_rows else "above" if header_rows and number < header_rows[0] else "below"
    return f'<tr class="{place}"><th scope="row">{number}</th>{cells}</tr>'


def cell_text(cell: Any) -> str:
    """A raw cell as Excel would show it, cut short."""
    text = whole_text(cell)
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def whole_text(cell: Any) -> str:
    """A raw cell as Excel would show it."""
    if isinstance(cell, BrokenCell):
        return str(cell.text)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    if hasattr(cell, "strftime") and hasattr(cell, "year"):
        return day_text(cell)
    return clean_text(cell) or ""


Shown = tuple[str, str | None, RowPreview]
"""A row to show with the name and the format of its sheet."""


def rows_picture(rows: Iterable[Shown], *, names_sheet: bool) -> str:
    """What becomes of each row: its number, the action, whom it is about, old → new, problems with their cells."""
    body = "".join(_row(shown, names_sheet=names_sheet) for shown in rows)
    place = "Лист, строка" if names_sheet else "Строка"
    heads = "".join(f'<th scope="col">{head}</th>' for head in (place, "Итог", "Запись", "Что изменится, замечания"))
    return (
        f'<div class="gmk-rows" tabindex="0" role="region" aria-label="Строки файла">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(shown: Shown, *, names_sheet: bool) -> str:
    sheet, format_name, row = shown
    place = f"{sheet}, {row.row}" if names_sheet else str(row.row)
    return (
        f'<tr class="{row.action}"><td class="number">{escape(place)}</td>'
        f'<td class="action"><span class="badge">{ACTION_WORDS[row.action]}</span></td>'
        f'<td class="what">{escape(row_label(row.values))}</td><td class="fate">{_fate(format_name, row)}</td></tr>'
    )


def _fate(format_name: str | None, row: RowPreview) -> str:
    if row.action == "update":
        told = [_change(*change) for change in changes_text(format_name, row)]
    elif row.action == "create":
        told = [_details(details(format_name, row.values))]
    else:
        told = []
    return "".join(told + [_problem(problem, row.row) for problem in row.problems])


def _change(title: str, old: str, new: str) -> str:
    was = f"<del>{escape(old)}</del>" if old != NOTHING else f'<span class="quiet">{NOTHING}</span>'
    return f'<div><span class="field">{escape(title)}:</span> {was} → <ins>{escape(new)}</ins></div>'


def _details(said: Sequence[tuple[str, str]]) -> str:
    text = "; ".join(f"{escape(title)}: {escape(value)}" for title, value in said)
    return f'<div class="quiet">{text}</div>' if text else ""


def _problem(problem: Problem, row: int) -> str:
    place = f"Ячейка {problem.cell}" if problem.cell else f"Строка {row}"
    value = f" «{problem.value}»" if problem.value and problem.value not in problem.message else ""
    lead = f"{LEVEL_WORDS[problem.level].capitalize()}. {place}{value}: " if problem.level != "info" else ""
    return f'<div class="problem {problem.level}">{escape(lead)}{escape(problem.message)}</div>'
