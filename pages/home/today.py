import streamlit as st

from gmk.ui.data import current_user

st.title("Сегодня")
st.markdown(f"Здравствуйте, {current_user().full_name}!")
