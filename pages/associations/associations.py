import streamlit as st

from gmk.associations.queries import associations
from gmk.reports.association_tables import associations_table
from gmk.ui.associations.card import association_form, may_edit
from gmk.ui.data import load
from gmk.ui.filters import pick_day
from gmk.ui.links import open_page
from gmk.ui.tables import show_table

st.title("Объединения")
day, _ = st.columns([1, 2])
with day:
    on = pick_day()
with_closed = st.toggle("Показать и закрытые", key="with_closed", bind="query-params")
rows = load(associations, on=on, with_closed=with_closed)
empty = "Объединений пока нет. Загрузите список состава («Загрузка файла») или добавьте объединение ниже."
parameters = [("По состоянию на", on)]
opened = show_table(associations_table(on), rows, key="associations", empty=empty, parameters=parameters, opens=True)
if opened:
    open_page("associations/association.py", id=str(opened.id))
if may_edit():
    with st.expander("Новое объединение", icon=":material/add:"):
        association_form(None)
