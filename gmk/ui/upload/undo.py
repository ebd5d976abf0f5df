"""Taking an import back: what would be restored and what stays is shown before anything happens."""

from collections.abc import Sequence

import streamlit as st

from gmk.errors import OfficeError
from gmk.intake.model import LeftRecord, UndoReport
from gmk.ui import state
from gmk.ui.texts import plain
from gmk.ui.upload import work
from gmk.wording import counted, number_text

_SHOWN = 50


def offer_undo(import_id: int) -> None:
    """The button; what it would do is asked for first. Nothing once the import is undone."""
    if not _is_done(import_id) and st.button("Отменить загрузку", icon=":material/undo:", key=f"gmk_undo_{import_id}"):
        st.session_state[state.UNDO_ASKED] = import_id


def ask_to_undo(import_id: int) -> None:
    """The preview of the undo with its confirmation, or what the undo did."""
    if _is_done(import_id):
        _show_done(st.session_state[state.UNDONE])
    elif st.session_state.get(state.UNDO_ASKED) == import_id:
        _ask(import_id)


def _is_done(import_id: int) -> bool:
    done: UndoReport | None = st.session_state.get(state.UNDONE)
    return done is not None and done.import_id == import_id


def _ask(import_id: int) -> None:
    report = work.look_at_undo(import_id)
    with st.container(border=True):
        st.subheader(f"Отменить загрузку № {import_id}?", anchor=False)
        _show_report(report)
        with st.container(horizontal=True):
            if report.restored and st.button("Да, отменить загрузку", type="primary", key="gmk_undo_yes"):
                _undo(import_id)
            if st.button("Не отменять" if report.restored else "Закрыть", key="gmk_undo_no"):
                st.session_state.pop(state.UNDO_ASKED, None)
                st.rerun()


def _undo(import_id: int) -> None:
    try:
        st.session_state[state.UNDONE] = work.undo(import_id)
    except OfficeError as error:
        st.error(str(error))
        return
    st.session_state.pop(state.UNDO_ASKED, None)
    st.rerun()


def _show_report(report: UndoReport) -> None:
    if report.restored:
        records = counted(report.restored, "запись", "записи", "записей")
        st.markdown(f"К прежнему виду вернутся: **{records}**. Новые исчезнут, изменённые станут такими, как были.")
    else:
        st.markdown("Возвращать нечего: ни одна запись этой загрузки не может вернуться к прежнему виду.")
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


def _show_done(report: UndoReport) -> None:
    records = counted(report.restored, "запись возвращена", "записи возвращены", "записей возвращено")
    st.success(f"**Загрузка № {report.import_id} отменена**: {records}.", icon=":material/undo:")
    _show_left("Остались как есть, потому что их потом изменили", report.kept)
    _show_left("Вернуть не удалось", report.impossible)
