from functools import partial

import streamlit as st

from gmk.access import Right
from gmk.reports.definitions import coverage_parameters
from gmk.reports.training_tables import PEOPLE, coverage_spec, ordered
from gmk.training.queries import coverage, people_behind
from gmk.ui import cards, filters
from gmk.ui.charts import show_coverage
from gmk.ui.data import load, may
from gmk.ui.tables import show_table

st.title("Охват обучением")
day, breakdown, whom = st.columns(3, vertical_alignment="bottom")
with day:
    on = filters.pick_day()
with breakdown:
    by = filters.pick_breakdown()
with whom:
    policy, usual = filters.pick_policy()

chosen = load(coverage, by=by, on=on, policy=policy)
if not chosen.total.active:
    cards.say_nobody_works(on)
    st.stop()

sees_people = may(Right.READ_PEOPLE)
as_usual = chosen if policy == usual else load(coverage, by=by, on=on, policy=usual)
cards.show_coverage_total(chosen, as_usual)
if sees_people:
    cards.offer_people(chosen)

who, how = st.columns(2) if sees_people else (st.container(), st.container())
with who:
    group = filters.pick_group(chosen) if sees_people else None
if group is None:
    with how:
        order = filters.pick_order()
    ranked = ordered(chosen, order)
    bars, table = st.columns([2, 5], gap="medium")
    with bars:
        show_coverage(ranked, opens=sees_people)
    with table:
        open_row = partial(filters.choose_row, by) if sees_people else None
        parameters = coverage_parameters(ranked, as_usual, order.label)
        show_table(coverage_spec(by), ranked.rows, key="coverage", parameters=parameters, on_open=open_row)
    if not sees_people:
        cards.say_figures_only()
else:
    with how:
        shown = filters.pick_shown()
    people = load(people_behind, by=by, key=group.key, on=on, policy=policy, shown=shown)
    cards.say_who_is_listed(group, shown, len(people))
    listed = [(by.label.capitalize(), group.row.label), ("Показаны", filters.SHOWN[shown])]
    parameters = [*listed, *coverage_parameters(chosen, as_usual)]
    person = show_table(PEOPLE, people, key="people", parameters=parameters, opens=True)
    if person:
        cards.open_person(person.educator_id)
