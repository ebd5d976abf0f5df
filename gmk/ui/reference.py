"""Institutions on the screen: the form of one, its other names, its closing."""

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.mutable_tab_container import TabContainer

from gmk.people import institution_actions as actions
from gmk.people.forms import TITLES
from gmk.people.rows import AliasRow, InstitutionFields, InstitutionRow
from gmk.ui import state
from gmk.ui.cards import offer_upload
from gmk.ui.data import save
from gmk.ui.forms import field_key, opened_version, submit
from gmk.vocabulary import InstitutionKind
from gmk.wording import counted, day_text

_TITLES = TITLES["institution"]
LIST, CHANGE, LISTS, SETTINGS = "Учреждения", "Изменить учреждение", "Списки", "Настройки расчёта"
TAB = "tab"


def tabs(*, may_edit: bool) -> Sequence[TabContainer]:
    """Institutions, the form of one, other lists and settings; readers have no form."""
    titles = [LIST, CHANGE, LISTS, SETTINGS] if may_edit else [LIST, LISTS, SETTINGS]
    return st.tabs(titles, key=TAB, on_change="rerun", bind="query-params")


def open_institution(row: InstitutionRow) -> None:
    """Brings the form of the institution to the front; for callbacks, before the page is drawn."""
    st.session_state[state.CHOSEN_INSTITUTION] = row.id
    st.session_state[TAB] = CHANGE


def say_no_institutions() -> None:
    """What to do in a new office."""
    st.info("Учреждений пока нет. Загрузите перечень учреждений: с него всё начинается.", icon=":material/info:")
    offer_upload("Загрузить перечень учреждений")


def pick_institution(rows: Sequence[InstitutionRow]) -> InstitutionRow | None:
    """Which one to change; None for a new one."""
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "Какое учреждение изменить",
        [None, *by_id],
        format_func=lambda i: by_id[i].label if i else "Новое учреждение",
        key=state.CHOSEN_INSTITUTION,
    )
    return by_id.get(chosen) if chosen else None


def institution_form(row: InstitutionRow | None) -> None:
    """The fields of an institution, or of a new one."""
    form = f"institution_{row.id if row else 'new'}"
    with st.form(field_key(form, "form")):
        fields = _fields(form, row)
        if not st.form_submit_button("Сохранить" if row else "Добавить учреждение", type="primary"):
            return
    if row is None:
        submit(form, lambda: save(actions.add_institution, fields=fields), done="Учреждение добавлено")
    else:
        version = opened_version(form, row.version)
        submit(
            form,
            lambda: save(actions.edit_institution, institution_id=row.id, version=version, fields=fields),
            done="Изменения записаны",
        )


def _fields(form: str, row: InstitutionRow | None) -> InstitutionFields:
    if row:
        opened_version(form, row.version)
    left, right = st.columns(2)
    kind, number = right.columns([2, 1])

    def text(place: DeltaGenerator, field: str) -> str:
        value = getattr(row, field) if row else None
        return place.text_input(_TITLES[field], value or "", key=field_key(form, field))

    kinds = list(InstitutionKind)
    return InstitutionFields(
        name=text(left, "name"),
        kind=kind.selectbox(
            _TITLES["kind"],
            kinds,
            kinds.index(InstitutionKind(row.kind)) if row else 0,
            format_func=lambda one: one.label,
            key=field_key(form, "kind"),
        ),
        number=number.number_input(
            _TITLES["number"], 0, 9999, row.number if row else None, key=field_key(form, "number")
        ),
        short_name=text(left, "short_name"),
        municipality=text(right, "municipality"),
        address=text(left, "address"),
        phone=text(right, "phone"),
        email=text(left, "email"),
        site=text(right, "site"),
    )


def aliases_form(row: InstitutionRow) -> None:
    """«Как ещё называют»: what an import takes for this institution besides its own names."""
    form = f"aliases_{row.id}"
    st.subheader("Как ещё называют")
    st.caption(
        "Вид и номер программа узнаёт сама: «СОШ №3» и «школа 3» добавлять не нужно. "
        "Здесь – названия, по которым учреждение не угадать."
    )
    with st.form(field_key(form, "form"), border=False):
        field, button = st.columns([3, 1], vertical_alignment="bottom")
        alias = field.text_input("Ещё одно название", key=field_key(form, "alias"))
        added = button.form_submit_button("Добавить")
    if added:
        submit(form, lambda: save(actions.add_alias, institution_id=row.id, alias=alias), done="Название запомнено")
    forget_alias(form, row.aliases, "Названий, которым вы научили программу, пока нет.")


def forget_alias(form: str, aliases: Sequence[AliasRow], nothing: str) -> None:
    """A list of taught names, of which one can be forgotten; `nothing` says that there are none."""
    if not aliases:
        st.markdown(nothing)
        return
    by_id = {one.id: one for one in aliases}
    field, button = st.columns([3, 1], vertical_alignment="bottom")
    chosen = field.selectbox(
        f"{counted(len(by_id), 'название', 'названия', 'названий')}",
        list(by_id),
        format_func=lambda i: by_id[i].alias,
        key=field_key(form, "known"),
    )
    if button.button("Забыть", key=field_key(form, "forget")):
        submit(
            form,
            lambda: save(actions.remove_alias, alias_id=chosen, version=by_id[chosen].version),
            done="Название забыто: при загрузке программа спросит о нём снова",
        )


def closing_form(row: InstitutionRow, today: date) -> None:
    """Closing with a day, or opening again."""
    form = f"closing_{row.id}"
    st.subheader("Закрытие")
    version = opened_version(form, row.version)
    if row.closed_on:
        st.markdown(f"Закрыто с {day_text(row.closed_on)}. Прежние данные сохранены.")
        if st.button("Открыть снова", key=field_key(form, "reopen")):
            submit(
                form,
                lambda: save(actions.reopen_institution, institution_id=row.id, version=version),
                done="Учреждение снова открыто",
            )
        return
    people = counted(row.educators, "педагога", "педагогов", "педагогов")
    st.markdown(f"Закрытого учреждения нет в списках и в охвате. Работа {people} здесь закончится накануне.")
    with st.form(field_key(form, "form"), border=False):
        field, button = st.columns([3, 1], vertical_alignment="bottom")
        day = field.date_input("Закрыто с", today, format="DD.MM.YYYY", key=field_key(form, "day"))
        closed = button.form_submit_button("Закрыть учреждение")
    if closed:
        submit(
            form,
            lambda: save(actions.close_institution, institution_id=row.id, version=version, closed_on=day),
            done="Учреждение закрыто",
        )
