"""Pieces of SQL that the questions of training share: who is active, which courses count, who is covered."""

from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, case, exists, func, or_, select
from sqlmodel import col

from gmk.access import Scope
from gmk.db.scoping import within
from gmk.db.tables import CourseRecord, Educator, Employment, QualificationCategory
from gmk.people.queries import works_on
from gmk.training.kinds import ADVANCED_HOURS
from gmk.training.rows import Policy
from gmk.training.rules import COUNTED_KINDS, NEWCOMER_YEARS, counts_since
from gmk.vocabulary import Category, EmploymentKind

S = TypeVar("S", bound=Select[Any])

BY_DAY = 2
BY_YEAR = 1
"""How a person is covered, as `how_covered` says it: by a course with a day, by one with only a year; else 0."""

CATEGORY_NAMES = tuple(Category)
"""The categories from the highest down; a rank is a place in it."""
CATEGORY_RANKS = {str(category): rank for rank, category in enumerate(CATEGORY_NAMES)}
NO_CATEGORY_RANK = CATEGORY_RANKS[Category.NONE]


def from_active(statement: S, *, scope: Scope, on: date, policy: Policy) -> S:
    """The statement over the employments that the policy counts on the day, within the scope."""
    return within(statement.where(*active(on, policy)), col(Employment.institution_id), scope)


def active(on: date, policy: Policy) -> list[ColumnElement[bool]]:
    """The conditions under which an employment counts on the day."""
    return [works_on(on), *_wanted(policy)]


def _wanted(policy: Policy) -> list[ColumnElement[bool]]:
    optional = {EmploymentKind.INTERNAL: policy.with_internal, EmploymentKind.EXTERNAL: policy.with_external}
    kinds = [EmploymentKind.MAIN, *(kind for kind, is_wanted in optional.items() if is_wanted)]
    wanted: list[ColumnElement[bool]] = [col(Employment.kind).in_(kinds)]
    if not policy.with_leave:
        wanted.append(col(Employment.leave).is_(None))
    if policy.without_newcomers:
        years = col(Educator.experience_teaching_years)
        wanted.append(col(Employment.educator_id).not_in(select(col(Educator.id)).where(years < NEWCOMER_YEARS)))
    return wanted


def counts_at_all() -> ColumnElement[bool]:
    """`rules.is_counted` in SQL."""
    return and_(
        col(CourseRecord.kind).in_(sorted(COUNTED_KINDS)),
        col(CourseRecord.hours) >= ADVANCED_HOURS,
        col(CourseRecord.by_profile).is_(True),
    )


def has_ended(on: date) -> ColumnElement[bool]:
    """The course is over on the day, as far as is known."""
    finish, year = col(CourseRecord.finished_on), col(CourseRecord.year)
    return or_(finish <= on, and_(finish.is_(None), year <= on.year))


def how_covered(on: date, policy: Policy, *, day: int = BY_DAY, year: int = BY_YEAR) -> ColumnElement[int]:
    """For the person of an employment the number that stands for covered by a day or by a year, else 0."""
    since = counts_since(on, window_months=policy.window_months)
    finish, finish_year = col(CourseRecord.finished_on), col(CourseRecord.year)
    by_day = _has_course(finish.between(since, on))
    by_year = _has_course(finish.is_(None), finish_year.between(since.year, on.year))
    return case((by_day, day), (by_year, year), else_=0)


def _has_course(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    own = col(CourseRecord.educator_id) == col(Employment.educator_id)
    return exists(1).where(own, counts_at_all(), *conditions).correlate(Employment)


def last_counted(column: Any, *conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    """The largest value of the column among the counted courses of an employment's person."""
    own = col(CourseRecord.educator_id) == col(Employment.educator_id)
    return select(func.max(column)).where(own, counts_at_all(), *conditions).correlate(Employment).scalar_subquery()


def category_rank(on: date) -> ScalarSelect[Any]:
    """The best category of an employment's person on the day, as its place in `Category`; NULL if none is known."""
    awarded, until = col(QualificationCategory.awarded_on), col(QualificationCategory.valid_until)
    category = col(QualificationCategory.category)
    rank = case((until < on, NO_CATEGORY_RANK), else_=case(CATEGORY_RANKS, value=category, else_=None))
    own = col(QualificationCategory.educator_id) == col(Employment.educator_id)
    known = or_(awarded.is_(None), awarded <= on)
    return select(func.min(rank)).where(own, known).correlate(Employment).scalar_subquery()
