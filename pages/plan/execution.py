import streamlit as st

from gmk.plan.execution import execution
from gmk.plan.queries import moved_items, plan_of
from gmk.ui.data import load
from gmk.ui.plan import filters
from gmk.ui.plan.execution import pick_breakdown, pick_group, say_day, show_group, show_groups, show_total
from gmk.ui.plan.year import say_no_plan

st.title("Исполнение плана")
year, breakdown, one = st.columns(3)
with year:
    plan = load(plan_of, school_year=filters.pick_school_year())
if not plan.items:
    say_no_plan(plan)
    st.stop()
with breakdown:
    by = pick_breakdown()
moved = load(moved_items, school_year=plan.school_year)
found = execution(plan.items, by=by, on=filters.today(), moved=moved)
with one:
    group = pick_group(found)
say_day(plan)
if group:
    show_group(group, plan)
else:
    show_total(found)
    show_groups(found, plan)
