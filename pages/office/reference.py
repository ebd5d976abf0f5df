import streamlit as st

from gmk.access import Right
from gmk.people.queries import ignored_names, institutions
from gmk.reports.people_tables import INSTITUTION_TABLE
from gmk.ui.clock import local, now
from gmk.ui.data import load, may
from gmk.ui.reference import aliases_form, closing_form, forget_alias, institution_form, pick_institution
from gmk.ui.tables import show_table

st.title("Справочники")
today = local(now()).date()
rows = load(institutions, on=today)
may_edit = may(Right.EDIT_REFERENCE)

of_institutions, of_training = st.tabs(["Учреждения", "Настройки расчёта"])
with of_institutions:
    show_table(
        INSTITUTION_TABLE,
        rows,
        key="institutions",
        empty="Учреждений пока нет. Загрузите перечень учреждений: «Загрузка файла».",
        parameters=[("По состоянию на", today)],
    )
    st.caption(
        "«Педагогов» – все, кто работает сегодня: и совместители, и те, кто в отпуске. В охвате их бывает меньше."
    )
    if may_edit:
        chosen = pick_institution(rows)
        with st.container(border=True):
            institution_form(chosen)
        if chosen:
            names, closing = st.columns(2)
            with names.container(border=True):
                st.subheader("Как ещё называют")
                aliases_form(chosen)
            with closing.container(border=True):
                st.subheader("Закрытие")
                closing_form(chosen, today)
        with st.expander("Названия не наших учреждений"):
            st.caption("Строки с этими названиями при загрузке пропускаются.")
            forget_alias("ignored", load(ignored_names), "Таких названий нет.")
