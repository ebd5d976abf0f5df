"""What holds for the whole file where the file itself doesn't say it: the institution, the association, the year."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from gmk.associations.contents import association_names
from gmk.excel.reading import ReadingOptions
from gmk.people.rows import InstitutionChoice
from gmk.periods import school_year_of, school_year_text
from gmk.ui.data import load
from gmk.ui.texts import plain
from gmk.ui.upload.check import Checked
from gmk.ui.upload.draft import Draft
from gmk.wording import counted

_ROWS = ("строка", "строки", "строк")
_YEARS_BACK, _YEARS_AHEAD = 12, 1
_OF_A_YEAR = ("plan", "results", "exams", "roster")

Said = dict[str, Any]
"""The fields of `ReadingOptions` that the person gave."""


def is_lacking(found: Checked) -> bool:
    """Rows say nowhere what they have to say."""
    return bool(found.nameless or found.without_association or found.without_year)


def was_asked(draft: Draft, found: Checked) -> bool:
    """Something is lacking, or the person said it already."""
    reading = draft.options.reading
    return is_lacking(found) or bool(reading.institution or reading.association or reading.school_year)


def summary(reading: ReadingOptions) -> list[str]:
    """What was said for the whole file."""
    return [
        text
        for text in (
            f"учреждение для всего файла: {plain(reading.institution)}" if reading.institution else "",
            f"объединение: {plain(reading.association)}" if reading.association else "",
            f"учебный год: {school_year_text(reading.school_year)}" if reading.school_year else "",
        )
        if text
    ]


def ask_lacking(draft: Draft, found: Checked, known: Sequence[InstitutionChoice]) -> Said:
    """Asks for what some rows lack; what was answered."""
    reading, said = draft.options.reading, Said()
    if found.nameless or reading.institution:
        said["institution"] = _ask_place(draft, found.nameless, known)
    if found.without_association or reading.association:
        rows = counted(found.without_association, *_ROWS)
        st.markdown(f"**В файле не сказано, какое это объединение** ({rows}).")
        said["association"] = ask_association(draft)
    if found.without_year or (reading.school_year and _has_format(draft, _OF_A_YEAR)):
        rows = f" ({counted(found.without_year, *_ROWS)})" if found.without_year else ""
        st.markdown(f"**В файле не сказано, за какой это год**{rows}.")
        said["school_year"] = ask_year(draft)
    return said


def ask_beforehand(draft: Draft) -> Said:
    """Asks for what a sheet of the file may lack, whether it does or not."""
    said = Said()
    if _has_format(draft, ("roster",)):
        said["association"] = ask_association(draft)
    if _has_format(draft, _OF_A_YEAR):
        said["school_year"] = ask_year(draft)
    return said


def take(draft: Draft, said: Said) -> None:
    """Reads the file with what was said, if that is something new."""
    reading = draft.options.reading
    new = {name: value for name, value in said.items() if value and value != getattr(reading, name)}
    if new:
        draft.choose_reading(**new)


def _has_format(draft: Draft, formats: Sequence[str]) -> bool:
    return any(sheet.format in formats for sheet in draft.tables())


def _ask_place(draft: Draft, nameless: int, known: Sequence[InstitutionChoice]) -> str | None:
    rows = counted(nameless, *_ROWS)
    st.markdown(f"**В файле не сказано, какое это учреждение** ({rows}). Выберите его для всех этих строк.")
    labels = [one.label for one in known]
    chosen = draft.options.reading.institution or (labels[0] if len(labels) == 1 else None)
    picked: str | None = st.selectbox(
        "Учреждение для всего файла",
        labels,
        index=labels.index(chosen) if chosen in labels else None,
        placeholder="Выберите учреждение",
        key=draft.key("place"),
    )
    return picked


def ask_association(draft: Draft) -> str | None:
    """The association of rows that name none: a known one, or a new one typed in."""
    said = draft.options.reading.association
    known = load(association_names, on=draft.options.reading.as_of)
    names = known if said is None or said in known else [said, *known]
    picked: str | None = st.selectbox(
        "Объединение для строк, где оно не указано",
        names,
        index=names.index(said) if said in names else None,
        placeholder="Выберите или впишите название",
        accept_new_options=True,
        key=draft.key("association"),
        help="Название, которого ещё нет в базе, впишите и нажмите Enter: объединение будет добавлено.",
    )
    return picked


def ask_year(draft: Draft) -> int | None:
    """The school year of rows that name no year."""
    reading = draft.options.reading
    now = school_year_of(reading.as_of) if reading.as_of else reading.school_year or 0
    years = list(range(now + _YEARS_AHEAD, now - _YEARS_BACK, -1))
    picked: int | None = st.selectbox(
        "Учебный год для строк, где год не указан",
        years,
        index=years.index(reading.school_year) if reading.school_year in years else None,
        format_func=school_year_text,
        placeholder="Выберите учебный год",
        key=draft.key("school_year"),
        help="Год в столбце, в названии листа и в заголовке важнее. Экзамены 2025/26 учебного года – это год 2026.",
        width=360,
    )
    return picked
