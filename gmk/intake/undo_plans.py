"""What an undo would do, by the rules of all areas."""

from sqlmodel import Session

from gmk.associations.undoing import leave_what_would_overlap
from gmk.changes.undo import UndoPlan, plan_undo
from gmk.plan.undoing import check_plan_is_open


def plan_lawful_undo(session: Session, set_id: int) -> UndoPlan:
    """The plan of the undo without what the rules don't let back.

    Raises:
        RuleBroken: the change set is about a plan that is closed now.
    """
    check_plan_is_open(session, set_id)
    plan = plan_undo(session, set_id)
    leave_what_would_overlap(session, plan)
    return plan
