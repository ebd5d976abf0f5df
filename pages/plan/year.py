import streamlit as st

from gmk.plan.queries import plan_of
from gmk.plan.selection import selected
from gmk.ui.data import load
from gmk.ui.plan import filters
from gmk.ui.plan.stage import show_stage
from gmk.ui.plan.year import offer_new, offer_next_year, say_no_plan, show_items

st.title("Годовой план")
stage = st.container()
year, shown, month = st.columns(3)
with year:
    plan = load(plan_of, school_year=filters.pick_school_year())
if not plan.items:
    say_no_plan(plan)
    st.stop()
with stage:
    show_stage(plan)
with shown:
    standing = filters.pick_shown()
with month:
    chosen_month = filters.pick_month(plan)
heading, who, words = st.columns(3)
with heading:
    direction = filters.pick_heading(plan)
with who:
    responsible = filters.pick_responsible(plan)
    mine = filters.pick_mine()
with words:
    text = filters.pick_text()
items = selected(
    plan.items,
    on=filters.today(),
    shown=standing,
    heading=direction,
    responsible=responsible,
    person=mine,
    month=chosen_month,
    text=text,
)
offer_new(plan)
show_items(plan, items)
offer_next_year(plan)
