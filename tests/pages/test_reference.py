from datetime import date

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from gmk.access import CONSOLE, EVERYTHING, Role
from gmk.db.keys import name_key
from gmk.db.session import read_session, write_session
from gmk.db.tables import Institution, InstitutionAlias
from gmk.people import institution_actions as actions
from gmk.people.rows import InstitutionFields
from gmk.training.queries import training_settings
from gmk.training.rows import TrainingSettings
from tests.fixtures.app import OpenApp

PAGE = "office/reference.py"
READERS = [Role.CHAIR, Role.VIEWER, Role.COORDINATOR]


def _add(*names: str) -> None:
    with write_session() as session:
        session.add_all(
            Institution(id=place, kind="school", number=place, name=name, name_key=name_key(name))
            for place, name in enumerate(names, 1)
        )


def _stored() -> list[tuple[str, str | None, date | None]]:
    with read_session() as session:
        return [(one.name, one.phone, one.closed_on) for one in session.exec(select(Institution)).all()]


def _choose(at: AppTest, institution_id: int) -> AppTest:
    return _to_form(at).selectbox(key="gmk_chosen_institution").set_value(institution_id).run()


def _to_form(at: AppTest) -> AppTest:
    at.session_state["tab"] = "Изменить учреждение"
    return at.run()


def _field(at: AppTest, label: str) -> object:
    return next(one for one in at.text_input if one.label == label)


def _press(at: AppTest, label: str) -> AppTest:
    return next(one for one in at.button if one.label == label).click().run()


def _names(at: AppTest) -> list[str]:
    return list(at.dataframe[0].value["Сокращённое наименование"])


def test_a_new_office_is_told_to_load_its_institutions(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert not at.exception
    assert "Учреждений пока нет" in at.info[0].value


def test_the_head_adds_an_institution(app_as: OpenApp) -> None:
    at = _to_form(app_as(Role.HEAD, PAGE))
    _field(at, "Наименование образовательной организации").set_value("Гимназия № 4")
    at = _press(at, "Добавить учреждение")
    assert not at.exception
    assert _stored() == [("Гимназия № 4", None, None)]
    assert _names(at) == ["Гимназия № 4"]
    assert _field(at, "Наименование образовательной организации").value == ""


def test_what_cannot_be_is_refused_and_what_was_typed_stays(app_as: OpenApp) -> None:
    at = _to_form(app_as(Role.METHODIST, PAGE))
    _field(at, "Адрес").set_value("Мира, 1")
    at = _press(at, "Добавить учреждение")
    assert "«Наименование образовательной организации» не заполнено" in at.error[0].value
    assert _field(at, "Адрес").value == "Мира, 1"
    assert _stored() == []


def test_the_head_changes_an_institution_and_its_names(app_as: OpenApp) -> None:
    _add("Первая школа", "Вторая школа")
    at = _choose(app_as(Role.HEAD, PAGE), 2)
    _field(at, "Телефон").set_value("2-22-22")
    at = _press(at, "Сохранить")
    assert _stored() == [("Первая школа", None, None), ("Вторая школа", "2-22-22", None)]
    _field(at, "Ещё одно название").set_value("Школа у озера")
    at = _press(at, "Добавить")
    with read_session() as session:
        assert [one.alias for one in session.exec(select(InstitutionAlias)).all()] == ["Школа у озера"]
    at = _press(at, "Забыть")
    assert not at.exception
    with read_session() as session:
        assert session.exec(select(InstitutionAlias)).all() == []


def test_the_slower_of_two_editors_is_told_and_can_look_at_what_is_new(app_as: OpenApp) -> None:
    _add("Первая школа")
    at = _choose(app_as(Role.HEAD, PAGE), 1)
    with write_session() as session:
        fields = InstitutionFields("Первая школа", "school", number=1, phone="1-11-11")
        actions.edit_institution(session, user=CONSOLE, scope=EVERYTHING, institution_id=1, version=1, fields=fields)
    _field(at, "Адрес").set_value("Мира, 1")
    at = _press(at, "Сохранить")
    assert "Телефон: было пусто, стало «1-11-11»" in at.error[0].value
    at = _press(at, "Показать новые значения")
    assert _field(at, "Телефон").value == "1-11-11"
    _field(at, "Адрес").set_value("Мира, 1")
    at = _press(at, "Сохранить")
    assert not at.error
    assert _stored() == [("Первая школа", "1-11-11", None)]


def test_a_closed_institution_can_be_opened_again(app_as: OpenApp) -> None:
    _add("Первая школа")
    at = _choose(app_as(Role.HEAD, PAGE), 1)
    at.date_input[0].set_value(date(2026, 9, 1))
    at = _press(at, "Закрыть учреждение")
    assert _stored() == [("Первая школа", None, date(2026, 9, 1))]
    at = _press(at, "Открыть снова")
    assert _stored() == [("Первая школа", None, None)]


@pytest.mark.parametrize("role", READERS)
def test_readers_change_nothing(app_as: OpenApp, role: Role) -> None:
    _add("Первая школа")
    at = app_as(role, PAGE, institution_ids=(1,))
    assert not at.exception
    assert _names(at) == ["Первая школа"]
    assert [one.label for one in at.button] == ["Выйти"]
    assert not at.text_input


def test_a_coordinator_sees_own_institutions_only(app_as: OpenApp) -> None:
    _add("Первая школа", "Вторая школа", "Третья школа")
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(1, 3))
    assert _names(at) == ["Первая школа", "Третья школа"]


def _settings() -> TrainingSettings:
    with read_session() as session:
        return training_settings(session, scope=EVERYTHING)


def test_the_head_changes_the_numbers_and_reads_what_they_mean(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert "Срок действия курса:** 3\u00a0года" in _meaning(at)
    next(one for one in at.number_input if one.label.startswith("Срок действия курса")).set_value(60)
    at = _press(at, "Сохранить")
    assert not at.exception
    assert _settings() == TrainingSettings(60, 6, 90, version=1)
    assert "Срок действия курса:** 5\u00a0лет" in _meaning(at)


def _meaning(at: AppTest) -> str:
    return next(one.value for one in at.markdown if "Охват." in one.value)


@pytest.mark.parametrize("role", READERS)
def test_readers_see_what_the_numbers_mean(app_as: OpenApp, role: Role) -> None:
    _add("Первая школа")
    at = app_as(role, PAGE, institution_ids=(1,))
    assert "не больше чем 90\u00a0дней" in _meaning(at)
    assert not at.number_input
