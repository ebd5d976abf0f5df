"""Coverage and the people behind it, as of any day."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db.keys import name_key
from gmk.db.tables import CourseRecord, Employment, Institution, Setting
from gmk.periods import months_after
from gmk.training.due import Asked, Post, Standing, educators, posts_of
from gmk.training.groups import institutions_in_order, rows_by
from gmk.training.person import read_card
from gmk.training.rows import (
    Coverage,
    CoverageBy,
    DueCounts,
    DueStatus,
    EducatorDue,
    MonthOfExpiries,
    PersonCard,
    Policy,
    Shown,
    TrainingSettings,
)
from gmk.training.rules import counts_until, due_on, due_status, is_due
from gmk.training.statements import CATEGORY_RANKS, category_rank, from_active, has_ended, last_counted

SETTINGS_KEY = "training"
"""The key of this area's settings in the table of settings."""
_STORED_SETTINGS = select(col(Setting.value), col(Setting.version)).where(col(Setting.key) == SETTINGS_KEY)


@requires(Right.READ_FIGURES)
def coverage(session: Session, *, scope: Scope, by: CoverageBy, on: date, policy: Policy) -> Coverage:
    """Coverage on a day by groups, and of all together (there each person counts once)."""
    rows, total = rows_by(session, by, scope=scope, on=on, policy=policy)
    return Coverage(on, by, policy, rows, total)


@requires(Right.READ_PEOPLE, names=True)
def people_behind(
    session: Session,
    *,
    scope: Scope,
    by: CoverageBy,
    key: str | None,
    on: date,
    policy: Policy,
    shown: Shown = Shown.ALL,
) -> list[EducatorDue]:
    """The people of one group of `coverage` by name, as many as its figures say; `key=None` stands for the whole."""
    posts = from_active(posts_of(on), scope=scope, on=on, policy=policy)
    if key is not None and by is not CoverageBy.SUBJECT:
        posts = posts.where(_in_group(by, key, on))
    found = educators(session, posts, _asked(session, on, policy), one_for=_person, wanted=_teaches(by, key))
    wanted = {Shown.ALL: (True, False), Shown.COVERED: (True,), Shown.NOT_COVERED: (False,)}[shown]
    return sorted((row for row, _ in found if row.covered in wanted), key=_by_name)


def _in_group(by: CoverageBy, key: str, on: date) -> ColumnElement[bool]:
    """The condition under which a post belongs to the group that the key names; an unknown key names an empty one."""
    match by:
        case CoverageBy.INSTITUTION:
            return col(Employment.institution_id) == int(key) if _is_id(key) else false()
        case CoverageBy.INSTITUTION_KIND:
            return col(Institution.kind) == key
        case CoverageBy.POSITION:
            return col(Employment.position_key) == key
        case _:
            rank = category_rank(on)
            return rank == CATEGORY_RANKS.get(key, -1) if key else rank.is_(None)


def _is_id(key: str) -> bool:
    return key.isdecimal() and len(key) < 19


def _teaches(by: CoverageBy, key: str | None) -> Callable[[Post], bool] | None:
    """Subjects are a list in one column, so their group is picked here."""
    if by is not CoverageBy.SUBJECT or key is None:
        return None
    return lambda post: key in ({name_key(subject) for subject in post.subjects} or {""})


def _person(post: Post) -> int:
    return post.educator_id


def _by_name(row: EducatorDue) -> tuple[str, int]:
    return name_key(row.name), row.educator_id


@requires(Right.READ_PEOPLE, names=True)
def educators_due(
    session: Session,
    *,
    scope: Scope,
    on: date,
    policy: Policy,
    horizon_months: int | None = None,
    institution_id: int | None = None,
) -> list[EducatorDue]:
    """Whose term has come or comes within so many months (else the setting); at each institution, by urgency."""
    horizon = horizon_months or _settings(session).due_horizon_months
    posts = from_active(posts_of(on), scope=scope, on=on, policy=policy)
    if institution_id is not None:
        posts = posts.where(col(Employment.institution_id) == institution_id)
    found = educators(session, posts, _asked(session, on, policy), one_for=_person_at_place)
    due = [(row, stands) for row, stands in found if is_due(stands.until, on=on, horizon_months=horizon)]
    places = {place: number for number, place in enumerate(institutions_in_order(session))}
    return [row for row, _ in sorted(due, key=lambda pair: _by_urgency(places, *pair))]


def _person_at_place(post: Post) -> tuple[int, int]:
    return post.educator_id, post.institution_id


def _by_urgency(places: dict[int, int], row: EducatorDue, stands: Standing) -> tuple[int, date, str, int]:
    """Those who have no counted course come first."""
    return places[row.institution_id], stands.until or date.min, name_key(row.name), row.educator_id


@requires(Right.READ_FIGURES)
def due_counts(
    session: Session, *, scope: Scope, on: date, policy: Policy, horizon_months: int | None = None
) -> DueCounts:
    """How many active people stand where; each counts once."""
    office = _settings(session)
    horizon = horizon_months or office.due_horizon_months
    people = _people_by_term(session, scope=scope, on=on, policy=policy)
    states: Counter[DueStatus] = Counter()
    for until, number in people.items():
        states[due_status(until, on=on, amber_days=office.amber_days)] += number
    due = sum(number for until, number in people.items() if is_due(until, on=on, horizon_months=horizon))
    return DueCounts(active=people.total(), due=due, **{str(status): states[status] for status in DueStatus})


@requires(Right.READ_FIGURES)
def expiries_by_month(
    session: Session, *, scope: Scope, on: date, policy: Policy, months: int = 12
) -> list[MonthOfExpiries]:
    """For how many covered people the term comes in each of the coming months, the current one first."""
    people = _people_by_term(session, scope=scope, on=on, policy=policy)
    by_month: Counter[date] = Counter()
    for until, number in people.items():
        first = due_on(until)
        if first is not None and first > on:
            by_month[first.replace(day=1)] += number
    coming = [months_after(on.replace(day=1), number) for number in range(months)]
    return [MonthOfExpiries(month, by_month[month]) for month in coming]


def _people_by_term(session: Session, *, scope: Scope, on: date, policy: Policy) -> Counter[date | None]:
    """How many active people have their latest counted course counting until each day; None: they have none."""
    people = from_active(_last_courses(on), scope=scope, on=on, policy=policy).distinct().subquery()
    terms: Counter[date | None] = Counter()
    grouped = select(people.c.finish, people.c.year, func.count()).group_by(people.c.finish, people.c.year)
    for finish, year, number in session.execute(grouped):
        ends = (counts_until(*end, window_months=policy.window_months) for end in ((finish, None), (None, year)))
        terms[max((end for end in ends if end), default=None)] += number
    return terms


def _last_courses(on: date) -> Select[Any]:
    finish, year = col(CourseRecord.finished_on), col(CourseRecord.year)
    return select(
        col(Employment.educator_id),
        last_counted(finish, finish <= on).label("finish"),
        last_counted(year, finish.is_(None), has_ended(on)).label("year"),
    )


@requires(Right.READ_PEOPLE, names=True)
def person_card(session: Session, *, scope: Scope, educator_id: int, on: date, policy: Policy) -> PersonCard:
    """Everything about an educator, as of the day.

    Raises:
        NotAllowed: there is no such educator at the institutions of the scope.
    """
    return read_card(session, educator_id, scope=scope, asked=_asked(session, on, policy))


@requires(Right.READ_FIGURES)
def training_settings(session: Session, *, scope: Scope) -> TrainingSettings:
    """The office's settings of this area, or their defaults."""
    return _settings(session)


def _settings(session: Session) -> TrainingSettings:
    stored = session.connection().execute(_STORED_SETTINGS).one_or_none()
    return TrainingSettings(**stored[0], version=stored[1]) if stored else TrainingSettings()


def _asked(session: Session, on: date, policy: Policy) -> Asked:
    return Asked(on, policy, _settings(session).amber_days)
