import streamlit as st

from gmk.service.health import health
from gmk.ui.data import load
from gmk.ui.health import show_health

st.title("Состояние")
show_health(load(health))
