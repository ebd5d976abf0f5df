"""Where a plan is on its way to the signature, on the screen: who has it, for how long, what happened before."""

from datetime import datetime
from typing import Literal

import streamlit as st

from gmk.access import Right
from gmk.periods import school_year_text
from gmk.plan.rows import Plan, VersionRow
from gmk.reports.plan_tables import paper_text, version_text
from gmk.ui.clock import moment_text, now
from gmk.ui.data import may
from gmk.ui.links import link
from gmk.ui.texts import plain
from gmk.vocabulary import PlanLevel, PlanState
from gmk.wording import counted

_BADGES: dict[PlanState, tuple[Literal["green", "orange", "blue", "gray"], str]] = {
    PlanState.DRAFT: ("gray", ":material/edit:"),
    PlanState.SUBMITTED: ("blue", ":material/hourglass_top:"),
    PlanState.RETURNED: ("orange", ":material/reply:"),
    PlanState.APPROVED: ("green", ":material/verified:"),
}


def show_stage(plan: Plan, *, with_way: bool = True) -> None:
    """The state of the plan in a line, and the way to what can be done about it."""
    with st.container(horizontal=True, vertical_alignment="center", key="plan_stage"):
        state = plan.stage.state or (PlanState.APPROVED if plan.stage.is_signed else PlanState.DRAFT)
        colour, icon = _BADGES[state]
        st.badge(_what(plan, state), color=colour, icon=icon)
        st.caption(plain(_told(plan)))
        if with_way and (may(Right.SUBMIT_PLAN) or may(Right.APPROVE_PLAN)):
            link("plan/approval.py", "Согласование", year=school_year_text(plan.school_year))


def _what(plan: Plan, state: PlanState) -> str:
    opened = plan.open_version
    if opened and opened.level is not PlanLevel.YEAR:
        return f"{opened.level.label}: {state.label}"
    return f"план: {state.label}"


def _told(plan: Plan) -> str:
    opened, signed = plan.open_version, plan.signed_version
    parts = [_lies(opened, now())] if opened else []
    if signed:
        papers = [
            f"протокол {paper_text(signed.protocol_number, signed.protocol_on)}",
            f"приказ {paper_text(signed.order_number, signed.order_on)}",
        ]
        parts.append(f"Действует версия {signed.number}: {', '.join(papers)}.")
    if not parts:
        parts.append("План ещё не отправляли на согласование.")
    return " ".join(parts)


def _lies(version: VersionRow, at: datetime) -> str:
    """With whom the version lies, and for how long."""
    last = version.steps[-1]
    days = (at - last.at).days
    how_long = "сегодня" if not days else f"уже {counted(days, 'день', 'дня', 'дней')}"
    if version.state is PlanState.SUBMITTED:
        return f"У председателя {how_long if days else 'с сегодняшнего дня'}, отправил(а) {last.by}."
    if version.state is PlanState.RETURNED:
        return f"Вернул(а) {last.by} {moment_text(last.at)}, у автора {how_long}."
    return f"У автора {how_long}."


def show_steps(version: VersionRow) -> None:
    """The steps of a version, each with who did it and what was said."""
    st.markdown(f"**{plain(version_text(version))}**")
    for step in version.steps:
        comment = f": {plain(step.comment)}" if step.comment else ""
        st.markdown(f"{moment_text(step.at)} – {step.step.label}, {plain(step.by)}{comment}")
