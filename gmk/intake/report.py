"""The uploaded workbook given back with its mistakes marked, to be put right in Excel and uploaded again."""

from collections.abc import Iterator, Sequence

from gmk.errors import WorkbookUnreadable
from gmk.excel.annotate import Mark, MarkList, annotated_workbook
from gmk.intake.model import ImportPreview
from gmk.intake.problem_list import PROBLEMS, ProblemLine, problem_lines, problem_workbook

_LIST_ALONE = (
    "Сама книга не размечена: она слишком велика или устроена необычно. Исправьте её по этому списку. "
    "Если нужна разметка, откройте книгу в Excel, сохраните как «Книга Excel (.xlsx)» и проверьте снова."
)
_TITLES = [column.title for column in PROBLEMS.columns]


def marked_workbook(data: bytes, preview: ImportPreview) -> bytes:
    """An xlsx: the file of the preview with every problem at its cell; the list alone if it can't be marked."""
    lines = list(problem_lines(preview))
    try:
        return annotated_workbook(data, _marks(lines), _list_of(lines))
    except WorkbookUnreadable:
        return problem_workbook(preview, (("Почему только список", _LIST_ALONE),))


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
