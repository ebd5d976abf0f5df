from functools import partial

import streamlit as st

from gmk.monitoring.queries import exam_scores, scores_by_place
from gmk.reports.monitoring_tables import PLACES, results_parameters, subjects_spec, through_years, years_spec
from gmk.ui import monitoring
from gmk.ui.clock import local, now
from gmk.ui.data import load
from gmk.ui.filters import pick_institution
from gmk.ui.tables import show_table

st.title("Результаты экзаменов")
what, when, where = st.columns(3)
with where:
    institution_id, institution = pick_institution(local(now()).date())
every = load(exam_scores, institution_id=institution_id)
if not every:
    monitoring.say_no_results()
    st.stop()

with what:
    procedure, of_procedure = monitoring.pick_procedure(every)
with where:
    of_class = monitoring.pick_grade(of_procedure)
with when:
    year, of_year = monitoring.pick_year(of_class)
with what:
    subject = monitoring.pick_subject(of_year)
own = monitoring.own_text(institution)
parameters = partial(results_parameters, procedure, own, of_class)
if subject is None:
    bars, table = st.columns([1, 2], gap="medium")
    with bars:
        monitoring.show_scores(of_year)
    with table:
        spec = subjects_spec(of_year)
        choose = monitoring.choose_subject
        show_table(spec, of_year, key="subjects", parameters=parameters(year=year), on_open=choose)
else:
    places = load(
        scores_by_place,
        procedure=procedure,
        year=subject.year,
        subject=subject.subject,
        grade=subject.grade,
        institution_id=institution_id,
    )
    show_table(PLACES, places, key="places", parameters=parameters(year=year, subject=subject.label))
monitoring.say_what_is_compared(own, of_year)

st.subheader("По годам")
years = through_years(of_class, subject)
only = subject.label if subject else None
show_table(years_spec(of_class), years, key="years", parameters=parameters(year="все", subject=only))
