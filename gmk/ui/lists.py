"""The lists of the office on the screen: what is offered, adding an entry, putting one away."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from gmk.excel.write import TableColumn, TableSpec
from gmk.people.reference_lists import LISTS, ReferenceRow, add_to_list, put_away, reference_list
from gmk.ui.data import load, save
from gmk.ui.forms import field_key, submit
from gmk.ui.tables import show_table


def show_lists(on: date, *, may_edit: bool) -> None:
    """One list of those that people change, with its forms for whoever may edit it."""
    code = st.selectbox("Список", list(LISTS), format_func=LISTS.__getitem__, key="list", bind="query-params")
    rows = load(reference_list, list_code=code)
    offered = [row for row in rows if row.is_offered(on)]
    spec: TableSpec[ReferenceRow] = TableSpec(LISTS[code], (TableColumn("Название", lambda row: row.name, width=60),))
    show_table(spec, offered, key=f"list_{code}", empty="В этом списке пока ничего нет.")
    if may_edit:
        _forms(code, offered, on)


def _forms(code: str, offered: Sequence[ReferenceRow], on: date) -> None:
    form = f"list_{code}"
    adding, removing = st.columns(2)
    with adding, st.form(field_key(form, "form"), border=False):
        name = st.text_input("Добавить в список", key=field_key(form, "name"))
        added = st.form_submit_button("Добавить")
    if added:
        submit(form, lambda: save(add_to_list, list_code=code, name=name), done="Добавлено")
    if not offered:
        return
    by_id = {row.id: row for row in offered}
    with removing:
        chosen = st.selectbox(
            "Убрать из списка",
            list(by_id),
            index=None,
            format_func=lambda key: by_id[key].name,
            placeholder="выберите запись",
            key=field_key(form, "away"),
        )
        if st.button("Убрать", key=field_key(form, "remove"), disabled=chosen is None) and chosen:
            told = {"item_id": chosen, "version": by_id[chosen].version, "on": on}
            submit(form, lambda: save(put_away, **told), done="Убрано. Где это название уже стоит, оно останется")
