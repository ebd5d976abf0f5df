import streamlit as st

from gmk.associations.coverage import representation, subject_coverage
from gmk.ui.associations import coverage
from gmk.ui.data import load
from gmk.ui.filters import pick_day

st.title("Кто представлен в объединениях")
day, what = st.columns(2)
with day:
    on = pick_day()
with what:
    kind = coverage.pick_kind(on)
coverage.show_matrix(load(representation, on=on, kind=kind), on)
st.subheader("Учителя предмета в своём объединении")
coverage.show_subjects(load(subject_coverage, on=on), on)
