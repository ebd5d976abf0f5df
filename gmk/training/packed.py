"""The finishes of an institution's people in one row, so that coverage of a town reads no posts.

Days are packed as ordinals in order, so how many lie in a window is found by bisection, for any window. Packed are the
people whom the default policy counts, each once at an institution. `again` repeats those who count at an institution
with a smaller number as well: by them the sum over the institutions is larger than the whole. People with a finish of
which only the year is known stand in `with_year`, by three numbers: day, year, and 1 if they count elsewhere as well.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, insert, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from gmk.db.tables import Employment, Institution, KeptFinishes
from gmk.training.rows import Policy
from gmk.training.rules import counts_since
from gmk.vocabulary import EmploymentKind

NUMBERS: Final = "I"
"""Four bytes without sign, in the order of the machine."""
ONE_DAY = timedelta(days=1)
Figures = tuple[int, int, int]
"""Covered, active, covered by year."""


def is_packed_policy(policy: Policy) -> bool:
    """Whether the people whom the policy counts are those that are packed."""
    return policy == Policy(window_months=policy.window_months)


@dataclass(frozen=True, slots=True)
class Packed:
    """The figures of institutions, and the surplus of their sum over the whole; of the `unknown` ones nothing tells.

    `surplus` holds only if no institution is unknown.
    """

    figures: dict[int, Figures]
    surplus: Figures
    unknown: frozenset[int]


def read_packed(session: Session, *, on: date, policy: Policy) -> Packed:
    """What is packed, as of a day; an institution whose people or courses may be others on that day is unknown."""
    asked = _Window(counts_since(on, window_months=policy.window_months), on)
    figures, again, unknown = dict[int, Figures](), [], list[int]()
    twice = (0, 0, 0)
    for place, finishes, others, with_year in session.connection().execute(_rows(on)):
        days = memoryview(finishes or b"").cast(NUMBERS)
        if finishes is None or (days and days[-1] > asked.last):
            unknown.append(place)
            continue
        figure = len(days) - bisect_left(days, asked.first), len(days), 0
        again.append(others)
        if with_year:
            more, more_twice, is_later = asked.by_year(with_year)
            if is_later:
                unknown.append(place)
                continue
            figure, twice = _sum(figure, more), _sum(twice, more_twice)
        if figure[1]:
            figures[place] = figure
    return Packed(figures, _sum(twice, asked.by_day(b"".join(again))), frozenset(unknown))


def _rows(on: date) -> Select[Any]:
    row = KeptFinishes
    holds = or_(col(row.holds_from).is_(None), col(row.holds_from) <= on)
    here = and_(col(row.institution_id) == col(Institution.id), holds)
    columns: tuple[Any, ...] = (col(Institution.id), col(row.finishes), col(row.again), col(row.with_year))
    return select(*columns).outerjoin_from(Institution, KeptFinishes, here)


class _Window:
    """Counts packed people whose finish lies in the window."""

    def __init__(self, since: date, on: date) -> None:
        self.first, self.last = since.toordinal(), on.toordinal()
        self._years = range(since.year, on.year + 1)

    def by_day(self, packed: bytes) -> Figures:
        days = sorted(memoryview(packed).cast(NUMBERS))
        return len(days) - bisect_left(days, self.first), len(days), 0

    def by_year(self, packed: bytes) -> tuple[Figures, Figures, bool]:
        """Of the people who have a finish with only a year: figures, those who count elsewhere, and if one is later."""
        all_, twice, is_later = (0, 0, 0), (0, 0, 0), False
        numbers = iter(memoryview(packed).cast(NUMBERS))
        for day, year, is_again in zip(numbers, numbers, numbers, strict=True):
            by_year = int(day < self.first and year in self._years)
            one = int(day >= self.first) + by_year, 1, by_year
            all_ = _sum(all_, one)
            twice = _sum(twice, one) if is_again else twice
            is_later = is_later or day > self.last or year >= self._years.stop
        return all_, twice, is_later


def _sum(one: Figures, other: Figures) -> Figures:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def pack_missing(session: Session) -> None:
    """Packs every institution that has no row; where something isn't kept with a post yet, none is made."""
    is_packed = exists(1).where(col(KeptFinishes.institution_id) == col(Institution.id))
    missing = select(col(Institution.id)).where(~is_packed)
    rows = {place: _row(place, ()) for place in session.scalars(missing)}
    posts = session.connection().execute(_posts(missing).execution_options(yield_per=10_000))
    for place, here in groupby(posts, itemgetter(0)):
        rows[place] = _row(place, here)
    if found := [row for row in rows.values() if row]:
        session.execute(insert(KeptFinishes), found)


def _posts(places: Select[Any]) -> Select[Any]:
    """The posts that the default policy counts while they last, by institution."""
    other = aliased(Employment)
    same, before = (
        col(other.educator_id) == col(Employment.educator_id),
        col(other.institution_id) < col(Employment.institution_id),
    )
    again = exists(1).where(same, before, *_usual(other), col(other.valid_to).is_(None)).correlate(Employment)
    columns: tuple[Any, ...] = (
        col(Employment.institution_id), col(Employment.educator_id), col(Employment.last_counted_on),
        col(Employment.last_counted_year), col(Employment.valid_from), col(Employment.valid_to),
        col(Employment.post_count), and_(col(Employment.post_count) > 1, again).label("again"),
    )  # fmt: skip
    here = col(Employment.institution_id).in_(places)
    return select(*columns).where(here, *_usual(Employment)).order_by(col(Employment.institution_id))


def _usual(post: Any) -> tuple[ColumnElement[bool], ...]:
    return col(post.kind).in_((EmploymentKind.MAIN, EmploymentKind.INTERNAL)), col(post.leave).is_(None)


def _row(place: int, posts: Iterable[Any]) -> dict[str, Any] | None:
    """The row of an institution; None if something isn't kept with one of the posts."""
    people: dict[int, tuple[int, int | None, bool]] = {}
    holds_from = date.min
    for _, person, finish, year, since, until, post_count, again in posts:
        if post_count is None:
            return None
        if until is None:
            people[person] = finish.toordinal() if finish else 0, year, bool(again)
        if since or until:
            holds_from = max(holds_from, until + ONE_DAY if until else since)
    return {"institution_id": place, "holds_from": None if holds_from == date.min else holds_from, **_packs(people)}


def _packs(people: dict[int, tuple[int, int | None, bool]]) -> dict[str, bytes]:
    """The packed columns; people are day of the finish, year of one without a day, whether they count elsewhere too."""
    days = sorted((day, again) for day, year, again in people.values() if year is None)
    with_year = ((day, year, int(again)) for day, year, again in people.values() if year is not None)
    return {
        "finishes": _packed(day for day, _ in days),
        "again": _packed(day for day, again in days if again),
        "with_year": _packed(chain.from_iterable(with_year)),
    }


def _packed(numbers: Iterable[int]) -> bytes:
    return array(NUMBERS, numbers).tobytes()
