"""Municipalities, institutions with their many names, educators, employments, categories."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Column, Index, TextClause, text
from sqlmodel import Field

from gmk.db.tables.base import Table


class Municipality(Table, table=True):
    """Municipality (муниципальное образование)."""

    id: int = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    version: int = 1


class Institution(Table, table=True):
    """Institution (образовательная организация); key: kind + number, else name."""

    __table_args__ = (Index(None, "kind", "number"), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    municipality_id: int | None = Field(default=None, foreign_key="municipality.id", index=True)
    kind: str
    number: int | None = None
    name: str
    name_key: str = Field(index=True)
    short_name: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    site: str | None = None
    closed_on: date | None = None
    version: int = 1


class InstitutionAlias(Table, table=True):
    """A name that the office has taught: it means this institution; without one, «ignore such rows»."""

    __tablename__ = "institution_alias"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    alias: str
    alias_key: str = Field(unique=True)
    version: int = 1


class Educator(Table, table=True):
    """A pedagogical worker (педагогический работник). Birth year only: no figure needs the day (152-ФЗ, art. 5)."""

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    last_name: str
    first_name: str
    patronymic: str | None = None
    name_key: str = Field(index=True)
    birth_year: int | None = None
    education: str | None = None
    experience_total_years: int | None = None
    experience_teaching_years: int | None = None
    phone: str | None = None
    email: str | None = None
    version: int = 1


ONLY_POST_HERE = text("posts_here = 1")
"""The person has no other post at the institution: there people are counted without looking for double ones."""
OTHER_POSTS_HERE = text("(posts_here is null or posts_here <> 1)")
OTHER_POSTS = text("(post_count is null or post_count <> 1)")
_COUNTED = ("kind", "leave", "valid_from", "valid_to", "last_counted_on", "last_counted_year")


def _for_coverage(name: str, condition: TextClause, *columns: str) -> Index:
    """An index that alone answers how many are covered, over the posts of the condition."""
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class Employment(Table, table=True):
    """A person's post at an institution (трудоустройство); key: educator + institution + position.

    `last_counted_on` and `last_counted_year` repeat the educator's latest counted training, `posts_here` and
    `post_count` say how many posts the person has at this institution and in all (empty: none of the four is known),
    so that coverage is read from indexes; they are kept by `gmk.training.latest` in the transaction that changes a
    course or an employment.
    `valid_from` empty: known to work, since when isn't; `valid_to` is the last day at work.
    """

    __table_args__ = (
        Index(None, "institution_id", "educator_id"),
        _for_coverage("ix_employment_one_here", ONLY_POST_HERE, "institution_id", *_COUNTED, "posts_here"),
        _for_coverage(
            "ix_employment_more_here", OTHER_POSTS_HERE, "institution_id", "educator_id", *_COUNTED, "posts_here"
        ),
        _for_coverage("ix_employment_more", OTHER_POSTS, "educator_id", "institution_id", *_COUNTED, "post_count"),
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, primary_key=True)
    educator_id: int = Field(foreign_key="educator.id", index=True)
    institution_id: int = Field(foreign_key="institution.id")
    position: str | None = None
    position_key: str = ""
    kind: str = "main"
    leave: str | None = None
    subjects: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    hired_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    last_counted_on: date | None = None
    last_counted_year: int | None = None
    posts_here: int | None = None
    post_count: int | None = None
    version: int = 1


class QualificationCategory(Table, table=True):
    """An awarded category (квалификационная категория); `valid_until` empty: without term, or unknown."""

    __tablename__ = "qualification_category"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    educator_id: int = Field(foreign_key="educator.id", index=True)
    category: str
    awarded_on: date | None = None
    valid_until: date | None = None
    order_text: str | None = None
    version: int = 1


class ReferenceItem(Table, table=True):
    """One entry of a list that people change: positions, school subjects, providers."""

    __tablename__ = "reference_item"
    __table_args__ = (Index(None, "list_code", "name_key", unique=True), {"sqlite_autoincrement": True})

    id: int = Field(default=None, primary_key=True)
    list_code: str
    name: str
    name_key: str
    valid_from: date | None = None
    valid_to: date | None = None
    version: int = 1


class Setting(Table, table=True):
    """A setting of the office that its head may change; `value` is JSON."""

    key: str = Field(primary_key=True)
    value: Any = Field(default=None, sa_column=Column(JSON))
    version: int = 1
