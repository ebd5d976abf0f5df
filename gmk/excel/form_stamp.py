"""The hidden mark of a workbook that the program made to be filled in: of which format it is, and for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

STAMP_SHEET = "gmk_form"
GUIDE_SHEET = "Как заполнять"


@dataclass(frozen=True, slots=True)
class FormStamp:
    """`version` is that of the columns then; `institution` holds for all rows; `pages` are the sheets to be read."""

    format: str
    version: str
    made_on: date
    pages: tuple[str, ...]
    institution_id: int | None = None
    institution: str | None = None

    def rows(self) -> list[tuple[str, str]]:
        """As the hidden sheet holds it."""
        told = [("format", self.format), ("version", self.version), ("made_on", self.made_on.isoformat())]
        told += [("page", page) for page in self.pages]
        if self.institution_id is not None and self.institution:
            told += [("institution_id", str(self.institution_id)), ("institution", self.institution)]
        return told

    def is_about(self, sheet: str) -> bool:
        """Whether the sheet is one to be filled in."""
        return sheet in self.pages


def read_stamp(rows: Sequence[Sequence[Any]]) -> FormStamp | None:
    """The mark of the hidden sheet; None if somebody made a muddle of it."""
    pairs = [(str(row[0]), str(row[1])) for row in rows if len(row) > 1]
    told = dict(pairs)
    number = told.get("institution_id", "")
    try:
        return FormStamp(
            told["format"],
            told["version"],
            date.fromisoformat(told["made_on"]),
            tuple(text for name, text in pairs if name == "page"),
            int(number) if number.isdecimal() else None,
            told.get("institution") or None,
        )
    except (KeyError, ValueError):
        return None
