"""The next school year's plan on the screen: each item of this one kept or dropped, with its new period."""

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from gmk.periods import school_year_text
from gmk.plan.rollover import RollRow
from gmk.plan.rollover_actions import roll_over
from gmk.ui.data import save
from gmk.ui.forms import field_key, submit
from gmk.ui.links import link
from gmk.ui.plan.filters import today
from gmk.wording import counted

KEEP, PERIOD = "Перенести", "Новый срок"


def choose_and_roll(school_year: int, rows: Sequence[RollRow]) -> None:
    """The items with a tick each, their new periods to be corrected; «Перенести» makes them in one go."""
    year = school_year_text(school_year + 1)
    if not rows:
        st.info(f"Все мероприятия уже есть в плане на {year}, переносить нечего.", icon=":material/done_all:")
        link("plan/year.py", f"К плану на {year}", year=year)
        return
    form = f"rollover_{school_year}"
    unfinished = sum(bool(row.why) and row.is_kept for row in rows)
    st.markdown(
        "Точные дни сдвинуты на тот же день недели, месяцы и кварталы – на следующий год. Снимите отметку с того, "
        "что повторять не нужно, и поправьте сроки прямо в таблице."
    )
    if unfinished:
        st.caption(f"Не выполнено в прошлом году: {unfinished}. Эти мероприятия отмечены и перейдут с пометкой.")
    edited = st.data_editor(
        _table(rows),
        hide_index=True,
        disabled=["Мероприятие", "Было", "Замечание"],
        column_config={
            KEEP: st.column_config.CheckboxColumn(width=120),
            "Мероприятие": st.column_config.TextColumn(width="large"),
            PERIOD: st.column_config.TextColumn(width="medium"),
        },
        key=field_key(form, "table"),
    )
    kept = [index for index, is_kept in enumerate(edited[KEEP].to_pylist()) if is_kept]
    periods = {rows[index].item.id: edited[PERIOD][index].as_py() for index in kept}
    many = counted(len(kept), "мероприятие", "мероприятия", "мероприятий")
    if st.button(f"Перенести в план на {year}: {many}", type="primary", disabled=not kept, key=field_key(form, "roll")):
        told = {"school_year": school_year, "kept": set(periods), "periods": periods, "on": today()}
        submit(form, lambda: save(roll_over, **told), done=f"Перенесено: {many}. Отменить можно в журнале изменений")


def _table(rows: Sequence[RollRow]) -> pa.Table:
    return pa.table(
        {
            KEEP: [row.is_kept for row in rows],
            "Мероприятие": [row.item.title for row in rows],
            "Было": [row.item.period_text or "" for row in rows],
            PERIOD: [row.period_text or "" for row in rows],
            "Замечание": [row.why for row in rows],
        }
    )
