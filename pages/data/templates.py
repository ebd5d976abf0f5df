import streamlit as st

from gmk.ui.clock import local, now
from gmk.ui.templates import offer_blank, offer_export, offer_filled, pick_format

st.title("Шаблоны и выгрузка")
today = local(now()).date()
sheet = pick_format()
offer_filled(sheet, today)
blank, stored = st.columns(2)
with blank:
    offer_blank(sheet, today)
with stored:
    offer_export(sheet, today)
