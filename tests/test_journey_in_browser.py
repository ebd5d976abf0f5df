"""The whole main job in Chromium: from the first start to a figure, the people behind it, and back."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.fixtures.app import PASSWORD
from tests.fixtures.browser import Server
from tests.fixtures.plain_count import Figures, plain_count

pytestmark = pytest.mark.browser

WORKBOOKS = Path(__file__).parent / "workbooks"
PATIENCE = 60_000
NEW_SCHOOL = "Школа у озера"


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """A copy of the roster of courses in which the institution of one row is unknown."""
    book = load_workbook(WORKBOOKS / "05-courses.xlsx")
    book.worksheets[0]["C5"] = NEW_SCHOOL
    path = tmp_path / "Курсы педагогов.xlsx"
    book.save(path)
    return path


def test_from_the_first_start_to_the_people_behind_a_figure_and_back(
    new_server: Server, page: Page, courses: Path, tmp_path: Path
) -> None:
    create_head(page, new_server.url)
    upload(page, WORKBOOKS / "01-institutions.xlsx", "28 новых строк")
    upload(page, WORKBOOKS / "02-staff-school.xlsx", "27 новых строк")
    before = figures_on_the_page(page)
    assert before == plain_count(tmp_path / "gmk.db", today(page)).town

    upload_with_question(page, courses)
    after = figures_on_the_page(page)
    assert after == plain_count(tmp_path / "gmk.db", today(page)).town
    assert after[0] > before[0]

    names = people_behind(page, after[0], tmp_path)
    assert len(set(names)) == after[0]

    undo_last(page)
    assert figures_on_the_page(page) == before


def create_head(page: Page, url: str) -> None:
    page.goto(url)
    page.get_by_label("Фамилия, имя, отчество").fill("Берестова Алла Кирилловна")
    page.get_by_label("Логин").fill("berestova")
    page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    page.get_by_label("Пароль ещё раз").fill(PASSWORD)
    press(page, "Создать и войти")
    see(page, "Сегодня")


def upload(page: Page, path: Path, told: str) -> None:
    """The short way: the file, «Записать»."""
    choose(page, path)
    press(page, "Записать")
    expect(page.get_by_text(told)).to_be_visible(timeout=PATIENCE)


def choose(page: Page, path: Path) -> None:
    """Gives the file; after an earlier upload of this tab its result stands above."""
    open_page(page, "Загрузка файла")
    page.locator("input[type=file]").set_input_files(path)


def upload_with_question(page: Page, path: Path) -> None:
    choose(page, path)
    expect(page.get_by_role("heading", name="4. Учреждения и люди")).to_be_visible(timeout=PATIENCE)
    page.get_by_label(f"Что значит «{NEW_SCHOOL}»").click()
    page.get_by_role("option", name=f"Создать новое учреждение: {NEW_SCHOOL}").click()
    press(page, "Применить")
    expect(page.get_by_role("heading", name="5. Проверка")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("просмотрены, можно записывать").click()
    press(page, "Записать")
    expect(page.get_by_text("45 новых строк")).to_be_visible(timeout=PATIENCE)


def figures_on_the_page(page: Page) -> Figures:
    """The covered and the active of the town."""
    open_page(page, "Охват обучением")
    line = page.get_by_text(re.compile(r"Все вместе: \d+ из \d+"))
    expect(line).to_be_visible(timeout=PATIENCE)
    covered, active = re.findall(r"\d+", line.inner_text())
    return int(covered), int(active)


def today(page: Page) -> date:
    """The day of the figures on the page, as its definition names it."""
    text = page.get_by_text(re.compile(r"с \d\d\.\d\d\.\d{4} по ")).first.inner_text()
    day, month, year = re.findall(r"по (\d\d)\.(\d\d)\.(\d{4})", text)[0]
    return date(int(year), int(month), int(day))


def people_behind(page: Page, number: int, folder: Path) -> list[str]:
    """The covered people, one click from the figure, as the downloaded workbook names them."""
    under_the_groups = page.get_by_text("Оранжевая черта")
    expect(under_the_groups).to_be_visible(timeout=PATIENCE)
    press(page, f"Обучены: {number}")
    expect(under_the_groups).to_have_count(0, timeout=PATIENCE)  # now the download is that of the people
    with page.expect_download() as download:
        press(page, "Скачать xlsx")
    download.value.save_as(folder / "people.xlsx")
    book = load_workbook(folder / "people.xlsx")
    table, about = book.worksheets
    assert table.freeze_panes == "A2"
    assert about.title == "Параметры"
    heading, *rows = table.iter_rows(values_only=True)
    return [row[heading.index("Фамилия, имя, отчество")] for row in rows]


def undo_last(page: Page) -> None:
    open_page(page, "Журнал загрузок")
    page.goto(f"{page.url.split('?')[0]}?load=3")
    press(page, "Отменить загрузку")
    press(page, "Да, отменить загрузку")
    expect(page.get_by_text("Загрузка № 3 отменена")).to_be_visible(timeout=PATIENCE)


def open_page(page: Page, name: str) -> None:
    """By the menu."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True).click()
    see(page, name)


def see(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible(timeout=PATIENCE)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click(timeout=PATIENCE)
