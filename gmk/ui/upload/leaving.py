"""Who is in the database but not in a list of staff: told, and their posts closed if the person says so."""

from collections.abc import Mapping
from datetime import date, timedelta

import streamlit as st

from gmk.intake.model import Leaving
from gmk.ui.texts import plain
from gmk.ui.upload.check import Checked
from gmk.ui.upload.draft import Draft
from gmk.wording import counted, day_text, number_text

AT_ONCE = 50


def show_not_in_file(draft: Draft, found: Checked) -> None:
    """The list with its form; nothing where everybody is in the file."""
    missing = {one.id: one.label for sheet in found.preview.sheets for one in sheet.not_in_file}
    if not missing:
        return
    leaving = draft.options.leaving
    with st.expander(f"Есть в базе, но нет в файле: {number_text(len(missing))}", expanded=leaving is not None):
        st.markdown(
            "Загрузка никого не удаляет и сама ничего не закрывает. Если кто-то уволился, отметьте его: вместе с "
            "загрузкой будет записан последний день работы. Отмена загрузки вернёт всё назад."
        )
        _ask(draft, missing)
    if leaving is not None:
        people = counted(len(leaving.educator_ids), "человека", "человек", "человек")
        st.info(
            f"Вместе с загрузкой закроются места работы {people}, последний день – {day_text(leaving.last_day)}.",
            icon=":material/event_busy:",
        )


def _ask(draft: Draft, missing: Mapping[int, str]) -> None:
    before = draft.options.leaving
    with st.form(draft.key("leaving"), border=False):
        shown = list(missing.items())[:AT_ONCE]
        ticked = {
            key
            for key, label in shown
            if st.checkbox(
                plain(label),
                value=before is not None and key in before.educator_ids,
                key=draft.key(f"leaving_{key}"),
            )
        }
        if len(missing) > AT_ONCE:
            st.caption(f"Показаны первые {AT_ONCE}, остальные – в следующей загрузке или на карточках людей.")
        last_day = st.date_input(
            "Последний день работы",
            before.last_day if before else _day_before(draft),
            max_value=draft.options.reading.as_of,
            format="DD.MM.YYYY",
            key=draft.key("leaving_day"),
            width=260,
        )
        if not st.form_submit_button("Закрыть места работы отмеченных", key="gmk_upload_leaving"):
            return
    chosen = Leaving(frozenset(ticked), last_day) if ticked and isinstance(last_day, date) else None
    draft.choose(leaving=chosen)
    st.rerun()


def _day_before(draft: Draft) -> date:
    """The file holds for a day on which they aren't there any more."""
    return (draft.options.reading.as_of or date.today()) - timedelta(days=1)
