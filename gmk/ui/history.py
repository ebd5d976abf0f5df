"""The history of a person on the card: who changed what, when; looked up only when it is opened."""

from datetime import date

import streamlit as st

from gmk.intake.person_history import MOST_CHANGES, person_history
from gmk.ui.clock import moment_text
from gmk.ui.data import load
from gmk.ui.journal import record_text
from gmk.ui.texts import plain


def offer_history(educator_id: int, on: date) -> None:
    """«История»: the changes of the person, the posts, courses and categories, the latest first."""
    history = st.expander("История", icon=":material/history:", key=f"history_{educator_id}", on_change="rerun")
    if not history.open:
        return
    with history:
        changes = load(person_history, educator_id=educator_id, on=on)
        for change in changes:
            st.caption(f"{moment_text(change.at)}, {plain(change.by)}: {plain(change.title)}")
            st.markdown(record_text(change.record))
        if not changes:
            st.markdown("В журнале об этом человеке ничего нет.")
        if len(changes) == MOST_CHANGES:
            st.caption(f"Показаны последние {MOST_CHANGES}.")
