import streamlit as st

from gmk.access import Right
from gmk.plan.queries import plan_of
from gmk.ui.data import load, may
from gmk.ui.plan import filters
from gmk.ui.plan.papers import offer_paper, pick_paper, requisites_block, templates_block
from gmk.ui.plan.year import say_no_plan

st.title("Документы плана")
year, _ = st.columns(2)
with year:
    plan = load(plan_of, school_year=filters.pick_school_year())
if plan.items:
    wanted = pick_paper(plan)
    if wanted:
        offer_paper(wanted)
else:
    say_no_plan(plan)
if may(Right.EDIT_REFERENCE):
    templates_block()
    requisites_block()
