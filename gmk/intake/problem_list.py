"""The problems of an import as a list with their places in the file, and that list as a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gmk.excel.reading import Problem
from gmk.excel.write import Parameters, TableColumn, TableSpec, workbook_bytes
from gmk.intake.formats import FORMATS
from gmk.intake.labels import LEVEL_WORDS, row_label
from gmk.intake.model import ImportPreview, SheetPreview


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem with its place in the user's file.

    `cell` is where to look: of a problem of a whole row the cell of its key. `row` and `cell` are None for a problem of
    the whole sheet.
    """

    sheet: str
    row: int | None
    cell: str | None
    about: str
    problem: Problem


PROBLEMS: TableSpec[ProblemLine] = TableSpec(
    "Замечания",
    (
        TableColumn("Лист", lambda line: line.sheet, width=18),
        TableColumn("Строка", lambda line: line.row, kind="number", width=9),
        TableColumn("Столбец", lambda line: line.problem.column, width=9),
        TableColumn("Ячейка", lambda line: line.cell, width=9),
        TableColumn("Запись", lambda line: line.about, width=36),
        TableColumn("Значение", lambda line: line.problem.value, width=24),
        TableColumn("Важность", lambda line: LEVEL_WORDS[line.problem.level], width=16),
        TableColumn("Что не так и что сделать", lambda line: line.problem.message, width=70),
    ),
    names_people=True,
)


def problem_lines(preview: ImportPreview) -> Iterator[ProblemLine]:
    """Errors and warnings in the order of the file; why a row was passed over isn't among them."""
    for sheet in preview.sheets:
        key = _key_column(sheet)
        for problem in sheet.problems:
            if problem.level != "info":
                yield ProblemLine(sheet.sheet, None, None, "весь лист", problem)
        for row in sheet.rows:
            for problem in row.problems:
                if problem.level != "info":
                    cell = problem.cell or (f"{key}{row.row}" if key else None)
                    yield ProblemLine(sheet.sheet, row.row, cell, row_label(row.values), problem)


def _key_column(sheet: SheetPreview) -> str | None:
    """The column that says whom or what a row is about, else the first that is understood."""
    letters = {column.field: column.column for column in reversed(sheet.mapping)}
    keys = next((one.key for one in FORMATS if one.format == sheet.format), ())
    first = sheet.mapping[0].column if sheet.mapping else None
    return next((letters[name] for name in keys if name in letters), first)


def problem_workbook(preview: ImportPreview, remarks: Parameters = ()) -> bytes:
    """The problems as an xlsx file; `remarks` go to its second sheet."""
    return workbook_bytes(PROBLEMS, problem_lines(preview), (("Файл", preview.file), *remarks))


def is_problem_list(first_row: list[Any]) -> bool:
    """Whether a sheet that begins with this row is such a list, which isn't for reading."""
    return first_row == [column.title for column in PROBLEMS.columns]
