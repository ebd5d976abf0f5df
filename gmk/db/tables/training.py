"""Courses that people completed, and what is kept of them for each institution."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from gmk.db.tables.base import Table


class CourseRecord(Table, table=True):
    """A completed course (повышение квалификации, переподготовка …); key: educator + title + finished_on, or year.

    `institution_id` and `position` are those that the file named. `finished_on` empty: only the `year` is known.
    """

    __tablename__ = "course_record"
    __table_args__ = (Index(None, "educator_id", "finished_on"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    educator_id: int = Field(foreign_key="educator.id")
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    position: str | None = None
    title: str
    title_key: str
    kind: str
    provider: str | None = None
    form: str | None = None
    hours: int | None = None
    started_on: date | None = None
    finished_on: date | None = None
    year: int | None = None
    document_number: str | None = None
    document_date: date | None = None
    by_profile: bool = True
    version: int = 1


class KeptFinishes(Table, table=True):
    """The latest counted finishes of everybody whom an institution usually counts, packed into one row.

    Derived from the employments: `gmk.training.packed` writes and reads it, triggers of the database take away the row
    of an institution as soon as a post of one of its people changes. A missing row says that nothing is packed.
    `holds_from`: from this day on the same people count, until a post changes; empty: on any day.
    """

    __tablename__ = "kept_finishes"

    institution_id: int = Field(primary_key=True, foreign_key="institution.id", ondelete="CASCADE")
    holds_from: date | None = None
    finishes: bytes
    again: bytes
    with_year: bytes
