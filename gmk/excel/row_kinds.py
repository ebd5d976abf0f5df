"""What the rows below a header are: records, or sections, totals, signatures, vacancies …"""

import re
from collections.abc import Sequence
from typing import Any

from gmk.excel.cells import BrokenCell, Noted, clean_text
from gmk.excel.detect import Table
from gmk.excel.grid import Grid
from gmk.excel.headers import Lexicon, heading_key
from gmk.excel.readers import Reader, Remembered
from gmk.excel.row_texts import are_column_numbers, is_number, is_odd, is_signature, is_total, is_vacancy, texts_of

EMPTY = "empty"
LINE = "line"
"""A line of text: a section if records follow, else a note or a signature."""

ANOTHER_HEADER = "another header"
"""The header of another table: nothing below it is read."""

_NESTED = re.compile(r"\d+\.\d")
_ROMAN = re.compile(r"[IVXІХ]+[.)]?")
_OF_INSTITUTION = ("institution", "name")
"""Keys under which an institution alone is a record, elsewhere it is a section."""

_FEW = 3
_ENOUGH_ALIKE = 0.6


class RowKinds:
    """Tells the rows of one table apart by its columns, its header and the headings of every format."""

    def __init__(self, grid: Grid, table: Table, lexicons: Sequence[Lexicon], readers: Sequence[Reader]) -> None:
        self._sheet = table.sheet
        self._lexicons = lexicons
        self._lexicon = next(lexicon for lexicon in lexicons if lexicon.sheet.format == table.sheet.format)
        self._fields = {reader.found.index: reader.field() for reader in readers}
        numbers = [reader.found.index for reader in readers if reader.found.column.numbers_rows]
        self._mapped = [reader.found.index for reader in readers if reader.found.index not in numbers]
        self._numbers = numbers[0] if numbers else None
        self._is_nested = any(_NESTED.match(text) for text in _column(grid, table, self._numbers))
        self._key = _key_reader(table, readers)
        self._headers = [_keys_by_column(grid.rows[position]) for position in table.header]
        self._heading_of_key = {keys.get(self._key.found.index) for keys in self._headers}
        self._plain = Remembered(self._is_plain_key)
        self._is_form = grid.form is not None and grid.form.is_about(grid.sheet)

    def kind(self, cells: list[Any]) -> str | None:
        """None for a record; else `EMPTY`, `LINE`, `ANOTHER_HEADER` or the code of the reason to leave the row out."""
        if self._plain[cells[self._key.found.index]] and len(cells) - cells.count("") > _FEW:
            return None
        if not _says_something(cells):
            return EMPTY
        if self._is_form and self._has_key(cells) and not self._repeats_header(cells):
            return None  # whatever the program wrote in the column of the key is a record
        return self._kind(cells, texts_of(cells))

    def _is_plain_key(self, cell: Any) -> bool:
        """Whether the key is what it should be, so that most rows need no second look."""
        return type(cell) is str and self._fits(cell) and not is_odd(cell) and not self._may_be_heading(cell)

    def _may_be_heading(self, cell: str) -> bool:
        key = heading_key(cell)
        return key in self._heading_of_key or self._lexicon.knows(key)

    def _fits(self, cell: Any) -> bool:
        answer = self._key.answers[cell]
        return answer is not None and type(answer) is not Noted

    def _has_key(self, cells: list[Any]) -> bool:
        return self._fits(cells[self._key.found.index])

    def _kind(self, cells: list[Any], texts: list[str]) -> str | None:
        if are_column_numbers(cells):
            return "row.column_numbers"
        if self._repeats_header(cells):
            return "row.repeated_header"
        if is_total(texts):
            return "row.total"
        if self._is_vacancy(cells, texts):
            return "row.vacancy"
        if self._is_only_number(cells, texts):
            return "row.only_number"
        if self._is_no_record(cells) and is_signature(texts):
            return "row.signature"
        if self._is_line(cells, texts):
            return LINE
        return ANOTHER_HEADER if self._is_another_header(cells, texts) else None

    def _repeats_header(self, cells: list[Any]) -> bool:
        keys = _keys_by_column(cells)
        same = max(sum(self._is_heading_at(header, *place) for place in keys.items()) for header in self._headers)
        return same >= 2 and same >= _ENOUGH_ALIKE * len(keys)

    def _is_heading_at(self, header: dict[int, str], index: int, key: str) -> bool:
        """The same heading, or another one of the same meaning."""
        if header.get(index) == key:
            return True
        field = self._fields.get(index)
        return any(meaning.column.field == field for meaning in self._lexicon.surely(key)) if field else False

    def _is_vacancy(self, cells: list[Any], texts: list[str]) -> bool:
        """«Вакансия» in place of the name; or no name, and the word beside it."""
        if not self._sheet.names_people:
            return False
        names = texts_of([cells[self._key.found.index]])
        if len(texts) == 1:
            return any(is_vacancy(name) and len(name.split()) <= _FEW for name in names)
        return any(map(is_vacancy, names or texts))

    def _is_only_number(self, cells: list[Any], texts: list[str]) -> bool:
        return not self._mapped_texts(cells) and all(map(is_number, texts))

    def _mapped_texts(self, cells: list[Any]) -> list[str]:
        return texts_of([cells[index] for index in self._mapped])

    def _is_no_record(self, cells: list[Any]) -> bool:
        """Whether the key is missing, or hardly anything stands beside it."""
        return not self._has_key(cells) or len(self._mapped_texts(cells)) <= 2

    def _is_line(self, cells: list[Any], texts: list[str]) -> bool:
        """One text, perhaps with a number before it; a name in its column is a record."""
        if any(isinstance(cell, BrokenCell) for cell in cells):
            return False
        unmapped = texts_of([cell for index, cell in enumerate(cells) if index not in self._mapped])
        words = self._mapped_texts(cells) + [text for text in unmapped if not is_number(text)]
        if len(words) != 1:
            return self._names_only_institution(cells, texts)
        if texts_of([cells[self._key.found.index]]) == words:
            return self._is_line_in_key(words[0], numbered=len(texts) > 1 and not self._has_number_of_section(cells))
        return True

    def _has_number_of_section(self, cells: list[Any]) -> bool:
        """«II», or «2» where records have «2.1»: by its number alone a row with nothing but a title is a section."""
        number = clean_text(cells[self._numbers]) if self._numbers is not None else None
        return bool(number and (_ROMAN.fullmatch(number) or (self._is_nested and not _NESTED.match(number))))

    def _is_line_in_key(self, text: str, *, numbered: bool) -> bool:
        if not self._sheet.names_people:
            return not numbered and (self._key.field() not in _OF_INSTITUTION or self._institution_in(text) is None)
        return not self._fits(text) and (not numbered or " " in text)

    def _institution_in(self, text: str) -> str | None:
        return self._sheet.institution_in(text) if self._sheet.institution_in else None

    def _names_only_institution(self, cells: list[Any], texts: list[str]) -> bool:
        """«Школа: | СОШ № 3», «СОШ № 3 | 25»: an institution, with a caption or a count beside it."""
        words = [text for text in texts if not is_number(text) and not text.endswith(":")]
        is_alone = self._sheet.names_people and len(words) == 1 and not self._has_key(cells)
        return is_alone and self._institution_in(words[0]) is not None

    def _is_another_header(self, cells: list[Any], texts: list[str]) -> bool:
        """Headings of one format, whichever, where records would have a name and values."""
        if len(texts) < 2 or any(not isinstance(cell, str) for cell in cells):
            return False
        if self._has_key(cells) and (self._sheet.names_people or not self._is_heading(cells[self._key.found.index])):
            return False
        hits = max(sum(bool(lexicon.surely(text)) for text in texts) for lexicon in self._lexicons)
        is_pair = len(texts) == 2 and not self._has_key(cells)
        return hits * 2 >= len(texts) and (hits >= 2 or is_pair)

    def _is_heading(self, text: str) -> bool:
        return any(lexicon.surely(text) for lexicon in self._lexicons)


def _key_reader(table: Table, readers: Sequence[Reader]) -> Reader:
    """The column by which a row is a record: the first of the key that the sheet has, else its first column."""
    by_field = {reader.field(): reader for reader in readers}
    return next((by_field[name] for name in table.sheet.key if name in by_field), readers[0])


def _column(grid: Grid, table: Table, index: int | None) -> list[str]:
    """The texts of a column below the header."""
    if index is None:
        return []
    return texts_of([row[index] for row in grid.rows[table.first_body_row() :] if index < len(row)])


def _says_something(cells: Sequence[Any]) -> bool:
    return any(not isinstance(cell, str) or cell.strip("\u200b\ufeff\u00ad \t\r\n\u00a0") for cell in cells)


def _keys_by_column(cells: Sequence[Any]) -> dict[int, str]:
    return {index: key for index, cell in enumerate(cells) if isinstance(cell, str) and (key := heading_key(cell))}
