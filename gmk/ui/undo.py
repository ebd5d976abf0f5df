"""Taking something back: what would be restored and what stays is shown before anything happens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from gmk.errors import OfficeError
from gmk.intake.model import LeftRecord, UndoReport
from gmk.ui import state
from gmk.ui.texts import plain
from gmk.wording import counted, number_text

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Undoing:
    """What can be taken back: its name in this tab, its words, and the two ways to ask for it.

    `what` is in the accusative («загрузку № 3»), `done` a sentence without its stop («Загрузка № 3 отменена»).
    """

    key: str
    button: str
    what: str
    done: str
    look: Callable[[], UndoReport]
    act: Callable[[], UndoReport]


def offer_undo(one: Undoing) -> None:
    """The button; what it would do is asked for first. Nothing once it is undone in this tab."""
    if _done(one) is None and st.button(one.button, icon=":material/undo:", key=f"gmk_undo_{one.key}"):
        st.session_state[state.UNDO_ASKED] = one.key


def ask_to_undo(one: Undoing) -> None:
    """The preview of the undo with its confirmation, or what the undo did."""
    done = _done(one)
    if done is not None:
        _show_done(one, done)
    elif st.session_state.get(state.UNDO_ASKED) == one.key:
        _ask(one)


def _done(one: Undoing) -> UndoReport | None:
    key, report = st.session_state.get(state.UNDONE, (None, None))
    return report if key == one.key else None


def _ask(one: Undoing) -> None:
    report = one.look()
    with st.container(border=True):
        st.subheader(f"Отменить {one.what}?", anchor=False)
        _show_report(report)
        with st.container(horizontal=True):
            if report.restored and st.button(f"Да, {one.button.lower()}", type="primary", key="gmk_undo_yes"):
                _undo(one)
            if st.button("Не отменять" if report.restored else "Закрыть", key="gmk_undo_no"):
                st.session_state.pop(state.UNDO_ASKED, None)
                st.rerun()


def _undo(one: Undoing) -> None:
    try:
        st.session_state[state.UNDONE] = (one.key, one.act())
    except OfficeError as error:
        st.error(plain(str(error)))
        return
    st.session_state.pop(state.UNDO_ASKED, None)
    st.rerun()


def _show_report(report: UndoReport) -> None:
    if report.restored:
        records = counted(report.restored, "запись", "записи", "записей")
        st.markdown(f"К прежнему виду вернутся: **{records}**. Новые исчезнут, изменённые станут такими, как были.")
    else:
        st.markdown("Возвращать нечего: ни одна из этих записей не может вернуться к прежнему виду.")
    _show_left("Останутся как есть, потому что их потом изменили", report.kept)
    _show_left("Вернуть нельзя", report.impossible)


def _show_left(heading: str, left: Sequence[LeftRecord]) -> None:
    if not left:
        return
    st.markdown(f"**{heading}: {number_text(len(left))}**")
    st.markdown("\n".join(f"- {_line(record)}" for record in left[:_SHOWN]))
    if len(left) > _SHOWN:
        st.caption(f"Показаны первые {_SHOWN}.")


def _line(record: LeftRecord) -> str:
    by = f" ({plain(record.by)})" if record.by else ""
    return f"{plain(record.label)} – {plain(record.why)}{by}"


def _show_done(one: Undoing, report: UndoReport) -> None:
    records = counted(report.restored, "запись возвращена", "записи возвращены", "записей возвращено")
    st.success(f"**{one.done}**: {records}.", icon=":material/undo:")
    _show_left("Остались как есть, потому что их потом изменили", report.kept)
    _show_left("Вернуть не удалось", report.impossible)
