"""Sign-in, first start, replacing a one-time password and revocation, in the app without a browser."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from gmk.access import Role
from gmk.accounts.demo_users import DEMO_PASSWORD, DEMO_USERS
from gmk.accounts.sessions import end_sign_ins_of
from gmk.db.session import read_session, write_session
from gmk.db.tables import SignInSession, UserAccount
from gmk.settings import settings
from gmk.ui import first_run, state
from tests.fixtures.app import PASSWORD, OpenApp, user_of

WRONG = "Неверный логин или пароль. Проверьте раскладку клавиатуры и Caps Lock."


def _make_head() -> int:
    with write_session() as session:
        return user_of(session, Role.HEAD).id


def _fill(at: AppTest, login: str, password: str) -> AppTest:
    at.text_input[0].set_value(login)
    at.text_input[1].set_value(password)
    return at.button[0].click().run()


def _titles(at: AppTest) -> list[str]:
    return [title.value for title in at.title]


def test_login_and_password_open_the_page(app_as: OpenApp) -> None:
    _make_head()
    at = _fill(app_as(None), "head", PASSWORD)
    assert at.session_state[state.TOKEN]
    assert _titles(at.run()) == ["Сегодня"]


@pytest.mark.parametrize(
    ("login", "password", "sentence"),
    [
        ("head", "неверный пароль", WRONG),
        ("nobody", PASSWORD, WRONG),
        ("", PASSWORD, "Введите логин и пароль."),
        ("head", "", "Введите логин и пароль."),
        ("head", "ж" * 40, WRONG),
    ],
)
def test_a_refused_sign_in_says_so(app_as: OpenApp, login: str, password: str, sentence: str) -> None:
    _make_head()
    at = _fill(app_as(None), login, password)
    assert [error.value for error in at.error] == [sentence]
    assert state.TOKEN not in at.session_state


def test_the_form_is_russian(app_as: OpenApp) -> None:
    _make_head()
    at = app_as(None)
    assert [field.label for field in at.text_input] == ["Логин", "Пароль"]
    assert [button.label for button in at.button] == ["Войти"]


def test_a_revoked_sign_in_ends_in_an_open_tab_within_thirty_seconds(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD)
    with write_session() as session:
        end_sign_ins_of(session, user_id=session.exec(select(UserAccount.id)).one())
    assert _titles(at.run()) == ["Сегодня"]
    at.session_state[state.CHECKED_AT] = datetime.now(UTC) - timedelta(seconds=30)
    assert _titles(at.run()) == ["Методический кабинет"]
    assert [field.label for field in at.text_input] == ["Логин", "Пароль"]


def test_a_changed_role_changes_the_menu_of_an_open_tab(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, "office/users.py")
    with write_session() as session:
        session.exec(select(UserAccount)).one().roles = ["viewer"]
    at.session_state[state.CHECKED_AT] = datetime.now(UTC) - timedelta(seconds=30)
    at.run()
    assert "Пользователи" not in _titles(at)


def test_use_of_an_open_tab_keeps_the_sign_in(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD)
    long_ago = datetime.now(UTC) - timedelta(hours=7)
    with write_session() as session:
        session.exec(select(SignInSession)).one().last_seen_at = long_ago
    at.session_state[state.CHECKED_AT] = long_ago
    at.run()
    with read_session() as session:
        assert session.exec(select(SignInSession)).one().last_seen_at > long_ago + timedelta(hours=6)


def test_signing_out_leaves_no_user_in_the_tab(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD)
    at.button(key="gmk_sign_out").click().run()
    assert state.TOKEN not in at.session_state
    assert _titles(at.run()) == ["Методический кабинет"]


def test_a_one_time_password_has_to_be_replaced_before_anything_else(app_as: OpenApp) -> None:
    at = app_as(Role.METHODIST)
    with write_session() as session:
        session.exec(select(UserAccount)).one().must_change_password = True
    at.session_state[state.CHECKED_AT] = datetime.now(UTC) - timedelta(seconds=30)
    at.run()
    assert _titles(at) == ["Придумайте свой пароль"]
    for field, value in zip(at.text_input, (PASSWORD, "новый пароль", "новый пароль"), strict=True):
        field.set_value(value)
    at.button[0].click().run()
    assert _titles(at) == ["Сегодня"]


@pytest.fixture
def here_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server listens on this machine alone, and the browser came straight to it."""
    monkeypatch.setattr(first_run, "needs_code", lambda *_: False)


def _create_head(at: AppTest, *values: str) -> AppTest:
    for field, value in zip(at.text_input, values, strict=True):
        field.set_value(value)
    return at.button[0].click().run()


def test_the_first_start_creates_the_head_and_signs_in(app_as: OpenApp, here_alone: None) -> None:
    at = app_as(None)
    assert _titles(at) == ["Методический кабинет: первый запуск"]
    assert [code.value for code in at.code] == ["python3 start.py --demo"]
    _create_head(at, "Берестова Алла Кирилловна", "berestova", PASSWORD, PASSWORD)
    assert _titles(at.run()) == ["Сегодня"]
    with read_session() as session:
        account = session.exec(select(UserAccount)).one()
        assert (account.login, account.full_name, account.roles) == ("berestova", "Берестова Алла Кирилловна", ["head"])


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (("Берестова", "berestova", PASSWORD, "другой пароль"), "Пароль и его повтор различаются"),
        (("Берестова", "berestova", "мало", "мало"), "Пароль слишком короткий"),
        (("", "berestova", PASSWORD, PASSWORD), "Не указаны фамилия, имя и отчество"),
        (("Берестова", "", PASSWORD, PASSWORD), "Логин – от 2 до 64 знаков"),
    ],
)
def test_a_head_that_cannot_be_created_says_why(
    app_as: OpenApp, here_alone: None, values: tuple[str, ...], sentence: str
) -> None:
    at = _create_head(app_as(None), *values)
    assert len(at.error) == 1
    assert at.error[0].value.startswith(sentence)
    assert first_run.is_first_run()


def test_elsewhere_the_first_start_asks_for_the_code_of_the_console(
    app_as: OpenApp, capsys: pytest.CaptureFixture[str]
) -> None:
    first_run.one_time_code.cache_clear()
    at = app_as(None)
    assert at.text_input[4].label == "Код с экрана сервера"
    code = first_run.one_time_code()
    assert capsys.readouterr().out == f"Код для учётной записи руководителя: {code[:4]} {code[4:]}\n"
    wrong = "".join(str(9 - int(digit)) for digit in code)
    _create_head(at, "Берестова", "berestova", PASSWORD, PASSWORD, wrong)
    assert at.error[0].value.startswith("Код неверный.")
    assert first_run.is_first_run()
    _create_head(at, "Берестова", "berestova", PASSWORD, PASSWORD, f"{code[:4]} {code[4:]}")
    assert not first_run.is_first_run()


def test_the_code_cannot_be_guessed_endlessly(app_as: OpenApp) -> None:
    at = app_as(None)
    wrong = "".join(str(9 - int(digit)) for digit in first_run.one_time_code())
    for _ in range(6):
        _create_head(at, "Берестова", "berestova", PASSWORD, PASSWORD, wrong)
    assert at.error[0].value.startswith("Слишком много неудачных попыток.")


@pytest.mark.parametrize(
    ("host", "headers", "needed"),
    [
        ("127.0.0.1", {"Host": "127.0.0.1:8501"}, False),
        ("localhost", {"Host": "localhost:8501"}, False),
        ("::1", {"Host": "[::1]:8501"}, False),
        ("127.0.0.1", {"Host": "localhost"}, False),
        ("192.0.2.7", {"Host": "127.0.0.1:8501"}, True),
        ("", {"Host": "127.0.0.1:8501"}, True),
        ("127.0.0.1", {"Host": "gmk.example.ru"}, True),
        ("127.0.0.1", {"Host": "127.0.0.1:8501", "X-Forwarded-For": "10.0.0.7"}, True),
        ("127.0.0.1", {}, True),
    ],
)
def test_only_the_machine_itself_needs_no_code(host: str, headers: dict[str, str], needed: bool) -> None:
    assert first_run.needs_code(host, headers) is needed


@pytest.fixture
def demo(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process serves the demonstration town."""
    monkeypatch.setenv("GMK_DEMO", "1")
    settings.cache_clear()


def test_the_demonstration_town_says_so_on_every_page_and_names_its_users(app_as: OpenApp, demo: None) -> None:
    _make_head()
    at = app_as(None)
    assert [info.value for info in at.info] == ["**Учебный город:** люди и учреждения вымышлены."]
    assert DEMO_PASSWORD in "".join(text.value for text in at.markdown)
    assert list(at.table[0].value["Логин"]) == [one.login for one in DEMO_USERS]
    at = app_as(Role.VIEWER)
    assert "**Учебный город:** люди и учреждения вымышлены." in [info.value for info in at.info]
