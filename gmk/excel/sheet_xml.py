"""What the XML of a sheet says beyond the values: errors, uncalculated formulas, percentages, how far it reaches.

The reader of values shows an error and a formula without a stored value as an empty cell; a cheap look at the XML of
the sheet finds them. Only rows that hold something of interest are taken apart.
"""

import re
from collections.abc import Iterable, Iterator

from gmk.excel.letters import column_index

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?row\s*>)", re.DOTALL)
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c\s*>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)\b[^>]*>([^<]*)<", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_HAS_VALUE = re.compile(rb"</(?:\w+:)?(?:v|is)\s*>")
_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_COMPUTED_TEXT = re.compile(rb"\bt=[\"']str[\"']")
_REFERENCE = re.compile(rb"\br=[\"']([A-Z]*)(\d+)[\"']")
_TYPE = re.compile(rb"\bt=[\"'](n|str|b|e)[\"']")
_SHARED_TEXT = re.compile(rb"\bt=[\"'](?:s|d|inlineStr)[\"']")
_STYLE = re.compile(rb"\bs=[\"'](\d+)[\"']")
_FAR_REFERENCE = re.compile(rb"r=[\"'](?:[A-Z]{3}|[L-Z][A-Z]|K[O-Z])\d")
_INTERESTING = re.compile(rb"t=[\"']e[\"']|<(?:\w+:)?f\b")
_XF = re.compile(rb"<(?:\w+:)?xf\b[^>]*?numFmtId=[\"'](\d+)[\"']")
_CELL_XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_PERCENT_FORMATS = {9, 10}
_LONGEST_ROW = 32 * 2**20


class SheetFacts:
    """Cells by (row from 1, column from 0); `last_row` and `far_column` bound the cells that hold a value.

    No dataclass: what makes one would be a fifth of what the process that reads workbooks loads at its start.
    """

    def __init__(self) -> None:
        self.broken: dict[tuple[int, int], str] = {}
        self.percents: set[tuple[int, int]] = set()
        self.last_row = 0
        self.far_column = 0


def percent_styles(styles: bytes) -> frozenset[bytes]:
    """The indexes of the cell formats that show a number as a percentage."""
    custom = {int(number) for number in _custom_percents(styles)}
    formats = _CELL_XFS.search(styles)
    numbers = _XF.findall(formats[0]) if formats else []
    wanted = _PERCENT_FORMATS | custom
    return frozenset(str(index).encode() for index, number in enumerate(numbers) if int(number) in wanted)


def _custom_percents(styles: bytes) -> Iterator[bytes]:
    for attributes in _NUMBER_FORMAT.findall(styles):
        number = re.search(rb"numFmtId=[\"'](\d+)", attributes)
        code = re.search(rb"formatCode=(?:\"([^\"]*)\"|'([^']*)')", attributes)
        if number and code and b"%" in (code[1] or code[2] or b""):
            yield number[1]


def look_over(blocks: Iterable[bytes], *, percents: frozenset[bytes] = frozenset()) -> SheetFacts:
    """Goes through the XML of a sheet once; memory is that of a block and a row.

    Raises:
        ValueError: a row that doesn't end, which no program writes.
    """
    facts = SheetFacts()
    interesting = _interesting(percents)
    rest, row_number = b"", 0
    for block in blocks:
        piece = rest + block
        cut = _last_row_start(piece)
        if cut == 0 and len(piece) > _LONGEST_ROW:
            raise ValueError("a row without an end")
        row_number = _look_at(piece[:cut], facts, interesting, percents, row_number)
        rest = piece[cut:]
    _look_at(rest, facts, interesting, percents, row_number)
    return facts


def _interesting(percents: frozenset[bytes]) -> re.Pattern[bytes]:
    if not percents:
        return _INTERESTING
    styles = b"|".join(sorted(percents))
    return re.compile(_INTERESTING.pattern + rb"|\bs=[\"'](?:" + styles + rb")[\"']")


def _may_interest(rows: bytes, percents: frozenset[bytes]) -> bool:
    """Whether it is worth looking with the pattern, which takes ten times as long as this.

    One character is found many times faster than several, and most rows have neither an f nor an apostrophe.
    """
    if b"f" in rows and (b"<f" in rows or b":f" in rows):
        return True
    marks = [b't="e"', *(b's="%b"' % style for style in percents)]
    if b"'" in rows:
        marks += [mark.replace(b'"', b"'") for mark in marks]
    return any(mark in rows for mark in marks)


def _last_row_start(piece: bytes) -> int:
    """Where the last row of the piece begins; the rows before it are complete."""
    start = _last(piece, b"<row ", b"<row>")
    return start if start >= 0 else max(piece.rfind(b"<", 0, piece.rfind(b":row ") + 1), 0)


def _last(text: bytes, *marks: bytes) -> int:
    """Where the last of the marks stands, -1 if none does; looks only behind what it has found."""
    place = -1
    for mark in marks:
        place = max(place, text.rfind(mark, max(place, 0)))
    return place


def _look_at(
    rows: bytes, facts: SheetFacts, interesting: re.Pattern[bytes], percents: frozenset[bytes], before: int
) -> int:
    """Number of the last row looked at; rows without a number of their own follow each other."""
    facts.last_row = max(facts.last_row, _last_valued_row(rows))
    if _FAR_REFERENCE.search(rows):
        facts.far_column = max(facts.far_column, _farthest_value(rows))
    if not (_may_interest(rows, percents) and interesting.search(rows)):
        return before + rows.count(b"<row")
    return _take_apart(rows, facts, interesting, percents, before)


def _last_valued_row(rows: bytes) -> int:
    """The number of the last row that holds a value; 0 if none does or rows aren't numbered."""
    end = _last(rows, b"</v>", b"</is>", b":v>")
    start = _last(rows[:end], b"<row", b":row ") if end >= 0 else -1
    found = _REFERENCE.search(rows, start, start + 200) if start >= 0 else None
    return int(found[2]) if found else 0


def _farthest_value(rows: bytes) -> int:
    farthest = 0
    for attributes, content in _CELL.findall(rows):
        found = _REFERENCE.search(attributes)
        if found and found[1] and content and _HAS_VALUE.search(content):
            farthest = max(farthest, column_index(found[1].decode()))
    return farthest


def _take_apart(
    rows: bytes, facts: SheetFacts, interesting: re.Pattern[bytes], percents: frozenset[bytes], before: int
) -> int:
    number = before
    for found in _ROW.finditer(rows):
        reference = _REFERENCE.search(found[1])
        number = int(reference[2]) if reference else number + 1
        if found[2] and interesting.search(found[2]):
            _note_cells(found[2], number, facts, percents)
    return number


def _note_cells(row: bytes, number: int, facts: SheetFacts, percents: frozenset[bytes]) -> None:
    column = -1
    for attributes, content in _CELL.findall(row):
        reference = _REFERENCE.search(attributes)
        column = column_index(reference[1].decode()) if reference and reference[1] else column + 1
        if _ERROR.search(attributes):
            value = _VALUE.search(content)
            facts.broken[number, column] = value[1].decode("utf-8", "replace") if value else "#N/A"
        elif _FORMULA.search(content) and not _COMPUTED_TEXT.search(attributes) and not _value_of(content):
            facts.broken[number, column] = ""
        style = _STYLE.search(attributes)
        if style and style[1] in percents:
            facts.percents.add((number, column))


def _value_of(content: bytes) -> bytes:
    found = _VALUE.search(content)
    return found[1] if found else b""


def formula_values(sheet: bytes) -> dict[bytes, tuple[bytes, bytes]]:
    """By reference («K5») the type and the value, as XML, that are stored with the formulas of a sheet."""
    found = {}
    for attributes, content in _CELL.findall(sheet) if _FORMULA.search(sheet) else ():
        reference = _REFERENCE.search(attributes)
        value = _value_of(content) if content and _FORMULA.search(content) else b""
        if reference and value and not _SHARED_TEXT.search(attributes):
            kind = _TYPE.search(attributes)
            found[reference[1] + reference[2]] = (kind[1] if kind else b"n", value.decode("utf-8", "replace").encode())
    return found
