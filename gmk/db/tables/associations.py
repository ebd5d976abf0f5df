"""Associations and who belongs to them, with dates."""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field

from gmk.db.tables.base import Table


class Association(Table, table=True):
    """An association (методическое объединение, творческая группа, опорная площадка, совет); key: name."""

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    kind: str
    closed_on: date | None = None
    version: int = 1


class Membership(Table, table=True):
    """A person's membership (членство); key: association + educator + role.

    `institution_id` and `position` are those that the roster named. An empty `valid_from`: since when isn't known;
    `valid_to` is the last day.
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
    version: int = 1
