"""Items of the year plan."""

from datetime import date

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from gmk.db.tables.base import Table


class Activity(Table, table=True):
    """An item of the year plan (мероприятие); key: school year + title + period.

    `period_text` is what the plan says; `starts_on` and `ends_on` what it means, an open side is empty.
    """

    __table_args__ = (Index(None, "school_year", "title_key"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    school_year: int
    number: str | None = None
    section: str | None = None
    title: str
    title_key: str
    period_text: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    precision: str
    recurrence: str = "none"
    responsible: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    audience: str | None = None
    place: str | None = None
    outcome: str | None = None
    status_note: str | None = None
    version: int = 1
