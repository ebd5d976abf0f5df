"""Staff on the screen."""

import streamlit as st

from gmk.ui import state


def pick_name() -> str:
    """Part of a name to look for. It stays out of the address: nobody's name is in a link."""
    return st.text_input("Фамилия или имя", placeholder="например, иванова а", key=state.NAME_SOUGHT)
