"""The first start: the head's account is created, or the way to the demonstration town is shown."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit

import streamlit as st

from gmk.accounts.actions import create_first_head, has_users
from gmk.accounts.passwords import SHORTEST
from gmk.accounts.signing_in import count_attempt, forget_attempts, sign_in
from gmk.db.session import read_session, write_session
from gmk.errors import OfficeError, RuleBroken
from gmk.settings import settings
from gmk.ui.signin import enter
from gmk.ui.texts import plain

ATTEMPTS = "первый запуск"
"""Under this name, which can't be a login, tries of the one-time code are counted."""
THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def is_first_run() -> bool:
    """Whether nobody can sign in yet."""
    with read_session() as session:
        return not has_users(session)


@cache
def one_time_code() -> str:
    """The code of this process, printed to its console when it is first needed."""
    code = f"{secrets.randbelow(10**8):08d}"
    print(f"Код для учётной записи руководителя: {code[:4]} {code[4:]}", flush=True)  # noqa: T201 - the console is its place
    return code


def needs_code(host: str, headers: Mapping[str, str]) -> bool:
    """False only when the server listens on this machine alone and the browser came straight to it, past any proxy.

    `host` is what the server listens on; empty when nobody knows. `headers` are those of the browser's request.
    """
    asked_for = urlsplit(f"//{headers.get('Host', '')}").hostname
    came_straight = asked_for in THIS_MACHINE and not headers.get("X-Forwarded-For")
    return not (host in THIS_MACHINE and came_straight)


def create_head() -> None:
    """Draws the screen of the first start; goes on when the head's account is there."""
    st.title("Методический кабинет: первый запуск")
    form, demo = st.columns([3, 2], gap="large")
    with form:
        _head_form()
    with demo:
        _demo_hint()


def _head_form() -> None:
    ask_code = needs_code(settings().host, st.context.headers)
    with st.form("gmk_first_head"):
        st.subheader("Учётная запись руководителя")
        full_name = st.text_input("Фамилия, имя, отчество")
        login = st.text_input("Логин", placeholder="например, ivanova")
        password = st.text_input("Пароль", type="password", help=f"Не короче {SHORTEST} знаков, можно по-русски")
        repeated = st.text_input("Пароль ещё раз", type="password")
        code = st.text_input("Код с экрана сервера", help=CODE_HELP) if ask_code else None
        if not st.form_submit_button("Создать и войти", type="primary"):
            if ask_code:
                one_time_code()
            return
    try:
        _check(code, password, repeated)
        token = _create(login, full_name, password)
    except OfficeError as error:
        st.error(plain(str(error)))
        return
    enter(token)


CODE_HELP = "Восемь цифр, которые программа напечатала там, где её запустили: в окне консоли или в журнале службы"


def _check(code: str | None, password: str, repeated: str) -> None:
    if code is not None:
        count_attempt(ATTEMPTS, at=datetime.now(UTC))
        if not secrets.compare_digest("".join(code.split()).encode(), one_time_code().encode()):
            raise RuleBroken("Код неверный. Он напечатан там, где запущена программа: в консоли или журнале службы.")
        forget_attempts(ATTEMPTS)
    if password != repeated:
        raise RuleBroken("Пароль и его повтор различаются. Введите их ещё раз.")


def _create(login: str, full_name: str, password: str) -> str:
    with write_session() as session:
        create_first_head(session, login=login, full_name=full_name, password=password)
    return sign_in(login=login, password=password, at=datetime.now(UTC))


def _demo_hint() -> None:
    with st.container(border=True):
        st.subheader("Сначала посмотреть?")
        st.markdown("Учебный город – 28 учреждений и вымышленные люди. Остановите программу и запустите её так:")
        st.code("python3 start.py --demo", language=None)
        st.markdown("Ваши данные при этом не затрагиваются: у учебного города своя база.")
