import streamlit as st

from gmk.access import Right
from gmk.plan.queries import plan_of, since_signed, since_submitted
from gmk.ui.data import load, may
from gmk.ui.plan import filters
from gmk.ui.plan.approval import approver_side, author_side, show_changes_since_return, show_comparison
from gmk.ui.plan.stage import show_stage, show_steps
from gmk.ui.plan.year import say_no_plan, show_items

st.title("Согласование плана")
year, _ = st.columns([1, 2])
with year:
    plan = load(plan_of, school_year=filters.pick_school_year())
if not plan.items:
    say_no_plan(plan)
    st.stop()
show_stage(plan, with_way=False)
if plan.open_version:
    with st.container(border=True):
        show_steps(plan.open_version)
differences = load(since_signed, school_year=plan.school_year)
if may(Right.APPROVE_PLAN):
    show_changes_since_return(load(since_submitted, school_year=plan.school_year))
approver_side(plan, differences)
author_side(plan, differences)
if not plan.stage.is_signed:
    st.subheader("Что в плане")
    show_items(plan, plan.items)
elif plan.stage.state:
    st.subheader("Что изменилось с утверждённой версии")
    show_comparison(differences, plan, key="plan_differences")
