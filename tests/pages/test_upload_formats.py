"""Rosters, plans and results go through the upload page, also where the file leaves out whose and when they are."""

import pytest
from streamlit.testing.v1 import AppTest

from gmk.access import CONSOLE, Role
from gmk.intake.details import import_details
from gmk.service import load
from tests.fixtures.app import OpenApp
from tests.pages.test_upload import PAGE, WORKBOOKS, counted, figures, headings, press, table, texts, upload, workbook

in_a_town = pytest.mark.usefixtures("schools")

ROSTER = workbook(
    ("Список участников",),
    (),
    ("ФИО", "Учреждение", "Должность", "Роль"),
    ("Иванова Анна Петровна", "СОШ № 1", "учитель", "руководитель"),
    ("Петрова Мария Ивановна", "СОШ № 2", "учитель", ""),
)
RESULTS = workbook(
    ("Конкурс", "Участник", "Учреждение", "Результат"),
    ("Шаг в будущее", "Орлов Иван", "СОШ № 1", "победитель"),
)
EXAMS = workbook(
    ("Процедура", "Учреждение", "Предмет", "Участников", "Средний балл", "Качество знаний, %"),
    ("ЕГЭ", "СОШ № 1", "Физика", 12, 61.5, 45.5),
)


def opened(app_as: OpenApp, content: bytes, role: Role = Role.HEAD) -> AppTest:
    return upload(app_as(role, PAGE), content)


def choose(at: AppTest, label: str, value: object) -> AppTest:
    box = next(one for one in at.selectbox if one.label == label)
    if isinstance(value, str) and value not in box.options:
        box.options.append(value)  # typed in: AppTest sends listed values only
    box.set_value(value)
    return press(at, "gmk_upload_names_done")


@in_a_town
def test_a_roster_without_its_association_asks_for_it_once(app_as: OpenApp) -> None:
    at = opened(app_as, ROSTER)
    assert headings(at) == ["4. Учреждения и люди"]
    assert "**В файле не сказано, какое это объединение** (2\u00a0строки)." in texts(at)
    choose(at, "Объединение для строк, где оно не указано", "ГМО учителей физики")
    assert headings(at) == ["5. Проверка"]
    assert figures(at) == counted(2, 0, 0, 0, 0)
    assert "объединение: ГМО учителей физики" in texts(at)
    press(at, "gmk_upload_write")
    assert load(CONSOLE, import_details, import_id=1).options["association"] == "ГМО учителей физики"


@in_a_town
def test_an_association_that_was_given_can_be_given_otherwise(app_as: OpenApp) -> None:
    at = choose(opened(app_as, ROSTER), "Объединение для строк, где оно не указано", "ГМО учителей физики")
    press(at, "gmk_upload_open_4")
    choose(at, "Объединение для строк, где оно не указано", "ГМО учителей химии")
    assert "Объединение: ГМО учителей химии" in table(at)
    assert figures(at) == counted(2, 0, 0, 0, 0)


@in_a_town
def test_results_of_no_year_ask_for_the_school_year(app_as: OpenApp) -> None:
    at = opened(app_as, RESULTS)
    assert "**В файле не сказано, за какой это год** (1\u00a0строка)." in texts(at)
    choose(at, "Учебный год для строк, где год не указан", 2025)
    assert headings(at) == ["5. Проверка"]
    assert "Учебный год: 2025/26" in table(at)
    assert "учебный год: 2025/26" in texts(at)


@in_a_town
def test_exams_of_a_school_year_are_those_of_its_second_half(app_as: OpenApp) -> None:
    at = choose(opened(app_as, EXAMS), "Учебный год для строк, где год не указан", 2025)
    assert "Год: 2026; Участников: 12; Средний балл: 61,5; Качество знаний: 45,5\u00a0%" in table(at).replace(
        "Процедура: ЕГЭ; ", ""
    ).replace("Предмет: Физика; ", "")


@in_a_town
def test_a_year_left_unanswered_is_no_error(app_as: OpenApp) -> None:
    at = press(opened(app_as, RESULTS), "gmk_upload_names_left")
    assert headings(at) == ["5. Проверка"]
    assert figures(at) == counted(1, 0, 0, 0, 0)


@in_a_town
def test_a_plan_takes_its_school_year_from_the_first_step(app_as: OpenApp) -> None:
    at = opened(app_as, workbook(("Мероприятие", "Сроки", "Ответственные"), ("Семинар", "октябрь", "Орлова А.П.")))
    assert headings(at) == ["5. Проверка"]
    press(at, "gmk_upload_open_1")
    next(one for one in at.selectbox if one.label.startswith("Учебный год")).set_value(2024)
    press(at, "gmk_upload_file_done")
    assert "Учебный год: 2024/25; Начало: 01.10.2024; Окончание: 31.10.2024" in table(at)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("07-rosters", counted(40, 0, 0, 12, 0)),
        ("09-plan-by-months", counted(32, 0, 0, 5, 0)),
        ("10-results", counted(41, 0, 0, 4, 0)),
        ("11-vpr", counted(27, 0, 0, 4, 0)),
    ],
)
def test_a_whole_workbook_is_written_and_the_second_time_changes_nothing(
    app_as: OpenApp, name: str, told: dict[str, str]
) -> None:
    at = press(opened(app_as, (WORKBOOKS / "01-institutions.xlsx").read_bytes()), "gmk_upload_write")
    content = (WORKBOOKS / f"{name}.xlsx").read_bytes()
    at = upload(at, content)
    assert headings(at) == ["5. Проверка"]
    assert figures(at) == told
    seen = [box for box in at.checkbox if "просмотрены" in box.label]
    if seen:
        seen[0].check().run()
    press(at, "gmk_upload_write")
    assert "Загрузка № 2" in at.success[0].value
    again = upload(at, content)
    assert (figures(again)["Новые"], figures(again)["Изменения"]) == ("0", "0")
