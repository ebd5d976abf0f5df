from datetime import date

import pytest
from sqlalchemy import Engine

from gmk.access import EVERYTHING, Scope
from gmk.db.session import read_session, write_session
from gmk.db.tables import CourseRecord, Educator, Employment, Institution, QualificationCategory
from gmk.people.names import person_key
from gmk.training.rows import DueStatus, StaffRow
from gmk.training.staff import staff_of

DAY, NEXT_DAY = date(2026, 11, 25), date(2026, 11, 26)
OWN = Scope(frozenset({1}))


def _person(key: int, last: str, first: str) -> Educator:
    return Educator(id=key, last_name=last, first_name=first, name_key=person_key(last, first))


def _course(educator_id: int, **more: object) -> CourseRecord:
    return CourseRecord(educator_id=educator_id, title="Урок", title_key="урок", kind="advanced", hours=72, **more)


@pytest.fixture
def town(database: Engine) -> None:
    """Белова works at both schools, Ёлкина left the first school the day before, Абрамов is on leave until the day."""
    layers = (
        [
            Institution(id=1, kind="school", number=2, name="МБОУ «СОШ № 2»", name_key="2", short_name="СОШ № 2"),
            Institution(id=2, kind="school", number=10, name="СОШ № 10", name_key="10"),
        ],
        [_person(1, "Белова", "Анна"), _person(2, "Ёлкина", "Вера"), _person(3, "Абрамов", "Пётр")],
        [
            Employment(id=1, educator_id=1, institution_id=1, position="учитель", subjects=["физика", "химия"]),
            Employment(id=2, educator_id=1, institution_id=2, position="логопед", kind="external", valid_from=DAY),
            Employment(id=3, educator_id=2, institution_id=1, position="логопед", valid_to=date(2026, 11, 24)),
            Employment(id=4, educator_id=3, institution_id=2, leave="parental", valid_to=DAY),
            Employment(id=5, educator_id=2, institution_id=2, position="учитель", valid_from=NEXT_DAY),
            _course(1, finished_on=date(2022, 3, 1)),
            _course(1, finished_on=date(2025, 5, 12)),
            _course(1, finished_on=NEXT_DAY),
            _course(2, year=2024),
            _course(3, finished_on=date(2020, 1, 1)),
            QualificationCategory(educator_id=1, category="first", valid_until=DAY),
        ],
    )
    with write_session() as session:
        for layer in layers:
            session.add_all(layer)
            session.flush()


def _staff(on: date = DAY, scope: Scope = EVERYTHING, **more: object) -> list[StaffRow]:
    with read_session() as session:
        return staff_of(session, scope=scope, on=on, **more)


def test_staff_are_the_posts_of_the_day_by_name_both_borders_included(town: None) -> None:
    assert [row.employment_id for row in _staff()] == [4, 1, 2]
    assert [row.employment_id for row in _staff(NEXT_DAY)] == [1, 2, 5]


def test_a_post_tells_what_the_office_knows(town: None) -> None:
    absent, here, elsewhere = _staff()
    assert (here.name, here.institution, here.position) == ("Белова Анна", "СОШ № 2", "учитель")
    assert (here.subjects, here.kind, here.leave, here.category) == (("физика", "химия"), "main", None, "first")
    assert (elsewhere.institution, elsewhere.kind) == ("СОШ № 10", "external")
    assert (absent.position, absent.leave, absent.category) == (None, "parental", None)


def test_the_last_course_is_the_one_known_on_the_day(town: None) -> None:
    absent, here, _ = _staff()
    assert (here.last_finished_on, here.last_year, here.status) == (date(2025, 5, 12), None, DueStatus.VALID)
    assert (absent.last_finished_on, absent.status) == (date(2020, 1, 1), DueStatus.OVERDUE)
    *_, by_year = _staff(NEXT_DAY)
    assert (by_year.last_finished_on, by_year.last_year, by_year.status) == (None, 2024, DueStatus.VALID)


def test_staff_are_narrowed_by_institution_and_name(town: None) -> None:
    assert [row.employment_id for row in _staff(institution_id=2)] == [4, 2]
    assert [row.employment_id for row in _staff(text="бел")] == [1, 2]
    assert [row.employment_id for row in _staff(institution_id=1, text="абр")] == []


def test_a_coordinator_sees_own_institutions_only(town: None) -> None:
    assert [row.employment_id for row in _staff(scope=OWN)] == [1]
    assert _staff(scope=OWN, institution_id=2) == []
    assert _staff(scope=Scope(frozenset())) == []


def test_an_empty_database_has_no_staff(database: Engine) -> None:
    assert _staff() == []
