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


@dataclass(frozen=True, slots=True)
class Checked:
    """A preview with its rows sorted out.

    `totals` are the rows of all sheets together and of each action; `rows` those of each choice that keeps any, in the
    order of the file; `nameless` counts the rows that say nowhere of which institution they are.
    """

    preview: ImportPreview
    totals: dict[str, int]
    rows: dict[Only, list[Shown]]
    nameless: int


def checked(preview: ImportPreview) -> Checked:
    """Sorts the rows of a preview out."""
    shown = [(sheet.sheet, sheet.format, row) for sheet in preview.sheets for row in sheet.rows]
    chosen = {only: [one for one in shown if keeps(one[2])] for only, keeps in _TESTS.items()}
    return Checked(
        preview,
        {name: sum(sheet.totals.get(name, 0) for sheet in preview.sheets) for name in ("rows", *ACTIONS)},
        {only: rows for only, rows in chosen.items() if rows or only is Only.ALL},
        sum(_is_nameless(row) for _, _, row in shown),
    )


def _is_nameless(row: RowPreview) -> bool:
    return any(problem.code == "institution.missing" for problem in row.problems)
