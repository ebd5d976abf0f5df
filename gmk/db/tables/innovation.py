"""Pilot and innovation sites with their reports, and pairs of mentor and mentee."""

from datetime import date

from sqlalchemy import JSON, Column
from sqlmodel import Field

from gmk.db.tables.base import Table


class PilotSite(Table, table=True):
    """A pilot or innovation site (опорная, стажировочная площадка, РИП, ФИП); `status` is a name of the office's list.

    `activity_ids` are the items of the plan that the site holds; an empty `ends_on` is an open term.
    """

    __tablename__ = "pilot_site"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", index=True)
    status: str
    topic: str
    direction: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    head: str | None = None
    scientific_adviser: str | None = None
    order_text: str | None = None
    stage: str | None = None
    products: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    activity_ids: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    note: str | None = None
    version: int = 1


class SiteReport(Table, table=True):
    """A report that a site owes: due on a day, received on another; empty `received_on`: not yet."""

    __tablename__ = "site_report"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    site_id: int = Field(foreign_key="pilot_site.id", ondelete="CASCADE", index=True)
    name: str
    due_on: date
    received_on: date | None = None
    version: int = 1


class Mentorship(Table, table=True):
    """A pair of mentor and mentee (наставническая пара) with its order, form and term."""

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    mentee_id: int = Field(foreign_key="educator.id", index=True)
    mentor_id: int = Field(foreign_key="educator.id", index=True)
    form: str = "teacher_teacher"
    order_text: str | None = None
    starts_on: date
    ends_on: date | None = None
    result: str | None = None
    version: int = 1
