"""How an item of the plan went, and what may be done with it: held, done, cancelled, taken out."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import streamlit as st

from gmk.access import Right
from gmk.intake.activity_history import MOST_CHANGES, activity_history
from gmk.plan import actions
from gmk.plan.forms import TITLES
from gmk.plan.rows import ActivityRow, ClosingFields, Plan
from gmk.plan.rules import EXECUTION, editable_fields, is_content_open, is_overdue
from gmk.ui.clock import moment_text
from gmk.ui.data import current_user, load, may, save
from gmk.ui.forms import SAVED, field_key, opened_version, submit
from gmk.ui.journal import record_text
from gmk.ui.navigation import ROOT
from gmk.ui.plan.filters import today
from gmk.ui.texts import plain
from gmk.vocabulary import ActivityStatus
from gmk.wording import day_text, number_text

_BADGES: dict[ActivityStatus, tuple[Literal["green", "orange", "blue", "gray"], str]] = {
    ActivityStatus.PLANNED: ("blue", ":material/schedule:"),
    ActivityStatus.HELD: ("orange", ":material/pending_actions:"),
    ActivityStatus.DONE: ("green", ":material/check_circle:"),
    ActivityStatus.CANCELLED: ("gray", ":material/cancel:"),
}
_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)


def show_state(item: ActivityRow) -> None:
    """The status, the approver's comment, the reason of the change, how it went."""
    colour, icon = _BADGES[item.status]
    with st.container(horizontal=True, key="activity_state"):
        st.badge(item.status.label, color=colour, icon=icon)
        if is_overdue(item, today()):
            st.badge("просрочено", color="red", icon=":material/error:")
        if item.approved_in is None:
            st.badge("ещё не утверждено", color="gray", icon=":material/edit:")
    if item.comment:
        say = st.warning if item.has_open_comment else st.info
        say(f"Замечание председателя: {plain(item.comment)}", icon=":material/rate_review:")
    if item.reason:
        st.caption(f"Причина правки: {plain(item.reason)}")
    told = [
        day_text(item.done_on) and f"прошло {day_text(item.done_on)}",
        "" if item.participant_count is None else f"участников: {number_text(item.participant_count)}",
        item.outcome_document and f"итог: {item.outcome_document}",
        item.note,
        item.status_note and f"отметка в плане: {item.status_note}",
    ]
    if any(told):
        st.markdown(plain("; ".join(part for part in told if part)))


def execution_form(plan: Plan, item: ActivityRow) -> None:
    """«Как прошло»: the day, the participants, the outcome; held, or done with all of it."""
    if not editable_fields(current_user().rights, plan.stage, item) & EXECUTION:
        return
    st.subheader("Как прошло")
    form = f"closing_activity_{item.id}"
    version = opened_version(form, item.version)
    with st.form(field_key(form, "form"), border=False):
        fields = _closing_fields(form, item)
        with st.container(horizontal=True):
            is_held = st.form_submit_button("Проведено, итог позже", key=field_key(form, "held"))
            is_done = st.form_submit_button("Выполнено", type="primary", key=field_key(form, "done"))
    told = {"activity_id": item.id, "version": version, "fields": fields}
    if is_held:
        submit(form, lambda: save(actions.note_held, **told), done="Отмечено: проведено")
    if is_done:
        submit(form, lambda: save(actions.close_activity, **told), done="Отмечено: выполнено")
    if item.status in (ActivityStatus.HELD, ActivityStatus.DONE):
        _ask(
            "Снять отметку о проведении",
            "Дата, число участников и итог будут стёрты. Прежние значения останутся в журнале изменений.",
            form,
            lambda: save(actions.reopen_activity, activity_id=item.id, version=version),
        )


def _closing_fields(form: str, item: ActivityRow) -> ClosingFields:
    day, people, paper = st.columns([1, 1, 2])
    return ClosingFields(
        done_on=day.date_input(
            TITLES["done_on"], item.done_on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "done_on")
        ),
        participant_count=people.number_input(
            TITLES["participant_count"], 0, 100_000, item.participant_count, key=field_key(form, "people")
        ),
        outcome_document=paper.text_input(
            TITLES["outcome_document"],
            item.outcome_document or "",
            placeholder="Протокол № 3, справка, ссылка",
            key=field_key(form, "paper"),
        ),
        note=st.text_input(TITLES["note"], item.note or "", key=field_key(form, "note")),
    )


def offer_cancellation(plan: Plan, item: ActivityRow) -> None:
    """Cancelling what was signed, taking out what wasn't, bringing back what was cancelled."""
    if not may(Right.EDIT_PLAN) or not is_content_open(plan.stage, item.id):
        return
    form = f"cancelling_{item.id}"
    told: dict[str, Any] = {"activity_id": item.id, "version": opened_version(form, item.version)}
    if item.status is ActivityStatus.CANCELLED:
        _ask_why("Вернуть в план", form, lambda why: save(actions.restore_activity, **told, reason=why))
    elif item.status is ActivityStatus.PLANNED and item.approved_in:
        _ask_why("Отменить мероприятие", form, lambda why: save(actions.cancel_activity, **told, reason=why))
    elif item.status is ActivityStatus.PLANNED:
        _ask(
            "Удалить из плана", "Мероприятие ещё не утверждено, в плане его не останется.", form, lambda: _remove(told)
        )


def _remove(told: dict[str, Any]) -> None:
    save(actions.remove_activity, **told)
    st.toast("Мероприятие удалено. Вернуть его можно в журнале изменений", icon=":material/check:")
    st.switch_page(ROOT / "plan/year.py")


def _ask(label: str, what: str, form: str, act: Callable[[], object]) -> None:
    with st.popover(label):
        st.markdown(what)
        if st.button(label, key=field_key(form, "sure"), type="primary"):
            submit(form, act, done=SAVED)


def _ask_why(label: str, form: str, act: Callable[[str], object]) -> None:
    with st.popover(label):
        why = st.text_input("Причина", key=field_key(form, "why"), placeholder="Например: карантин в школе № 3")
        if st.button(label, key=field_key(form, "sure"), type="primary"):
            submit(form, lambda: act(why), done=SAVED)


def offer_history(item: ActivityRow) -> None:
    """«История»: the changes of the item, the latest first; for the office."""
    if not may(Right.READ_JOURNAL) or not may(Right.EDIT_PLAN):
        return
    history = st.expander("История", icon=":material/history:", key=f"history_{item.id}", on_change="rerun")
    if history.open:
        with history:
            for change in load(activity_history, activity_id=item.id):
                st.caption(f"{moment_text(change.at)}, {plain(change.by)}: {plain(change.title)}")
                st.markdown(record_text(change.record))
            st.caption(f"Показаны не больше {MOST_CHANGES} последних изменений.")
