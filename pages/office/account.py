import streamlit as st

from gmk.ui.own_password import change_password_form

st.title("Моя учётная запись")
if change_password_form():
    st.success("Пароль изменён. На других устройствах нужно войти заново.")
