"""The page of users, and `load` and `save` for pages."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from gmk.access import Role
from gmk.accounts.signing_in import check_credentials
from gmk.db.session import read_session, write_session
from gmk.db.tables import UserAccount
from gmk.errors import NotSignedIn
from gmk.ui import data
from tests.fixtures.app import OpenApp, sign_in_as


def _press(at: AppTest, label: str) -> AppTest:
    return next(button for button in at.button if button.label == label).click().run()


def _field(at: AppTest, label: str) -> object:
    return next(field for field in (*at.text_input, *at.multiselect) if field.label == label)


def _add(at: AppTest, login: str, roles: list[Role]) -> AppTest:
    _field(at, "Фамилия, имя, отчество").set_value("Ладейщикова Нина Павловна")  # type: ignore[attr-defined]
    _field(at, "Логин").set_value(login)  # type: ignore[attr-defined]
    _field(at, "Роли").set_value(roles)  # type: ignore[attr-defined]
    return _press(at, "Добавить пользователя")


def test_a_new_user_gets_a_one_time_password_that_is_shown_once(app_as: OpenApp) -> None:
    at = _add(app_as(Role.HEAD, "office/users.py"), "metodist", [Role.METHODIST])
    (shown,) = [code.value for code in at.code]
    assert check_credentials(login="metodist", password=shown, at=datetime.now(UTC))
    assert list(at.dataframe[0].value["Логин"]) == ["metodist", "head"]
    assert list(at.dataframe[0].value["Состояние"]) == ["одноразовый пароль", "работает: 1\u00a0вход"]
    assert [code.value for code in at.run().code] == []


def test_a_user_that_cannot_be_added_keeps_the_form(app_as: OpenApp) -> None:
    at = _add(app_as(Role.HEAD, "office/users.py"), "head", [Role.METHODIST])
    assert [error.value for error in at.error] == ["Логин «head» уже занят. Выберите другой."]
    assert _field(at, "Логин").value == "head"  # type: ignore[attr-defined]


def test_a_user_is_deactivated_and_let_in_again(app_as: OpenApp) -> None:
    sign_in_as(Role.VIEWER)
    at = app_as(Role.HEAD, "office/users.py")
    with read_session() as session:
        viewer_id = session.exec(select(UserAccount.id).where(UserAccount.login == "viewer")).one()
    at.selectbox[0].set_value(viewer_id).run()
    _press(at, "Отключить")
    assert list(at.dataframe[0].value["Состояние"]) == ["работает: 1\u00a0вход", "отключён"]
    _press(at, "Включить")
    assert list(at.dataframe[0].value["Состояние"]) == ["активен", "работает: 1\u00a0вход"]


def test_of_two_administrators_the_second_is_told_that_the_user_was_changed(app_as: OpenApp) -> None:
    sign_in_as(Role.VIEWER)
    at = app_as(Role.HEAD, "office/users.py")
    with read_session() as session:
        viewer_id = session.exec(select(UserAccount.id).where(UserAccount.login == "viewer")).one()
    at.selectbox[0].set_value(viewer_id).run()
    _rename(viewer_id, "Переименованный Другим")
    _field(at, "Фамилия, имя, отчество").set_value("Переименованный Мной")  # type: ignore[attr-defined]
    at = _press(at.run(), "Сохранить")
    assert "изменил кто-то другой" in at.error[0].value
    assert _name(viewer_id) == "Переименованный Другим"
    at = _press(at, "Показать новые значения")
    assert _field(at, "Фамилия, имя, отчество").value == "Переименованный Другим"  # type: ignore[attr-defined]
    _field(at, "Фамилия, имя, отчество").set_value("Переименованный Мной")  # type: ignore[attr-defined]
    _press(at, "Сохранить")
    assert _name(viewer_id) == "Переименованный Мной"


def test_nobody_is_deactivated_whom_somebody_else_has_changed_meanwhile(app_as: OpenApp) -> None:
    sign_in_as(Role.VIEWER)
    at = app_as(Role.HEAD, "office/users.py")
    with read_session() as session:
        viewer_id = session.exec(select(UserAccount.id).where(UserAccount.login == "viewer")).one()
    at.selectbox[0].set_value(viewer_id).run()
    _rename(viewer_id, "Переименованный Другим")
    at = _press(at, "Отключить")
    assert "изменил кто-то другой" in at.error[0].value
    with read_session() as session:
        assert session.get_one(UserAccount, viewer_id).is_active


def _rename(user_id: int, name: str) -> None:
    with write_session() as session:
        account = session.get_one(UserAccount, user_id)
        account.full_name, account.version = name, account.version + 1


def _name(user_id: int) -> str:
    with read_session() as session:
        return session.get_one(UserAccount, user_id).full_name


def test_without_a_sign_in_pages_get_no_data(app_as: OpenApp) -> None:
    with pytest.raises(NotSignedIn):
        data.current_user()
