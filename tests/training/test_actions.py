"""Corrections of courses and settings: who may, what is journalled, what happens to the figures."""

from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session

from gmk.access import CONSOLE, EVERYTHING, Right, Role, Scope, User, right_of
from gmk.db.session import read_session, write_session
from gmk.db.tables import ChangeRecord, ChangeSetRecord, CourseRecord, Employment
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.service import load, save
from gmk.training import actions
from gmk.training.actions import change_training_settings, set_by_profile
from gmk.training.latest import refresh_latest_counted
from gmk.training.queries import training_settings
from gmk.training.rows import TrainingSettings
from tests.training.office import Office

DAY = date(2026, 11, 25)


@pytest.fixture
def course(database: Engine) -> int:
    """The one course of a person who works at institution 1; institution 2 is empty."""
    with write_session() as session:
        office = Office(session)
        person = office.employee(office.institution("Школа № 1"))
        office.institution("Школа № 2")
        number = office.course(person, date(2025, 3, 1))
        refresh_latest_counted(session, educator_ids=None)
    return number


def _kept(session: Session) -> date | None:
    return session.scalars(select(Employment)).one().last_counted_on


def test_a_course_not_by_profile_is_journalled_and_no_longer_the_latest_counted_one(course: int) -> None:
    save(CONSOLE, set_by_profile, course_id=course, version=1, by_profile=False, on=DAY)
    with read_session() as session:
        assert session.get_one(CourseRecord, course).by_profile is False
        assert session.get_one(CourseRecord, course).version == 2
        assert _kept(session) is None
        title = session.scalars(select(ChangeSetRecord)).one().title
        assert title == "Курс отмечен как «не по профилю»: Берестова Анна Ивановна, «Цифровые ресурсы»"
        change = session.scalars(select(ChangeRecord)).one()
        assert (change.entity, change.entity_id, change.before, change.after) == (
            "course_record", course, {"by_profile": True}, {"by_profile": False},
        )  # fmt: skip
    save(CONSOLE, set_by_profile, course_id=course, version=2, by_profile=True, on=DAY)
    with read_session() as session:
        assert _kept(session) == date(2025, 3, 1)


def test_nothing_is_written_where_nothing_changes(course: int) -> None:
    save(CONSOLE, set_by_profile, course_id=course, version=1, by_profile=True, on=DAY)
    with read_session() as session:
        assert session.scalars(select(ChangeSetRecord)).all() == []


def test_who_saw_an_older_version_is_told(course: int) -> None:
    save(CONSOLE, set_by_profile, course_id=course, version=1, by_profile=False, on=DAY)
    with pytest.raises(Conflict):
        save(CONSOLE, set_by_profile, course_id=course, version=1, by_profile=True, on=DAY)
    with pytest.raises(Conflict, match="уже нет"):
        save(CONSOLE, set_by_profile, course_id=course + 1, version=1, by_profile=True, on=DAY)


def test_a_coordinator_marks_courses_of_the_own_people_only(course: int) -> None:
    def coordinator(institution: int) -> User:
        return User(None, "k", "Заречная Вера", frozenset({Role.COORDINATOR}), frozenset({institution}))

    with pytest.raises(NotAllowed):
        save(coordinator(2), set_by_profile, course_id=course, version=1, by_profile=False, on=DAY)
    save(coordinator(1), set_by_profile, course_id=course, version=1, by_profile=False, on=DAY)


def test_a_post_that_has_ended_gives_no_say_any_more(course: int) -> None:
    with write_session() as session:
        session.scalars(select(Employment)).one().valid_to = date(2026, 11, 24)
    with write_session() as session, pytest.raises(NotAllowed):
        set_by_profile(
            session, user=CONSOLE, scope=Scope(frozenset({1})), course_id=course, version=1, by_profile=False, on=DAY
        )


def test_settings_have_defaults_and_are_changed_by_whoever_saw_the_latest(database: Engine) -> None:
    assert load(CONSOLE, training_settings) == TrainingSettings(36, 6, 90, version=0)
    new = {"window_months": 60, "due_horizon_months": 3, "amber_days": 30}
    save(CONSOLE, change_training_settings, version=0, **new)
    assert load(CONSOLE, training_settings) == TrainingSettings(60, 3, 30, version=1)
    with pytest.raises(Conflict):
        save(CONSOLE, change_training_settings, version=0, **new)
    save(CONSOLE, change_training_settings, version=1, **{**new, "amber_days": 1})
    assert load(CONSOLE, training_settings) == TrainingSettings(60, 3, 1, version=2)


@pytest.mark.parametrize(
    ("name", "value"),
    [("window_months", 0), ("window_months", 121), ("due_horizon_months", 37), ("amber_days", 0), ("amber_days", 366)],
)
def test_a_setting_out_of_its_limits_is_refused(sqlite: Engine, name: str, value: int) -> None:
    numbers = {"window_months": 36, "due_horizon_months": 6, "amber_days": 90, name: value}
    with pytest.raises(RuleBroken, match="Введите число от 1 до"), write_session() as session:
        change_training_settings(session, user=CONSOLE, scope=EVERYTHING, version=0, **numbers)
    assert load(CONSOLE, training_settings).version == 0


def test_every_action_names_its_right() -> None:
    assert right_of(actions.set_by_profile) is Right.IMPORT
    assert right_of(actions.change_training_settings) is Right.EDIT_REFERENCE
