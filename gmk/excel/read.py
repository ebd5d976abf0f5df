"""From the bytes of a workbook to its sheets as grids, read in a process of its own (`gmk.excel.child`)."""

import contextlib
import io
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from gmk.errors import WorkbookUnreadable
from gmk.excel.archive import corrupt, too_large
from gmk.excel.cells import BrokenCell
from gmk.excel.grid import Grid
from gmk.excel.preflight import check_size, file_kind
from gmk.settings import settings

_ROOT = Path(__file__).resolve().parent.parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from gmk.excel.child import main; main()"
_LARGEST_FRAME = 64 * 2**20
_PLAIN = {("datetime", name) for name in ("date", "datetime", "time", "timedelta")}

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
    return _assembled(_answers(data, request, limits.read_seconds), on_progress or _nobody)


def _nobody(_share: float) -> None:
    """Progress that nobody watches."""


def _answers(data: bytes, request: dict[str, Any], seconds: int) -> Iterator[tuple[Any, ...]]:
    """The frames of the child, to its end.

    Raises:
        WorkbookUnreadable: the child refused the file, crashed on it or took too long.
    """
    command = [sys.executable, "-I", "-c", _START, str(_ROOT)]
    child = subprocess.Popen(  # noqa: S603 - our own program with a fixed command line
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    clock = threading.Timer(seconds, child.kill)
    clock.start()
    try:
        with child:
            yield from _talk(child, data, request)
    finally:
        clock.cancel()
        if child.poll() is None:
            child.kill()


def _talk(child: "subprocess.Popen[bytes]", data: bytes, request: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    if child.stdin is None or child.stdout is None:
        raise AssertionError("the child was started without pipes")
    with contextlib.suppress(BrokenPipeError), child.stdin as stdin:
        body = pickle.dumps(request)
        stdin.write(len(body).to_bytes(4, "big") + body)
        stdin.write(data)
    try:
        yield from _frames(child.stdout)
    finally:
        child.kill()


def _frames(stream: IO[bytes]) -> Iterator[tuple[Any, ...]]:
    while header := stream.read(4):
        size = int.from_bytes(header, "big")
        if size > _LARGEST_FRAME:
            raise corrupt()
        body = stream.read(size)
        if len(body) < size:
            break
        frame = _Plain(io.BytesIO(body)).load()
        if frame[0] == "end":
            return
        yield frame
    raise too_large("слишком много данных, её чтение заняло бы слишком много времени или памяти")


class _Plain(pickle.Unpickler):
    """Takes plain values and dates only, so that no code of a file ever runs."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _PLAIN:
            raise corrupt()
        return super().find_class(module, name)


def _assembled(frames: Iterator[tuple[Any, ...]], on_progress: Progress) -> tuple[list[str], list[Grid]]:
    names: list[str] = []
    grids: list[Grid] = []
    broken: dict[tuple[int, int], str] = {}
    height = 1
    for frame in frames:
        match frame:
            case ("refused", code, text):
                raise WorkbookUnreadable(code, text)
            case ("sheets", found):
                names = found
            case ("sheet", name, height, merged, broken, percents, date_1904):
                grids.append(Grid(name, [], [], merged, frozenset(percents), date_1904))
            case ("rows", numbers, rows):
                _add(grids[-1], numbers, rows, broken)
                on_progress(
                    (len(grids) - 1 + numbers[-1] / max(height, numbers[-1])) / max(len(names), 1) if numbers else 0
                )
    return names or [grid.sheet for grid in grids], grids


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
