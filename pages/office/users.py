import streamlit as st

st.title("Пользователи")
