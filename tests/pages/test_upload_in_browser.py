"""The upload in Chromium: the short way, the long way with questions and errors, a phone, and a reader of screens."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from gmk.access import Role
from tests.fixtures.browser import OpenPage, Server, running

WORKBOOKS = Path(__file__).resolve().parents[1] / "workbooks"
WCAG = {"runOnly": ["wcag2a", "wcag2aa"]}
PATIENCE = 30_000
NEWCOMER = "ФИО\tУчреждение\tДолжность\nНовикова Анна Петровна\tСОШ № 3\tучитель"

pytestmark = pytest.mark.browser


@pytest.fixture
def town(tmp_path: Path, sqlite_template: Path) -> Iterator[Server]:
    """The app on an empty database of its own."""
    shutil.copy(sqlite_template, tmp_path / "gmk.db")
    with running(tmp_path) as started:
        yield started


def choose(page: Page, name: str) -> None:
    page.locator("input[type=file]").set_input_files(WORKBOOKS / name)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def see_step(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible(timeout=PATIENCE)


def figure(page: Page, name: str) -> str:
    return page.get_by_test_id("stMetric").filter(has_text=name).get_by_test_id("stMetricValue").inner_text()


def upload_institutions(page: Page) -> None:
    """The short way: the file, and «Записать»."""
    choose(page, "01-institutions.xlsx")
    press(page, "Записать")
    expect(page.get_by_text("28 новых строк")).to_be_visible(timeout=PATIENCE)


def test_an_upload_with_a_question_and_errors_is_written_in_part_and_taken_back(
    page_as: OpenPage, town: Server, tmp_path: Path
) -> None:
    page = page_as(Role.HEAD, "/upload", on=town)
    upload_institutions(page)
    choose(page, "12-courses-errors.xlsx")
    see_step(page, "4. Учреждения и люди")
    page.get_by_label("Что значит «школа 8»").click()
    page.get_by_role("option", name="Это МБОУ «Лицей № 8»").click()
    press(page, "Применить")
    see_step(page, "5. Проверка")
    assert (figure(page, "Новые"), figure(page, "Ошибки")) == ("22", "20")
    with page.expect_download() as download:
        press(page, "Скачать список замечаний")
    download.value.save_as(tmp_path / "list.xlsx")
    lines = list(load_workbook(tmp_path / "list.xlsx")["Замечания"].iter_rows(min_row=2, values_only=True))
    assert {line[1] for line in lines if line[6] == "ошибка"} >= {5, 6, 7}
    assert len({line[1] for line in lines if line[6] == "ошибка"}) == 20
    with page.expect_download() as download:
        press(page, "Скачать с замечаниями")
    assert download.value.suggested_filename == "12-courses-errors – с замечаниями.xlsx"
    download.value.save_as(tmp_path / "marked.xlsx")
    marked = load_workbook(tmp_path / "marked.xlsx")
    assert marked.sheetnames == ["Курсы", "Замечания"]
    assert marked["Курсы"]["K5"].comment.text.startswith("Замечания проверки:\nОшибка. «32.13.2025» — не дата.")
    page.get_by_role("button", name="Записать только верные (22 из 42)").click()
    press(page, "Да, записать верные")
    expect(page.get_by_text("22 новые строки, 20 строк с ошибками не записано")).to_be_visible(timeout=PATIENCE)
    press(page, "Отменить загрузку")
    press(page, "Да, отменить загрузку")
    expect(page.get_by_text("Загрузка № 2 отменена")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Открыть в журнале").click()
    see_step(page, "Загрузка № 2")
    expect(page.get_by_text("Загрузка отменена")).to_be_visible()


def test_a_phone_shows_every_step_whole(page_as: OpenPage, town: Server) -> None:
    page = page_as(Role.HEAD, "/upload", on=town)
    page.set_viewport_size({"width": 390, "height": 844})
    upload_institutions(page)
    choose(page, "12-courses-errors.xlsx")
    see_step(page, "4. Учреждения и люди")
    press(page, "Оставить без ответа")
    see_step(page, "5. Проверка")
    assert _overhang(page) == 0
    for step, heading, done in ((2, "2. Лист и шапка", "Дальше"), (3, "3. Столбцы", "Всё верно")):
        _reopen(page, step)
        see_step(page, heading)
        assert _overhang(page) == 0
        press(page, done)
        see_step(page, "5. Проверка")


def _reopen(page: Page, step: int) -> None:
    button = page.locator(f".st-key-gmk_upload_open_{step} button")
    expect(button).to_have_count(1, timeout=PATIENCE)
    button.click()


def _overhang(page: Page) -> int:
    """How many pixels stick out to the right of the screen."""
    width: int = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    return max(width, 0)


def test_the_steps_have_no_barriers(page_as: OpenPage, town: Server) -> None:
    page = page_as(Role.HEAD, "/upload", on=town)
    see_step(page, "1. Файл")
    _check_barriers(page)
    upload_institutions(page)
    choose(page, "02-staff-school.xlsx")
    see_step(page, "5. Проверка")
    _check_barriers(page)
    for step, heading, done in ((2, "2. Лист и шапка", "Дальше"), (3, "3. Столбцы", "Всё верно")):
        _reopen(page, step)
        see_step(page, heading)
        _check_barriers(page)
        press(page, done)
        see_step(page, "5. Проверка")


def test_pasting_questions_repairs_and_people_who_left_have_no_barriers(page_as: OpenPage, town: Server) -> None:
    page = page_as(Role.HEAD, "/upload", on=town)
    page.set_default_timeout(PATIENCE)
    upload_institutions(page)
    page.get_by_text("Вставить из буфера").click()
    expect(page.get_by_label("Ячейки из Excel вместе с шапкой")).to_be_visible(timeout=PATIENCE)
    _check_barriers(page)
    choose(page, "12-courses-errors.xlsx")
    see_step(page, "4. Учреждения и люди")
    _check_barriers(page)
    press(page, "Оставить без ответа")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=PATIENCE)
    _check_barriers(page)
    press(page, "Другой файл")
    choose(page, "02-staff-school.xlsx")
    press(page, "Записать")
    expect(page.get_by_text("27 новых строк")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("Вставить из буфера").click()
    page.get_by_label("Ячейки из Excel вместе с шапкой").fill(NEWCOMER)
    press(page, "Проверить вставленное")
    page.get_by_text("Есть в базе, но нет в файле: 26").click()
    expect(page.get_by_role("button", name="Закрыть места работы отмеченных")).to_be_visible(timeout=PATIENCE)
    _check_barriers(page)


def _check_barriers(page: Page) -> None:
    found = Axe().run(page, context="[data-testid=stMain]", options=WCAG).response["violations"]
    assert {one["id"]: [node["html"] for node in one["nodes"]] for one in found} == {}


@pytest.fixture
def explained(tmp_path: Path) -> Path:
    """A list of staff with a column that nobody knows and a year of birth that is none."""
    book = Workbook()
    book.active.append(("ФИО", "Учреждение", "Должность", "Год рождения", "Откуда к нам"))
    book.active.append(("Иванова Анна Петровна", "СОШ № 1", "учитель", "давно", "педагогический вуз"))
    path = tmp_path / "Список.xlsx"
    book.save(path)
    return path


def test_a_cell_is_repaired_on_the_page_and_an_explained_column_is_known_the_next_time(
    page_as: OpenPage, town: Server, explained: Path
) -> None:
    page = page_as(Role.HEAD, "/upload", on=town)
    page.set_default_timeout(PATIENCE)
    upload_institutions(page)
    page.locator("input[type=file]").set_input_files(explained)
    see_step(page, "5. Проверка")
    _reopen(page, 3)
    page.get_by_label("Что в столбце E").click()
    page.get_by_label("Что в столбце E").fill("Образование")
    page.get_by_role("option", name="Образование", exact=True).click()
    press(page, "Всё верно")
    see_step(page, "5. Проверка")
    assert (figure(page, "Новые"), figure(page, "Ошибки")) == ("0", "1")

    write_in_cell(page, row=0, column=2, text="1980")
    expect(page.get_by_text("Лист «Sheet», D2: было «давно», стало «1980»")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_test_id("stMetric").filter(has_text="Новые")).to_contain_text("1", timeout=PATIENCE)
    assert figure(page, "Ошибки") == "0"

    press(page, "Вернуть")
    expect(page.get_by_test_id("stMetric").filter(has_text="Ошибки")).to_contain_text("1", timeout=PATIENCE)
    write_in_cell(page, row=0, column=2, text="1980")
    expect(page.get_by_text("стало «1980»")).to_be_visible(timeout=PATIENCE)
    press(page, "Записать")
    expect(page.get_by_text("1 новая строка")).to_be_visible(timeout=PATIENCE)

    page.get_by_role("link", name="Открыть в журнале").click()
    see_step(page, "Загрузка № 2")
    page.get_by_text("Исправлено при загрузке: 1 ячейка").click()
    expect(page.get_by_text("Лист «Sheet», D2: было «давно», стало «1980»")).to_be_visible(timeout=PATIENCE)

    page.get_by_role("link", name="Загрузка файла").first.click()
    page.locator("input[type=file]").set_input_files(explained)
    expect(page.get_by_text("Запомнено с прошлого раза")).to_be_visible(timeout=PATIENCE)
    press(page, "Забыть")
    expect(page.get_by_text("Запомнено с прошлого раза")).to_have_count(0, timeout=PATIENCE)


def write_in_cell(page: Page, *, row: int, column: int, text: str) -> None:
    """Goes to the cell with the keys, opens it with Enter, writes, and closes it with Enter."""
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = table.bounding_box()
    assert box
    page.mouse.click(box["x"] + 20, box["y"] + 52 + 35 * row)
    for _ in range(column):
        page.wait_for_timeout(300)
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    page.keyboard.press("Enter")
    editor = page.locator(".gdg-input")
    expect(editor).to_be_enabled(timeout=PATIENCE)
    editor.fill(text)
    editor.press("Enter")
