"""The address of a calendar, asked directly: it needs no cookie, and gives away nothing but its calendar."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest
from icalendar import Calendar
from sqlalchemy import Engine
from starlette.requests import Request
from starlette.responses import Response

from gmk.plan.feeds import make_feed, revoke_feed
from gmk.ui import routes
from tests.plan.office import HEAD, add, do, open_office


def ask(token: str, **headers: str) -> Response:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    asked: dict[str, Any] = {"type": "http", "method": "GET", "path": f"/calendar/{token}.ics", "headers": named}
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, routes.calendar, Request({**asked, "path_params": {"token": token}})).result()


@pytest.fixture
def token(sqlite: Engine) -> str:
    open_office(sqlite)
    add("Семинар", period_text="12.10.2026")
    made: str = do(HEAD, make_feed, name="Телефон")
    return made


def test_a_calendar_is_read_without_signing_in(token: str) -> None:
    response = ask(token)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert response.headers["cache-control"] == "private, max-age=900"
    assert "set-cookie" not in response.headers
    assert [str(one["SUMMARY"]) for one in Calendar.from_ical(response.body).walk("VEVENT")] == ["Семинар"]


def test_what_has_not_changed_is_not_sent_again(token: str) -> None:
    tag = ask(token).headers["etag"]
    assert ask(token, if_none_match=tag).status_code == 304
    add("Совет", period_text="13.10.2026")
    assert ask(token, if_none_match=tag).status_code == 200


@pytest.mark.parametrize("wrong", ["", "x", "../gmk.db", "' or 1=1 --", "%", "a" * 5000, "\x00"])
def test_nothing_opens_but_the_token(token: str, wrong: str) -> None:
    assert ask(wrong).status_code == 404
    assert ask(token[:-1]).status_code == 404


def test_a_closed_address_is_as_if_it_had_never_been(token: str) -> None:
    do(HEAD, revoke_feed, feed_id=1)
    assert (ask(token).status_code, ask(token).body) == (404, ask("x").body)


def test_the_route_is_one_of_the_app() -> None:
    assert "/calendar/{token}.ics" in [route.path for route in routes.ROUTES]
