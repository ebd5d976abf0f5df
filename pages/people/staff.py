import streamlit as st

from gmk.reports.people_tables import STAFF_TABLE
from gmk.training.staff import staff_of
from gmk.ui.cards import open_person
from gmk.ui.clock import local, now
from gmk.ui.data import load
from gmk.ui.filters import pick_institution
from gmk.ui.staff import pick_name
from gmk.ui.tables import show_table

st.title("Педагоги")
today = local(now()).date()
name, place = st.columns(2)
with name:
    text = pick_name()
with place:
    institution_id, _ = pick_institution(today)
rows = load(staff_of, on=today, institution_id=institution_id, text=text)
opened = show_table(
    STAFF_TABLE,
    rows,
    key="staff",
    empty="Никого не нашлось. Измените отбор или загрузите список педагогов: «Загрузка файла».",
    parameters=[("По состоянию на", today), ("Искали", text or None)],
    opens=True,
)
st.caption("Здесь все, кто работает сегодня: и совместители, и те, кто в отпуске. Кто в двух местах – в двух строках.")
if opened:
    open_person(opened.educator_id)
