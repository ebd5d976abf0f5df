import streamlit as st

from gmk.intake.journal import imports
from gmk.ui.data import load
from gmk.ui.upload.journal import show_journal

st.title("Журнал загрузок")
show_journal(load(imports))
