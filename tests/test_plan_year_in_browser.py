"""A plan through its year in Chromium: imported, returned, approved, corrected for a half-year, carried out."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from gmk.access import Role
from gmk.db.session import read_session
from gmk.db.tables import Activity
from tests.fixtures.browser import Server, add_cookie
from tests.test_journey_in_browser import PATIENCE, create_head, open_page, press, see

pytestmark = pytest.mark.browser

WORKBOOKS = Path(__file__).parent / "workbooks"
YEAR = "2026/27"


def test_a_plan_goes_through_its_year(new_server: Server, page: Page, browser: Browser) -> None:
    create_head(page, new_server.url)
    chair = desk_of_the_chair(new_server, browser)
    import_plan(page)
    send(page, new_server)
    give_back(chair, new_server, {1: "Уточните срок", 2: "Кто отвечает?"})

    expect_comment(page, new_server, 1, "Уточните срок")
    edit(page, new_server, 1, "Сроки", "12.02.2027")
    edit(page, new_server, 2, "Место проведения", "ЦРТ, каб. 12")
    send(page, new_server)
    sign(chair, new_server)

    begin_correction(page, new_server)
    for number in (1, 2):
        add(page, new_server, f"Дополнительный семинар {number}")
    for key in range(10, 15):
        edit(page, new_server, key, "Сроки", "апрель", why="Карантин")
    for key in range(20, 23):
        cancel(page, new_server, key, "Нет финансирования")
    send(page, new_server)
    sign(chair, new_server)
    expect_comparison(chair, new_server, added=2, moved=5, cancelled=3)


def desk_of_the_chair(server: Server, browser: Browser) -> Page:
    context = browser.new_context(locale="ru-RU", timezone_id="Europe/Moscow", viewport={"width": 1440, "height": 900})
    add_cookie(context, server, server.sign_in(Role.CHAIR))
    return context.new_page()


def import_plan(page: Page) -> None:
    open_page(page, "Загрузка файла")
    page.locator("input[type=file]").set_input_files(WORKBOOKS / "08-year-plan.xlsx")
    page.get_by_role("button", name="Записать только верные (36 из 38)").click(timeout=PATIENCE)
    press(page, "Да, записать верные")
    expect(page.get_by_text("36 новых строк")).to_be_visible(timeout=PATIENCE)


def go(page: Page, server: Server, path: str, title: str) -> None:
    page.goto(f"{server.url}/{path}")
    see(page, title)


def send(page: Page, server: Server) -> None:
    go(page, server, f"approval?year={YEAR}", "Согласование плана")
    press(page, "Отправить на согласование")
    expect(page.get_by_text("на согласовании").first).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("button", name="Отозвать с согласования")).to_be_visible(timeout=PATIENCE)


def give_back(page: Page, server: Server, remarks: dict[int, str]) -> None:
    go(page, server, f"approval?year={YEAR}", "Согласование плана")
    page.get_by_role("tab", name="Вернуть на доработку").click()
    for key, remark in remarks.items():
        title = title_of(server, key)
        page.get_by_label("Пункты, которые вернуть").click()
        page.get_by_role("option", name=title, exact=True).first.click()
        field = page.get_by_label(f"Замечание: {title}")
        expect(field).to_be_visible(timeout=PATIENCE)
        field.fill(remark)
        field.press("Tab")
    press(page, "Вернуть автору")
    expect(page.get_by_text("возвращён на доработку").first).to_be_visible(timeout=PATIENCE)


def sign(page: Page, server: Server) -> None:
    go(page, server, f"approval?year={YEAR}", "Согласование плана")
    page.get_by_label("Протокол №").fill("1")
    page.get_by_label("Приказ №").fill("181-О")
    press(page, "Утвердить")
    expect(page.get_by_text("план: утверждён")).to_be_visible(timeout=PATIENCE)


def expect_comment(page: Page, server: Server, key: int, remark: str) -> None:
    go(page, server, f"activity?year={YEAR}&id={key}", title_of(server, key))
    expect(page.get_by_text(f"Замечание председателя: {remark}")).to_be_visible(timeout=PATIENCE)


def edit(page: Page, server: Server, key: int, field: str, value: str, *, why: str = "") -> None:
    go(page, server, f"activity?year={YEAR}&id={key}", title_of(server, key))
    page.get_by_role("textbox", name=field, exact=True).fill(value)
    if why:
        page.get_by_role("textbox", name="Причина правки", exact=True).fill(why)
    press(page, "Сохранить")
    expect(page.get_by_text("Записано. Отменить можно")).to_be_visible(timeout=PATIENCE)


def begin_correction(page: Page, server: Server) -> None:
    go(page, server, f"approval?year={YEAR}", "Согласование плана")
    page.get_by_label("Период").click()
    page.get_by_role("option", name="II полугодие 2027 года").click()
    press(page, "Начать корректировку")
    expect(page.get_by_text("корректировка на полугодие: черновик")).to_be_visible(timeout=PATIENCE)


def add(page: Page, server: Server, title: str) -> None:
    go(page, server, f"activity?year={YEAR}", "Новое мероприятие")
    page.get_by_role("textbox", name="Мероприятие", exact=True).fill(title)
    page.get_by_role("textbox", name="Сроки", exact=True).fill("март")
    page.get_by_role("textbox", name="Причина правки", exact=True).fill("Запрос комитета")
    press(page, "Добавить в план")
    see(page, title)


def cancel(page: Page, server: Server, key: int, why: str) -> None:
    go(page, server, f"activity?year={YEAR}&id={key}", title_of(server, key))
    page.get_by_role("button", name="Отменить мероприятие").first.click(timeout=PATIENCE)
    reason = page.get_by_label("Причина", exact=True)
    reason.fill(why)
    reason.press("Tab")
    page.get_by_role("button", name="Отменить мероприятие").last.click()
    expect(page.get_by_role("button", name="Вернуть в план").first).to_be_visible(timeout=PATIENCE)


def expect_comparison(page: Page, server: Server, *, added: int, moved: int, cancelled: int) -> None:
    go(page, server, f"versions?year={YEAR}", "Версии плана")
    for label, count in (("Добавлено", added), ("Перенесено", moved), ("Отменено", cancelled)):
        metric = page.get_by_test_id("stMetric").filter(has_text=label)
        expect(metric.get_by_test_id("stMetricValue")).to_have_text(str(count), timeout=PATIENCE)


def title_of(server: Server, key: int) -> str:
    with read_session(server.engine) as session:
        title: str = session.scalar(select(Activity.title).where(Activity.id == key))  # type: ignore[call-overload]
        return title
