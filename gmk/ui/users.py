"""Users on the screen: the list, the form of one user, what can be done with one."""

from collections.abc import Callable, Sequence

import streamlit as st

from gmk.access import Role
from gmk.accounts.actions import change_user, create_user, end_user_sign_ins, reset_password, set_active
from gmk.accounts.rows import UserRow
from gmk.errors import OfficeError
from gmk.people.rows import InstitutionChoice
from gmk.ui import data, state
from gmk.ui.clock import moment_text
from gmk.ui.forms import field_key, opened_version, renew, show_refusal
from gmk.ui.tables import column_width
from gmk.ui.texts import plain
from gmk.wording import counted

FORM = "user"


def show_users(rows: Sequence[UserRow], institutions: Sequence[InstitutionChoice]) -> None:
    """The list of all users."""
    names = {one.id: one.label for one in institutions}
    columns = {
        "Фамилия, имя, отчество": [row.full_name for row in rows],
        "Логин": [row.login for row in rows],
        "Роли": [_roles_text(row) for row in rows],
        "Состояние": [_condition(row) for row in rows],
        "Был в программе": [moment_text(row.last_seen_at) for row in rows],
        "Учреждения": ["; ".join(names.get(i, "закрытое") for i in sorted(row.institution_ids)) for row in rows],
    }
    places = column_width("Учреждения", columns["Учреждения"])
    st.dataframe(columns, hide_index=True, column_config={"Учреждения": st.column_config.TextColumn(width=places)})


def _roles_text(row: UserRow) -> str:
    return ", ".join(role.label for role in sorted(row.roles))


def _condition(row: UserRow) -> str:
    if not row.is_active:
        return "отключён"
    if row.must_change_password:
        return "одноразовый пароль"
    return f"работает: {counted(row.sign_ins, 'вход', 'входа', 'входов')}" if row.sign_ins else "активен"


def pick_user(rows: Sequence[UserRow]) -> UserRow | None:
    """Whom to change; None for a new user."""
    by_id = {row.id: row for row in rows}
    chosen = st.selectbox(
        "Кого изменить",
        [None, *by_id],
        format_func=lambda i: f"{by_id[i].full_name} ({by_id[i].login})" if i else "Новый пользователь",
        key=state.CHOSEN_USER,
        on_change=renew,
        args=(FORM,),
    )
    return by_id.get(chosen) if chosen else None


def show_one_time_password() -> None:
    """The password that was just given, once: the next click takes it off the screen."""
    told = st.session_state.pop(state.ONE_TIME_PASSWORD, None)
    if told is None:
        return
    login, password = told
    with st.container(border=True):
        st.markdown(f"Одноразовый пароль для входа под логином **{plain(login)}**:")
        st.code(password, language=None)
        st.markdown("Передайте его лично. При первом входе программа попросит придумать свой. Больше он не появится.")


def new_user_form(institutions: Sequence[InstitutionChoice]) -> None:
    """The fields of a new user; the password comes from the program."""
    full_name, login = st.columns(2)
    values = {
        "full_name": full_name.text_input("Фамилия, имя, отчество", key=_key("name", None)),
        "login": login.text_input("Логин", placeholder="например, ivanova", key=_key("login", None)),
        **_roles_and_institutions(None, institutions),
    }
    if st.button("Добавить пользователя", type="primary"):
        _give_password(str(values["login"]).strip(), lambda: data.save(create_user, **values))


def change_user_form(row: UserRow, institutions: Sequence[InstitutionChoice]) -> None:
    """The fields of a user; the version is the one that this tab has shown since the form began."""
    version = opened_version(FORM, row.version)
    full_name = st.text_input("Фамилия, имя, отчество", row.full_name, key=_key("name", row))
    values = _roles_and_institutions(row, institutions)
    if st.button("Сохранить", type="primary"):
        _do(lambda: data.save(change_user, user_id=row.id, version=version, full_name=full_name, **values))


def _roles_and_institutions(row: UserRow | None, institutions: Sequence[InstitutionChoice]) -> dict[str, object]:
    roles = st.multiselect(
        "Роли",
        list(Role),
        sorted(row.roles) if row else [],
        format_func=lambda role: role.label,
        placeholder="Выберите одну или несколько",
        key=_key("roles", row),
    )
    ids = _institutions(row, institutions) if Role.COORDINATOR in roles else []
    return {"roles": roles, "institution_ids": ids}


def _institutions(row: UserRow | None, institutions: Sequence[InstitutionChoice]) -> list[int]:
    names = {one.id: one.label for one in institutions}
    return st.multiselect(
        "Учреждения, за которые отвечает",
        list(names),
        [i for i in names if row and i in row.institution_ids],
        format_func=names.__getitem__,
        placeholder="Выберите одно или несколько",
        key=_key("institutions", row),
    )


def user_buttons(row: UserRow) -> None:
    """New password, signing out, letting in or not."""
    with st.container(horizontal=True):
        if st.button("Назначить новый пароль", icon=":material/key:"):
            _give_password(row.login, lambda: data.save(reset_password, user_id=row.id))
        if st.button("Завершить входы", icon=":material/logout:", disabled=not row.sign_ins):
            _do(lambda: data.save(end_user_sign_ins, user_id=row.id))
        label, icon = ("Отключить", ":material/block:") if row.is_active else ("Включить", ":material/check:")
        if st.button(label, icon=icon):
            version = opened_version(FORM, row.version)
            _do(lambda: data.save(set_active, user_id=row.id, version=version, is_active=not row.is_active))


def _give_password(login: str, act: Callable[[], str]) -> None:
    def keep() -> None:
        st.session_state[state.ONE_TIME_PASSWORD] = (login, act())

    _do(keep)


def _do(act: Callable[[], object]) -> None:
    """Does it and draws the page anew, or says why not."""
    try:
        act()
    except OfficeError as error:
        show_refusal(FORM, error)
        return
    data.recheck()
    renew(FORM)
    st.rerun()


def _key(field: str, row: UserRow | None) -> str:
    """A fresh key after each change: the fields then show what is stored."""
    return field_key(FORM, f"{field}_{row.id if row else 'new'}")
