"""The journal of changes on the screen, undoing from it, and the history on the card."""

from datetime import date

import pytest

from gmk.access import CONSOLE, Role
from gmk.db.session import read_session
from gmk.db.tables import CourseRecord
from gmk.service import save
from gmk.training.actions import set_by_profile
from tests.fixtures.app import OpenApp
from tests.pages.test_upload import press, texts
from tests.pages.town import ON, Town

PAGE = "office/journal.py"
TITLE = "Курс отмечен как «не по профилю»: Зимина Зоя Марковна, «Цифровые ресурсы»"


@pytest.fixture
def cleared(town: Town) -> Town:
    """The console has marked the seminar of Зимина as not by profile."""
    arguments = {"course_id": town.zimina_seminar, "version": 1, "by_profile": False}
    save(CONSOLE, set_by_profile, **arguments, on=date.fromisoformat(ON))
    return town


def by_profile(town: Town) -> bool:
    with read_session() as session:
        return session.get_one(CourseRecord, town.zimina_seminar).by_profile


def test_an_empty_journal_says_what_to_do(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert not at.exception
    assert "За эти дни изменений нет" in at.info[0].value


def test_a_correction_is_listed_and_told_field_by_field(app_as: OpenApp, cleared: Town) -> None:
    at = app_as(Role.CHAIR, PAGE, change="1")
    row = at.dataframe[0].value.iloc[0].to_dict()
    assert {name: row[name] for name in ("Номер", "Что сделано", "Кто", "Откуда", "Записей")} == {
        "Номер": "№ 1", "Что сделано": TITLE, "Кто": "консоль", "Откуда": "правка", "Записей": 1,
    }  # fmt: skip
    assert "По профилю: да → нет" in texts(at).replace("\\", "")
    assert "gmk_undo_change_1" not in {one.key for one in at.button}


def test_the_head_takes_a_correction_back_after_seeing_what_returns(app_as: OpenApp, cleared: Town) -> None:
    at = press(app_as(Role.HEAD, PAGE, change="1"), "gmk_undo_change_1")
    assert "К прежнему виду вернутся: **1\u00a0запись**" in texts(at)
    assert by_profile(cleared) is False
    at = press(at, "gmk_undo_yes")
    assert "Изменение № 1 отменено" in at.success[0].value
    assert by_profile(cleared) is True
    assert list(at.dataframe[0].value["Откуда"]) == ["отмена", "правка"]


def test_a_methodist_has_no_button_for_what_somebody_else_changed(app_as: OpenApp, cleared: Town) -> None:
    at = app_as(Role.METHODIST, PAGE, change="1")
    assert [one.value for one in at.subheader] == ["Изменение № 1"]
    assert "gmk_undo_change_1" not in {one.key for one in at.button}


def test_the_address_holds_the_filters(app_as: OpenApp, cleared: Town) -> None:
    at = app_as(Role.HEAD, PAGE, changed_how="отмена")
    assert not at.dataframe
    at = app_as(Role.CHAIR, PAGE, changed_since="2020-01-01", changed_until="2020-01-31")
    assert not at.dataframe


def test_a_coordinator_sees_own_changes_alone(app_as: OpenApp, cleared: Town) -> None:
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(cleared.kindergarten,))
    assert not at.dataframe
    assert "Кто" not in {one.label for one in at.selectbox}


def test_somebody_elses_change_isnt_told_to_a_coordinator(app_as: OpenApp, cleared: Town) -> None:
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(cleared.kindergarten,), change="1")
    assert "внёс другой сотрудник" in at.error[0].value
    assert "Зимина" not in str(at)


def test_the_card_tells_its_history_when_it_is_opened(app_as: OpenApp, cleared: Town) -> None:
    with read_session() as session:
        person = session.get_one(CourseRecord, cleared.zimina_seminar).educator_id
    at = app_as(Role.CHAIR, "training/person.py", id=str(person), on=ON)
    assert not at.exception
    assert "По профилю" not in texts(at)
    at.session_state[f"history_{person}"] = True
    at = at.run()
    assert not at.exception
    assert "По профилю: да → нет" in texts(at).replace("\\", "")
