"""Associations and who belongs to them, with dates; their meetings."""

from datetime import date

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field

from gmk.db.tables.base import Table


class Association(Table, table=True):
    """An association (методическое объединение, творческая группа, опорная площадка, совет); key: name.

    `kind` is a code of `AssociationKind`, or the name of a kind that the office has added itself. `curator` is the
    methodist as plans write names; an empty `starts_on` or `ends_on` is an open side of the term.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    kind: str
    governing_document: str | None = None
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    curator: str | None = None
    school_subject: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    order_text: str | None = None
    closed_on: date | None = None
    version: int = 1


class Membership(Table, table=True):
    """A person's membership (членство) in one role; key: association + educator + role.

    `institution_id` and `position` are those that the roster named: who moves to another institution keeps the old ones
    here, so that statistics of the past stay with the old one. An empty `valid_from`: since when isn't known;
    `valid_to` is the last day. `order_text` is the order that took the person in.
    """

    __table_args__ = (Index(None, "association_id", "educator_id"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    association_id: int = Field(foreign_key="association.id")
    educator_id: int = Field(foreign_key="educator.id", index=True)
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    position: str | None = None
    role: str = "member"
    valid_from: date | None = None
    valid_to: date | None = None
    order_text: str | None = None
    version: int = 1


class Meeting(Table, table=True):
    """A meeting of an association (заседание); `school_year` is the year in which its minutes are numbered."""

    __table_args__ = (Index(None, "association_id", "held_on"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    association_id: int = Field(foreign_key="association.id")
    held_on: date
    school_year: int
    topic: str
    agenda: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    place: str | None = None
    minutes_number: str | None = None
    activity_id: int | None = Field(default=None, foreign_key="activity.id", index=True)
    note: str | None = None
    version: int = 1


class Attendance(Table, table=True):
    """Somebody who was at a meeting: a person of the base, or a guest by name; `institution_id` is that of the day."""

    __table_args__ = (Index(None, "meeting_id", "educator_id"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", ondelete="CASCADE")
    educator_id: int | None = Field(default=None, foreign_key="educator.id", index=True)
    guest: str | None = None
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    version: int = 1
