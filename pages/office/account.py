import streamlit as st

from gmk.accounts.queries import own_sign_ins
from gmk.ui.account import end_sign_ins_buttons, show_account, show_sign_ins
from gmk.ui.clock import now
from gmk.ui.data import current_user, load
from gmk.ui.own_password import change_password_form

st.title("Моя учётная запись")
user = current_user()
account, password = st.columns([3, 2], gap="large")
with account:
    show_account(user)
    st.subheader("Мои входы")
    rows = load(own_sign_ins, user_id=user.id, at=now())
    show_sign_ins(rows)
    end_sign_ins_buttons(rows)
    st.caption("Вход действует 7 дней и заканчивается сам после 8 часов без работы.")
with password:
    st.subheader("Сменить пароль")
    if change_password_form():
        st.success("Пароль изменён. В других браузерах нужно войти заново.")
