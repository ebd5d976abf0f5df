"""What was done: change sets with their changes, imports, reads of names."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from gmk.db.tables.base import Table, now


class ChangeSetRecord(Table, table=True):
    """One committed change set: an import, a form, an undo. `user_name` stays readable when the user is gone."""

    __tablename__ = "change_set"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    kind: str
    title: str
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    user_name: str
    created_at: datetime = Field(default_factory=now)
    undoes_id: int | None = Field(default=None, foreign_key="change_set.id")


class ChangeRecord(Table, table=True):
    """One changed record of a change set.

    `before` and `after` hold the changed fields of an update; a deletion keeps the whole record in `before`; of a
    creation neither is kept, the record itself has it. `version` is the record's version after the change.
    """

    __tablename__ = "change"
    __table_args__ = (Index(None, "entity", "entity_id"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    change_set_id: int = Field(foreign_key="change_set.id", index=True)
    entity: str
    entity_id: int
    action: str
    before: Any = Field(default=None, sa_column=Column(JSON))
    after: Any = Field(default=None, sa_column=Column(JSON))
    version: int
    sheet: str | None = None
    row: int | None = None


class ImportRun(Table, table=True):
    """One import: the file that is kept, how it was read, what came of it."""

    __tablename__ = "import_run"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    change_set_id: int | None = Field(default=None, foreign_key="change_set.id", index=True)
    undo_change_set_id: int | None = Field(default=None, foreign_key="change_set.id")
    file_name: str
    sha256: str = Field(index=True)
    size: int
    stored_as: str | None = None
    formats: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    mapping: Any = Field(default=None, sa_column=Column(JSON))
    totals: Any = Field(default=None, sa_column=Column(JSON))
    options: Any = Field(default=None, sa_column=Column(JSON))
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    user_name: str
    created_at: datetime = Field(default_factory=now)
    state: str = "committed"


class RowRequest(Table, table=True):
    """Rows of an uploaded file that its sender may not write, for the owner of their institution to decide about.

    Without an institution they are the office's: of associations, of the plan, of the list of institutions.
    `rows` are the numbers by sheet, `options` how the file was read; `import_id` is the import that accepting it made.
    """

    __tablename__ = "row_request"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    user_id: int | None = Field(default=None, foreign_key="user_account.id", index=True)
    user_name: str
    created_at: datetime = Field(default_factory=now)
    file_name: str
    sha256: str
    stored_as: str
    rows: dict[str, list[int]] = Field(sa_column=Column(JSON, nullable=False))
    options: Any = Field(default=None, sa_column=Column(JSON))
    note: str | None = None
    state: str = Field(default="open", index=True)
    decided_by_id: int | None = Field(default=None, foreign_key="user_account.id")
    decided_by: str | None = None
    decided_at: datetime | None = None
    answer: str | None = None
    import_id: int | None = Field(default=None, foreign_key="import_run.id")


class KnownLayout(Table, table=True):
    """How people said that sheets with such headings are read; key: `headings_key` + `sender`.

    `sender` is whose file it was, as it is compared. `columns` are fields by heading, null for a column that isn't
    read; what the program had decided itself is null too (`format`, `header_given` false).
    """

    __tablename__ = "known_layout"
    __table_args__ = (Index(None, "headings_key", "sender"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    headings: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    headings_key: str
    sender: str = ""
    levels: int = 1
    format: str | None = None
    header_given: bool = False
    skip: bool = False
    columns: dict[str, str | None] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    user_name: str
    saved_at: datetime = Field(default_factory=now)


class AccessRecord(Table, table=True):
    """A list, card or file with names that somebody opened: who, when, what, with which filter, how many rows."""

    __tablename__ = "access_record"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=now, index=True)
    user_id: int | None = Field(default=None, foreign_key="user_account.id")
    user_name: str
    what: str
    filters: Any = Field(default=None, sa_column=Column(JSON))
    row_count: int
