import streamlit as st

from gmk.ui.clock import local, now
from gmk.ui.upload.steps import upload_in_steps

st.title("Загрузка файла")
upload_in_steps(on=local(now()).date())
