import streamlit as st

from gmk.monitoring.contests import contest_outcomes
from gmk.reports.monitoring_tables import OUTCOMES, OUTCOMES_DEFINITION, added_up, contest_parameters, outcomes_text
from gmk.ui import monitoring
from gmk.ui.data import load
from gmk.ui.tables import show_table

st.title("Конкурсы и олимпиады")
every = load(contest_outcomes)
if not every:
    monitoring.say_no_contests()
    st.stop()

when, what = st.columns(2)
with when:
    school_year, of_year = monitoring.pick_school_year(every)
with what:
    event, chosen = monitoring.pick_event(of_year)
rows = added_up(chosen)
st.markdown(f"Все вместе: {outcomes_text(rows)}.")
show_table(OUTCOMES, rows, key="contests", parameters=contest_parameters(school_year, event, rows))
st.caption(OUTCOMES_DEFINITION)
