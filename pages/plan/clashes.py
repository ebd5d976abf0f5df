import streamlit as st

from gmk.plan.queries import plan_of
from gmk.ui.data import load
from gmk.ui.plan import filters
from gmk.ui.plan.clashes import limits_form, pick_kinds, show_clashes
from gmk.ui.plan.year import say_no_plan

st.title("Проверка накладок")
year, what = st.columns([1, 2])
with year:
    plan = load(plan_of, school_year=filters.pick_school_year())
if not plan.items:
    say_no_plan(plan)
    st.stop()
with what:
    kinds = pick_kinds()
show_clashes(plan, kinds)
limits_form(plan)
