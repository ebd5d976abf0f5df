"""The training pages in Chromium: from a bar and from a row to the people, to a card, to a file."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from gmk.access import Role
from tests.fixtures.browser import OpenPage, Server, running
from tests.pages.town import ON, SCHOOL, build

pytestmark = pytest.mark.browser
PATH = f"/coverage?on={ON}"


@pytest.fixture(scope="module")
def town_server(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Server]:
    """The app on the town of seven people."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copy(sqlite_template, folder / "gmk.db")
    with running(folder) as started:
        build(started.engine)
        yield started


@pytest.fixture
def page(page_as: OpenPage, town_server: Server) -> Page:
    """The coverage page of the head."""
    page: Page = page_as(Role.HEAD, PATH, on=town_server)
    expect(page.get_by_text("Оранжевая черта")).to_be_visible(timeout=30_000)
    return page


def _press_first(page: Page, table: int = 0) -> None:
    """Presses the button in the first row of a table, which is drawn on a canvas."""
    grid = page.get_by_test_id("stDataFrame").nth(table)
    grid.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    box = grid.bounding_box()
    assert box
    page.mouse.click(box["x"] + 45, box["y"] + 52)


def _names(page: Page) -> list[str]:
    cells = page.locator("[role=gridcell][aria-colindex='1']")
    expect(cells.first).to_be_attached()
    return [name.split()[0] for name in cells.all_text_contents()]


def test_a_row_leads_to_the_people_and_a_name_to_the_card(page: Page) -> None:
    _press_first(page)
    expect(page.get_by_text("обучены 3 из 5 (60,0 %)")).to_be_visible()
    expect(page.get_by_text("Оранжевая черта")).not_to_be_visible()
    assert "group_institution" in page.url
    assert _names(page) == ["Берестова", "Вишнёва", "Громов", "Дубова", "Ежова"]
    _press_first(page)
    expect(page.get_by_role("heading", name="Берестова Анна Ивановна", level=1)).to_be_visible()
    assert "/person?id=" in page.url
    assert "Берестова" not in page.url


def test_on_paper_the_table_has_all_its_columns_and_stands_before_the_chart(page: Page) -> None:
    printed = page.locator("table.gmk-paper")
    expect(printed).not_to_be_visible()
    page.emulate_media(media="print")
    expect(printed).to_be_visible()
    expect(printed.locator("th")).to_have_text(["Учреждение", "Охват", "Обучены", "Всего", "Не обучены", "Примечание"])
    expect(page.get_by_test_id("stDataFrame")).not_to_be_visible()
    expect(page.get_by_text("Скачать xlsx")).not_to_be_visible()
    # Both are measured at one moment: the sheet is laid out anew for some frames after the medium has changed.
    page.wait_for_function(
        """() => {
            const table = document.querySelector("table.gmk-paper");
            const chart = document.querySelector("[data-testid=stVegaLiteChart]");
            return table && chart && table.getBoundingClientRect().bottom <= chart.getBoundingClientRect().top;
        }"""
    )


def test_buttons_of_tables_and_charts_are_named_in_russian(page: Page) -> None:
    buttons = page.locator("[data-testid=stElementToolbar] button[aria-label]")
    expect(buttons.first).to_be_attached()
    names = [name.split(":")[0] for name in buttons.evaluate_all("all => all.map(one => one.ariaLabel)")]
    assert "На весь экран" in names
    assert [name for name in names if name.isascii()] == []


def test_a_bar_leads_to_its_people(page: Page) -> None:
    page.get_by_test_id("stVegaLiteChart").locator("path[aria-roledescription=bar]").first.click(force=True)
    expect(page.get_by_text("обучены 3 из 5 (60,0 %)")).to_be_visible()


def test_a_download_is_what_stands_on_the_screen(page: Page, tmp_path: Path) -> None:
    with page.expect_download() as started:
        page.get_by_role("button", name="Скачать xlsx").click()
    assert started.value.suggested_filename.startswith("Охват обучением ")
    started.value.save_as(tmp_path / "охват.xlsx")
    book = openpyxl.load_workbook(tmp_path / "охват.xlsx")
    assert [row[:4] for row in book["Охват обучением"].iter_rows(min_row=2, values_only=True)] == [
        (SCHOOL, 0.6, 3, 5),
        ("Детский сад № 2", 2 / 3, 2, 3),
    ]
    named = dict(book["Параметры"].iter_rows(values_only=True))
    assert (named["Разрез"], named["Составил"], named["Строк"]) == ("учреждение", "Проверкин руководитель ГМК", 2)


def test_nothing_on_a_telephone_is_wider_than_its_screen(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    chart = page.get_by_test_id("stVegaLiteChart").locator("svg").first.bounding_box()
    assert chart
    assert chart["x"] >= 0
    assert chart["x"] + chart["width"] <= 390
