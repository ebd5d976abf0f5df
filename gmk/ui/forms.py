"""Forms that change one record: they remember what they were opened with, and start anew after each save."""

from collections.abc import Callable

import streamlit as st

from gmk.errors import Conflict, OfficeError
from gmk.ui import state
from gmk.ui.texts import plain

SAVED = "Записано. Отменить можно в журнале изменений"
"""What a form says that has changed a record."""


def field_key(form: str, field: str) -> str:
    """The key of a field: fresh after each save, so that the fields show what is stored."""
    return f"gmk_{form}_{field}_{_turn(form)}"


def opened_version(form: str, version: int) -> int:
    """The version of the record that this tab saw when the form was opened, however often the page has run since."""
    seen: int = st.session_state.setdefault(field_key(form, "version"), version)
    return seen


def renew(form: str) -> None:
    """Has the form show what is stored now."""
    turns = st.session_state.setdefault(state.FORM_TURNS, {})
    turns[form] = _turn(form) + 1


def _turn(form: str) -> int:
    turns: dict[str, int] = st.session_state.get(state.FORM_TURNS, {})
    return turns.get(form, 0)


def submit(form: str, act: Callable[[], object], *, done: str) -> None:
    """Does it, says so and draws the page anew; or says why not, and what was typed stays."""
    try:
        act()
    except OfficeError as error:
        show_refusal(form, error)
        return
    renew(form)
    st.toast(done, icon=":material/check:")
    st.rerun()


def show_refusal(form: str, error: OfficeError) -> None:
    """Says why it wasn't done, and offers the new values where somebody else was quicker."""
    st.error(plain(str(error)))
    if isinstance(error, Conflict):
        st.button("Показать новые значения", key=field_key(form, "renew"), on_click=renew, args=(form,))
