"""What a format declares: its columns with all their headings, and how a row becomes whole.

One `Sheet` drives template, import and export: the title of a `Column` is the heading that is written, `also` and
`rules` are the headings that are understood.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal
from zlib import crc32

from gmk.excel.cells import Converter, read_text
from gmk.excel.problems import problem
from gmk.excel.reading import RowReading
from gmk.vocabulary import Labelled

CellType = Literal["text", "date", "number", "percent", "list", "choice"]
ClosedList = type[Labelled]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a format.

    `also` are other headings of the same meaning, `sure` whole patterns of such ones (folded) in which a year changes;
    `rules` are patterns of folded headings that are taken as a guess, `never` a pattern of headings that mean something
    else. `spreads` names the values into which one cell falls apart
    (`convert` then gives a tuple). `several`: more than one column may have this field; `group` reads what a wide
    column stands for from its heading; `by_heading` gives the converter when the heading says what its cells leave
    out. `looks` tells by values what an unknown heading may mean, `holds` by values whether a heading of many meanings
    («Статус») means this one. `numbers_rows`: the column only numbers the records. What is `required` is
    `needless_with` the field of that name. The rest is for template and export:
    `choices` is the closed list of the column, `listed` the list that people change from which its values come,
    `example` shows how a cell is filled in; a column that isn't `written` is only understood.
    """

    field: str
    title: str
    convert: Converter = read_text
    also: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    never: str = ""
    spreads: tuple[str, ...] = ()
    required: bool = False
    needless_with: str = ""
    several: bool = False
    by_calendar: bool = False
    by_heading: Callable[[str], Converter] | None = None
    group: Callable[[str], dict[str, Any] | None] | None = None
    looks: Callable[[Any], bool] | None = None
    holds: Callable[[Any], bool] | None = None
    numbers_rows: bool = False
    type: CellType = "text"
    width: int = 20
    choices: ClosedList | None = None
    listed: str = ""
    example: str = ""
    written: bool = True

    def fields(self) -> tuple[str, ...]:
        """The values that a cell of the column gives."""
        return self.spreads or (self.field,)


@dataclass(slots=True)
class Around:
    """What stands around the row that is being made whole; `told` are the values that hold for every row here."""

    columns: dict[str, str]
    institution: str | None = None
    section: str | None = None
    as_of: date | None = None
    told: dict[str, Any] = field(default_factory=dict)

    def note(self, row: RowReading, code: str, message: str, *, field: str | None = None, value: Any = None) -> None:
        """Adds a problem, at the cell of the field if the sheet has a column for it."""
        column = self.columns.get(field) if field else None
        text = None if value is None else str(value)
        row.problems.append(problem(code, message, row=row.row, column=column, value=text))


Finisher = Callable[[RowReading, Around], None]
"""Completes the values of a row and notes what is wrong in it as a whole."""

Finder = Callable[[str], Any]
"""What a title, a sheet name or a section row says of a field; None if nothing."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a format: fields with a column, fields told above the table, fields told by section rows."""

    fields: frozenset[str]
    told: frozenset[str] = frozenset()
    told_below: frozenset[str] = frozenset()

    def all(self) -> frozenset[str]:
        """Every field that the sheet fills, wherever it stands."""
        return self.fields | self.told | self.told_below


@dataclass(frozen=True, slots=True)
class Sheet:
    """A format. `key` are the columns by which a row is a record (the first that the sheet has), with `names_people`
    only if the cell is a name. `fits` decides by the filled fields whether a table can be of this format, `strength`
    how much the mapped ones speak for it; where it fits as well as the format `rather_than`, which has such columns
    too, `outweighs` decides. `institution_in` finds the institution that a title or a section row names, `told` are the
    finders of other fields that hold for all rows; with `told_by_name_first` the sheet name counts before the title.
    `plans_ahead`: headings of later («планируемый срок») are its own.
    `derived` are the values that have no column, with their titles.
    """

    format: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    fits: Callable[[frozenset[str]], bool]
    strength: Callable[[frozenset[str]], float] = len
    names_people: bool = False
    institution_in: Callable[[str], str | None] | None = None
    told: tuple[tuple[str, Finder], ...] = ()
    told_by_name_first: bool = False
    rather_than: str = ""
    outweighs: Callable[[Signs], bool] | None = None
    plans_ahead: bool = False
    derived: tuple[tuple[str, str], ...] = ()
    finishers: tuple[Finisher, ...] = ()
    by_field: dict[str, Column] = field(init=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_field.update({column.field: column for column in self.columns})

    def written(self) -> tuple[Column, ...]:
        """The columns of the template and the export."""
        return tuple(column for column in self.columns if column.written)

    def version(self) -> str:
        """Changes with the columns that the format writes."""
        return f"{crc32('|'.join(column.title for column in self.written()).encode()):08x}"

    def extended(self, *, columns: tuple[Column, ...], finishers: tuple[Finisher, ...]) -> "Sheet":
        """The same format with further columns and finishers."""
        return replace(self, columns=self.columns + columns, finishers=self.finishers + finishers)
