"""Rows of a preview that its user may not write: of known institutions of others, or the office's own. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gmk.intake.model import ImportPreview, Outside, RowPreview, SheetPreview

CODE: Final = "institution.outside_scope"
OF_INSTITUTIONS: Final = ("staff", "courses", "results", "exams")
"""Formats whose rows the owner of an institution may write; all others are the office's own."""
OFFICE: Final = Outside(None, "методический кабинет")


@dataclass(frozen=True, slots=True)
class ForeignRows:
    """Rows of one owner: their numbers by sheet; no institution: the office."""

    institution_id: int | None
    label: str
    rows: dict[str, list[int]]

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(map(len, self.rows.values()))


def foreign_rows(preview: ImportPreview) -> list[ForeignRows]:
    """What could be sent to the owners, in the order of the file; rows with other errors stay behind."""
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
    for sheet in preview.sheets:
        for row in sheet.rows:
            owner = _owner(preview, row, is_of_institution=sheet.format in OF_INSTITUTIONS)
            if owner is not None:
                yield sheet, row, owner


def _owner(preview: ImportPreview, row: RowPreview, *, is_of_institution: bool) -> Outside | None:
    """Whose row it is, if nothing else is wrong with it."""
    if row.action != "error":
        return None
    errors = [problem for problem in row.problems if problem.level == "error"]
    if [problem.code for problem in errors] != [CODE]:
        return None
    if not is_of_institution:
        return OFFICE
    owner = preview.outside.get(str(row.values.get("institution")))
    return owner if owner is not None and errors[0].value == owner.label else None
