import streamlit as st

from gmk.associations.sites import pilot_sites
from gmk.ui.associations import sites
from gmk.ui.data import load
from gmk.ui.filters import pick_day

st.title("Площадки")
day, _ = st.columns([1, 2])
with day:
    on = pick_day()
rows = load(pilot_sites)
sites.show_sites(rows, on)
sites.offer_changes(rows, on)
