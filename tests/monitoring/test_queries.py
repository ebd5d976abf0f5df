"""Results side by side on the town of `results.py`, counted by hand, on both databases."""

import pytest
from sqlalchemy import Engine

from gmk.access import EVERYTHING, Scope
from gmk.db.session import read_session, write_session
from gmk.monitoring.queries import exam_scores, scores_by_place
from gmk.monitoring.rows import PlaceScores, Scores, Side, SubjectScores
from tests.monitoring.results import FAR, FIRST, MEADOW, SECOND, Schools, build, exam

PHYSICS = {"procedure": "ЕГЭ", "year": 2025, "subject": "Физика", "grade": None}


@pytest.fixture
def schools(database: Engine) -> Schools:
    return build()


def scores(scope: Scope = EVERYTHING, institution_id: int | None = None) -> list[SubjectScores]:
    with read_session() as session:
        return exam_scores(session, scope=scope, institution_id=institution_id)


def places(scope: Scope = EVERYTHING, **asked: object) -> list[PlaceScores]:
    with read_session() as session:
        return scores_by_place(session, scope=scope, **{**PHYSICS, **asked})  # type: ignore[arg-type]


def test_an_empty_database_has_no_subjects(database: Engine) -> None:
    assert scores() == []
    assert places() == []


def test_own_institutions_stand_against_other_municipalities_weighted_by_participants(schools: Schools) -> None:
    assert [(row.year, row.label, row.sides) for row in scores()] == [
        (2024, "Физика", {Side.OWN: Scores(1, 20, 20, 1000.0)}),
        (2025, "Физика", {Side.OWN: Scores(2, 40, 40, 1800.0), Side.OTHERS: Scores(3, 4, 4, 260.0, 1)}),
        (2025, "Химия", {Side.OWN: Scores(2, 10, 4, 320.0)}),
    ]
    physics, chemistry = scores()[1:]
    assert (physics.of(Side.OWN).mean, physics.of(Side.OTHERS).mean) == (45.0, 65.0)
    assert (chemistry.of(Side.OWN).mean, chemistry.of(Side.OTHERS).mean) == (80.0, None)


def test_an_institution_stands_against_the_rest_of_its_town(schools: Schools) -> None:
    physics = scores(institution_id=schools.first)[1]
    assert physics.sides == {
        Side.OWN: Scores(1, 10, 10, 600.0),
        Side.TOWN: Scores(1, 30, 30, 1200.0),
        Side.OTHERS: Scores(3, 4, 4, 260.0, 1),
    }


def test_to_a_coordinator_own_are_the_institutions_of_the_scope(schools: Schools) -> None:
    scope = Scope(frozenset({schools.second}))
    assert scores(scope)[1].of(Side.OWN) == Scores(1, 30, 30, 1200.0)
    assert scores(scope, institution_id=schools.first)[1].of(Side.TOWN) == Scores(2, 40, 40, 1800.0)
    assert scores(Scope(frozenset()))[1].of(Side.OWN) == Scores()


def test_classes_are_kept_apart_and_a_year_may_be_missing(database: Engine) -> None:
    with write_session() as session:
        session.add_all(exam("Математика", "СОШ с. Ключи", 5, 3.5, grade=grade, year=None) for grade in (5, 4))
    assert [(row.year, row.label) for row in scores()] == [(None, "Математика, 4 класс"), (None, "Математика, 5 класс")]
    assert [row.scores for row in places(year=None, subject="Математика", grade=5)] == [Scores(1, 5, 5, 17.5)]


def test_nought_participants_weigh_nothing(database: Engine) -> None:
    with write_session() as session:
        session.add(exam("Физика", "СОШ с. Ключи", 0, 50.0))
    assert scores()[0].of(Side.OTHERS) == Scores(1, 0, 0, 0.0, 1)


def test_a_subject_is_taken_apart_by_own_institutions_and_by_municipalities(schools: Schools) -> None:
    assert places() == [
        PlaceScores(Side.OWN, FIRST, Scores(1, 10, 10, 600.0)),
        PlaceScores(Side.OWN, SECOND, Scores(1, 30, 30, 1200.0)),
        PlaceScores(Side.OTHERS, FAR, Scores(2, 4, 4, 260.0)),
        PlaceScores(Side.OTHERS, MEADOW, Scores(1, None, 0, 0.0, 1)),
    ]


def test_a_coordinator_sees_the_rest_of_the_town_only_together(schools: Schools) -> None:
    found = places(Scope(frozenset({schools.second})))
    assert [(row.side, row.place) for row in found] == [
        (Side.OWN, SECOND), (Side.TOWN, "остальные учреждения города"), (Side.OTHERS, FAR), (Side.OTHERS, MEADOW),
    ]  # fmt: skip
    assert found[1].scores == Scores(1, 10, 10, 600.0)
