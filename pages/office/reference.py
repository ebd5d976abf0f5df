import streamlit as st

from gmk.access import Right
from gmk.people.queries import ignored_names, institutions
from gmk.reports.people_tables import INSTITUTION_TABLE
from gmk.training.queries import training_settings
from gmk.ui.clock import local, now
from gmk.ui.data import load, may
from gmk.ui.lists import show_lists
from gmk.ui.reference import (
    aliases_form,
    closing_form,
    forget_alias,
    institution_form,
    open_institution,
    pick_institution,
    say_no_institutions,
    tabs,
)
from gmk.ui.tables import show_table
from gmk.ui.training_settings import settings_form, show_settings

st.title("Справочники")
today = local(now()).date()
may_edit = may(Right.EDIT_REFERENCE)
listed, *changed, lists, settings = tabs(may_edit=may_edit)
rows = load(institutions, on=today)

with listed:
    if rows:
        opens = open_institution if may_edit else None
        show_table(INSTITUTION_TABLE, rows, key="institutions", parameters=[("По состоянию на", today)], on_open=opens)
    else:
        say_no_institutions()
    st.caption(
        "«Педагогов» – все, кто работает сегодня: и совместители, и те, кто в отпуске. В охвате их бывает меньше."
    )

if changed and changed[0].open:
    with changed[0]:
        chosen = pick_institution(rows)
        institution_form(chosen)
        if chosen:
            names, closing = st.columns(2)
            with names.container(border=True):
                aliases_form(chosen)
            with closing.container(border=True):
                closing_form(chosen, today)
        with st.expander("Названия не наших учреждений"):
            forget_alias("ignored", load(ignored_names), "Таких названий нет.")

if lists.open:
    with lists:
        show_lists(today, may_edit=may_edit)

with settings:
    office = load(training_settings)
    show_settings(office, today)
    if may_edit:
        settings_form(office)
