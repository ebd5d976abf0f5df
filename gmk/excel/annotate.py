"""A workbook given back with its mistakes marked: the same sheets, coloured and commented cells, a list of everything.

The layout is kept by openpyxl, in a process of its own (`gmk.excel.marking`), because the file is as untrusted as when
it was read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gmk.excel.archive import too_large
from gmk.excel.grid import Grid
from gmk.excel.limited import answers
from gmk.excel.preflight import FileKind, check_size, file_kind
from gmk.excel.read import read_grids
from gmk.excel.reading import Level
from gmk.excel.write import clean
from gmk.settings import settings

MOST_CELLS = 1_000_000
"""A workbook with more cells isn't marked: openpyxl takes about a kilobyte for each."""

_MOST_LINKS = 65_000  # Excel opens no sheet with more than 65,530


@dataclass(frozen=True, slots=True)
class Mark:
    """What to say at a cell («K5») of a sheet: a line of its comment, and the colour of the level."""

    sheet: str
    cell: str
    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class MarkList:
    """The sheet that lists all: headings with their widths in characters, and rows.

    Rows are of one width with the columns. The cells of `link_column` lead to where `links` say, row by row: sheet and
    cell, or None.
    """

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str | int | None]]
    levels: Sequence[Level]
    links: Sequence[tuple[str, str] | None]
    link_column: int
    level_column: int


def annotated_workbook(data: bytes, marks: Iterable[Mark], listing: MarkList) -> bytes:
    """An xlsx: the workbook with its marks, those of an earlier time taken away, and the list as its last sheet.

    An .xls, .ods or .csv becomes an xlsx with the same values in the same cells. Macros don't come along. Formulas
    stay formulas and keep the values that were stored with them.

    Raises:
        WorkbookUnreadable: it is too large for this, or openpyxl can't open it.
    """
    limits = settings()
    check_size(data, max_bytes=limits.max_file_bytes)
    is_xlsx = file_kind(data) is FileKind.XLSX
    request = {
        "cpu_seconds": limits.read_seconds,
        "max_unpacked": limits.max_unpacked_bytes,
        "max_cells": MOST_CELLS,
        "marks": [(mark.sheet, mark.cell, mark.level, clean(mark.text)) for mark in marks],
        "listing": _plain(listing),
        "grids": None if is_xlsx else _grids(data),
    }
    frames = answers("gmk.excel.marking", data if is_xlsx else b"", request, seconds=limits.read_seconds)
    return b"".join(block for _, block in frames)


def _grids(data: bytes) -> list[Grid]:
    _names, grids = read_grids(data)
    if sum(len(row) for grid in grids for row in grid.rows) > MOST_CELLS:
        raise too_large(f"больше {MOST_CELLS} ячеек")
    return grids


def _plain(listing: MarkList) -> dict[str, Any]:
    rows = [[clean(value) if isinstance(value, str) else value for value in row] for row in listing.rows]
    links = [link if number < _MOST_LINKS else None for number, link in enumerate(listing.links)]
    return {
        "title": listing.title,
        "columns": list(listing.columns),
        "rows": list(zip(rows, listing.levels, links, strict=True)),
        "link_column": listing.link_column,
        "level_column": listing.level_column,
    }
