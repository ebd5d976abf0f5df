"""Who is in the database but not in a list of staff or a roster: told, and ended if the person says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st

from gmk.intake.model import Leaving
from gmk.ui.texts import plain
from gmk.ui.upload.check import Checked
from gmk.ui.upload.draft import Draft
from gmk.wording import counted, day_text, number_text

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class _Kind:
    """The words for those whom sheets of a format lack; `option` is the field of `ImportOptions` that ends them."""

    format: str
    option: str
    heading: str
    told: str
    last_day: str
    button: str
    ends: str
    elsewhere: str


_STAFF = _Kind(
    "staff",
    "leaving",
    "Есть в базе, но нет в файле",
    "Загрузка никого не удаляет и сама ничего не закрывает. Если кто-то уволился, отметьте его: вместе с "
    "загрузкой будет записан последний день работы. Отмена загрузки вернёт всё назад.",
    "Последний день работы",
    "Закрыть места работы отмеченных",
    "закроются места работы",
    "на карточках людей",
)
_ROSTER = _Kind(
    "roster",
    "leaving_members",
    "Есть в составе, но нет в файле",
    "Загрузка никого из состава не выводит. Если кто-то больше не участвует, отметьте его: вместе с загрузкой будет "
    "записан последний день в составе. Отмена загрузки вернёт всё назад.",
    "Последний день в составе",
    "Закончить участие отмеченных",
    "закончится участие",
    "на странице «Составы на 1 сентября»",
)


def show_not_in_file(draft: Draft, found: Checked) -> None:
    """The lists with their forms; nothing where everybody is in the file."""
    for kind in (_STAFF, _ROSTER):
        sheets = [sheet for sheet in found.preview.sheets if sheet.format == kind.format]
        missing = {one.id: one.label for sheet in sheets for one in sheet.not_in_file}
        if missing:
            _show(draft, kind, missing)


def _chosen(draft: Draft, kind: _Kind) -> Leaving | None:
    chosen: Leaving | None = getattr(draft.options, kind.option)
    return chosen


def _show(draft: Draft, kind: _Kind, missing: Mapping[int, str]) -> None:
    leaving = _chosen(draft, kind)
    with st.expander(f"{kind.heading}: {number_text(len(missing))}", expanded=leaving is not None):
        st.markdown(kind.told)
        _ask(draft, kind, missing)
    if leaving is not None:
        people = counted(len(leaving.ids), "человека", "человек", "человек")
        st.info(
            f"Вместе с загрузкой {kind.ends} {people}, последний день – {day_text(leaving.last_day)}.",
            icon=":material/event_busy:",
        )


def _ask(draft: Draft, kind: _Kind, missing: Mapping[int, str]) -> None:
    before = _chosen(draft, kind)
    with st.form(draft.key(kind.option), border=False):
        shown = list(missing.items())[:AT_ONCE]
        ticked = {
            key
            for key, label in shown
            if st.checkbox(
                plain(label),
                value=before is not None and key in before.ids,
                key=draft.key(f"{kind.option}_{key}"),
            )
        }
        if len(missing) > AT_ONCE:
            st.caption(f"Показаны первые {AT_ONCE}, остальные – в следующей загрузке или {kind.elsewhere}.")
        last_day = st.date_input(
            kind.last_day,
            before.last_day if before else _day_before(draft),
            max_value=draft.options.reading.as_of if kind is _STAFF else None,  # a roster may be of the next year
            format="DD.MM.YYYY",
            key=draft.key(f"{kind.option}_day"),
            width=260,
        )
        if not st.form_submit_button(kind.button, key=f"gmk_upload_{kind.option}"):
            return
    chosen = Leaving(frozenset(ticked), last_day) if ticked and isinstance(last_day, date) else None
    draft.choose(**{kind.option: chosen})
    st.rerun()


def _day_before(draft: Draft) -> date:
    """The file holds for a day on which they aren't there any more."""
    return (draft.options.reading.as_of or date.today()) - timedelta(days=1)
