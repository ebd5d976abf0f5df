import streamlit as st

from gmk.associations.queries import associations
from gmk.reports.association_tables import ASSOCIATIONS
from gmk.ui.associations.card import association_form, may_edit
from gmk.ui.data import load
from gmk.ui.filters import pick_day
from gmk.ui.links import open_page
from gmk.ui.tables import show_table

st.title("Объединения")
day, _ = st.columns([1, 2])
with day:
    on = pick_day()
rows = load(associations, on=on)
empty = "Объединений пока нет. Загрузите список состава («Загрузка файла») или добавьте объединение ниже."
opened = show_table(
    ASSOCIATIONS, rows, key="associations", empty=empty, parameters=[("По состоянию на", on)], opens=True
)
if opened:
    open_page("associations/association.py", id=str(opened.id))
if may_edit():
    with st.expander("Новое объединение", icon=":material/add:"):
        association_form(None)
