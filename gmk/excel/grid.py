"""A sheet as rows of raw cells: what the reader gives and the rest of the room works on."""

from dataclasses import dataclass, field
from typing import Any

from gmk.excel.form_stamp import FormStamp
from gmk.excel.letters import column_index as column_index
from gmk.excel.letters import column_letter as column_letter

_SAMPLE = 60
_RECORD = 3

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows from 1, columns from 0."""


class Percent(float):
    """A number that its cell shows as a percentage: 0.125, seen as 12.5 %; never the same as the plain number."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Percent) and float.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((Percent, float(self)))


@dataclass(slots=True)
class Grid:
    """The rows that hold something, blank ones left out; `numbers` are their numbers in the sheet, from 1.

    A row begins with column A; an empty cell is "". A cell that Excel couldn't compute is a `BrokenCell`. `percents`
    are the cells (row, column from 0) whose number is shown as a percentage. `form` is the mark of a workbook that the
    program made.
    """

    sheet: str
    numbers: list[int] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    percents: frozenset[tuple[int, int]] = frozenset()
    date_1904: bool = False
    form: FormStamp | None = field(default=None, compare=False)
    _samples: dict[int, list[list[Any]]] = field(default_factory=dict, repr=False, compare=False)

    def sample(self, start: int) -> list[list[Any]]:
        """Of the first rows from this position those that may be records, so with several cells."""
        if start not in self._samples:
            rows = self.rows[start : start + _SAMPLE]
            self._samples[start] = [row for row in rows if len(row) - row.count("") >= _RECORD]
        return self._samples[start]

    def width(self) -> int:
        """How many columns, counted to the last one that is used."""
        return max(map(len, self.rows), default=0)
