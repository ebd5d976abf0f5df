"""Охват обучением: figures, breakdowns, policies, and the people behind each number."""

import pytest

from gmk.access import Role
from gmk.wording import NO_BREAK
from tests.fixtures.app import OpenApp
from tests.pages.town import KINDERGARTEN, ON, SCHOOL, Town

PAGE = "training/coverage.py"
NAME = "Фамилия, имя, отчество"


def spaced(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def metrics(at):
    return [(spaced(metric.label), spaced(metric.value)) for metric in at.metric]


def table(at):
    return at.dataframe[0].value


def names(at):
    return [name.split()[0] for name in table(at)[NAME]]


def test_an_empty_database_says_what_to_do(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON)
    assert "На 01.11.2026 в базе нет ни одного работающего педагога" in at.info[0].value
    assert [link.label for link in at.get("page_link")] == ["Загрузить списки педагогов"]
    assert not at.dataframe


def test_the_whole_is_shown_with_both_numbers_and_its_definition(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON)
    assert metrics(at) == [("Все вместе: 4 из 7 педагогов", "57,1 %")]
    definition = spaced(at.caption[0].value)
    assert "с 01.11.2023 по 01.11.2026" in definition
    assert "основные работники и внутренние совместители" in definition
    assert "У 1 педагога из обученных известен только год" in definition


def test_groups_stand_in_the_order_chosen_and_small_ones_last(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON)
    rows = table(at).astype(str).map(spaced)
    assert list(rows["Учреждение"]) == [SCHOOL, KINDERGARTEN]
    assert [text.strip() for text in rows["Охват"]] == ["60,0 %", "66,7 %"]
    assert list(rows["Обучены"]) == ["3", "2"]
    assert list(rows["Всего"]) == ["5", "3"]
    assert list(rows["Примечание"]) == ["только год: 1", "мало данных"]


@pytest.mark.parametrize(
    ("by", "heading", "groups"),
    [
        ("вид учреждения", "Вид учреждения", {"школа": 5, "детский сад": 3}),
        ("должность", "Должность", {"учитель": 7, "педагог-психолог": 1}),
        ("предмет", "Предмет", {"химия": 1}),
    ],
)
def test_coverage_is_broken_down_as_chosen(app_as: OpenApp, town: Town, by, heading, groups) -> None:
    rows = table(app_as(Role.HEAD, PAGE, on=ON, by=by))
    counted = dict(zip(rows[heading], rows["Всего"], strict=True))
    assert {name: counted[name] for name in groups} == groups


def test_another_policy_shows_the_usual_figure_beside_its_own(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON, window="5 лет".replace(" ", NO_BREAK))
    assert metrics(at) == [
        ("Как выбрано: 5 из 7 педагогов", "71,4 %"),
        ("Как принято: 4 из 7 педагогов", "57,1 %"),
    ]


def test_a_group_of_the_address_shows_its_people(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON, group_institution=SCHOOL)
    assert names(at) == ["Берестова", "Вишнёва", "Громов", "Дубова", "Ежова"]
    said = [spaced(element.value) for element in at.markdown]
    assert r"**СОШ № 1**: обучены 3 из 5 (60,0 %). В списке все: 5 педагогов." in said


@pytest.mark.parametrize(
    ("shown", "people"),
    [("обученные", ["Берестова", "Вишнёва", "Громов"]), ("не обученные", ["Дубова", "Ежова"])],
)
def test_the_list_is_as_long_as_the_figure_says(app_as: OpenApp, town: Town, shown, people) -> None:
    assert names(app_as(Role.HEAD, PAGE, on=ON, group_institution=SCHOOL, shown=shown)) == people


def test_one_click_leads_from_the_number_of_the_whole_to_its_people(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON)
    (button,) = [button for button in at.button if spaced(button.label) == "Не обучены: 3"]
    button.click().run()
    assert names(at) == ["Дубова", "Ежова", "Зимина"]


def test_a_group_that_is_not_there_any_more_falls_back_to_the_chart(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON, group_institution="Закрытая школа")
    assert "Охват" in table(at)


def test_whoever_sees_figures_only_gets_no_list(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.VIEWER, PAGE, on=ON, group_institution=SCHOOL)
    assert metrics(at) == [("Все вместе: 4 из 7 педагогов", "57,1 %")]
    assert NAME not in table(at)
    assert "Берестова" not in str(at)
    assert "только числа" in at.info[0].value


def test_a_coordinator_sees_the_own_institution_alone(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(town.kindergarten,), on=ON)
    assert metrics(at) == [("Все вместе: 2 из 3 педагогов", "66,7 %")]
    assert list(table(at)["Учреждение"]) == [KINDERGARTEN]
    assert SCHOOL not in str(at)
