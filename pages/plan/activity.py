import streamlit as st

from gmk.plan.queries import plan_of
from gmk.ui.data import load
from gmk.ui.plan import filters
from gmk.ui.plan.activity import back_to_plan, content_form, find, may_edit_content, say_gone, show_content
from gmk.ui.plan.activity_state import execution_form, offer_cancellation, offer_history, show_state
from gmk.ui.plan.stage import show_stage
from gmk.ui.texts import plain

heading = st.empty()
heading.title("Мероприятие плана")
plan = load(plan_of, school_year=filters.addressed_year())
back_to_plan(plan)
activity_id = filters.picked_activity()
item = find(plan, activity_id) if activity_id else None
if activity_id and item is None:
    say_gone()
    st.stop()
heading.title(plain(item.title) if item else "Новое мероприятие")
show_stage(plan)
if item:
    show_state(item)
    offer_cancellation(plan, item)
    execution_form(plan, item)
    st.subheader("Пункт плана")
if may_edit_content(plan, item):
    content_form(plan, item)
elif item:
    show_content(item)
if item:
    offer_history(item)
