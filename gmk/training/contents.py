"""What the database holds of completed courses, as the columns of their format have it."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db.scoping import within
from gmk.db.tables import CourseRecord, Educator, Institution
from gmk.people.contents import Content, person_text


@requires(Right.EXPORT_PEOPLE, names=True)
def course_contents(
    session: Session,
    *,
    scope: Scope,
    on: date,  # noqa: ARG001 - as all contents
    institution_id: int | None = None,
) -> Content:
    """The courses with the institution under which they were recorded, the latest of each person first."""
    place = col(CourseRecord.institution_id)
    ends = (col(CourseRecord.finished_on).desc(), col(CourseRecord.year).desc(), col(CourseRecord.id))
    statement = (
        select(CourseRecord, Educator, col(Institution.name))
        .join_from(CourseRecord, Educator)
        .outerjoin(Institution, place == col(Institution.id))
        .order_by(col(Institution.name_key), col(Educator.name_key), col(Educator.id), *ends)
    )
    if institution_id is not None:
        statement = statement.where(place == institution_id)
    return [_row(*found) for found in session.execute(within(statement, place, scope))]


def _row(course: CourseRecord, person: Educator, institution: str | None) -> dict[str, Any]:
    named = {"educator_id": person.id, "full_name": person_text(person), "institution": institution}
    return course.model_dump() | named
