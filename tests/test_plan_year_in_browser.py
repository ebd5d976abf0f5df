"""A plan through its year in Chromium: imported, returned, approved, corrected for a half-year, carried out."""

import urllib.request
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from docx import Document
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from gmk.access import Role
from gmk.db.session import read_session
from gmk.db.tables import Activity
from gmk.periods import month_end
from gmk.plan.ical import is_event
from gmk.plan.queries import items_of
from gmk.plan.rules import falls_into
from gmk.wording import month_text
from tests.fixtures.browser import Server, add_cookie
from tests.test_journey_in_browser import PATIENCE, create_head, open_page, press, see

pytestmark = pytest.mark.browser

WORKBOOKS = Path(__file__).parent / "workbooks"
YEAR = "2026/27"


def test_a_plan_goes_through_its_year(new_server: Server, page: Page, browser: Browser, tmp_path: Path) -> None:
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

    day = local_day(page, new_server)
    expect_month(page, new_server, day, tmp_path)
    hold(page, new_server, 8, day)
    week = download(page, new_server, tmp_path, "Информация за неделю", "Скачать Word")
    assert [cell.text for cell in Document(str(week)).tables[0].rows[1].cells][:2] == ["1", title_of(new_server, 8)]
    expect_calendar(page, new_server, cancelled=title_of(new_server, 21))


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


def local_day(page: Page, server: Server) -> date:
    """Today on the clock of the browser, as the first page says it."""
    go(page, server, "", "Сегодня")
    text = page.get_by_text("Здравствуйте").inner_text()
    day, month, year = text.split(".")[:3]
    return date(int(year), int(month), int(day))


def download(page: Page, server: Server, folder: Path, paper: str, button: str) -> Path:
    go(page, server, f"papers?year={YEAR}&paper={quote(paper)}", "Документы плана")
    with page.expect_download(timeout=PATIENCE) as given:
        press(page, button)
    path = folder / given.value.suggested_filename
    given.value.save_as(path)
    return path


def expect_month(page: Page, server: Server, day: date, folder: Path) -> None:
    """The plan of the month that runs holds what falls into it, and names the papers of the version in force."""
    path = download(page, server, folder, "План на месяц", "Скачать Word")
    document = Document(str(path))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert f"на {month_text(day)} года" in texts
    assert "Приказ № 181-О от" in " ".join(cell.text for cell in document.tables[0].rows[0].cells)
    with read_session(server.engine) as session:
        items = [item for item in items_of(session, 2026) if falls_into(item, *month_of(day))]
    titles = [row.cells[1].text for row in document.tables[1].rows]
    assert [title for title in titles if title in {item.title for item in items}]
    assert len([row for row in document.tables[1].rows[1:] if row.cells[0].text.isdigit()]) == len(items)


def month_of(day: date) -> tuple[date, date]:
    return day.replace(day=1), month_end(day.year, day.month)


def hold(page: Page, server: Server, key: int, day: date) -> None:
    """Done, on a day of the week that the information tells of."""
    go(page, server, f"activity?year={YEAR}&id={key}", title_of(server, key))
    held = next_monday(day) - timedelta(days=1)
    field = page.get_by_role("group", name="Фактическая дата")
    field.get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{held:%d%m%Y}")
    page.get_by_role("textbox", name="Итоговый документ", exact=True).fill("Справка № 7")
    press(page, "Выполнено")
    expect(page.get_by_text("итог: Справка № 7")).to_be_visible(timeout=PATIENCE)


def next_monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def expect_calendar(page: Page, server: Server, *, cancelled: str) -> None:
    """The address that the page shows is read by a program, without a cookie; the cancelled item is marked so."""
    go(page, server, "calendars", "Календари")
    page.get_by_role("textbox", name="Название", exact=True).fill("Телефон")
    page.get_by_label("Что показывать").click()
    page.get_by_role("option", name="весь план").click()
    press(page, "Завести адрес")
    address = page.get_by_test_id("stCode").inner_text(timeout=PATIENCE).strip()
    assert address.startswith(f"{server.url}/calendar/")
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
        found = Calendar.from_ical(answer.read()).walk("VEVENT")
    with read_session(server.engine) as session:
        expected = {f"activity-{item.id}@gmk": item for item in items_of(session, 2026) if is_event(item)}
    assert {str(event["UID"]) for event in found} == set(expected)
    statuses = {str(event["SUMMARY"]): str(event["STATUS"]) for event in found}
    assert statuses[cancelled] == "CANCELLED"
    assert list(statuses.values()).count("CANCELLED") == 2
    assert statuses[title_of(server, 8)] == "CONFIRMED"


def title_of(server: Server, key: int) -> str:
    with read_session(server.engine) as session:
        title: str = session.scalar(select(Activity.title).where(Activity.id == key))  # type: ignore[call-overload]
        return title
