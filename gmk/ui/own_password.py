"""The form in which a person replaces the own password, on the page of the account and at the first sign-in."""

import streamlit as st

from gmk.access import User
from gmk.accounts.actions import change_own_password
from gmk.accounts.passwords import SHORTEST
from gmk.accounts.signing_in import check_own_password
from gmk.errors import OfficeError
from gmk.ui import data
from gmk.ui.clock import now
from gmk.ui.signin import sign_out
from gmk.ui.texts import plain

HINT = f"Не короче {SHORTEST} знаков; можно по-русски и с пробелами между словами"


def replace_one_time_password(user: User) -> None:
    """The screen of a person who came with a one-time password."""
    with st.container(horizontal_alignment="center"), st.container(width=520):
        st.title("Придумайте свой пароль")
        st.markdown(
            f"{plain(user.full_name)}, вы вошли с одноразовым паролем. Замените его своим – и страница откроется."
        )
        if change_password_form():
            st.rerun()
        if st.button("Выйти", icon=":material/logout:"):
            sign_out()


def change_password_form() -> bool:
    """Draws the form; True when the password was replaced. Other sign-ins end, this one stays."""
    with st.form("gmk_own_password"):
        old = st.text_input("Нынешний пароль", type="password", autocomplete="current-password")
        new = st.text_input("Новый пароль", type="password", autocomplete="new-password", help=HINT)
        repeated = st.text_input("Новый пароль ещё раз", type="password", autocomplete="new-password")
        if not st.form_submit_button("Сменить пароль", type="primary"):
            return False
    try:
        check_own_password(data.current_user(), old, at=now())
        data.save(change_own_password, new=new, repeated=repeated, token=data.current_token())
    except OfficeError as error:
        st.error(plain(str(error)))
        return False
    data.recheck()
    return True
