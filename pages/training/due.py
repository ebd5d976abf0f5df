import streamlit as st

from gmk.access import Right
from gmk.reports.definitions import due_parameters
from gmk.reports.training_tables import PEOPLE
from gmk.training.queries import due_counts, educators_due, expiries_by_month, training_settings
from gmk.ui.cards import open_person, say_figures_only, say_nobody_works, show_due_counts
from gmk.ui.charts import show_expiries
from gmk.ui.data import load, may
from gmk.ui.filters import pick_day, pick_horizon, pick_institution, pick_policy, pick_statuses, with_status
from gmk.ui.tables import offer_due_lists, show_table

st.title("Сроки обучения")
day, ahead, whom = st.columns(3, vertical_alignment="bottom")
with day:
    on = pick_day()
with ahead:
    horizon = pick_horizon(load(training_settings).due_horizon_months)
with whom:
    policy, _ = pick_policy()

counts = load(due_counts, on=on, policy=policy, horizon_months=horizon)
if not counts.active:
    say_nobody_works(on)
    st.stop()
show_due_counts(counts, horizon)

st.subheader("Когда подходят сроки")
show_expiries(load(expiries_by_month, on=on, policy=policy))

st.subheader("Кому сообщить")
if not may(Right.READ_PEOPLE):
    say_figures_only()
    st.stop()
where, standing = st.columns(2)
with where:
    institution, institution_name = pick_institution(on)
with standing:
    statuses = pick_statuses()
due = load(educators_due, on=on, policy=policy, horizon_months=horizon, institution_id=institution)
offer_due_lists(on=on, policy=policy, horizon=horizon, institution_id=institution)
people = with_status(due, statuses)
person = show_table(
    PEOPLE,
    people,
    key="due",
    empty="Таких педагогов нет: ни срок, ни отбор никого не называют.",
    parameters=due_parameters(on, policy, horizon, statuses, institution_name),
    opens=True,
)
if person:
    open_person(person.educator_id)
