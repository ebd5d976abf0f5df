"""What the database holds of results of contests and of exams, as the columns of their formats have it."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db.scoping import within
from gmk.db.tables import ContestResult, ExamResult, Institution
from gmk.periods import school_year_text


@requires(Right.EXPORT_PEOPLE, names=True)
def contest_contents(
    session: Session,
    *,
    scope: Scope,
    on: date,  # noqa: ARG001 - as all contents
    institution_id: int | None = None,
) -> list[dict[str, Any]]:
    """Every result of a contest or an olympiad, those of the latest school year first."""
    place = col(ContestResult.institution_id)
    statement = (
        select(ContestResult, col(Institution.name))
        .outerjoin(Institution, place == col(Institution.id))
        .order_by(col(ContestResult.school_year).desc(), col(ContestResult.id))
    )
    if institution_id is not None:
        statement = statement.where(place == institution_id)
    return [_contest(*found) for found in session.execute(within(statement, place, scope))]


def _contest(one: ContestResult, institution: str | None) -> dict[str, Any]:
    return one.model_dump() | {
        "subject": one.school_subject,
        "order": one.order_text,
        "institution": institution,
        "school_year": None if one.school_year is None else school_year_text(one.school_year),
    }


@requires(Right.READ_FIGURES)
def exam_contents(
    session: Session,
    *,
    scope: Scope,
    on: date,  # noqa: ARG001 - as all contents
    institution_id: int | None = None,
) -> list[dict[str, Any]]:
    """Every result of an exam by institution and subject, the latest year first."""
    place = col(ExamResult.institution_id)
    statement = (
        select(ExamResult, col(Institution.name))
        .outerjoin(Institution, place == col(Institution.id))
        .order_by(col(ExamResult.year).desc(), col(ExamResult.procedure), col(ExamResult.id))
    )
    if institution_id is not None:
        statement = statement.where(place == institution_id)
    return [_exam(*found) for found in session.execute(within(statement, place, scope))]


def _exam(one: ExamResult, institution: str | None) -> dict[str, Any]:
    return one.model_dump() | {
        "subject": one.school_subject,
        "institution": institution or one.institution_name,
        "procedure": one.procedure or None,
    }
