import streamlit as st

from gmk.associations.mentoring import early_career_educators, newcomers, pairs
from gmk.ui.associations import mentoring
from gmk.ui.data import load
from gmk.ui.filters import pick_day

st.title("Молодые педагоги и наставники")
day, _ = st.columns([1, 2])
with day:
    on = pick_day()
young, couples, stayed = st.tabs(["Молодые педагоги", "Наставнические пары", "Кто остался"])
with young:
    mentoring.show_early_career(load(early_career_educators, on=on), on)
with couples:
    mentoring.show_pairs(load(pairs, on=on), on)
with stayed:
    mentoring.show_retention(load(newcomers, on=on), on)
