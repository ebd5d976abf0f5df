"""Cells of a sheet as a person corrected them; the file itself stays as it is."""

import re
from collections.abc import Mapping
from dataclasses import replace
from string import ascii_uppercase

from gmk.excel.grid import Grid
from gmk.excel.letters import column_index

_ADDRESS = re.compile(r"([A-Z]+)(\d+)")

Repairs = Mapping[str, tuple[str, str]]
"""Old and new text by the address of the cell («F8»)."""


def repaired(grid: Grid, repairs: Repairs) -> Grid:
    """The sheet with the new texts; addresses outside its rows change nothing."""
    if not repairs:
        return grid
    rows, places = list(grid.rows), {number: place for place, number in enumerate(grid.numbers)}
    for address, (_old, new) in repairs.items():
        found = _ADDRESS.fullmatch(address)
        place = places.get(int(found[2])) if found else None
        if found and place is not None:
            rows[place] = _with(rows[place], column_index(found[1]), new)
    return replace(grid, rows=rows, _samples={})


def row_number(address: str) -> int:
    """8 of «F8»."""
    return int(address.lstrip(ascii_uppercase))


def _with(row: list[object], index: int, text: str) -> list[object]:
    filled = [*row, *[""] * (index + 1 - len(row))]
    filled[index] = text
    return filled
