"""The problems of an import as a list, and that list as a workbook to send to whoever made the file."""

from collections.abc import Iterator
from dataclasses import dataclass

from gmk.excel.reading import Problem
from gmk.excel.write import TableColumn, TableSpec, workbook_bytes
from gmk.intake.model import ImportPreview
from gmk.ui.upload.words import LEVEL_WORDS, row_label


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem with its place in the user's file; `row` is None for a problem of the whole sheet."""

    sheet: str
    row: int | None
    about: str
    problem: Problem


PROBLEMS: TableSpec[ProblemLine] = TableSpec(
    "Замечания",
    (
        TableColumn("Лист", lambda line: line.sheet, width=18),
        TableColumn("Строка", lambda line: line.row, kind="number", width=9),
        TableColumn("Столбец", lambda line: line.problem.column, width=9),
        TableColumn("Ячейка", lambda line: line.problem.cell, width=9),
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
        for problem in sheet.problems:
            if problem.level != "info":
                yield ProblemLine(sheet.sheet, None, "весь лист", problem)
        for row in sheet.rows:
            for problem in row.problems:
                if problem.level != "info":
                    yield ProblemLine(sheet.sheet, row.row, row_label(row.values), problem)


def problem_workbook(preview: ImportPreview) -> bytes:
    """The problems as an xlsx file."""
    return workbook_bytes(PROBLEMS, problem_lines(preview), (("Файл", preview.file),))
