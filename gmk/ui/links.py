"""Links from page to page; shown only to those for whom the other page opens."""

import streamlit as st

from gmk.ui.data import may
from gmk.ui.navigation import PAGES, ROOT


def link(file: str, label: str, *, icon: str | None = None, **query: str) -> None:
    """A link to a page (its file under `pages/`); nothing if the user has no right to it."""
    entry = next((entry for entry in PAGES if entry.file == file), None)
    if entry is not None and may(entry.right):
        st.page_link(str(ROOT / file), label=label, icon=icon or entry.icon, query_params=query)


def open_page(file: str, **query: str) -> None:
    """Opens a page (its file under `pages/`) at once."""
    st.switch_page(ROOT / file, query_params=query)
