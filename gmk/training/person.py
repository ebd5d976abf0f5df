"""The card of one educator."""

from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Scope
from gmk.db.tables import CourseRecord, Educator, QualificationCategory
from gmk.errors import NotAllowed
from gmk.people.queries import full_name, posts_of
from gmk.training.due import Asked, standing
from gmk.training.rows import CategoryRow, CourseRow, PersonCard
from gmk.training.rules import CountedCourse, due_on, due_status, is_counted, why, why_not_counted
from gmk.vocabulary import Category

NOT_TO_BE_SEEN = "Этого педагога нет среди тех, кого вы можете видеть. Найдите его в списке учреждения."
"""What whoever may not see a person is told."""


def read_card(session: Session, educator_id: int, *, scope: Scope, asked: Asked) -> PersonCard:
    """The card as of the day; posts at institutions outside the scope aren't on it.

    Raises:
        NotAllowed: there is no such educator, or nobody of the scope's institutions has or will have one.
    """
    person = session.get(Educator, educator_id)
    posts = posts_of(session, scope=scope, educator_id=educator_id)
    if person is None or not (scope.everything or any(not post.is_over(asked.on) for post in posts)):
        raise NotAllowed(NOT_TO_BE_SEEN)
    records = _courses(session, educator_id)
    stands = standing((counted for record in records if (counted := _counted(record))), asked)
    status = due_status(stands.until, on=asked.on, amber_days=asked.amber_days)
    return PersonCard(
        educator_id=educator_id,
        name=full_name(person),
        birth_year=person.birth_year,
        education=person.education,
        experience_total_years=person.experience_total_years,
        experience_teaching_years=person.experience_teaching_years,
        phone=person.phone,
        email=person.email,
        status=status,
        why=why(stands.last, status, window_months=asked.policy.window_months),
        due_on=due_on(stands.until) if stands.last and stands.last.finished_on else None,
        employments=tuple(posts),
        categories=_categories(session, educator_id),
        courses=tuple(_course_row(record, asked) for record in records),
    )


def _categories(session: Session, educator_id: int) -> tuple[CategoryRow, ...]:
    """Awarded categories, the newest first."""
    own = select(QualificationCategory).where(col(QualificationCategory.educator_id) == educator_id)
    found = sorted(session.scalars(own), key=lambda one: (one.awarded_on or date.min, one.id), reverse=True)
    return tuple(
        CategoryRow(Category(one.category).label, one.awarded_on, one.valid_until, one.order_text) for one in found
    )


def _courses(session: Session, educator_id: int) -> list[CourseRecord]:
    """Courses, the latest first."""
    own = select(CourseRecord).where(col(CourseRecord.educator_id) == educator_id)
    return sorted(session.scalars(own), key=_latest_first, reverse=True)


def _latest_first(record: CourseRecord) -> tuple[date, int]:
    return record.finished_on or date(record.year or 1, 12, 31), record.id


def _counted(record: CourseRecord) -> CountedCourse | None:
    if record.hours is None or not is_counted(record.kind, record.hours, by_profile=record.by_profile):
        return None
    return CountedCourse(record.title, record.hours, record.finished_on, record.year)


def _course_row(record: CourseRecord, asked: Asked) -> CourseRow:
    flaw = why_not_counted(
        record.kind,
        record.hours,
        record.finished_on,
        record.year,
        by_profile=record.by_profile,
        on=asked.on,
        window_months=asked.policy.window_months,
    )
    shown = record.model_dump(exclude={"educator_id", "institution_id", "position", "title_key"})
    return CourseRow(**shown, counts=flaw is None, why_not=flaw)
