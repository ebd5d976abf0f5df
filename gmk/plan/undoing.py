"""What an undo may not take back: what a plan says while it is closed."""

from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.db import bulk
from gmk.db.tables import Activity, ChangeRecord
from gmk.plan import rules
from gmk.plan.guards import check_open
from gmk.plan.queries import stage
from gmk.vocabulary import ActivityStatus


def check_plan_is_open(session: Session, set_id: int) -> None:
    """Refuses to undo a change set that changed what a plan says, unless the plan is open for such changes now.

    Raises:
        RuleBroken: the plan lies with the approver, or is signed.
    """
    line = ChangeRecord
    statement = select(col(line.entity_id), col(line.action), col(line.before), col(line.after))
    of_plan = statement.where(col(line.change_set_id) == set_id, col(line.entity) == Activity.__tablename__)
    changed = {key for key, action, before, after in session.execute(of_plan) if _is_content(action, before, after)}
    among = bulk.among(session.connection(), col(Activity.id), changed)
    by_year = select(col(Activity.school_year), col(Activity.id)).where(among)
    stages: dict[int, Any] = {}
    for school_year, key in session.execute(by_year).all() if changed else ():
        now = stages.get(school_year) or stages.setdefault(school_year, stage(session, school_year))
        check_open(now, key)


def _is_content(action: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> bool:
    if action != "update":
        return True
    told = {**(before or {}), **(after or {})}
    statuses = {(before or {}).get("status"), (after or {}).get("status")}
    return bool(told.keys() & rules.CONTENT) or ActivityStatus.CANCELLED in statuses
