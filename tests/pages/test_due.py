"""Сроки обучения: who is due, by state and institution."""

import pytest

from gmk.access import Role
from tests.fixtures.app import OpenApp
from tests.pages.town import KINDERGARTEN, ON, SCHOOL, Town

PAGE = "training/due.py"
NAME = "Фамилия, имя, отчество"


def names(at):
    return [name.split()[0] for name in at.dataframe[0].value[NAME]]


def test_an_empty_database_says_what_to_do(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON)
    assert "нет ни одного работающего педагога" in at.info[0].value


def test_the_counters_count_each_person_once(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON)
    assert [(metric.label, metric.value) for metric in at.metric] == [
        ("Срок подошёл", "1"),
        ("Учтённых курсов нет", "2"),
        ("Срок подходит", "1"),
        ("Сообщить", "4"),
    ]
    assert "Всего работающих: 7, из них обучение действует: 3." in at.caption[0].value


def test_the_list_names_who_is_due_and_why(app_as: OpenApp, town: Town) -> None:
    rows = app_as(Role.HEAD, PAGE, on=ON).dataframe[0].value
    states = {name.split()[0]: state for name, state in zip(rows[NAME], rows["Состояние"], strict=True)}
    assert states == {
        "Дубова": "срок подошёл 02.03.2025",
        "Вишнёва": "срок подходит: 76\u00a0дней",
        "Ежова": "учтённых курсов нет",
        "Зимина": "учтённых курсов нет",
    }


@pytest.mark.parametrize(
    ("filters", "people"),
    [
        ({"status": "срок подошёл"}, {"Дубова"}),
        ({"status": "срок подходит"}, {"Вишнёва"}),
        ({"institution": KINDERGARTEN}, {"Зимина"}),
        ({"institution": SCHOOL, "status": "учтённых курсов нет"}, {"Ежова"}),
    ],
)
def test_the_list_is_filtered_by_the_address(app_as: OpenApp, town: Town, filters, people) -> None:
    assert set(names(app_as(Role.HEAD, PAGE, on=ON, **filters))) == people


def test_a_filter_that_fits_nobody_says_so(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON, institution=KINDERGARTEN, status="срок подошёл")
    assert not at.dataframe
    assert "Таких педагогов нет" in at.info[0].value


def test_files_are_offered_to_whoever_may_have_names(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(town.school,), on=ON)
    assert [button.label for button in at.get("download_button")] == ["Сообщить в учреждения", "Скачать xlsx"]
    assert set(names(at)) == {"Дубова", "Вишнёва", "Ежова"}


def test_whoever_sees_figures_only_gets_neither_list_nor_files(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.VIEWER, PAGE, on=ON)
    assert len(at.metric) == 4
    assert not at.dataframe
    assert not at.get("download_button")
    assert "только числа" in at.info[0].value
