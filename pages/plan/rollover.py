import streamlit as st

from gmk.plan.rollover_actions import rollover
from gmk.ui.data import load
from gmk.ui.plan import filters
from gmk.ui.plan.rollover import choose_and_roll

st.title("Новый учебный год")
year, _ = st.columns([1, 2])
with year:
    school_year = filters.pick_school_year("Из плана на")
choose_and_roll(school_year, load(rollover, school_year=school_year, on=filters.today()))
