"""From the bytes of a workbook to what it says: sheets, mapped columns, cleaned rows, problems. No database."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gmk.db.bulk import without_collector
from gmk.errors import WorkbookUnreadable
from gmk.excel.body import read_body
from gmk.excel.cells import clean_text
from gmk.excel.detect import Table, find_table
from gmk.excel.form_stamp import GUIDE_SHEET
from gmk.excel.grid import Grid, column_letter
from gmk.excel.problems import problem
from gmk.excel.read import read_grids
from gmk.excel.reading import ReadingOptions, RowReading, SheetChoice, SheetReading, WorkbookReading
from gmk.excel.repairs import repaired
from gmk.excel.sheet import Around, Sheet
from gmk.excel.told import told_above
from gmk.intake.formats import FORMATS, lexicons
from gmk.intake.problem_list import is_problem_list

DEFAULT_OPTIONS = ReadingOptions()
_SHARE_OF_READING = 0.6


@without_collector()
def read_workbook(
    data: bytes,
    *,
    file_name: str,
    options: ReadingOptions = DEFAULT_OPTIONS,
    on_progress: Callable[[float], None] | None = None,
) -> WorkbookReading:
    """Every sheet of the workbook as understood; `on_progress` is told a share 0..1.

    Raises:
        WorkbookUnreadable: the file isn't read at all; its `code` is one of `file.*`.
    """
    tell = on_progress or (lambda _share: None)
    names, grids = read_grids(data, only_sheet=options.sheet, on_progress=lambda share: tell(_SHARE_OF_READING * share))
    if options.sheet is not None and options.sheet not in names:
        known = ", ".join(f"«{name}»" for name in names)
        raise WorkbookUnreadable("file.no_table", f"В файле нет листа «{options.sheet}». Есть листы: {known}.")
    sheets = []
    for place, grid in enumerate(grids, 1):
        sheets.append(read_sheet(grid, options))
        tell(_SHARE_OF_READING + (1 - _SHARE_OF_READING) * place / len(grids))
    _check_any_table(sheets, options)
    return WorkbookReading(file=file_name, sha256=hashlib.sha256(data).hexdigest(), sheets=sheets)


def _check_any_table(sheets: list[SheetReading], options: ReadingOptions) -> None:
    if not options.choices and all(sheet.format is None for sheet in sheets):
        text = (
            "В файле не найдено таблицы: ни на одном листе нет строки с заголовками столбцов, таких как «ФИО», "
            "«Должность», «Тема курсов». Проверьте, тот ли это файл."
        )
        raise WorkbookUnreadable("file.no_table", text)


def read_sheet(grid: Grid, options: ReadingOptions = DEFAULT_OPTIONS) -> SheetReading:
    """One sheet as understood."""
    choice = options.choices.get(grid.sheet, SheetChoice())
    if grid.rows and is_problem_list(grid.rows[0]):
        return _without_table(grid, "Лист с замечаниями программы, его не загружают.")
    if choice.skip:
        return _without_table(grid, "Лист пропущен по вашему выбору.")
    if grid.form and grid.sheet == GUIDE_SHEET:
        return _without_table(grid, "Пояснения к шаблону: отсюда ничего не берётся.")
    grid = repaired(grid, choice.repairs)
    given = frozenset(_given(options)) | ({"institution"} if options.institution else frozenset())
    wanted = choice.format or options.format or _format_of_form(grid)
    table = find_table(grid, lexicons(), replace(choice, format=wanted), given)
    if table is None:
        return _without_table(grid, "На листе нет строки, похожей на заголовок таблицы.")
    return _with_table(grid, table, options)


def _without_table(grid: Grid, why: str) -> SheetReading:
    note = problem("sheet.not_recognised", "Таблица не найдена, из листа ничего не взято.")
    return SheetReading(grid.sheet, None, problems=[note], why=why, row_count=len(grid.rows))


def _with_table(grid: Grid, table: Table, options: ReadingOptions) -> SheetReading:
    around = Around(
        table.letters(),
        institution=_institution_around(grid, table, options),
        as_of=options.as_of,
        told=_given(options) | told_above(grid, table.header[0], table.sheet),
    )
    rows = read_body(grid, table, lexicons(), around)
    used = {found.index for found in table.columns}
    reading = SheetReading(
        sheet=grid.sheet,
        format=table.sheet.format,
        header_rows=[grid.numbers[position] for position in table.header],
        first_data_row=_first_record(rows),
        mapping=[found.mapped() for found in table.columns],
        ignored_columns=[column_letter(index) for index in sorted(table.headings) if index not in used],
        rows=rows,
        why=_why(grid, table),
        row_count=len(rows),
        form=grid.form,
    )
    if table.side_by_side:
        text = "Таблицы стоят рядом. Перенесите каждую на свой лист или одну под другую."
        reading.problems.append(problem("sheet.several_tables", text))
    return reading


def _first_record(rows: list[RowReading]) -> int | None:
    return next((row.row for row in rows if not row.skipped), None)


def _why(grid: Grid, table: Table) -> str:
    numbers = ", ".join(str(grid.numbers[position]) for position in table.header)
    columns = ", ".join(f"«{found.heading}»" for found in table.columns[:4])
    return (
        f"«{table.sheet.title}»: заголовок в строке {numbers}, узнаны столбцы {columns}"
        + (f" и ещё {len(table.columns) - 4}." if len(table.columns) > 4 else ".")
        + _why_form(grid, table.sheet)
    )


def _why_form(grid: Grid, sheet: Sheet) -> str:
    form = grid.form
    if form is None or form.format != sheet.format:
        return ""
    whose = f" для «{form.institution}»" if form.institution else ""
    is_old = form.version != sheet.version()
    old = " Столбцы шаблона с тех пор изменились: для новых записей скачайте новый." if is_old else ""
    return f" Это шаблон программы от {form.made_on:%d.%m.%Y}{whose}.{old}"


def _format_of_form(grid: Grid) -> str | None:
    """The format that the hidden mark of a form names for this sheet."""
    form = grid.form
    known = form is not None and any(sheet.format == form.format for sheet in FORMATS)
    return form.format if form and known and form.is_about(grid.sheet) else None


def _given(options: ReadingOptions) -> dict[str, Any]:
    """What the user said for every row; the file itself knows better."""
    year = options.school_year + 1 if options.school_year is not None else None  # exams are held in its second half
    said = {"association": clean_text(options.association), "school_year": options.school_year, "year": year}
    return {name: value for name, value in said.items() if value is not None}


def _institution_around(grid: Grid, table: Table, options: ReadingOptions) -> str | None:
    """The institution of the form, else the one that the title above names, else the sheet name, else the option."""
    if grid.form and grid.form.institution and grid.form.is_about(grid.sheet):
        return grid.form.institution
    return _in_title(grid, table, table.sheet) or _named(table.sheet, grid.sheet) or clean_text(options.institution)


def _in_title(grid: Grid, table: Table, sheet: Sheet) -> str | None:
    """The nearest above the header counts: stamps stand higher."""
    for cells in reversed(grid.rows[: table.header[0]]):
        for cell in cells:
            found = _named(sheet, cell) if isinstance(cell, str) else None
            if found:
                return found
    return None


def _named(sheet: Sheet, text: str) -> str | None:
    return sheet.institution_in(text) if sheet.institution_in and text else None
