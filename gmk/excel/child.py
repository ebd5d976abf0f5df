"""The process that reads a workbook: it may crash, run out of memory or time, and nobody else is hurt.

It gets limits and the file on its standard input and answers with frames on its standard output: four bytes of length,
then a pickle of plain values. The parent is `gmk.excel.limited`.
"""

import contextlib
import gc
import io
import os
import pickle
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from typing import Any, BinaryIO, TypedDict

from gmk.errors import WorkbookUnreadable
from gmk.excel.archive import DAMAGE, blocks, check_directory, corrupt, too_large, whole
from gmk.excel.csv_text import read_csv
from gmk.excel.form_stamp import STAMP_SHEET
from gmk.excel.preflight import FileKind, password_set
from gmk.excel.sheet_xml import SheetFacts, look_over, percent_styles
from gmk.excel.workbook_xml import is_1904, sheet_parts

ROWS_PER_FRAME = 2000
_MEMORY = 1024 * 2**20
_READER, _FOR_EACH_BYTE = 256 * 2**20, 8
"""What the reader of values gets: one cell far below the others makes it fill all between, however small the file."""


class Limits(TypedDict):
    """What the parent allows."""

    kind: str
    max_unpacked: int
    max_rows: int
    max_columns: int
    max_cells: int
    cpu_seconds: int
    only_sheet: str | None


class Interned(dict[Any, Any]):
    """Equal cells become one object: a column of repeated texts costs one text."""

    def __missing__(self, value: Any) -> Any:
        self[value] = value
        return value


def main() -> None:
    """Reads the workbook."""
    serve(_frames)


def serve(work: Callable[[bytes, Any], Iterator[tuple[Any, ...]]]) -> None:
    """Reads the request and the file, answers with the frames of the work; a refusal is a frame too."""
    stdin, stdout = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    request = pickle.loads(_exactly(stdin, int.from_bytes(_exactly(stdin, 4), "big")))  # noqa: S301
    _restrain(request["cpu_seconds"])
    gc.disable()  # the process ends with its answer, and a million cells aren't garbage
    data = stdin.read()
    try:
        for frame in work(data, request):
            _send(stdout, frame)
    except WorkbookUnreadable as refusal:
        _send(stdout, ("refused", refusal.code, str(refusal)))
    except MemoryError:
        _send(stdout, ("refused", "file.too_large", str(too_large("слишком много данных"))))
    except BaseException:  # noqa: BLE001 - the reader of values panics on some damaged files, past Exception
        _send(stdout, ("refused", "file.corrupt", str(corrupt())))
    stdout.flush()


def _exactly(stream: BinaryIO, size: int) -> bytes:
    return stream.read(size)


def _restrain(cpu_seconds: int) -> None:
    """Limits of memory and time and no core dump; where the system has none, the parent's clock still holds."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    _restrain_memory(_MEMORY)


def _restrain_memory(most: int) -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, _MEMORY))


def _send(stream: BinaryIO, frame: tuple[Any, ...]) -> None:
    body = pickle.dumps(frame, protocol=5)
    stream.write(len(body).to_bytes(4, "big"))
    stream.write(body)


def _frames(data: bytes, limits: Limits) -> Iterator[tuple[Any, ...]]:
    if limits["kind"] == FileKind.CSV:
        rows = read_csv(data)
        yield ("sheet", "Лист1", len(rows), [], {}, [], False)
        yield from _row_frames(iter(rows), 0, limits, _Count())
    else:
        yield from _workbook_frames(data, limits)
    yield ("end",)


class _Count:
    """What has been read of the whole workbook."""

    def __init__(self) -> None:
        self.rows = 0
        self.cells = 0


def _workbook_frames(data: bytes, limits: Limits) -> Iterator[tuple[Any, ...]]:
    facts, date_1904, size = _look_first(data, limits)
    _restrain_memory(min(_MEMORY, _READER + _FOR_EACH_BYTE * size))
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    count = _Count()
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
        yield ("sheets", sheets)
        marks = [sheet.name for sheet in workbook.sheets_metadata if sheet.name == STAMP_SHEET]
        for name in dict.fromkeys([*sheets, *marks]):
            if limits["only_sheet"] in (None, name) or name == STAMP_SHEET:
                yield from _sheet_frames(workbook.get_sheet_by_name(name), facts.get(name), date_1904, limits, count)
    except PasswordError as error:
        raise password_set() from error
    except CalamineError as error:
        raise corrupt() from error


def _look_first(data: bytes, limits: Limits) -> tuple[dict[str, SheetFacts], bool, int]:
    """What the XML says (nothing of it is needed of an old binary workbook), and how many bytes there are unpacked."""
    if limits["kind"] == FileKind.XLS:
        return {}, False, len(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise corrupt() from error
    with archive:
        check_directory(archive, max_unpacked=limits["max_unpacked"])
        return *_look_at_parts(archive, limits), sum(entry.file_size for entry in archive.infolist())


def _look_at_parts(archive: zipfile.ZipFile, limits: Limits) -> tuple[dict[str, SheetFacts], bool]:
    size = limits["max_unpacked"]
    sheets = sheet_parts(archive, max_unpacked=size)
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and name not in sheets.values():
            for _ in blocks(archive, name, max_unpacked=size):
                pass
    percents = percent_styles(whole(archive, "xl/styles.xml", max_unpacked=size))
    facts = {}
    for sheet, name in sheets.items():
        facts[sheet] = _facts(archive, name, percents, limits)
    return facts, is_1904(whole(archive, "xl/workbook.xml", max_unpacked=size))


def _facts(archive: zipfile.ZipFile, name: str, percents: frozenset[bytes], limits: Limits) -> SheetFacts:
    try:
        facts = look_over(blocks(archive, name, max_unpacked=limits["max_unpacked"]), percents=percents)
    except ValueError as error:
        raise corrupt() from error
    if facts.last_row > limits["max_rows"]:
        raise too_large(f"есть значение в строке № {facts.last_row}, а читается {limits['max_rows']} строк")
    if facts.far_column >= limits["max_columns"]:
        raise too_large(f"есть значение в столбце № {facts.far_column + 1}, а читается {limits['max_columns']}")
    return facts


def _sheet_frames(
    sheet: Any, facts: SheetFacts | None, date_1904: bool, limits: Limits, count: _Count
) -> Iterator[tuple[Any, ...]]:
    facts = facts or SheetFacts()
    _, first_column = sheet.start or (0, 0)
    merged = [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    yield ("sheet", sheet.name, sheet.height, merged, facts.broken, list(facts.percents), date_1904)
    last_row = sheet.end[0] + 1 if sheet.end else 0
    last_broken = max((row for row, _ in facts.broken), default=0)
    below = repeat(list[Any](), max(0, last_broken - last_row))  # the reader ends with the last value
    yield from _row_frames(chain(sheet.iter_rows(), below), first_column, limits, count, facts)


def _row_frames(
    rows: Iterator[list[Any]],
    first_column: int,
    limits: Limits,
    count: _Count,
    facts: SheetFacts | None = None,
) -> Iterator[tuple[Any, ...]]:
    """Rows that hold something, with their numbers; a row that only holds an error counts as well.

    The reader begins with row 1, but with the first column that is used.
    """
    broken_rows = {row for row, _ in facts.broken} if facts else set()
    interned, numbers, batch = Interned(), list[int](), list[list[Any]]()
    padding = [""] * first_column
    for number, row in enumerate(rows, 1):
        blanks = row.count("")
        if blanks == len(row) and number not in broken_rows:
            continue
        _count_in(count, len(row) - blanks, limits)
        numbers.append(number)
        batch.append([*padding, *map(interned.__getitem__, row)])
        if len(batch) == ROWS_PER_FRAME:
            yield ("rows", numbers, batch)
            interned, numbers, batch = Interned(), [], []
    yield ("rows", numbers, batch)


def _count_in(count: _Count, cells: int, limits: Limits) -> None:
    count.rows += 1
    count.cells += cells
    if count.rows > limits["max_rows"]:
        raise too_large(f"больше {limits['max_rows']} строк")
    if count.cells > limits["max_cells"]:
        raise too_large(f"больше {limits['max_cells']} заполненных ячеек")
