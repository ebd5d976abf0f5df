"""Tables as text: UTF-8 or cp1251; semicolons, commas or tabs between the cells."""

import csv
import io
from collections import Counter

from gmk.errors import WorkbookUnreadable

_DELIMITERS = (";", "\t", ",")
_LOOKED_AT = 200


def read_csv(data: bytes) -> list[list[str]]:
    """The lines as rows of cells.

    Raises:
        WorkbookUnreadable: `file.wrong_type` if the text is no table.
    """
    text = _decoded(data)
    delimiter = _delimiter(text)
    if delimiter is None:
        raise WorkbookUnreadable(
            "file.wrong_type",
            "Это обычный текст, а не таблица. Сохраните таблицу в Excel как «Книга Excel (.xlsx)» и загрузите её.",
        )
    csv.field_size_limit(2**20)
    return list(_rows(text, delimiter))


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1251")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WorkbookUnreadable(
        "file.wrong_type", "Кодировка текста не распознана. Сохраните таблицу как «Книга Excel (.xlsx)» и загрузите её."
    )


def _rows(text: str, delimiter: str) -> "csv._reader":  # type: ignore[name-defined]
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _delimiter(text: str) -> str | None:
    """The one that splits most lines into the same number of cells; None if none makes a table."""
    best, most = None, 0
    for delimiter in _DELIMITERS:
        lines = _same_width(text, delimiter)
        if lines > most:
            best, most = delimiter, lines
    return best


def _same_width(text: str, delimiter: str) -> int:
    """How many of the first lines have the most frequent number of cells; 0 unless they are at least half."""
    widths = Counter[int]()
    for row, _ in zip(_rows(text, delimiter), range(_LOOKED_AT), strict=False):
        if any(cell.strip() for cell in row):
            widths[len(row)] += 1
    split = Counter({width: lines for width, lines in widths.items() if width > 1})
    _width, lines = max(split.items(), key=lambda item: item[1], default=(0, 0))
    return lines if lines >= 2 and 2 * lines >= widths.total() else 0
