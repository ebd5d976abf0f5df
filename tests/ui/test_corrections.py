from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select
from streamlit.testing.v1 import AppTest

from gmk.access import Role
from gmk.db.session import read_session, write_session
from gmk.db.tables import Educator, Employment, Institution
from gmk.people.names import person_key
from tests.fixtures.app import OpenApp

CARD = "training/person.py"
SWITCH = "correct_1"


@pytest.fixture
def vera(sqlite: Engine) -> None:
    """Соснова works at both schools."""
    with write_session() as session:
        session.add_all(Institution(id=i, kind="school", number=i, name=f"СОШ № {i}", name_key=str(i)) for i in (1, 2))
        session.add(Educator(id=1, last_name="Соснова", first_name="Вера", name_key=person_key("Соснова", "Вера")))
        session.flush()
        session.add_all(
            Employment(
                id=i,
                educator_id=1,
                institution_id=i,
                position="учитель",
                position_key="учитель",
                valid_from=date(2020, 9, 1),
            )
            for i in (1, 2)
        )


def _stored() -> tuple[tuple[str, str | None], list[tuple[str | None, date | None]]]:
    with read_session() as session:
        person = session.exec(select(Educator.last_name, Educator.phone)).one()
        posts = session.exec(select(Employment.leave, Employment.valid_to).order_by(col(Employment.id))).all()
    return tuple(person), [tuple(post) for post in posts]


def _press(at: AppTest, label: str, place: int = 0) -> AppTest:
    return [one for one in at.button if one.label == label][place].click().run()


def _open(app_as: OpenApp, role: Role, **more: object) -> AppTest:
    at = app_as(role, CARD, id="1", **more)
    return at.toggle(key=SWITCH).set_value(True).run()


def test_a_person_and_a_post_are_corrected_on_the_card(app_as: OpenApp, vera: None) -> None:
    at = _open(app_as, Role.METHODIST)
    next(one for one in at.text_input if one.label == "Телефон").set_value("2-22-22")
    at = _press(at, "Сохранить сведения")
    assert not at.exception
    assert _stored() == (("Соснова", "2-22-22"), [(None, None), (None, None)])
    [one for one in at.date_input if one.label == "Последний день работы"][1].set_value(date(2026, 8, 31))
    at = _press(at, "Сохранить место работы", 1)
    assert not at.exception
    assert _stored()[1] == [(None, None), (None, date(2026, 8, 31))]


def test_a_correction_that_cannot_be_is_refused(app_as: OpenApp, vera: None) -> None:
    at = _open(app_as, Role.HEAD)
    next(one for one in at.date_input if one.label == "Последний день работы").set_value(date(2020, 8, 31))
    at = _press(at, "Сохранить место работы", 0)
    assert "Последний день работы (31.08.2020) раньше первого (01.09.2020)" in at.error[0].value
    assert _stored()[1] == [(None, None), (None, None)]


def test_a_coordinator_corrects_posts_of_own_institutions_only(app_as: OpenApp, vera: None) -> None:
    at = _open(app_as, Role.COORDINATOR, institution_ids=(2,))
    assert [one.value for one in at.markdown if "Место работы:" in one.value] == ["**Место работы: СОШ № 2**"]


def test_the_chair_only_reads(app_as: OpenApp, vera: None) -> None:
    at = app_as(Role.CHAIR, CARD, id="1")
    assert not at.exception
    assert not [one for one in at.toggle if one.key == SWITCH]
