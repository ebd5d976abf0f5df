"""The routes beside Streamlit, asked directly."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import anyio
import pytest
from sqlalchemy import Engine
from sqlmodel import select
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from gmk.access import Role
from gmk.accounts.sessions import end_sign_in, end_sign_ins_of, signed_in
from gmk.accounts.tickets import issue_ticket
from gmk.db.session import read_session, write_session
from gmk.db.tables import Institution, UserAccount, UserInstitution
from gmk.errors import NotSignedIn
from gmk.ui import data, routes
from gmk.ui.data import COOKIE
from tests.fixtures.app import sign_in_as


def _request(query: str = "", *, scheme: str = "http", **headers: str) -> Request:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    asked = {"type": "http", "method": "GET", "path": "/", "server": ("127.0.0.1", 8501), "headers": named}
    return Request({**asked, "scheme": scheme, "query_string": query.encode()})


def _answer(route: Callable[[Request], Awaitable[Response]], request: Request) -> Response:
    """Runs in a thread of its own: the one of the tests may already have a loop, that of the browser."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, route, request).result()


def _finish(query: str = "", *, scheme: str = "http", **headers: str) -> Response:
    return _answer(routes.finish, _request(query, scheme=scheme, **headers))


def _ticket(at: datetime | None = None) -> str:
    return f"ticket={issue_ticket('token', at=at or datetime.now(UTC))}"


def test_a_ticket_becomes_a_cookie_that_scripts_cannot_read() -> None:
    response = _finish(_ticket() + "&next=/coverage%3Fon%3D2026-11-01")
    assert response.status_code == 303
    assert response.headers["location"] == "/coverage?on=2026-11-01"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["set-cookie"] == f"{COOKIE}=token; HttpOnly; Max-Age=604800; Path=/; SameSite=lax"


@pytest.mark.parametrize(
    ("scheme", "headers", "secure"),
    [
        ("http", {}, False),
        ("https", {}, True),
        ("http", {"x_forwarded_proto": "https"}, True),
        ("https", {"x_forwarded_proto": "http"}, False),
    ],
)
def test_the_cookie_is_secure_where_the_connection_is(scheme: str, headers: dict[str, str], secure: bool) -> None:
    assert ("Secure" in _finish(_ticket(), scheme=scheme, **headers).headers["set-cookie"]) is secure


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("", {}),
        ("ticket=invented", {}),
        (_ticket(datetime.now(UTC) - timedelta(seconds=31)), {}),
    ],
    ids=["none", "invented", "too old"],  # a ticket is random, and all workers must see the same names
)
def test_without_a_valid_ticket_there_is_no_cookie(query: str, headers: dict[str, str]) -> None:
    response = _finish(query, **headers)
    assert response.status_code == 303
    assert "set-cookie" not in response.headers


def test_a_link_on_another_site_signs_nobody_in() -> None:
    assert "set-cookie" not in _finish(_ticket(), sec_fetch_site="cross-site").headers


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/users?x=1&y=%D0%B0", "/users?x=1&y=%D0%B0"),
        ("/", "/"),
        (None, "/"),
        ("", "/"),
        ("https://example.org", "/"),
        ("//example.org", "/"),
        ("/\\example.org", "/"),
        ("\\\\example.org", "/"),
        ("/\t/example.org", "/"),
        ("/\n/example.org", "/"),
        (" //example.org", "/"),
        ("users", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_only_addresses_of_this_site_are_gone_to(address: str | None, path: str) -> None:
    assert routes.local_path(address) == path


def _log_out(token: str, **headers: str) -> Response:
    return _answer(routes.log_out, _request("next=/users", cookie=f"{COOKIE}={token}", **headers))


def test_signing_out_ends_the_sign_in_and_takes_the_cookie(sqlite: Engine) -> None:
    token = sign_in_as(Role.HEAD)
    response = _log_out(token)
    assert (response.status_code, response.headers["location"]) == (303, "/users")
    assert f'{COOKIE}=""' in response.headers["set-cookie"]
    assert "Max-Age=0" in response.headers["set-cookie"]
    with read_session() as session:
        assert signed_in(session, token=token, at=datetime.now(UTC)) is None


def test_a_link_on_another_site_signs_nobody_out(sqlite: Engine) -> None:
    token = sign_in_as(Role.HEAD)
    assert "set-cookie" not in _log_out(token, sec_fetch_site="cross-site").headers
    with read_session() as session:
        assert signed_in(session, token=token, at=datetime.now(UTC))


def test_the_content_policy_names_no_other_host() -> None:
    words = routes.CONTENT_POLICY.replace(";", "").split()
    assert not any("." in word or "*" in word or word in ("http:", "https:") for word in words)


def _ask(path: str, token: str | None) -> tuple[int, str]:
    """Status and text of the answer to a browser with that cookie, or with none; behind the guard stand names."""
    told: list[Message] = []

    async def names(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("фамилии")(scope, receive, send)

    async def nothing_more() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        told.append(message)

    async def ask() -> None:
        asked = _request(cookie=f"{COOKIE}={token}") if token is not None else _request()
        await routes.FilesForSignedIn(names)({**asked.scope, "path": path}, nothing_more, send)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(anyio.run, ask).result()
    return told[0]["status"], b"".join(one.get("body", b"") for one in told).decode()


def _ask_for_a_file(token: str | None) -> tuple[int, str]:
    return _ask("/media/0123abcd.xlsx", token)


@pytest.mark.parametrize("path", ["/_stcore/health", "/static/media/MaterialSymbols-Rounded.nEdyypZU.woff2"])
def test_what_is_no_file_of_a_page_is_let_through(sqlite: Engine, path: str) -> None:
    assert _ask(path, None) == (200, "фамилии")


@pytest.mark.parametrize("path", ["/media/static/media/1.xlsx", "/some/media/1.xlsx"])
def test_no_address_around_a_file_opens_it(sqlite: Engine, path: str) -> None:
    assert _ask(path, None)[0] == 403


def test_a_link_to_a_file_is_worth_nothing_without_a_sign_in(sqlite: Engine) -> None:
    token = sign_in_as(Role.METHODIST)
    assert _ask_for_a_file(token) == (200, "фамилии")
    refused = (403, "Вы не вошли в систему или время входа истекло. Войдите снова.")
    assert [_ask_for_a_file(one) for one in (None, "", "invented", token[:-1], token.swapcase())] == [refused] * 5


@pytest.mark.parametrize("end", ["signed out", "signed out everywhere", "deactivated"])
def test_a_link_to_a_file_ends_with_the_sign_in(sqlite: Engine, end: str) -> None:
    token = sign_in_as(Role.METHODIST)
    with write_session() as session:
        account = session.exec(select(UserAccount)).one()
        if end == "signed out":
            end_sign_in(session, token=token)
        elif end == "signed out everywhere":
            end_sign_ins_of(session, user_id=account.id)
        else:
            account.is_active = False
    assert _ask_for_a_file(token)[0] == 403


@pytest.mark.parametrize("change", ["signed out", "deactivated", "another role", "another institution"])
def test_a_button_pressed_later_makes_no_file_for_whoever_has_lost_the_right(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    token = sign_in_as(Role.COORDINATOR)
    found = data.look_up(token, at=datetime.now(UTC))
    assert found is not None
    monkeypatch.setattr(data, "current_token", lambda: token)
    monkeypatch.setattr(data, "current_user", lambda: found.user)
    make = data.while_signed_in(lambda: b"names")
    assert make() == b"names"

    with write_session() as session:
        account = session.exec(select(UserAccount)).one()
        if change == "signed out":
            end_sign_in(session, token=token)
        elif change == "deactivated":
            account.is_active = False
        elif change == "another role":
            account.roles = [Role.VIEWER]
        else:
            session.add(Institution(id=1, kind="school", name="А", name_key="а"))
            session.flush()
            session.add(UserInstitution(user_id=account.id, institution_id=1))

    with pytest.raises(NotSignedIn):
        make()
