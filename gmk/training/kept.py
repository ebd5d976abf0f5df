"""Coverage by institution out of what is kept with the employments: the same figures as `groups`, from two indexes.

A post's kept finish answers for every day that isn't before it: the person is covered if it lies in the window. On an
earlier day the kept finish may hide an earlier one, and those few people are looked up in the courses.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlmodel import Session, col

from gmk.access import Scope
from gmk.db.tables import Employment
from gmk.db.tables.people import NOT_ONLY_POST, ONLY_POST
from gmk.training.rows import Policy
from gmk.training.rules import counts_since
from gmk.training.statements import BY_DAY, BY_YEAR, from_active, how_covered

Figures = tuple[int, int, int]
"""Covered, active, covered by year."""

_kept_day, _kept_year = col(Employment.last_counted_on), col(Employment.last_counted_year)


class KeptCoverage:
    """Counts the active people of a day."""

    def __init__(self, session: Session, scope: Scope, on: date, policy: Policy) -> None:
        self._session, self._scope, self._on, self._policy = session, scope, on, policy

    def by_institution(self) -> tuple[dict[int, Figures], Figures]:
        """The figures by an institution's id, and of all together."""
        figures: Counter[tuple[int, int]] = Counter()
        whole: Counter[int] = Counter()
        for institution_id, how, people in self._with_one_post():
            figures[institution_id, how] += people
            whole[how] += people
        figures.update(self._elsewhere_too())
        whole.update(self._once_each())
        institutions = {institution_id for institution_id, _ in figures}
        return {one: _figures({how: figures[one, how] for how in _HOWS}) for one in institutions}, _figures(whole)

    def _with_one_post(self) -> Iterator[tuple[int, int, int]]:
        """Institution, how covered, number of people; of those whose only post it is, each counts there and once."""
        place = col(Employment.institution_id)
        known = _is_known(self._on)
        by_day, by_year = self._kept_by_day(), self._kept_by_year()
        counts = (
            func.count(),
            _number(known),
            _number(and_(known, by_day)),
            _number(and_(known, by_year)),
        )
        statement = self._active(select(place, *counts).where(ONLY_POST)).group_by(place)
        hidden = 0
        for institution_id, active, told, day, year in self._session.execute(statement):
            hidden += active - told
            yield from ((institution_id, BY_DAY, day), (institution_id, BY_YEAR, year))
            yield institution_id, 0, told - day - year
        if hidden:
            yield from self._looked_up()

    def _looked_up(self) -> Iterator[tuple[int, int, int]]:
        place, how = col(Employment.institution_id), how_covered(self._on, self._policy)
        columns: tuple[Any, ...] = (place, how.label("how"))
        hidden = self._active(select(*columns).where(ONLY_POST, ~_is_known(self._on))).subquery()
        grouped = select(hidden.c.institution_id, hidden.c.how, func.count())
        rows = self._session.execute(grouped.group_by(hidden.c.institution_id, hidden.c.how))
        yield from ((row[0], row[1], row[2]) for row in rows)

    def _elsewhere_too(self) -> dict[tuple[int, int], int]:
        """Number of people by institution and how they are covered, of those who have several posts."""
        people = self._people_with_posts(col(Employment.institution_id), col(Employment.educator_id))
        counted = select(people.c.institution_id, people.c.how, func.count())
        rows = self._session.execute(counted.group_by(people.c.institution_id, people.c.how))
        return {(row[0], row[1]): row[2] for row in rows}

    def _once_each(self) -> dict[int, int]:
        """Number of people by how they are covered, of those who have several posts."""
        people = self._people_with_posts(col(Employment.educator_id))
        rows = self._session.execute(select(people.c.how, func.count()).group_by(people.c.how))
        return {row[0]: row[1] for row in rows}

    def _people_with_posts(self, *columns: Any) -> Any:
        how = case(
            (and_(col(Employment.post_count).is_not(None), _is_known(self._on)), self._kept_how()),
            else_=how_covered(self._on, self._policy),
        )
        statement = select(*columns, func.max(how).label("how")).where(NOT_ONLY_POST)
        return self._active(statement).group_by(*columns).subquery()

    def _kept_how(self) -> ColumnElement[int]:
        return case((self._kept_by_day(), BY_DAY), (self._kept_by_year(), BY_YEAR), else_=0)

    def _kept_by_day(self) -> ColumnElement[bool]:
        return _kept_day >= self._since()

    def _kept_by_year(self) -> ColumnElement[bool]:
        old = or_(_kept_day.is_(None), _kept_day < self._since())
        return and_(old, _kept_year >= self._since().year)

    def _since(self) -> date:
        return counts_since(self._on, window_months=self._policy.window_months)

    def _active(self, statement: Select[Any]) -> Select[Any]:
        return from_active(statement, scope=self._scope, on=self._on, policy=self._policy)


_HOWS = (BY_DAY, BY_YEAR, 0)


def _figures(people: dict[int, int]) -> Figures:
    by_day, by_year, none = (people.get(how, 0) for how in _HOWS)
    return by_day + by_year, by_day + by_year + none, by_year


def _is_known(on: date) -> ColumnElement[bool]:
    """Whether what is kept is as it was on the day: nothing in it is later."""
    return and_(
        or_(_kept_day.is_(None), _kept_day <= on),
        or_(_kept_year.is_(None), _kept_year <= on.year),
    )


def _number(condition: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def figures_by_institution(
    session: Session, *, scope: Scope, on: date, policy: Policy
) -> tuple[Iterable[tuple[int, int, int, int]], Figures]:
    """Institution, covered, active, covered by year; and the figures of all together."""
    by_institution, whole = KeptCoverage(session, scope, on, policy).by_institution()
    return [(one, *figures) for one, figures in by_institution.items()], whole
