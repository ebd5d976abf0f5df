"""Результаты экзаменов: own institutions against the rest, by subject and year, on the town of `tests/monitoring`."""

import pytest
from sqlalchemy import Engine

from gmk.access import Role
from gmk.db.session import write_session
from gmk.wording import NO_BREAK
from tests.fixtures.app import OpenApp
from tests.monitoring.results import FAR, FIRST, MEADOW, SECOND, Schools, build, exam

PAGE = "monitoring/results.py"


@pytest.fixture
def schools(sqlite: Engine) -> Schools:
    return build()


def cells(frame):
    """The rows as they are read; empty where nothing stands."""
    return [tuple(_read(value) for value in row) for row in frame.value.itertuples(index=False)]


def _read(value):
    if value is None or value != value:  # the second one is «not a number»
        return ""
    return value.replace(NO_BREAK, " ").strip() if isinstance(value, str) else f"{value:g}"


def test_an_empty_database_says_what_to_load(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert "Результатов экзаменов и проверочных работ пока нет" in at.info[0].value
    assert [link.label for link in at.get("page_link")] == ["Загрузить результаты"]
    assert not at.dataframe


def test_subjects_of_the_latest_year_stand_side_by_side(app_as: OpenApp, schools: Schools) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert list(at.dataframe[0].value) == [
        "Предмет", "Примечание", "Свои: балл", "Свои: чел.", "Другие: балл", "Другие: чел.",
    ]  # fmt: skip
    assert cells(at.dataframe[0]) == [
        ("Физика", "другие: мало данных, у 1 учреждения не указано число участников", "45,00", "40", "65,00", "4"),
        ("Химия", "свои: мало данных", "80,00", "10", "нет данных", ""),
    ]


def test_what_a_mean_score_is_stands_under_the_figures(app_as: OpenApp, schools: Schools) -> None:
    said = app_as(Role.HEAD, PAGE).caption
    (definition,) = [one.value for one in said if one.value.startswith("Свои – ")]
    assert "взвешен по участникам" in definition
    assert "«нет данных»" in definition
    assert "участников меньше 5" in definition
    assert "Другие – другие муниципалитеты вместе." in definition


def test_years_stand_side_by_side(app_as: OpenApp, schools: Schools) -> None:
    assert cells(app_as(Role.HEAD, PAGE).dataframe[1]) == [
        ("Физика", "Свои", "50,00", "45,00"),
        ("Физика", "Другие", "нет данных", "65,00"),
        ("Химия", "Свои", "нет данных", "80,00"),
        ("Химия", "Другие", "нет данных", "нет данных"),
    ]


def test_the_address_names_the_year_and_the_institution(app_as: OpenApp, schools: Schools) -> None:
    at = app_as(Role.HEAD, PAGE, year="2024", institution=SECOND)
    assert cells(at.dataframe[0]) == [("Физика", "50,00", "20")]
    assert list(at.dataframe[0].value)[1:3] == ["Город: балл", "Город: чел."]
    assert any(one.value.startswith("Свои – СОШ № 2.") for one in at.caption)


def test_a_subject_is_taken_apart_by_institutions(app_as: OpenApp, schools: Schools) -> None:
    at = app_as(Role.HEAD, PAGE, subject="Физика")
    assert cells(at.dataframe[0]) == [
        (FIRST, "Свои", "60,00", "10", "1", ""),
        (SECOND, "Свои", "40,00", "30", "1", ""),
        (FAR, "Другие", "65,00", "4", "2", "мало данных"),
        (MEADOW, "Другие", "нет данных", "", "1", "у 1 учреждения не указано число участников"),
    ]
    assert [row[:2] for row in cells(at.dataframe[1])] == [("Физика", "Свои"), ("Физика", "Другие")]


def test_a_subject_or_year_that_is_not_there_falls_back(app_as: OpenApp, schools: Schools) -> None:
    at = app_as(Role.HEAD, PAGE, subject="Черчение", year="1999", procedure="ОГЭ")
    assert [row[0] for row in cells(at.dataframe[0])] == ["Физика", "Химия"]


def test_a_coordinator_sees_the_own_institution_and_sums_of_the_rest(app_as: OpenApp, schools: Schools) -> None:
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(schools.second,), subject="Физика")
    assert [row[:3] for row in cells(at.dataframe[0])] == [
        (SECOND, "Свои", "40,00"),
        ("остальные учреждения города", "Город", "60,00"),
        (FAR, "Другие", "65,00"),
        (MEADOW, "Другие", "нет данных"),
    ]
    assert FIRST not in str(at)


def test_a_viewer_sees_the_figures(app_as: OpenApp, schools: Schools) -> None:
    rows = cells(app_as(Role.VIEWER, PAGE).dataframe[0])
    assert [(subject, *figures[:2]) for subject, _remark, *figures in rows] == [
        ("Физика", "45,00", "40"),
        ("Химия", "80,00", "10"),
    ]


def test_results_of_others_alone_say_why_nothing_is_own(app_as: OpenApp, sqlite: Engine) -> None:
    with write_session() as session:
        session.add(exam("Физика", "СОШ с. Ключи", 8, 50.0))
    at = app_as(Role.HEAD, PAGE)
    assert "Своих учреждений среди этих результатов нет" in at.info[0].value
    assert cells(at.dataframe[0]) == [("Физика", "50,00", "8")]
