"""What the database holds of the plan, as the columns of its format have it."""

from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db.tables import Activity


@requires(Right.EXPORT_PEOPLE, names=True)
def plan_contents(session: Session, *, scope: Scope, on: date) -> list[dict[str, object]]:  # noqa: ARG001 - as all contents
    """Every item with its `school_year`, as the plan has them one after the other; the plan is the office's."""
    statement = select(Activity).order_by(col(Activity.school_year).desc(), col(Activity.id))
    return [one.model_dump() for one in session.scalars(statement)] if scope.everything else []
