"""People one by one: where the training of each stands, and when the term comes."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from gmk.db.tables import CourseRecord, Educator, Employment, Institution
from gmk.training.rows import EducatorDue, Policy
from gmk.training.rules import CountedCourse, counts_until, due_on, due_status, latest_counted
from gmk.training.statements import CATEGORY_NAMES, category_rank, counts_at_all, has_ended
from gmk.vocabulary import EmploymentKind

_KINDS_IN_ORDER = tuple(EmploymentKind)


@dataclass(frozen=True, slots=True)
class Asked:
    """As of when and by which numbers people are judged."""

    on: date
    policy: Policy
    amber_days: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's latest counted course on a day, and the last day on which it counts."""

    last: CountedCourse | None
    until: date | None


NOTHING = Standing(None, None)


@dataclass(frozen=True, slots=True)
class Post:
    """One active post, with whatever a list says about the person and the place."""

    educator_id: int
    institution_id: int
    name: str
    institution: str
    kind: str
    position: str | None
    subjects: tuple[str, ...]
    category: str | None


def post_columns(on: date) -> tuple[Any, ...]:
    """The columns that `posts` reads, over Employment joined to Educator and Institution."""
    person, post, place = Educator, Employment, Institution
    return (
        col(post.educator_id), col(post.institution_id), col(post.kind), col(post.position), col(post.subjects),
        col(person.last_name), col(person.first_name), col(person.patronymic),
        col(place.name), col(place.short_name), category_rank(on).label("category"),
    )  # fmt: skip


def posts_of(on: date) -> Select[Any]:
    """Every post with its person and place; the caller narrows it."""
    return (
        select(*post_columns(on))
        .join_from(Employment, Educator, col(Educator.id) == col(Employment.educator_id))
        .join(Institution, col(Institution.id) == col(Employment.institution_id))
    )


def read_posts(session: Session, statement: Select[Any]) -> Iterator[Post]:
    """The posts of the statement, a person's main one first."""
    rows = session.execute(statement.order_by(col(Employment.educator_id), col(Employment.id)))
    for row in sorted(rows, key=lambda row: _place_of_kind(row.kind)):
        yield Post(
            educator_id=row.educator_id,
            institution_id=row.institution_id,
            name=" ".join(part for part in (row.last_name, row.first_name, row.patronymic) if part),
            institution=row.short_name or row.name,
            kind=row.kind,
            position=row.position or None,
            subjects=tuple(row.subjects or ()),
            category=CATEGORY_NAMES[row.category].label if row.category is not None else None,
        )


def _place_of_kind(kind: str) -> int:
    return _KINDS_IN_ORDER.index(EmploymentKind(kind))


def standings(session: Session, people: Select[Any], asked: Asked) -> dict[int, Standing]:
    """Where the people stand whose ids the statement gives; those without a counted course are left out."""
    course = CourseRecord
    statement = select(
        col(course.educator_id), col(course.title), col(course.hours), col(course.finished_on), col(course.year)
    ).where(counts_at_all(), has_ended(asked.on), col(course.educator_id).in_(people))
    courses: dict[int, list[CountedCourse]] = defaultdict(list)
    for educator_id, *values in session.execute(statement):
        courses[educator_id].append(CountedCourse(*values))
    return {educator_id: standing(taken, asked) for educator_id, taken in courses.items()}


def standing(courses: Iterable[CountedCourse], asked: Asked) -> Standing:
    """Where a person with these counted courses stands."""
    last = latest_counted(courses, on=asked.on)
    if last is None:
        return NOTHING
    return Standing(last, counts_until(last.finished_on, last.year, window_months=asked.policy.window_months))


def educators(
    session: Session,
    posts: Select[Any],
    asked: Asked,
    *,
    one_for: Callable[[Post], Hashable],
    wanted: Callable[[Post], bool] | None = None,
) -> list[tuple[EducatorDue, Standing]]:
    """People with their standing, one row for each value of `one_for` among the wanted posts."""
    groups: dict[Hashable, list[Post]] = defaultdict(list)
    for post in read_posts(session, posts):
        if wanted is None or wanted(post):
            groups[one_for(post)].append(post)
    known = standings(session, posts.with_only_columns(col(Employment.educator_id)), asked)
    pairs = ((own, known.get(own[0].educator_id, NOTHING)) for own in groups.values())
    return [(_row(own, stands, asked), stands) for own, stands in pairs]


def _row(posts: Sequence[Post], stands: Standing, asked: Asked) -> EducatorDue:
    """One row out of a person's posts: the place of the first, the positions and subjects of all at that place."""
    first, last = posts[0], stands.last
    here = [post for post in posts if post.institution_id == first.institution_id]
    positions = dict.fromkeys(post.position for post in here if post.position)
    by_day = due_on(stands.until) if last is not None and last.finished_on else None
    return EducatorDue(
        educator_id=first.educator_id,
        institution_id=first.institution_id,
        name=first.name,
        institution=first.institution,
        position=", ".join(positions) or None,
        subjects=tuple(dict.fromkeys(subject for post in here for subject in post.subjects)),
        category=first.category,
        status=due_status(stands.until, on=asked.on, amber_days=asked.amber_days),
        covered=stands.until is not None and stands.until >= asked.on,
        last_title=last.title if last else None,
        last_finished_on=last.finished_on if last else None,
        last_year=last.year if last and last.finished_on is None else None,
        due_on=by_day,
        days_left=(by_day - asked.on).days if by_day else None,
    )
