import streamlit as st

from gmk.accounts.queries import institutions_to_choose, users
from gmk.ui.clock import now
from gmk.ui.data import load
from gmk.ui.texts import plain
from gmk.ui.users import change_user_form, new_user_form, pick_user, show_one_time_password, show_users, user_buttons

st.title("Пользователи")
at = now()
rows = load(users, at=at)
institutions = load(institutions_to_choose, on=at.date())
show_one_time_password()
show_users(rows, institutions)

chosen = pick_user(rows)
with st.container(border=True):
    if chosen is None:
        st.subheader("Новый пользователь")
        new_user_form(institutions)
    else:
        st.subheader(plain(chosen.full_name))
        change_user_form(chosen, institutions)
        user_buttons(chosen)
st.caption(
    "Изменения действуют не позже чем через 30 секунд, и в уже открытых окнах. Пользователя не удаляют, а отключают: "
    "журнал помнит, кто что сделал."
)
