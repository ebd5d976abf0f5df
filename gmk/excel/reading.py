"""What reading a workbook yields: sheets, mapped columns, cleaned rows, problems. Knows no database.

The places (`row`, `column`, `cell`) are always those of the user's workbook: rows from 1, columns as letters.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from gmk.excel.form_stamp import FormStamp

Level = Literal["error", "warning", "info"]
Match = Literal["exact", "synonym", "fuzzy", "values", "user"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to tell about a cell, a row, a sheet or a file; codes are those of `gmk.excel.problems`."""

    level: Level
    code: str
    message: str
    column: str | None = None
    cell: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column of the sheet and the field that it fills; `group` is what a wide column stands for: `{"year": 2024}`."""

    column: str
    header: str
    field: str
    match: Match
    group: dict[str, Any] | None = None


@dataclass(slots=True)
class RowReading:
    """One non-empty row below the header.

    `values` are normalised (`contracts`: dates as `date`, numbers as numbers, absent as None) and still without the
    database: `institution` is the cleaned text of the cell, section, title, sheet name or option. A skipped row has no
    values; its reason is an info among the problems. `institution_text` keeps the text of the file once a preview has
    put the name that the database has among the values (a copy of every row would cost a third of the memory).
    """

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    skipped: bool = False
    institution_text: str | None = None


@dataclass(slots=True)
class SheetReading:
    """One sheet as understood; `format` None: no table of any format; `why` says in Russian how that was decided."""

    sheet: str
    format: str | None
    header_rows: list[int] = field(default_factory=list)
    first_data_row: int | None = None
    mapping: list[MappedColumn] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    rows: list[RowReading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    why: str = ""
    row_count: int = 0
    form: FormStamp | None = None


@dataclass(slots=True)
class WorkbookReading:
    """A workbook that could be read; one that can't be raises `WorkbookUnreadable` with its `file.*` code."""

    file: str
    sha256: str
    sheets: list[SheetReading]


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """What the user corrected on one sheet; None leaves the decision to the program.

    `columns` are fields by the letters of the columns, `repairs` the old and the new text of cells
    by their addresses («F8»).
    """

    format: str | None = None
    header_rows: tuple[int, ...] | None = None
    columns: dict[str, str | None] | None = None
    skip: bool = False
    repairs: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the user said beside the file: the options of `gmk import` and the corrections of the upload page.

    `as_of` is the day for which the file holds; a course that ends later brings a warning, without it none does.
    """

    format: str | None = None
    sheet: str | None = None
    institution: str | None = None
    association: str | None = None
    school_year: int | None = None
    as_of: date | None = None
    choices: dict[str, SheetChoice] = field(default_factory=dict)
