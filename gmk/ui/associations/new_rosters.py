"""1 September on the screen: each association on one page, who goes on, who leaves, who leads; all as one change."""

from datetime import date

import pyarrow as pa
import streamlit as st

from gmk.associations.queries import associations, roster
from gmk.associations.rollover import NewRoster, roll_over
from gmk.associations.rows import AssociationRow, Member
from gmk.periods import school_year_of, school_year_text
from gmk.ui.data import load, save
from gmk.ui.forms import field_key, submit
from gmk.ui.texts import plain
from gmk.vocabulary import MembershipRole
from gmk.wording import counted


def pick_year(today: date) -> int:
    """For which school year the rosters are formed: the next one from May on."""
    current = school_year_of(today)
    years = [current, current + 1]
    return st.selectbox(
        "На учебный год", years, int(today.month in range(5, 9)), format_func=school_year_text, key="year"
    )


def choose_rosters(school_year: int) -> dict[int, NewRoster] | None:
    """What changes in each association with members on 1 September, by its id; unchanged ones are left out.

    None where there is nobody to choose from, which is said.
    """
    first = date(school_year, 9, 1)
    rows = [row for row in load(associations, on=first) if row.members]
    if not rows:
        st.info(
            "В составах на 1 сентября никого нет. Добавьте людей на странице «Состав объединения».",
            icon=":material/info:",
        )
        return None
    st.caption(
        "Снимите отметку с тех, кто не продолжает; смените руководителя, если он новый. Остальные остаются. "
        "Новых людей добавляют на странице «Состав объединения»."
    )
    chosen: dict[int, NewRoster] = {}
    for row in rows:
        people = counted(row.members, "человек", "человека", "человек")
        with st.expander(f"{plain(row.name)}: {people}", key=f"roll_{row.id}"):
            told = _of_one(row, first)
        if told.leaves or told.leader_id:
            chosen[row.id] = told
    return chosen


def _of_one(row: AssociationRow, first: date) -> NewRoster:
    going_on = load(roster, association_id=row.id, on=first).as_of(first)
    edited = st.data_editor(
        _table(going_on),
        hide_index=True,
        disabled=["Фамилия, имя, отчество", "Роль", "Учреждение"],
        key=field_key(f"roll_{row.id}_{first.year}", "table"),
    )
    stays = edited["Продолжает"].to_pylist()
    leaves = frozenset(one.id for one, is_kept in zip(going_on, stays, strict=True) if not is_kept)
    names = {one.educator_id: one.name for one, is_kept in zip(going_on, stays, strict=True) if is_kept}
    leader = next((one.educator_id for one in going_on if one.role is MembershipRole.LEADER), None)
    options: list[int | None] = [None, *names]
    picked = st.selectbox(
        "Руководитель с 1 сентября",
        options,
        options.index(leader) if leader in options else 0,
        format_func=lambda key: names[key] if key else "не назначен",
        key=field_key(f"roll_{row.id}_{first.year}", "leader"),
    )
    return NewRoster(leaves, picked if picked != leader else None)


def _table(members: list[Member]) -> pa.Table:
    return pa.table(
        {
            "Продолжает": [True] * len(members),
            "Фамилия, имя, отчество": [one.name for one in members],
            "Роль": [one.role.label for one in members],
            "Учреждение": [one.institution or "" for one in members],
        }
    )


def offer_to_write(school_year: int, rosters: dict[int, NewRoster]) -> None:
    """The order, and writing it all as one change set."""
    form = f"new_rosters_{school_year}"
    order = st.text_input("Приказ о составах", placeholder="приказ № 181-О от 01.09.2026", key=field_key(form, "order"))
    leaving = sum(len(one.leaves) for one in rosters.values())
    leaders = sum(one.leader_id is not None for one in rosters.values())
    st.markdown(f"Изменится объединений: {len(rosters)}. Выйдут: {leaving}. Новых руководителей: {leaders}.")
    if st.button("Записать новые составы", type="primary", disabled=not rosters, key=field_key(form, "write")):
        told = {"school_year": school_year, "rosters": rosters, "order_text": order}
        submit(form, lambda: save(roll_over, **told), done="Составы записаны. Отменить можно в журнале изменений")
