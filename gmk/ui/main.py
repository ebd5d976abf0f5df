"""The main script: it runs for every click, finds out who asks, draws the menu and runs the page."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from gmk.accounts.rows import SignedIn
from gmk.ui import data, first_run, signin
from gmk.ui.errors import show_error
from gmk.ui.frame import name_window, open_frame, show_user
from gmk.ui.navigation import PAGES, entries_for, menu
from gmk.ui.own_password import replace_one_time_password


def main() -> None:
    """One run for one open tab."""
    open_frame()
    signed_in = data.signed_in()
    if signed_in is None:
        keep_address()
        receive_stranger()
    elif signed_in.must_change_password:
        keep_address()
        replace_one_time_password(signed_in.user)
    else:
        serve(signed_in)


def keep_address() -> None:
    """Tells Streamlit all addresses without running a page: whoever signs in gets to the one asked for."""
    st.navigation(menu(PAGES), position="hidden")


def receive_stranger() -> None:
    """The sign-in, or the screen of the first start."""
    if first_run.is_first_run():
        first_run.create_head()
    else:
        signin.ask_who()


def serve(signed_in: SignedIn) -> None:
    """Menu and page."""
    page = st.navigation(menu(entries_for(signed_in.user)), expanded=True)
    name_window(page.title)
    show_user(signed_in.user)
    run(page)


def run(page: StreamlitPage) -> None:
    """Runs the page; the one place where what goes wrong in it becomes a sentence."""
    try:
        page.run()
    except Exception as error:  # noqa: BLE001 - a traceback never reaches a user
        show_error(error)


main()
