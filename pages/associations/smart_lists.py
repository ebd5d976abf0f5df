import streamlit as st

from gmk.ui.associations import smart_lists
from gmk.ui.filters import pick_day

st.title("Списки по условиям")
day, _ = st.columns([1, 2])
with day:
    on = pick_day()
saved = smart_lists.pick_list()
conditions = smart_lists.choose_conditions(saved, on)
smart_lists.show_people(conditions, saved, on)
smart_lists.offer_to_save(conditions, saved)
