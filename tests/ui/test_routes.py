"""The routes beside Streamlit, asked directly."""

from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import anyio
import pytest
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import Response

from gmk.access import Role
from gmk.accounts.sessions import signed_in
from gmk.accounts.tickets import issue_ticket
from gmk.db.session import read_session
from gmk.ui import routes
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
