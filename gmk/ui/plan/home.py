"""The plan on the first page: what is late, what comes, what lacks its outcome, and whose turn it is."""

from datetime import date

import streamlit as st

from gmk.access import Right, Role, User
from gmk.periods import school_year_text
from gmk.plan.rows import Plan
from gmk.plan.selection import Shown, selected
from gmk.ui.data import may
from gmk.ui.links import link
from gmk.ui.plan.stage import show_stage
from gmk.vocabulary import PlanState
from gmk.wording import number_text

_COUNTED = {
    Shown.OVERDUE: "План: просрочено",
    Shown.SOON: "План: ближайшие 14 дней",
    Shown.NO_OUTCOME: "План: проведено без итога",
}


def show_plan(plan: Plan, user: User, on: date) -> None:
    """Three counters with the way to what they count, a methodist's own ones; and who has to decide about the plan."""
    if not plan.items:
        return
    own = _is_own(user)
    for place, (shown, label) in zip(st.columns(len(_COUNTED)), _COUNTED.items(), strict=True):
        with place:
            count = len(selected(plan.items, on=on, shown=shown, person=user.full_name if own else None))
            st.metric(f"{label}, мои" if own else label, number_text(count), border=True)
            query = {"year": school_year_text(plan.school_year), "show": shown.label} | (
                {"mine": "true"} if own else {}
            )
            link("plan/year.py", "Подробнее", **query)
    _whose_turn(plan)


def offer_plan(plan: Plan) -> None:
    """The ways to a plan where the year has none yet, for whoever makes it."""
    if not plan.items and may(Right.EDIT_PLAN):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="plan_first"):
            st.markdown(f"Плана на {school_year_text(plan.school_year)} учебный год ещё нет.", width="content")
            link("data/upload.py", "Загрузить план из Excel")
            link("plan/year.py", "Начать план")


def _is_own(user: User) -> bool:
    """Whether the counters are those of the user alone: a methodist's, unless she is the head too."""
    return Role.METHODIST in user.roles and Role.HEAD not in user.roles


def _whose_turn(plan: Plan) -> None:
    waits_for_chair = plan.stage.state is PlanState.SUBMITTED and (may(Right.APPROVE_PLAN) or may(Right.SUBMIT_PLAN))
    waits_for_author = plan.stage.state is PlanState.RETURNED and may(Right.EDIT_PLAN)
    if waits_for_chair or waits_for_author:
        with st.container(border=True, key="plan_turn"):
            show_stage(plan)
