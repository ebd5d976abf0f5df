"""The main script: it runs for every click, finds out who asks, draws the menu and runs the page."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from gmk.access import User
from gmk.accounts.rows import SignedIn
from gmk.settings import settings
from gmk.ui import data, first_run, signin
from gmk.ui.errors import show_error
from gmk.ui.navigation import PAGES, entries_for, menu
from gmk.ui.own_password import replace_one_time_password
from gmk.ui.russian import speak_russian

ICON = Path(__file__).with_name("icon.svg")
BANNER = "**Учебный город:** люди и учреждения вымышлены."


def main() -> None:
    """One run for one open tab."""
    st.set_page_config(page_title="Методический кабинет", page_icon=str(ICON), layout="wide")
    speak_russian()
    if settings().demo:
        st.info(BANNER, icon=":material/school:")
    signed_in = data.signed_in()
    if signed_in is None:
        receive_stranger()
    elif signed_in.must_change_password:
        keep_address()
        replace_one_time_password()
    else:
        serve(signed_in)


def receive_stranger() -> None:
    """The sign-in, or the screen of the first start."""
    keep_address()
    if first_run.is_first_run():
        first_run.create_head()
    else:
        signin.ask_who()


def keep_address() -> None:
    """Tells Streamlit all addresses without running a page: whoever signs in gets to the one asked for."""
    st.navigation(menu(PAGES), position="hidden")


def serve(signed_in: SignedIn) -> None:
    """Menu and page."""
    page = st.navigation(menu(entries_for(signed_in.user)))
    show_user(signed_in.user)
    run(page)


def show_user(user: User) -> None:
    """Who is signed in, at the foot of the menu."""
    with st.sidebar.container(key="gmk_user"):
        st.markdown(f"**{user.full_name}**  \n{', '.join(role.label for role in sorted(user.roles))}")
        if st.button("Выйти", icon=":material/logout:", key="gmk_sign_out"):
            signin.sign_out()


def run(page: StreamlitPage) -> None:
    """Runs the page; the one place where what goes wrong in it becomes a sentence."""
    try:
        page.run()
    except Exception as error:  # noqa: BLE001 - a traceback never reaches a user
        show_error(error)


main()
