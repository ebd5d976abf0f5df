from functools import partial

import streamlit as st

from gmk.access import Right
from gmk.reports.definitions import training_parameters
from gmk.reports.training_tables import PEOPLE, coverage_spec, ordered
from gmk.training.queries import coverage, people_behind
from gmk.ui.cards import (
    offer_people,
    open_person,
    say_figures_only,
    say_nobody_works,
    say_who_is_listed,
    show_coverage_total,
)
from gmk.ui.charts import show_coverage
from gmk.ui.data import load, may
from gmk.ui.filters import (
    SHOWN,
    choose_row,
    pick_breakdown,
    pick_day,
    pick_group,
    pick_order,
    pick_policy,
    pick_shown,
)
from gmk.ui.tables import show_table

st.title("Охват обучением")
day, breakdown, whom = st.columns(3, vertical_alignment="bottom")
with day:
    on = pick_day()
with breakdown:
    by = pick_breakdown()
with whom:
    policy, usual = pick_policy()

chosen = load(coverage, by=by, on=on, policy=policy)
if not chosen.total.active:
    say_nobody_works(on)
    st.stop()

sees_people = may(Right.READ_PEOPLE)
parameters = [("Разрез", by.label), *training_parameters(on, policy)]
show_coverage_total(chosen, chosen if policy == usual else load(coverage, by=by, on=on, policy=usual))
if sees_people:
    offer_people(chosen)

who, how = st.columns(2) if sees_people else (st.container(), st.container())
with who:
    group = pick_group(chosen) if sees_people else None
if group is None:
    with how:
        order = pick_order()
    ranked = ordered(chosen, order)
    bars, table = st.columns([2, 3], gap="medium")
    with bars:
        show_coverage(ranked, opens=sees_people)
    with table:
        open_row = partial(choose_row, by) if sees_people else None
        show_table(coverage_spec(by), ranked.rows, key="coverage", parameters=parameters, on_open=open_row)
    if not sees_people:
        say_figures_only()
else:
    with how:
        shown = pick_shown()
    people = load(people_behind, by=by, key=group.key, on=on, policy=policy, shown=shown)
    say_who_is_listed(group, shown, len(people))
    listed = [(by.label.capitalize(), group.row.label), ("Показаны", SHOWN[shown]), *parameters]
    person = show_table(PEOPLE, people, key="people", parameters=listed, opens=True)
    if person:
        open_person(person.educator_id)
