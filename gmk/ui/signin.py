"""The sign-in form: streamlit-authenticator's, over users and sign-ins of our own. Nothing else imports the library.

It is imported inside a script run only: imported earlier, its component stays unregistered in Streamlit.
"""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit_authenticator import Authenticate
from streamlit_authenticator.controllers import AuthenticationController
from streamlit_authenticator.models import AuthenticationModel
from streamlit_authenticator.utilities import Encryptor

from gmk.accounts import signing_in
from gmk.accounts.demo_users import DEMO_PASSWORD, DEMO_USERS
from gmk.accounts.tickets import issue_ticket
from gmk.errors import OfficeError, RuleBroken
from gmk.settings import settings
from gmk.ui import data, state
from gmk.ui.texts import plain

LABELS = {"Form name": "Вход", "Username": "Логин", "Password": "Пароль", "Login": "Войти"}


class _Model(AuthenticationModel):  # type: ignore[misc]
    """The library's flow over our users: it asks here whether login and password match."""

    def __init__(self) -> None:
        super().__init__({"usernames": {}}, auto_hash=False, secret_key=settings().secret_key())
        self.token: str | None = None

    def login(self, username: str, password: str, *options: Any, **more: Any) -> bool:
        """Called when the form is sent; what is missing isn't counted as a failure.

        Raises:
            OfficeError: nobody signs in with these.
        """
        if not username or not password:
            raise RuleBroken("Введите логин и пароль.")
        return bool(super().login(username, password, *options, **more))

    def check_credentials(self, username: str, password: str) -> bool:
        """True when login and password match; keeps the token of the new sign-in."""
        self.token = signing_in.sign_in(login=username, password=password, at=datetime.now(UTC))
        self.credentials["usernames"][username] = {"name": username, "roles": []}
        return True


class _Cookie:
    """Stands where the library's cookie stood, which scripts can read and which outlives a sign-out."""

    def get_cookie(self) -> None:
        """None: whoever has our cookie never gets to the form."""

    def set_cookie(self) -> None:
        """`enter` does it, when the form is done."""


class _Form(Authenticate):  # type: ignore[misc]
    """The library's form without its component: no frame, no pauses, no second run of the script."""

    def __init__(self) -> None:  # on purpose without super(): it would mount the component
        secret = settings().secret_key()
        self.model = _Model()
        self.api_key = self.path = None
        self.attrs: dict[str, Any] = {"login_sleep_time": 0}
        self.secret_key = secret
        self.encryptor = Encryptor(secret)
        self.authentication_controller = AuthenticationController({"usernames": {}}, None, False, secret_key=secret)
        self.authentication_controller.authentication_model = self.model
        self.cookie_controller = _Cookie()


def ask_who() -> None:
    """Draws the sign-in form, and goes on to the page that was asked for when login and password match."""
    with st.container(horizontal_alignment="center"), st.container(width=440):
        st.title("Методический кабинет")
        token = _token_of_form()
        if token:
            enter(token)
        if settings().demo:
            _name_demo_users()
        else:
            st.caption("Забыли пароль? Руководитель ГМК или администратор назначит новый.")


def _token_of_form() -> str | None:
    """The token of a new sign-in, when the form was sent with the right login and password."""
    st.session_state["authentication_status"] = None  # the library's word for «draw the form»
    form = _Form()
    try:
        form.login(fields=LABELS)
    except OfficeError as error:
        st.error(plain(str(error)))
    return form.model.token


def enter(token: str) -> None:
    """Signs this tab in, and has the browser fetch the cookie by a route of ours on the way to the page."""
    st.session_state[state.TOKEN] = token
    data.recheck()
    go_to("/auth/finish", ticket=issue_ticket(token, at=datetime.now(UTC)))


def _name_demo_users() -> None:
    st.markdown(f"Войдите под любым именем. Пароль у всех один: **{DEMO_PASSWORD}**")
    st.table({"Логин": [one.login for one in DEMO_USERS], "Кто это": [one.role.label for one in DEMO_USERS]})


def sign_out() -> None:
    """Leaves for the route that ends the sign-in and takes the cookie away."""
    data.forget()
    go_to("/auth/logout")


def go_to(path: str, **query: str) -> None:
    """Sends the browser to a route of ours, which sends it back to the page that is open now."""
    address = f"{path}?{urlencode({**query, 'next': _here()})}"
    st.html(f"<script>window.location.replace({json.dumps(address)})</script>", unsafe_allow_javascript=True)
    st.stop()


def _here() -> str:
    parts = urlsplit(st.context.url or "/")
    query = urlencode({name: st.query_params.get_all(name) for name in st.query_params}, doseq=True)
    return (parts.path or "/") + (f"?{query}" if query else "")
