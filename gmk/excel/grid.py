"""A sheet as rows of raw cells: what the reader gives and the rest of the room works on."""

from dataclasses import dataclass, field
from typing import Any

from gmk.excel.letters import column_index as column_index
from gmk.excel.letters import column_letter as column_letter

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; rows from 1, columns from 0."""


@dataclass(slots=True)
class Grid:
    """The rows that hold something, blank ones left out; `numbers` are their numbers in the sheet, from 1.

    A row begins with column A; an empty cell is "". A cell that Excel couldn't compute is a `BrokenCell`. `percents`
    are the cells (row, column from 0) whose number is shown as a percentage.
    """

    sheet: str
    numbers: list[int] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    percents: frozenset[tuple[int, int]] = frozenset()
    date_1904: bool = False

    def width(self) -> int:
        """How many columns, counted to the last one that is used."""
        return max(map(len, self.rows), default=0)
