"""The own account on the screen: roles, and the devices that are signed in."""

from collections.abc import Sequence

import streamlit as st

from gmk.access import User
from gmk.accounts.actions import end_own_sign_ins
from gmk.accounts.rows import SignInRow
from gmk.accounts.sessions import token_hash
from gmk.ui import data
from gmk.ui.clock import moment_text
from gmk.ui.signin import sign_out
from gmk.wording import counted


def show_account(user: User) -> None:
    """Who one is here."""
    st.markdown(
        f"**{user.full_name}**  \nЛогин: {user.login}  \nРоль: {', '.join(role.label for role in sorted(user.roles))}"
    )


def show_sign_ins(rows: Sequence[SignInRow]) -> None:
    """Where one is signed in, the last used first."""
    here = token_hash(data.current_token() or "")
    st.dataframe(
        {
            "Вход": [moment_text(row.created_at) for row in rows],
            "Последнее действие": [moment_text(row.last_seen_at) for row in rows],
            "Действует до": [moment_text(row.expires_at) for row in rows],
            "Где": ["здесь" if row.token_hash == here else "другой браузер" for row in rows],
        },
        hide_index=True,
    )


def end_sign_ins_buttons(rows: Sequence[SignInRow]) -> None:
    """Signing out of the other browsers, or everywhere."""
    with st.container(horizontal=True):
        if st.button("Выйти в других браузерах", icon=":material/devices:", disabled=len(rows) < 2):
            ended = data.save(end_own_sign_ins, but_token=data.current_token())
            st.toast(f"Завершено: {counted(ended, 'вход', 'входа', 'входов')}.")
        if st.button("Выйти везде", icon=":material/logout:"):
            data.save(end_own_sign_ins)
            sign_out()
