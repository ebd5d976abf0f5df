"""Coverage by institution out of what is kept with the employments: the same figures as `groups`, from three indexes.

A post's kept finish answers for every day that isn't before it: the person is covered if it lies in the window. On an
earlier day the kept finish may hide an earlier one, and those few people are looked up in the courses. A person counts
once at an institution and once in all, so whoever has several posts is counted apart.
"""

from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlmodel import Session, col

from gmk.access import EVERYTHING, Scope
from gmk.db.tables import Employment
from gmk.db.tables.people import ONLY_POST_HERE, OTHER_POSTS, OTHER_POSTS_HERE
from gmk.training.packed import Figures, Packed, is_packed_policy, read_packed
from gmk.training.rows import Policy
from gmk.training.rules import counts_since
from gmk.training.statements import BY_DAY, BY_YEAR, from_active, how_covered

Found = tuple[int, int, int, int]
"""An institution's id and its figures."""
FEW = 500
"""Up to so many institutions are asked by number, those that aren't packed or were others on the day."""

_place, _person = col(Employment.institution_id), col(Employment.educator_id)
_last_year = col(Employment.last_counted_year)
# SQLite takes a bare column of dates for numbers and would parse each text; what coalesce gives it compares as it is.
_last_day = func.coalesce(col(Employment.last_counted_on), date.min)

_YEAR, _LATER = 10**6, 10**12
"""Weights that keep counts of people at one institution apart in one sum."""


def figures_by_institution(session: Session, *, scope: Scope, on: date, policy: Policy) -> tuple[list[Found], Figures]:
    """The figures of each institution with somebody active, and of all together."""
    if scope.everything and is_packed_policy(policy):
        packed = read_packed(session, on=on, policy=policy)
        if len(packed.unknown) <= FEW:
            return _by_packed(session, packed, on, policy)
    return _asked(scope, on, policy).by_institution(session)


def _by_packed(session: Session, packed: Packed, on: date, policy: Policy) -> tuple[list[Found], Figures]:
    figures, surplus = packed.figures, packed.surplus
    if packed.unknown:
        figures = figures | _asked(Scope(packed.unknown), on, policy).figures(session)
        surplus = _asked(EVERYTHING, on, policy).counted_twice(session)
    return _with_whole(figures, surplus)


def _with_whole(figures: dict[int, Figures], surplus: Figures) -> tuple[list[Found], Figures]:
    sums = [sum(column) for column in zip(*figures.values(), strict=True)] or [0, 0, 0]
    covered, active, by_year = (total - double for total, double in zip(sums, surplus, strict=True))
    return [(place, *figure) for place, figure in figures.items()], (covered, active, by_year)


@lru_cache(maxsize=64)
def _asked(scope: Scope, on: date, policy: Policy) -> "_Kept":
    """The same question of the same day has the same statements: to write them takes longer than to answer them."""
    return _Kept(scope, on, policy)


def how_by_kept(on: date, policy: Policy) -> ColumnElement[int]:
    """As `how_covered`, but asks the courses only where what is kept doesn't tell."""
    since = counts_since(on, window_months=policy.window_months)
    by_year = and_(_last_year >= since.year, _last_day < since)
    kept = case((_last_day >= since, BY_DAY), (by_year, BY_YEAR), else_=0)
    unknown = or_(col(Employment.post_count).is_(None), _is_later(on))
    return case((unknown, how_covered(on, policy)), else_=kept)


class _Kept:
    """Counts the active people of a day; holds statements, no session and no figures."""

    def __init__(self, scope: Scope, on: date, policy: Policy) -> None:
        self._scope, self._on, self._policy = scope, on, policy
        self._since = counts_since(on, window_months=policy.window_months)

    def by_institution(self, session: Session) -> tuple[list[Found], Figures]:
        """The figures of each institution and of all together."""
        return _with_whole(self.figures(session), self.counted_twice(session))

    def figures(self, session: Session) -> dict[int, Figures]:
        """The figures of each institution."""
        figures = self._with_one_post_here(session)
        for place, covered, active, by_year in session.connection().execute(self._more_posts_here):
            known = figures.get(place, (0, 0, 0))
            figures[place] = known[0] + covered, known[1] + active, known[2] + by_year
        return figures

    @cached_property
    def _one_post_here(self) -> Select[Any]:
        columns: tuple[Any, ...] = (_place, func.count(), func.sum(self._packed()))
        return self._active(select(*columns).where(ONLY_POST_HERE)).group_by(_place)

    def _with_one_post_here(self, session: Session) -> dict[int, Figures]:
        figures, to_look_up = {}, 0
        for place, active, packed in session.connection().execute(self._one_post_here):
            rest, day = divmod(int(packed), _YEAR)
            later, year = divmod(rest, _YEAR)
            figures[place] = day + year, active, year
            to_look_up += later
        return self._corrected(session, figures) if to_look_up else figures

    def _packed(self) -> ColumnElement[int]:
        """Covered by day, by year, and to be looked up as three counts in one number.

        Most of the question is this scan, and each aggregate of its own would cost a fifth of it.
        """
        return case(
            (_is_later(self._on), _LATER), (self._is_kept_by_day(), 1), (self._is_kept_by_year(), _YEAR), else_=0
        )

    def _corrected(self, session: Session, figures: dict[int, Figures]) -> dict[int, Figures]:
        """The figures with those who had to be looked up, because their kept finish is later than the day."""
        for place, packed in session.connection().execute(self._looked_up):
            more_by_year, more_by_day = divmod(int(packed), _YEAR)
            covered, active, by_year = figures[place]
            figures[place] = covered + more_by_day + more_by_year, active, by_year + more_by_year
        return figures

    @cached_property
    def _looked_up(self) -> Select[Any]:
        """Packed as well: of two counts each would look the courses up for itself."""
        how = how_covered(self._on, self._policy, day=1, year=_YEAR)
        columns: tuple[Any, ...] = (_place, func.sum(how))
        return self._active(select(*columns).where(ONLY_POST_HERE, _is_later(self._on))).group_by(_place)

    @cached_property
    def _more_posts_here(self) -> Select[Any]:
        """Found figures: institution, covered, active, covered by year."""
        how = func.max(self._how(col(Employment.posts_here))).label("how")
        columns: tuple[Any, ...] = (_place, _person, how)
        people = self._active(select(*columns).where(OTHER_POSTS_HERE)).group_by(_place, _person).subquery()
        counts = (_covered(people.c.how), func.count(), _by_year(people.c.how))
        return select(people.c.institution_id, *counts).group_by(people.c.institution_id)

    def counted_twice(self, session: Session) -> Figures:
        """By how much the sum over the institutions is larger than the whole."""
        covered, active, by_year = session.connection().execute(self._doubles).one()
        return covered or 0, active or 0, by_year or 0

    @cached_property
    def _doubles(self) -> Select[Any]:
        more = (func.count(_place.distinct()) - 1).label("more")
        how = func.max(self._how(col(Employment.post_count))).label("how")
        columns: tuple[Any, ...] = (_person, more, how)
        posts = self._active(select(*columns).where(OTHER_POSTS)).group_by(_person)
        people = posts.having(func.min(_place) != func.max(_place)).subquery()
        times, found = people.c.more, people.c.how
        counts = (case((found > 0, times), else_=0), times, case((found == BY_YEAR, times), else_=0))
        return select(*(func.sum(count) for count in counts))

    def _how(self, kept: Any) -> ColumnElement[int]:
        """How a person is covered, by what is kept where that was filled and tells."""
        return case((or_(kept.is_(None), _is_later(self._on)), self._courses_how()), else_=self._kept_how())

    def _courses_how(self) -> ColumnElement[int]:
        return how_covered(self._on, self._policy)

    def _kept_how(self) -> ColumnElement[int]:
        return case((self._is_kept_by_day(), BY_DAY), (self._is_kept_by_year(), BY_YEAR), else_=0)

    def _is_kept_by_day(self) -> ColumnElement[bool]:
        return _last_day >= self._since

    def _is_kept_by_year(self) -> ColumnElement[bool]:
        return and_(_last_year >= self._since.year, _last_day < self._since)

    def _active(self, statement: Select[Any]) -> Select[Any]:
        return from_active(statement, scope=self._scope, on=self._on, policy=self._policy)


def _is_later(on: date) -> ColumnElement[bool]:
    """Whether what is kept may hide what was known on the day; NULL where it doesn't."""
    return or_(_last_day > on, _last_year > on.year)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _covered(how: ColumnElement[Any]) -> ColumnElement[int]:
    return _number(how > 0)


def _by_year(how: ColumnElement[Any]) -> ColumnElement[int]:
    return _number(how == BY_YEAR)
