"""What stands around every page: title of the window, look, banner of the demonstration town, who is signed in."""

from pathlib import Path

import streamlit as st

from gmk.access import User
from gmk.settings import settings
from gmk.ui.russian import speak_russian
from gmk.ui.signin import sign_out
from gmk.ui.texts import plain

NAME = "Методический кабинет"
HERE = Path(__file__).parent


def open_frame() -> None:
    """Sets the window up; the first thing of a run."""
    st.set_page_config(page_title=NAME, page_icon=str(HERE / "icon.svg"), layout="wide")
    st.logo(str(HERE / "logo.svg"), size="large", icon_image=str(HERE / "icon.svg"))
    st.html(HERE / "style.css")
    speak_russian()
    if settings().demo:
        st.info("**Учебный город:** люди и учреждения вымышлены.", icon=":material/school:")


def name_window(title: str) -> None:
    """Puts the page's title into the title of the window, so that tabs are told apart."""
    st.set_page_config(page_title=f"{title} – {NAME}")


def show_user(user: User) -> None:
    """Who is signed in, in which roles, and the way out, at the foot of the menu."""
    with st.sidebar:
        st.markdown(f"**{plain(user.full_name)}**  \n{', '.join(role.label for role in sorted(user.roles))}")
        if st.button("Выйти", icon=":material/logout:", key="gmk_sign_out"):
            sign_out()
