"""What the check step counts and selects of a preview, once for all its runs. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
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

_YEARS = {"results": "school_year", "exams": "year"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A preview with its rows sorted out.

    `totals` are the rows of all sheets together and of each action; `rows` those of each choice that keeps any, in the
    order of the file; `nameless` counts the rows that say nowhere of which institution they are, `without_association`
    and `without_year` those that say as little of their association or year.
    """

    preview: ImportPreview
    totals: dict[str, int]
    rows: dict[Only, list[Shown]]
    nameless: int
    without_association: int = 0
    without_year: int = 0


def checked(preview: ImportPreview) -> Checked:
    """Sorts the rows of a preview out."""
    shown = [(sheet.sheet, sheet.format, row) for sheet in preview.sheets for row in sheet.rows]
    chosen = {only: [one for one in shown if keeps(one[2])] for only, keeps in _TESTS.items()}
    return Checked(
        preview,
        {name: sum(sheet.totals.get(name, 0) for sheet in preview.sheets) for name in ("rows", *ACTIONS)},
        {only: rows for only, rows in chosen.items() if rows or only is Only.ALL},
        sum(_has_code(row, "institution.missing") for _, _, row in shown),
        sum(_has_code(row, "association.missing") for _, _, row in shown),
        sum(_has_no_year(format_name, row) for _, format_name, row in shown),
    )


def _has_code(row: RowPreview, code: str) -> bool:
    return any(problem.code == code for problem in row.problems)


def _has_no_year(format_name: str | None, row: RowPreview) -> bool:
    """Results of no year: they would stand beside those of every year."""
    field = _YEARS.get(format_name or "")
    return field is not None and row.action != "skip" and row.values.get(field) is None
