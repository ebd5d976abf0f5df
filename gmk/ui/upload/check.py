"""What the check step counts and selects of a preview. Pure."""

from collections.abc import Callable
from enum import StrEnum

from gmk.intake.model import ACTIONS, ImportPreview, RowPreview
from gmk.ui.upload.pictures import Shown


class Only(StrEnum):
    """Which rows are shown."""

    ALL = "все"
    CREATE = "новые"
    UPDATE = "изменения"
    ERROR = "ошибки"
    WARNING = "предупреждения"
    UNCHANGED = "без изменений"
    SKIP = "пропущенные"


def _has(level: str) -> Callable[[RowPreview], bool]:
    return lambda row: any(problem.level == level for problem in row.problems)


_TESTS: dict[Only, Callable[[RowPreview], bool]] = {
    Only.ALL: lambda _row: True,
    Only.CREATE: lambda row: row.action == "create",
    Only.UPDATE: lambda row: row.action == "update",
    Only.ERROR: lambda row: row.action == "error",
    Only.WARNING: _has("warning"),
    Only.UNCHANGED: lambda row: row.action == "unchanged",
    Only.SKIP: lambda row: row.action == "skip",
}


def totals(preview: ImportPreview) -> dict[str, int]:
    """Rows of all sheets together, and of each action."""
    return {name: sum(sheet.totals.get(name, 0) for sheet in preview.sheets) for name in ("rows", *ACTIONS)}


def rows_shown(preview: ImportPreview, only: Only = Only.ALL) -> list[Shown]:
    """The rows of all sheets that the choice keeps, in the order of the file."""
    keeps = _TESTS[only]
    return [(sheet.sheet, sheet.format, row) for sheet in preview.sheets for row in sheet.rows if keeps(row)]


def filled_choices(preview: ImportPreview) -> dict[Only, int]:
    """The choices that keep at least one row, with their numbers."""
    counts = {only: len(rows_shown(preview, only)) for only in Only}
    return {only: number for only, number in counts.items() if number or only is Only.ALL}


def rows_without_institution(preview: ImportPreview) -> int:
    """Rows that say nowhere of which institution they are."""
    return sum(
        any(problem.code == "institution.missing" for problem in row.problems)
        for sheet in preview.sheets
        for row in sheet.rows
    )
