"""From the bytes of a workbook to its sheets as grids, read in a process of its own (`gmk.excel.child`)."""

from collections.abc import Callable, Iterator
from typing import Any

from gmk.excel.cells import BrokenCell
from gmk.excel.form_stamp import STAMP_SHEET, read_stamp
from gmk.excel.grid import Grid
from gmk.excel.limited import answers
from gmk.excel.preflight import check_size, file_kind
from gmk.settings import settings

Progress = Callable[[float], None]


def read_grids(
    data: bytes, *, only_sheet: str | None = None, on_progress: Progress | None = None
) -> tuple[list[str], list[Grid]]:
    """The names of the visible sheets, and the sheets (only the named one, if one is named).

    Raises:
        WorkbookUnreadable: with a `file.*` code.
    """
    limits = settings()
    check_size(data, max_bytes=limits.max_file_bytes)
    request = {
        "kind": file_kind(data).value,
        "max_unpacked": limits.max_unpacked_bytes,
        "max_rows": limits.max_rows,
        "max_columns": limits.max_columns,
        "max_cells": limits.max_cells,
        "cpu_seconds": limits.read_seconds,
        "only_sheet": only_sheet,
    }
    frames = answers("gmk.excel.child", data, request, seconds=limits.read_seconds)
    return _assembled(frames, on_progress or _nobody)


def _nobody(_share: float) -> None:
    """Progress that nobody watches."""


def _assembled(frames: Iterator[tuple[Any, ...]], on_progress: Progress) -> tuple[list[str], list[Grid]]:
    names: list[str] = []
    grids: list[Grid] = []
    broken: dict[tuple[int, int], str] = {}
    height = 1
    for frame in frames:
        match frame:
            case ("sheets", found):
                names = found
            case ("sheet", name, height, merged, broken, percents, date_1904):
                grids.append(Grid(name, [], [], merged, frozenset(percents), date_1904))
            case ("rows", numbers, rows):
                _add(grids[-1], numbers, rows, broken)
                share = len(grids) - 1 + (numbers[-1] / max(height, numbers[-1]) if numbers else 0)
                on_progress(min(share / max(len(names), 1), 1.0))
    grids = _stamped(grids)
    return names or [grid.sheet for grid in grids], grids


def _stamped(grids: list[Grid]) -> list[Grid]:
    """The sheets without the hidden mark of the program, which each of them carries instead."""
    marks = [grid for grid in grids if grid.sheet == STAMP_SHEET]
    if not marks:
        return grids
    kept, stamp = [grid for grid in grids if grid is not marks[0]], read_stamp(marks[0].rows)
    for grid in kept:
        grid.form = stamp
    return kept


def _add(grid: Grid, numbers: list[int], rows: list[list[Any]], broken: dict[tuple[int, int], str]) -> None:
    grid.numbers += numbers
    grid.rows += rows
    if broken:
        places = dict(zip(numbers, rows, strict=True))
        for (number, column), text in broken.items():
            if number in places:
                _put(places[number], column, BrokenCell(text))


def _put(row: list[Any], column: int, cell: BrokenCell) -> None:
    row.extend([""] * (column + 1 - len(row)))
    row[column] = cell
