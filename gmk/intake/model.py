"""What an import is before and after it is written: the shapes that leave this room."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from gmk.access import EVERYTHING, Scope
from gmk.changes.model import ChangeSet
from gmk.changes.model import Policy as Policy
from gmk.excel.reading import MappedColumn, Problem, ReadingOptions

RowAction = Literal["create", "update", "unchanged", "skip", "error"]
ACTIONS: tuple[RowAction, ...] = ("create", "update", "unchanged", "skip", "error")


@dataclass(slots=True)
class RowPreview:
    """What becomes of one row of the sheet; `changes` are old → new by field, of an update only."""

    row: int
    action: RowAction
    values: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NotInFile:
    """A record that the database has and the file doesn't; nothing is done about it."""

    id: int
    label: str


@dataclass(slots=True)
class SheetPreview:
    """One sheet; `format` None: no table of any format. `totals` has `rows` and a number for each action."""

    sheet: str
    format: str | None
    header_rows: list[int] = field(default_factory=list)
    first_data_row: int | None = None
    mapping: list[MappedColumn] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    rows: list[RowPreview] = field(default_factory=list)
    not_in_file: list[NotInFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user says of an unknown institution: it is this one, it is to be created, or its rows are left out."""

    kind: Literal["match", "create", "ignore"]
    institution_id: int | None = None


@dataclass(frozen=True, slots=True)
class UnknownInstitution:
    """A name that fits no institution (or several), once for the whole file; `key` is what an answer refers to.

    `candidates` are the likeliest institutions, id and name, the best first; `ambiguous`: they fit, but not surely.
    """

    key: str
    text: str
    count: int
    ambiguous: bool
    candidates: tuple[tuple[int, str], ...] = ()


NEW_PERSON = ""
"""The answer that a name is none of the known people."""


@dataclass(frozen=True, slots=True)
class PersonQuestion:
    """A name that may be somebody known, once for each institution; `key` is what an answer refers to.

    `candidates` are the people it may be: the token that an answer gives, and what tells them apart. Rows of a question
    that `is_open` aren't written before it is answered; the others are taken for somebody new meanwhile.
    """

    key: str
    text: str
    count: int
    is_open: bool
    candidates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Whom a file doesn't have any more, by the ids of `SheetPreview.not_in_file`, and their last day."""

    ids: frozenset[int]
    last_day: date


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user chose: how to read, how to treat known records, what unknown names mean (by `key`).

    `people` answers questions about people: the token of a candidate, or `NEW_PERSON`. `leaving` are educators
    whose posts are to be closed, `leaving_members` memberships that are to end.
    """

    reading: ReadingOptions = field(default_factory=ReadingOptions)
    policy: Policy = "update"
    valid_only: bool = False
    answers: dict[str, Answer] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    leaving: Leaving | None = None
    leaving_members: Leaving | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """Whoever may write what the user may not: a known institution for which the user doesn't answer, or the office."""

    institution_id: int | None
    label: str


@dataclass(slots=True)
class ImportPreview:
    """What an import would do: for people in `sheets`, for the database in `change_set`. Nothing is written yet.

    `seen_before` is the journal number of an import of the very same bytes that still holds, if there is one;
    `based_on` the last change set that the preview knows: what was written after it may clash; `scope` whose rows
    its user could write; `outside` are the known institutions beyond it, by the texts of the file.
    """

    file: str
    sha256: str
    sheets: list[SheetPreview]
    change_set: ChangeSet
    options: ImportOptions
    unknown: list[UnknownInstitution] = field(default_factory=list)
    people: list[PersonQuestion] = field(default_factory=list)
    seen_before: int | None = None
    based_on: int = 0
    scope: Scope = EVERYTHING
    outside: dict[str, Outside] = field(default_factory=dict)

    def has_errors(self) -> bool:
        """Whether a row or a sheet has an error: then nothing is written, unless `valid_only` is chosen."""
        return any(
            sheet.totals.get("error") or any(problem.level == "error" for problem in sheet.problems)
            for sheet in self.sheets
        )


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One line of the journal of imports; `state`: "committed" or "undone"; `has_file`: the user may have its file."""

    id: int
    at: datetime
    user: str
    file: str
    sha256: str
    formats: tuple[str, ...]
    totals: dict[str, int]
    state: str
    undone_at: datetime | None = None
    undone_by: str | None = None
    is_own: bool = False
    has_file: bool = True


@dataclass(frozen=True, slots=True)
class LeftRecord:
    """A record that an undo leaves as it is, and why; `by` is who changed it since."""

    label: str
    why: str
    by: str | None = None


@dataclass(slots=True)
class UndoReport:
    """What an undo would restore or has restored, what it keeps (changed since), what can't be restored.

    `import_id` is None where a correction by hand is taken back.
    """

    import_id: int | None
    state: Literal["preview", "undone"]
    restored: int
    kept: list[LeftRecord] = field(default_factory=list)
    impossible: list[LeftRecord] = field(default_factory=list)
