"""Конкурсы и олимпиады: winners and prizes by institution, on the town of `tests/monitoring/contests.py`."""

import pytest
from sqlalchemy import Engine

from gmk.access import Role
from tests.fixtures.app import OpenApp
from tests.monitoring.contests import build
from tests.monitoring.results import FIRST, SECOND, Schools

PAGE = "monitoring/contests.py"


@pytest.fixture
def schools(sqlite: Engine) -> Schools:
    return build()


def cells(at):
    return [tuple(row) for row in at.dataframe[0].value.itertuples(index=False)]


def test_an_empty_database_says_what_to_load(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert "Результатов конкурсов и олимпиад пока нет" in at.info[0].value
    assert [link.label for link in at.get("page_link")] == ["Загрузить результаты"]


def test_the_latest_school_year_is_added_up_by_institution(app_as: OpenApp, schools: Schools) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert cells(at) == [(FIRST, 3, 1, 1), (SECOND, 13, 0, 1), ("учреждение не указано", 1, 1, 0)]
    assert at.markdown[0].value == "Все вместе: участий 17, победителей 2, призёров 2."
    assert any("посчитан трижды" in one.value for one in at.caption)


def test_the_address_names_the_school_year(app_as: OpenApp, schools: Schools) -> None:
    assert cells(app_as(Role.HEAD, PAGE, school_year="2024/25")) == [(FIRST, 1, 1, 0)]


def test_a_stage_is_looked_at_alone(app_as: OpenApp, schools: Schools) -> None:
    at = app_as(Role.HEAD, PAGE, event="олимпиада, муниципальный этап")
    assert cells(at) == [(FIRST, 3, 1, 1), (SECOND, 1, 0, 1)]


def test_nobody_is_named_and_a_coordinator_sees_the_own_institution(app_as: OpenApp, schools: Schools) -> None:
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(schools.first,))
    assert cells(at) == [(FIRST, 3, 1, 1)]
    assert "Лисицын" not in str(at)
    assert SECOND not in str(at)
