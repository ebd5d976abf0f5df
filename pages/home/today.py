import streamlit as st

from gmk.access import Right
from gmk.intake.journal import imports
from gmk.intake.requests import open_request_count
from gmk.people.queries import institution_choices
from gmk.periods import school_year_of
from gmk.plan.queries import plan_of
from gmk.training.queries import due_counts
from gmk.ui.cards import open_person
from gmk.ui.clock import local, now
from gmk.ui.data import current_user, load, may
from gmk.ui.filters import usual_policy
from gmk.ui.home import (
    show_administration,
    show_first_steps,
    show_last_imports,
    show_waiting_requests,
    show_what_is_due,
)
from gmk.ui.person import search_person
from gmk.ui.plan.home import offer_plan, show_plan
from gmk.ui.texts import plain
from gmk.wording import day_text

user, on = current_user(), local(now()).date()
st.title("Сегодня")
st.caption(f"{day_text(on)}. Здравствуйте, {plain(user.full_name)}!")
if not may(Right.READ_FIGURES):
    show_administration()
    st.stop()

if may(Right.IMPORT):
    show_waiting_requests(load(open_request_count))
plan = load(plan_of, school_year=school_year_of(on)) if may(Right.READ_PLAN) else None
if plan:
    show_plan(plan, user, on)
counts = load(due_counts, on=on, policy=usual_policy())
done = load(imports) if may(Right.READ_JOURNAL) else None
if counts.active > counts.never:
    show_what_is_due(counts, done)
    if plan:
        offer_plan(plan)
else:
    has_institutions = bool(load(institution_choices, on=on))
    show_first_steps(
        has_institutions=has_institutions, has_people=counts.active > 0, has_plan=bool(plan and plan.items)
    )
if counts.active and may(Right.READ_PEOPLE):
    st.subheader("Найти педагога")
    found = search_person(on)
    if found:
        open_person(found)
if done is not None:
    show_last_imports(done)
