"""The version of a plan that is on its way, and the steps it makes."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import User
from gmk.db.tables import PlanStep, PlanVersion
from gmk.errors import Conflict
from gmk.excel.cells import clean_text
from gmk.plan.comparison import Contents
from gmk.plan.queries import versions
from gmk.plan.rows import VersionRow
from gmk.vocabulary import PlanState, PlanStepKind

MOVED = "Пока вы работали, с планом что-то сделали: {what}. Обновите страницу и посмотрите, что изменилось."


def open_version(session: Session, school_year: int, version: int) -> PlanVersion | None:
    """The version on its way; None if there is none.

    Raises:
        Conflict: somebody did something with it since `version`.
    """
    statement = select(PlanVersion).where(
        col(PlanVersion.school_year) == school_year, col(PlanVersion.state) != PlanState.APPROVED
    )
    found = session.scalar(statement.execution_options(populate_existing=True))
    if found is not None and found.version != version:
        last = versions(session, school_year)[-1]
        raise Conflict(MOVED.format(what=last_step(last)))
    return found


def last_step(row: VersionRow) -> str:
    """What was done with a version last, and by whom."""
    step = row.steps[-1]
    return f"{step.step.label} ({step.by})"


def add_step(
    session: Session,
    record: PlanVersion,
    step: PlanStepKind,
    state: PlanState,
    user: User,
    comment: str,
    *,
    content: Contents | None = None,
) -> None:
    """Brings a version to its next state and notes who did it; what was submitted is kept."""
    record.state, record.version = str(state), record.version + 1
    session.add(record)
    session.add(
        PlanStep(
            version_id=record.id,
            step=str(step),
            user_id=user.id,
            user_name=user.full_name,
            comment=clean_text(comment),
            content=None if content is None else {str(key): one for key, one in content.items()},
        )
    )
    session.flush()


def head_of(record: PlanVersion) -> dict[str, Any]:
    """What the hash of a version covers besides its items."""
    return {
        "school_year": record.school_year,
        "number": record.number,
        "level": record.level,
        "starts_on": record.starts_on.isoformat(),
        "ends_on": record.ends_on.isoformat(),
        "protocol": [record.protocol_number, record.protocol_on and record.protocol_on.isoformat()],
        "order": [record.order_number, record.order_on and record.order_on.isoformat()],
    }
