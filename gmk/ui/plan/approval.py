"""The way of the plan to the signature: what the author and what the approver can do now."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from gmk.access import Right
from gmk.plan import approval, corrections
from gmk.plan.correction_periods import CorrectionPeriod, correction_periods
from gmk.plan.rows import ActivityRow, ApprovalPaper, Comparison, ItemFate, Plan
from gmk.reports.plan_tables import DIFFERENCES, difference_text
from gmk.ui.data import may, save
from gmk.ui.forms import field_key, submit
from gmk.ui.plan.clashes import warn_of_clashes
from gmk.ui.plan.filters import today
from gmk.ui.plan.year import open_activity
from gmk.ui.tables import show_table
from gmk.ui.texts import plain
from gmk.vocabulary import PlanLevel, PlanState
from gmk.wording import counted

_LEVELS = (PlanLevel.HALF_YEAR, PlanLevel.QUARTER, PlanLevel.MONTH)
_COUNTED = (ItemFate.ADDED, ItemFate.MOVED, ItemFate.CANCELLED, ItemFate.CHANGED, ItemFate.RESTORED)


def _version(plan: Plan) -> int:
    return plan.open_version.version if plan.open_version else 0


def _told(plan: Plan) -> dict[str, Any]:
    return {"school_year": plan.school_year, "version": _version(plan)}


def show_comparison(comparison: Comparison, plan: Plan, *, key: str) -> None:
    """How many items were added, moved, cancelled, changed, and each of them with its reason."""
    for place, fate in zip(st.columns(len(_COUNTED)), _COUNTED, strict=True):
        place.metric(fate.label.capitalize(), comparison.count(fate), border=True)
    empty = "Отличий нет."
    parameters = [(fate.label.capitalize(), comparison.count(fate)) for fate in _COUNTED]
    opened = show_table(
        DIFFERENCES, comparison.differences, key=key, empty=empty, parameters=parameters, opens=True
    )  # fmt: skip
    same = counted(comparison.unchanged, "мероприятие", "мероприятия", "мероприятий")
    st.caption(f"Без изменений {same}.")
    if comparison.cancelled_before:
        st.markdown("**Отменены раньше**")
        for one in comparison.cancelled_before:
            st.markdown(f"- ~~{plain(one.title)}~~")
    if opened:
        open_activity(opened.activity_id, plan.school_year)


def author_side(plan: Plan, differences: Comparison) -> None:
    """What the author can do: send, take back, begin a correction, give it up."""
    if not may(Right.SUBMIT_PLAN):
        return
    state = plan.stage.state
    if state is PlanState.SUBMITTED:
        _act(plan, "Отозвать с согласования", "План снова можно будет менять.", approval.withdraw_plan)
    elif state is None and plan.stage.is_signed:
        _correction_form(plan)
    else:
        _submission_form(plan, differences)
        if plan.open_version and plan.open_version.level is not PlanLevel.YEAR:
            what = "Мероприятия станут такими, какими их утвердили; внесённые изменения пропадут."
            _act(plan, "Отменить корректировку", what, corrections.drop_correction)


def _submission_form(plan: Plan, differences: Comparison) -> None:
    form = f"submission_{plan.school_year}"
    warn_of_clashes(plan)
    if plan.stage.is_signed:
        _warn_of_missing_reasons(differences)
    with st.form(field_key(form, "form"), border=False):
        comment = st.text_input("Пояснение председателю", key=field_key(form, "comment"))
        sent = st.form_submit_button("Отправить на согласование", type="primary", icon=":material/send:")
    if sent:
        submit(form, lambda: save(approval.submit_plan, **_told(plan), comment=comment), done="План отправлен")


def _warn_of_missing_reasons(differences: Comparison) -> None:
    silent = sum(not one.reason for one in differences.differences)
    if silent:
        many = counted(silent, "изменения", "изменений", "изменений")
        st.warning(f"У {many} нет причины. Откройте мероприятие в таблице ниже и впишите её.", icon=":material/edit:")


def _correction_form(plan: Plan) -> None:
    form = f"correction_{plan.school_year}"
    st.subheader("Корректировка плана")
    st.markdown("План утверждён. Чтобы перенести, отменить или добавить мероприятия, начните корректировку.")
    level_place, period_place = st.columns(2)
    level = level_place.selectbox("На какой срок", _LEVELS, format_func=_short, key=field_key(form, "level"))
    periods = correction_periods(plan.school_year, level)
    period: CorrectionPeriod = period_place.selectbox(
        "Период",
        periods,
        _current(periods),
        format_func=lambda one: one.label,
        key=field_key(form, f"period_{level}"),
    )
    ground = st.text_input("Основание", placeholder="Например: письмо комитета № 45", key=field_key(form, "ground"))
    if st.button("Начать корректировку", type="primary", key=field_key(form, "begin")):
        told = {"school_year": plan.school_year, "level": str(level), "starts_on": period.starts_on, "ground": ground}
        submit(form, lambda: save(corrections.begin_correction, **told), done="Корректировка начата, план открыт")


def _short(level: PlanLevel) -> str:
    return level.label.removeprefix("корректировка на ")


def _current(periods: Sequence[CorrectionPeriod]) -> int:
    """The period of today, else the first."""
    day = today()
    return next((index for index, one in enumerate(periods) if one.starts_on <= day <= one.ends_on), 0)


def _act(plan: Plan, label: str, what: str, action: Any) -> None:
    form = f"act_{action.__name__}_{plan.school_year}"
    with st.popover(label):
        st.markdown(what)
        if st.button(label, key=field_key(form, "sure"), type="primary"):
            submit(form, lambda: save(action, **_told(plan)), done="Готово")


def approver_side(plan: Plan, comparison: Comparison) -> None:
    """What the approver can do with what was submitted: sign it, or return it, whole or by items."""
    if not may(Right.APPROVE_PLAN) or plan.stage.state is not PlanState.SUBMITTED:
        return
    sign, give_back = st.tabs(["Утвердить", "Вернуть на доработку"])
    with sign:
        _approval_form(plan)
    with give_back:
        _return_form(plan, comparison)


def _approval_form(plan: Plan) -> None:
    form = f"approval_{plan.school_year}_{_version(plan)}"
    st.markdown("Утверждённая версия не изменится: её пункты закроются, на печати будет контрольная сумма.")
    with st.form(field_key(form, "form"), border=False):
        first, second, third, fourth = st.columns(4)
        paper = ApprovalPaper(
            protocol_number=first.text_input("Протокол №", key=field_key(form, "protocol")),
            protocol_on=second.date_input("Протокол от", today(), format="DD.MM.YYYY", key=field_key(form, "held")),
            order_number=third.text_input("Приказ №", key=field_key(form, "order")),
            order_on=fourth.date_input("Приказ от", today(), format="DD.MM.YYYY", key=field_key(form, "ordered")),
        )
        sent = st.form_submit_button("Утвердить", type="primary", icon=":material/verified:")
    if sent:
        submit(form, lambda: save(approval.approve_plan, **_told(plan), paper=paper), done="План утверждён")


def _return_form(plan: Plan, comparison: Comparison) -> None:
    form = f"return_{plan.school_year}_{_version(plan)}"
    items = _to_decide(plan, comparison)
    st.markdown("Отметьте пункты и напишите к каждому замечание: автор сможет изменить только их.")
    chosen = st.multiselect(
        "Пункты, которые вернуть",
        list(items),
        format_func=lambda key: items[key].title,
        placeholder="весь план, если не выбраны",
        key=field_key(form, "items"),
    )
    remarks = {
        key: st.text_input(f"Замечание: {items[key].title}", key=field_key(form, f"item_{key}")) for key in chosen
    }
    comment = st.text_input("Замечание ко всему плану", key=field_key(form, "comment"))
    if st.button("Вернуть автору", key=field_key(form, "return"), icon=":material/reply:"):
        told = {**_told(plan), "comment": comment, "items": remarks}
        submit(form, lambda: save(approval.return_plan, **told), done="План возвращён автору")


def _to_decide(plan: Plan, comparison: Comparison) -> Mapping[int, ActivityRow]:
    """The items that the approver decides about: those that differ from what is signed."""
    changed = {one.activity_id for one in comparison.differences}
    return {item.id: item for item in plan.items if item.id in changed}


def show_changes_since_return(found: Comparison | None) -> None:
    """What the author changed after the plan was returned; nothing where it never was."""
    if found is None:
        return
    with st.container(border=True):
        many = counted(len(found.differences), "пункт", "пункта", "пунктов")
        st.markdown(f"**После возврата автор изменил {many}**")
        for one in found.differences:
            new = difference_text(one, "new")
            st.markdown(f"- {plain(one.title)} – {one.fate.label}" + (f": {plain(new)}" if new else ""))
