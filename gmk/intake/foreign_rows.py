"""Rows of a preview that belong to known institutions for which its user doesn't answer. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gmk.intake.model import ImportPreview, Outside, RowPreview, SheetPreview

CODE: Final = "institution.outside_scope"
SENT: Final = ("staff", "courses", "results", "exams")
"""Formats whose rows the owner of an institution may write; all others are the office's own."""


@dataclass(frozen=True, slots=True)
class ForeignRows:
    """Rows of one institution: their numbers by sheet."""

    institution_id: int
    label: str
    rows: dict[str, list[int]]

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(map(len, self.rows.values()))


def foreign_rows(preview: ImportPreview) -> list[ForeignRows]:
    """What could be sent to the owners, by institution in the order of the file; rows with other errors stay behind."""
    found: dict[Outside, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for sheet, row, owner in _owned(preview):
        found[owner][sheet.sheet].append(row.row)
    return [ForeignRows(owner.institution_id, owner.label, dict(rows)) for owner, rows in found.items()]


def has_own_errors(preview: ImportPreview) -> bool:
    """Whether something is wrong besides that rows are somebody else's."""
    in_rows = sum(sheet.totals.get("error", 0) for sheet in preview.sheets)
    in_sheets = any(problem.level == "error" for sheet in preview.sheets for problem in sheet.problems)
    return in_sheets or in_rows > sum(1 for _ in _owned(preview))


def _owned(preview: ImportPreview) -> Iterator[tuple[SheetPreview, RowPreview, Outside]]:
    if preview.outside:
        for sheet in preview.sheets:
            for row in sheet.rows if sheet.format in SENT else ():
                owner = _owner(preview, row)
                if owner is not None:
                    yield sheet, row, owner


def _owner(preview: ImportPreview, row: RowPreview) -> Outside | None:
    """Whose row it is, if nothing else is wrong with it."""
    errors = [problem for problem in row.problems if problem.level == "error"]
    if row.action != "error" or [problem.code for problem in errors] != [CODE]:
        return None
    owner = preview.outside.get(str(row.values.get("institution")))
    return owner if owner is not None and errors[0].value == owner.label else None
