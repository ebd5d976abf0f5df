"""Lists of people by conditions on the screen: the saved ones, the conditions, who fits, saving."""

from datetime import date

import streamlit as st

from gmk.access import Right
from gmk.associations.forms import kind_label
from gmk.associations.queries import associations
from gmk.excel.write import TableColumn, TableSpec
from gmk.people.contents import reference_names
from gmk.people.queries import institution_choices
from gmk.questions.smart_lists import (
    Conditions,
    Listed,
    SavedList,
    conditions_text,
    listed,
    remove_list,
    save_list,
    smart_lists,
)
from gmk.ui.cards import open_person
from gmk.ui.data import load, may, save
from gmk.ui.forms import field_key, submit
from gmk.ui.tables import show_table
from gmk.ui.texts import plain
from gmk.vocabulary import MembershipRole
from gmk.wording import counted

NEW = "Новый список"
ROLES: tuple[MembershipRole, ...] = tuple(MembershipRole)
_EARLIEST, _LATEST = date(1980, 1, 1), date(2099, 12, 31)
PEOPLE: TableSpec[Listed] = TableSpec(
    "Список по условиям",
    (
        TableColumn("Фамилия, имя, отчество", lambda row: row.name, width=36),
        TableColumn("Учреждение", lambda row: ", ".join(row.institutions) or None, width=30),
        TableColumn("Должность", lambda row: ", ".join(row.positions) or None, width=30),
        TableColumn("В объединениях", lambda row: "; ".join(row.memberships) or None, width=44),
        TableColumn("Последний учтённый курс", lambda row: row.last_course_on, kind="date", width=16, missing="нет"),
        TableColumn("Если известен только год", lambda row: row.last_course_year, kind="number", width=14),
    ),
    names_people=True,
    sheet="Список",
)


def pick_list() -> SavedList | None:
    """Which saved list; None for a new one."""
    rows = {row.id: row for row in load(smart_lists)}
    chosen = st.selectbox(
        "Сохранённый список", [None, *rows], format_func=lambda key: rows[key].name if key else NEW, key="list_chosen"
    )
    return rows[chosen] if chosen else None


def choose_conditions(saved: SavedList | None, on: date) -> Conditions:
    """The conditions, at first those of the saved list."""
    form = f"smart_{saved.id}_{saved.version}" if saved else "smart_new"
    now = saved.conditions if saved else Conditions()
    rows = {row.id: row.name for row in load(associations, on=on)}
    kinds = list(dict.fromkeys([*(row.fields.kind for row in load(associations, on=on)), *now.kinds]))
    places = {one.id: one.label for one in load(institution_choices, on=on)}
    subjects = list(
        dict.fromkeys([*load(reference_names, on=on).get("school_subjects", []), *filter(None, (now.school_subject,))])
    )
    with st.expander("Условия", icon=":material/filter_alt:", expanded=saved is None):
        left, right = st.columns(2)
        roles = left.multiselect(
            "Роль в объединении",
            ROLES,
            [MembershipRole(role) for role in now.roles],
            format_func=lambda role: role.label,
            placeholder="любая",
            key=field_key(form, "roles"),
        )
        chosen_kinds = right.multiselect(
            "Вид объединения",
            kinds,
            list(now.kinds),
            format_func=kind_label,
            placeholder="любой",
            key=field_key(form, "kinds"),
        )
        chosen_ids = left.multiselect(
            "Объединения",
            list(rows),
            [key for key in now.association_ids if key in rows],
            format_func=rows.__getitem__,
            placeholder="любые",
            key=field_key(form, "associations"),
        )
        chosen_places = right.multiselect(
            "Учреждения",
            list(places),
            [key for key in now.institution_ids if key in places],
            format_func=places.__getitem__,
            placeholder="все",
            key=field_key(form, "places"),
        )
        subject = left.selectbox(
            "Ведут предмет",
            subjects,
            subjects.index(now.school_subject) if now.school_subject else None,
            placeholder="любой",
            key=field_key(form, "subject"),
        )
        no_course = right.date_input(
            "Нет учтённых курсов с", _day(now.no_course_since), _EARLIEST, _LATEST, format="DD.MM.YYYY",
            key=field_key(form, "course"),
        )  # fmt: skip
        absent = left.date_input(
            "Не были на заседаниях с", _day(now.absent_since), _EARLIEST, _LATEST, format="DD.MM.YYYY",
            key=field_key(form, "absent"),
        )  # fmt: skip
        early = right.checkbox("Молодые педагоги", now.is_early_career, key=field_key(form, "early"))
        alone = right.checkbox("Без наставника", now.has_no_mentor, key=field_key(form, "alone"))
    return Conditions(
        roles=tuple(str(role) for role in roles),
        kinds=tuple(chosen_kinds),
        association_ids=tuple(chosen_ids),
        institution_ids=tuple(chosen_places),
        school_subject=subject or "",
        no_course_since=no_course.isoformat() if no_course else "",
        absent_since=absent.isoformat() if absent else "",
        is_early_career=early,
        has_no_mentor=alone,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def show_people(conditions: Conditions, saved: SavedList | None, on: date) -> None:
    """Who fits on the day; the list is made anew each time it is opened."""
    if conditions.is_empty:
        st.info("Выберите хотя бы одно условие.", icon=":material/info:")
        return
    rows = load(listed, conditions=conditions, on=on)
    told = _told(conditions, on)
    st.caption(plain(f"{counted(len(rows), 'человек', 'человека', 'человек')}. Условия: {told}."))
    opened = show_table(
        PEOPLE,
        rows,
        key="listed",
        empty="Под эти условия никто не подходит.",
        parameters=[
            *([("Список", saved.name)] if saved else []), ("Условия", told), ("По состоянию на", on)
        ],
        opens=True,
    )  # fmt: skip
    if opened:
        open_person(opened.educator_id)


def _told(conditions: Conditions, on: date) -> str:
    rows = {row.id: row.name for row in load(associations, on=on)}
    places = {one.id: one.label for one in load(institution_choices, on=on)}
    return conditions_text(
        conditions,
        associations_by_id=lambda key: rows.get(key, "закрытое объединение"),
        institutions_by_id=lambda key: places.get(key, "закрытое учреждение"),
    )


def offer_to_save(conditions: Conditions, saved: SavedList | None) -> None:
    """Saving under a name, and taking a list out."""
    if not may(Right.EDIT_ASSOCIATIONS):
        return
    form = f"save_list_{saved.id if saved else 'new'}"
    name_place, button_place = st.columns([3, 2], vertical_alignment="bottom")
    name = name_place.text_input(
        "Название списка",
        saved.name if saved else "",
        placeholder="Руководители ГМО без курсов с 2023 года",
        key=field_key(form, "name"),
    )
    with button_place.container(horizontal=True):
        if st.button("Сохранить список", type="primary", key=field_key(form, "save")):
            submit(form, lambda: save(save_list, name=name, conditions=conditions), done="Список сохранён")
        if saved and st.button("Удалить список", key=field_key(form, "remove")):
            submit(form, lambda: save(remove_list, list_id=saved.id, version=saved.version), done="Список удалён")
