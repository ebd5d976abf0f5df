"""The uploaded workbook given back with its mistakes marked, to be put right in Excel and uploaded again."""

from collections.abc import Iterator, Sequence
from string import digits

from gmk.errors import WorkbookUnreadable
from gmk.excel.annotate import Mark, MarkList, annotated_workbook
from gmk.excel.reading import Problem
from gmk.excel.repairs import row_number
from gmk.intake.model import ImportPreview
from gmk.intake.problem_list import PROBLEMS, ProblemLine, problem_lines, problem_workbook

_LIST_ALONE = (
    "Сама книга не размечена: она слишком велика или устроена необычно. Исправьте её по этому списку. "
    "Если нужна разметка, откройте книгу в Excel, сохраните как «Книга Excel (.xlsx)» и проверьте снова."
)
_TITLES = [column.title for column in PROBLEMS.columns]


def marked_workbook(data: bytes, preview: ImportPreview) -> bytes:
    """An xlsx: the file of the preview with every problem at its cell; the list alone if it can't be marked.

    Cells that were corrected on the page are marked too: the file still has what stood there before.
    """
    lines = [*problem_lines(preview), *_repaired_lines(preview)]
    try:
        return annotated_workbook(data, _marks(lines), _list_of(lines))
    except WorkbookUnreadable:
        return problem_workbook(preview, (("Почему только список", _LIST_ALONE),))


def _repaired_lines(preview: ImportPreview) -> Iterator[ProblemLine]:
    for sheet, choice in preview.options.reading.choices.items():
        for cell, (old, new) in choice.repairs.items():
            yield ProblemLine(sheet, row_number(cell), cell, "исправлено при загрузке", _repaired(cell, old, new))


def _repaired(cell: str, old: str, new: str) -> Problem:
    wanted = f"впишите сюда «{new}»" if new else "очистите ячейку"
    message = f"Исправлено при загрузке, а в файле осталось прежнее. Чтобы исправить и файл, {wanted}."
    return Problem("warning", "cell.repaired", message, cell.rstrip(digits), cell, old)


def _marks(lines: Sequence[ProblemLine]) -> Iterator[Mark]:
    for line in lines:
        if line.cell is not None:
            yield Mark(line.sheet, line.cell, line.problem.level, line.problem.message)


def _list_of(lines: Sequence[ProblemLine]) -> MarkList:
    return MarkList(
        title=PROBLEMS.title,
        columns=[(column.title, column.width) for column in PROBLEMS.columns],
        rows=[[column.value(line) for column in PROBLEMS.columns] for line in lines],
        levels=[line.problem.level for line in lines],
        links=[(line.sheet, line.cell) if line.cell else None for line in lines],
        link_column=_TITLES.index("Ячейка"),
        level_column=_TITLES.index("Важность"),
    )
