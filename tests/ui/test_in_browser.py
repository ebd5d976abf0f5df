"""The shell of the app in Chromium: first start, sign-in with a link to a page, signing out, headers, language."""

import re
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from gmk.access import Role
from gmk.ui.navigation import PAGES, Entry
from tests.fixtures.app import PASSWORD
from tests.fixtures.browser import COOKIE, STREAMLIT, OpenPage, Server, add_cookie, running

WCAG = {"runOnly": ["wcag2a", "wcag2aa"]}

pytestmark = pytest.mark.browser


def _heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, exact=True, level=1)).to_be_visible(timeout=30_000)


def _send(page: Page, login: str, password: str) -> None:
    page.get_by_label("Логин").fill(login)
    page.get_by_label("Пароль", exact=True).fill(password)
    page.get_by_role("button", name="Войти").click()


def _cookie(context: BrowserContext) -> dict[str, object] | None:
    return next((dict(cookie) for cookie in context.cookies() if cookie["name"] == COOKIE), None)


def test_the_first_start_leads_from_an_empty_folder_to_a_second_user(new_server: Server, page: Page) -> None:
    page.goto(new_server.url)
    _heading(page, "Методический кабинет: первый запуск")
    page.get_by_label("Фамилия, имя, отчество").fill("Берестова Алла Кирилловна")
    page.get_by_label("Логин").fill("berestova")
    page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    page.get_by_label("Пароль ещё раз").fill(PASSWORD)
    page.get_by_role("button", name="Создать и войти").click()
    _heading(page, "Сегодня")
    page.reload()
    _heading(page, "Сегодня")
    page.get_by_role("link", name="Пользователи").click()
    _heading(page, "Пользователи")
    page.get_by_label("Фамилия, имя, отчество").fill("Ладейщикова Нина Павловна")
    page.get_by_label("Логин").fill("metodist")
    page.get_by_label("Роли").click()
    page.get_by_role("option", name="методист", exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Добавить пользователя").click()
    expect(page.get_by_text("Одноразовый пароль для входа под логином")).to_be_visible()
    password = page.get_by_test_id("stCode").inner_text().strip()
    assert re.fullmatch(r"[\w-]{14}", password)


def test_the_address_asked_for_is_kept_through_the_sign_in(server: Server, context: BrowserContext, page: Page) -> None:
    server.sign_in(Role.HEAD)
    page.goto(server.url + "/access_log?since=2026-09-01&kind=a&kind=b")
    _send(page, "head", PASSWORD)
    _heading(page, "Журнал доступа")
    assert page.url == server.url + "/access_log?since=2026-09-01&kind=a&kind=b"
    cookie = _cookie(context)
    assert cookie is not None
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["secure"]) == (True, "Lax", False)


def test_signing_out_ends_the_sign_in_for_good(page_as: OpenPage, server: Server, context: BrowserContext) -> None:
    page = page_as(Role.METHODIST, "/account")
    _heading(page, "Моя учётная запись")
    cookie = _cookie(context)
    assert cookie is not None
    page.get_by_role("button", name="Выйти", exact=True).click()
    expect(page.get_by_label("Логин")).to_be_visible()
    expect(page.get_by_role("heading", name="Моя учётная запись")).to_have_count(0)
    assert _cookie(context) is None
    add_cookie(context, server, str(cookie["value"]))
    page.reload()
    expect(page.get_by_label("Логин")).to_be_visible()


def test_signing_out_everywhere_reaches_another_browser(page_as: OpenPage, server: Server, browser: Browser) -> None:
    there = browser.new_context()
    add_cookie(there, server, server.sign_in(Role.CHAIR))
    page = page_as(Role.CHAIR, "/account")
    page.get_by_role("button", name="Выйти везде").click()
    expect(page.get_by_label("Логин")).to_be_visible()
    other = there.new_page()
    other.goto(server.url + "/account")
    expect(other.get_by_label("Логин")).to_be_visible()
    there.close()


def test_a_page_of_another_role_is_not_found(page_as: OpenPage) -> None:
    page = page_as(Role.VIEWER, "/users")
    expect(page.get_by_text("Страница не найдена")).to_be_visible()
    expect(page.get_by_role("heading", name="Пользователи")).to_have_count(0)


def test_answers_carry_the_security_headers(server: Server) -> None:
    for path in ("/", "/ready", "/users"):
        headers = urllib.request.urlopen(server.url + path).headers  # noqa: S310 - our own server
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.url_path)
def test_a_page_breaks_no_policy_asks_no_other_host_and_is_accessible(page_as: OpenPage, entry: Entry) -> None:
    page = page_as(Role.HEAD, "/ready")
    said: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "://" in request.url else None)
    page.goto(page.url.replace("/ready", f"/{entry.url_path}"))
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=30_000)
    assert [text for text in said if "Content Security Policy" in text] == []
    assert {host for host in hosts if not host.startswith("127.0.0.1")} == set()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    found = Axe().run(page, context="[data-testid=stMain]", options=WCAG).response["violations"]
    assert {one["id"]: [node["html"] for node in one["nodes"]] for one in found} == {}


def test_streamlit_run_serves_the_same_app(tmp_path: Path) -> None:
    with running(tmp_path, command=STREAMLIT) as server:
        assert urllib.request.urlopen(server.url + "/ready").read() == b"ok"  # noqa: S310 - our own server
        assert (tmp_path / "gmk.db").stat().st_size > 0


def test_the_way_out_stands_on_the_screen_of_a_laptop_below_the_longest_menu(
    server: Server, context: BrowserContext, page: Page
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    add_cookie(context, server, server.sign_in(Role.HEAD))
    page.goto(server.url)
    _heading(page, "Сегодня")
    expect(page.get_by_role("button", name="Выйти")).to_be_in_viewport(ratio=1)
    last = page.get_by_role("link", name="Моя учётная запись")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Выйти")).to_be_in_viewport(ratio=1)
    last.click()
    _heading(page, "Моя учётная запись")
