"""Outcomes of contests by institution, counted by hand, on both databases."""

import pytest
from sqlalchemy import Engine

from gmk.access import EVERYTHING, Scope
from gmk.db.session import read_session, write_session
from gmk.db.tables import ContestResult
from gmk.monitoring.contests import contest_outcomes
from gmk.monitoring.rows import Outcomes
from tests.monitoring.contests import build
from tests.monitoring.results import FIRST, SECOND, Schools

OLYMPIAD, NATIONAL = "олимпиада, муниципальный этап", "конкурсы, всероссийский уровень"


@pytest.fixture
def schools(database: Engine) -> Schools:
    return build()


def counted(scope: Scope = EVERYTHING) -> dict[tuple[int | None, str, str | None], Outcomes]:
    with read_session() as session:
        found = contest_outcomes(session, scope=scope)
    return {(row.school_year, row.event, row.place): row.outcomes for row in found}


def test_each_result_counts_once_and_nameless_participants_each(schools: Schools) -> None:
    assert counted() == {
        (2025, OLYMPIAD, FIRST): Outcomes(3, 1, 1),
        (2024, OLYMPIAD, FIRST): Outcomes(1, 1, 0),
        (2025, OLYMPIAD, SECOND): Outcomes(1, 0, 1),
        (2025, NATIONAL, SECOND): Outcomes(12, 0, 0),
        (2025, NATIONAL, None): Outcomes(1, 1, 0),
    }


def test_institutions_stand_in_the_order_of_the_list_and_unnamed_ones_last(schools: Schools) -> None:
    assert list(dict.fromkeys(place for _, _, place in counted())) == [FIRST, SECOND, None]


def test_a_coordinator_sees_the_own_institution_alone(schools: Schools) -> None:
    assert set(counted(Scope(frozenset({schools.second})))) == {(2025, OLYMPIAD, SECOND), (2025, NATIONAL, SECOND)}
    assert counted(Scope(frozenset())) == {}


@pytest.mark.parametrize(
    ("level", "event"),
    [(None, "этап и уровень не указаны"), ("institution", "конкурсы, уровень учреждения")],
)
def test_what_is_not_told_is_said(database: Engine, level, event) -> None:
    with write_session() as session:
        session.add(ContestResult(result="prize", level=level))
    assert counted() == {(None, event, None): Outcomes(1, 0, 1)}
