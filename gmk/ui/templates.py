"""Templates and exports on the screen: which format, then the files that there are of it."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from gmk.associations.contents import association_names
from gmk.excel.sheet import Sheet
from gmk.reports.due_lists import file_name
from gmk.reports.templates import (
    BY_INSTITUTION,
    FOR_INSTITUTIONS,
    Recipient,
    blank_form,
    export,
    exportable,
    institution_form,
    institution_forms,
    recipients,
    roster_form,
)
from gmk.ui.data import current_user, load
from gmk.ui.links import link
from gmk.ui.tables import XLSX, ZIP, offer_file
from gmk.wording import counted, day_text

_BLANK = "Столбцы этого вида таблиц, списки для выбора и лист «Как заполнять»."
_FILLED = (
    "Таблица с тем, что уже записано: её правят, дополняют и присылают обратно. При загрузке столбцы и люди "
    "узнаются сами, и смена фамилии останется сменой фамилии."
)
_EXPORT = "Всё, что записано сейчас. Загруженный обратно, файл ничего не меняет."


def pick_format() -> Sheet:
    """One of the formats whose content the user may have."""
    formats = {sheet.format: sheet for sheet in exportable(current_user())}
    return formats[
        st.selectbox(
            "Вид таблицы",
            list(formats),
            format_func=lambda name: formats[name].title,
            key="format",
            bind="query-params",
        )
    ]


def offer_blank(sheet: Sheet, on: date) -> None:
    """The format without rows."""
    with st.container(border=True):
        st.subheader("Пустой шаблон")
        st.caption(_BLANK)
        make = partial(blank_form, current_user(), sheet.format, on=on)
        offer_file("Скачать шаблон", make, f"Шаблон – {sheet.title}.xlsx", XLSX, key="blank")


def offer_export(sheet: Sheet, on: date) -> None:
    """All that is stored in the format, or what an institution has of it."""
    with st.container(border=True):
        st.subheader("Выгрузка")
        st.caption(_EXPORT)
        places = recipients(current_user(), on=on) if sheet.format in BY_INSTITUTION else []
        place = _pick(places, "Чьи данные", "export_of", "все учреждения") if len(places) > 1 else None
        make = partial(export, current_user(), sheet.format, on=on, institution_id=place.id if place else None)
        offer_file("Скачать данные", make, f"{sheet.title} {day_text(on)}.xlsx", XLSX, key="export")


def offer_filled(sheet: Sheet, on: date) -> None:
    """A workbook for an institution or an association, and the workbooks of all institutions."""
    if sheet.format == "roster":
        _offer_roster(on)
    elif sheet.format in FOR_INSTITUTIONS:
        _offer_institutions(sheet, on)


def _offer_institutions(sheet: Sheet, on: date) -> None:
    user = current_user()
    with st.container(border=True):
        st.subheader("Заполненная для учреждения")
        st.caption(_FILLED)
        places = recipients(user, on=on)
        if not places:
            st.info("Учреждений пока нет. Сначала загрузите их перечень.", icon=":material/info:")
            link("data/upload.py", "Загрузить перечень учреждений")
            return
        place = _pick(places, "Учреждение", "form_of", "выберите учреждение") if len(places) > 1 else places[0]
        with st.container(horizontal=True, vertical_alignment="center"):
            if place:
                one = partial(institution_form, user, sheet.format, place, on=on)
                offer_file("Скачать таблицу", one, file_name(f"{place.label} – {sheet.title}"), XLSX, key="form")
            if len(places) > 1:
                every = partial(institution_forms, user, sheet.format, on=on)
                offer_file("Скачать для всех", every, f"{sheet.title} {day_text(on)}.zip", ZIP, key="forms")
                st.caption(
                    f"Архив: {counted(len(places), 'таблица', 'таблицы', 'таблиц')}, каждая для своего учреждения."
                )


def _offer_roster(on: date) -> None:
    names = load(association_names, on=on)
    if not names:
        return
    with st.container(border=True):
        st.subheader("Заполненная для объединения")
        st.caption(_FILLED)
        name = st.selectbox("Объединение", names)
        make = partial(roster_form, current_user(), name, on=on)
        offer_file("Скачать состав", make, file_name(f"{name} – состав"), XLSX, key="roster")


def _pick(places: Sequence[Recipient], label: str, key: str, nobody: str) -> Recipient | None:
    by_id = {place.id: place for place in places}
    chosen = st.selectbox(
        label,
        list(by_id),
        index=None,
        format_func=lambda i: by_id[i].label,
        placeholder=nobody,
        key=key,
    )
    return by_id.get(chosen) if chosen else None
