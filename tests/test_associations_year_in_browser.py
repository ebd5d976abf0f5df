"""Associations through a year in Chromium: imported, formed anew on 1 September, met, counted, and taken back."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from gmk.db.session import read_session
from gmk.db.tables import ChangeSetRecord
from gmk.periods import school_year_of, school_year_text
from tests.fixtures.browser import Server
from tests.test_journey_in_browser import PATIENCE, create_head, open_page, press, upload
from tests.test_plan_year_in_browser import go, local_day

pytestmark = pytest.mark.browser

WORKBOOKS = Path(__file__).parent / "workbooks"
MATHEMATICS, PSYCHOLOGY, READING = 1, 2, 3
OLD = "Стрижов М. И."
NEW = {
    MATHEMATICS: "Голубева Валентина Геннадьевна",
    PSYCHOLOGY: "Росина Оксана Яковлевна",
    READING: "Барсукова Раиса Игоревна",
}
"""Who leads from the next 1 September on, by association."""
PASTED = """1. Стрижов М.И.
2. Тополева Дарья Викторовна
3. Осинина Н. П.
Родникова Раиса Евгеньевна
Неизвестный Хрисанф"""
"""Three members, a guest of the base, and somebody whom nobody knows."""


def test_associations_go_through_their_year(new_server: Server, page: Page, tmp_path: Path) -> None:
    create_head(page, new_server.url)
    upload(page, WORKBOOKS / "01-institutions.xlsx", "28 новых строк")
    day = local_day(page, new_server)
    year = school_year_of(day)
    import_rosters(page, of_year(year, tmp_path))
    last_day, first_day = date(year, 8, 31), date(year, 9, 1)
    next_first = date(year + 1, 9, 1)

    expect_roster(page, new_server, last_day, "В этот день в составе никого нет.")
    expect_roster(page, new_server, first_day, "10\u00a0строк")
    expect_leader(page, new_server, first_day, OLD)

    form_anew(page, new_server, year + 1)
    expect_leader(page, new_server, next_first, NEW[MATHEMATICS])
    expect_leader(page, new_server, date(year + 1, 8, 31), OLD)
    expect_difference(page, new_server, next_first)

    meet(page, new_server)
    expect_matrix(page, new_server, day, tmp_path)

    take_back(page, new_server)
    expect_leader(page, new_server, next_first, OLD)


def of_year(year: int, folder: Path) -> Path:
    """The rosters with the running school year in the title of the first one."""
    book = load_workbook(WORKBOOKS / "07-rosters.xlsx")
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "Состав ГМО учителей математики на 2026-2027 учебный год"
    sheet["A1"] = f"Состав ГМО учителей математики на {year}-{year + 1} учебный год"
    path = folder / "Составы.xlsx"
    book.save(path)
    return path


def import_rosters(page: Page, path: Path) -> None:
    open_page(page, "Загрузка файла")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_text("просмотрены, можно записывать").click(timeout=PATIENCE)
    press(page, "Записать")
    expect(page.get_by_text("40 новых строк")).to_be_visible(timeout=PATIENCE)


def expect_roster(page: Page, server: Server, on: date, told: str) -> None:
    go(page, server, f"association?id={MATHEMATICS}&on={on}", "ГМО учителей математики")
    expect(page.get_by_text(told).first).to_be_visible(timeout=PATIENCE)


def expect_leader(page: Page, server: Server, on: date, leader: str) -> None:
    go(page, server, f"association?id={MATHEMATICS}&on={on}", "ГМО учителей математики")
    line = page.get_by_text("Городское методическое объединение · руководитель")
    expect(line).to_have_text(f"Городское методическое объединение · руководитель: {leader}", timeout=PATIENCE)


def form_anew(page: Page, server: Server, year: int) -> None:
    """Each association has a new leader; the fifth of the ГМО of mathematics, the leader first, doesn't go on."""
    page.set_viewport_size({"width": 1440, "height": 2400})  # a list that is open closes when the page scrolls
    go(page, server, "new_rosters", "Составы на 1 сентября")
    page.get_by_label("На учебный год").click()
    page.get_by_role("option", name=school_year_text(year)).click()
    for key, leader in NEW.items():
        one = page.get_by_test_id("stExpander").nth(_order(key))
        one.locator("summary").click(timeout=PATIENCE)
        pick(page, one.get_by_label("Руководитель с 1 сентября"), leader)
        expect(page.get_by_text(f"Новых руководителей: {key}.")).to_be_visible(timeout=PATIENCE)
    untick(page, _order(MATHEMATICS), row=5)
    expect(page.get_by_text("Изменится объединений: 3. Выйдут: 1. Новых руководителей: 3.")).to_be_visible(
        timeout=PATIENCE
    )
    page.get_by_label("Приказ о составах").fill(f"приказ № 181-О от 01.09.{year}")
    page.get_by_label("Приказ о составах").press("Tab")
    press(page, "Записать новые составы")
    expect(page.get_by_text("Составы записаны")).to_be_visible(timeout=PATIENCE)


def pick(page: Page, box: Locator, name: str) -> None:
    """Chooses in a list; one that closes because the section above it is still opening is opened again."""
    option = page.get_by_role("option", name=name, exact=True)
    for _ in range(10):
        box.click(timeout=PATIENCE)
        page.keyboard.type(name)
        try:
            option.click(timeout=2_000)
        except PlaywrightError:
            box.press("Escape")
        else:
            return
    raise AssertionError(f"no «{name}» to choose")


def _order(key: int) -> int:
    """Where the association stands on the page: by name, психологи before математики."""
    return {PSYCHOLOGY: 0, MATHEMATICS: 1, READING: 2}[key]


def untick(page: Page, number: int, *, row: int) -> None:
    """Clears the box in the middle of the first column, drawn on a canvas; rows count from 1 below the heading."""
    grid = page.get_by_test_id("stExpander").nth(number).get_by_test_id("stDataFrame")
    grid.click(position={"x": 100, "y": 35 * row + 17})


def expect_difference(page: Page, server: Server, on: date) -> None:
    go(page, server, f"association?id={MATHEMATICS}&on={on}", "ГМО учителей математики")
    page.get_by_text("Что изменилось").click()
    told = page.get_by_test_id("stExpander").filter(has_text="Что изменилось").locator("li")
    expect(told).to_have_text(
        [
            f"Руководитель: было – {OLD}, стало – {NEW[MATHEMATICS]}.",
            "Вышли: Берёзкина Раиса Саввична.",
            f"{NEW[MATHEMATICS]}: роль была «секретарь», стала «руководитель».",
            f"{OLD}: роль была «руководитель», стала «член объединения».",
        ],
        timeout=PATIENCE,
    )


def meet(page: Page, server: Server) -> None:
    """A meeting of today: three of the ten members came, and a guest."""
    go(page, server, f"meetings?id={MATHEMATICS}", "Заседания")
    page.get_by_role("textbox", name="Тема", exact=True).fill("План на год")
    press(page, "Добавить заседание")
    expect(page.get_by_text("1\u00a0строка")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("combobox", name="Заседание", exact=True).click()
    page.get_by_role("option", name="План на год").click()
    pasted = page.get_by_label("Вставить список присутствовавших")
    pasted.fill(PASTED)
    pasted.press("Tab")
    expect(page.get_by_text("Узнаны: 3. Гости из базы: 1. Не узнаны: 1.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Не понятно, кто это: Неизвестный Хрисанф.")).to_be_visible(timeout=PATIENCE)
    press(page, "Записать присутствие")
    share = page.get_by_text("Средняя посещаемость: 30,0\u00a0% (присутствовали 3 из 10 возможных).")
    expect(share).to_be_visible(timeout=PATIENCE)


def expect_matrix(page: Page, server: Server, day: date, folder: Path) -> None:
    """Of school 6: three in mathematics, two psychologists – one of them the same person –, one in reading."""
    go(page, server, f"representation?on={day}", "Кто представлен в объединениях")
    with page.expect_download(timeout=PATIENCE) as given:
        page.get_by_role("button", name="Скачать xlsx").first.click()
    path = folder / "matrix.xlsx"
    given.value.save_as(path)
    heading, *rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    assert heading == (
        "Учреждение", "Всего людей", "ГМО педагогов-психологов", "ГМО учителей математики",
        "Творческая группа «Читательская грамотность»", "Школа молодого педагога",
    )  # fmt: skip
    counts = {row[0]: row[1:] for row in rows}
    assert counts["МБОУ «СОШ № 6»"] == (5, 2, 3, 1, "–")
    assert sum(row[3] for row in rows if row[3] != "–") == 10


def take_back(page: Page, server: Server) -> None:
    with read_session(server.engine) as session:
        title = ChangeSetRecord.title.like("Составы на %")  # type: ignore[attr-defined]
        number = session.scalars(select(ChangeSetRecord.id).where(title)).one()
    go(page, server, f"journal?change={number}", "Журнал изменений")
    press(page, "Отменить изменение")
    press(page, "Да, отменить изменение")
    expect(page.get_by_text(f"Изменение № {number} отменено")).to_be_visible(timeout=PATIENCE)
