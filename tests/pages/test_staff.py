from datetime import date

import pytest
from sqlalchemy import Engine

from gmk.access import Role
from gmk.db.session import write_session
from gmk.db.tables import CourseRecord, Educator, Employment, Institution
from gmk.people.names import person_key
from tests.fixtures.app import OpenApp

PAGE = "people/staff.py"


@pytest.fixture
def two_schools(sqlite: Engine) -> None:
    """Белова and Абрамов at the first school, Соснова at the second; Белова took a course long ago."""
    people = ((1, "Белова", 1), (2, "Абрамова", 1), (3, "Соснова", 2))
    with write_session() as session:
        session.add_all(Institution(id=i, kind="school", number=i, name=f"СОШ № {i}", name_key=str(i)) for i in (1, 2))
        session.add_all(
            Educator(id=i, last_name=last, first_name="Анна", name_key=person_key(last, "Анна"))
            for i, last, _ in people
        )
        session.flush()
        session.add_all(Employment(educator_id=i, institution_id=where, position="учитель") for i, _, where in people)
        session.add(
            CourseRecord(
                educator_id=1, title="Урок", title_key="урок", kind="advanced", hours=72, finished_on=date(2010, 5, 1)
            )
        )


def test_the_head_sees_everybody_by_name(app_as: OpenApp, two_schools: None) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert not at.exception
    table = at.dataframe[0].value
    assert list(table["Фамилия, имя, отчество"]) == ["Абрамова Анна", "Белова Анна", "Соснова Анна"]
    assert list(table["Состояние"]) == ["учтённых курсов нет", "срок подошёл", "учтённых курсов нет"]
    assert [button.label for button in at.get("download_button")] == ["Скачать xlsx"]


def test_staff_are_found_by_institution_and_name(app_as: OpenApp, two_schools: None) -> None:
    at = app_as(Role.METHODIST, PAGE, institution="СОШ № 1")
    assert list(at.dataframe[0].value["Фамилия, имя, отчество"]) == ["Абрамова Анна", "Белова Анна"]
    at.text_input(key="gmk_name_sought").set_value("бел").run()
    assert list(at.dataframe[0].value["Фамилия, имя, отчество"]) == ["Белова Анна"]
    at.text_input(key="gmk_name_sought").set_value("сосн").run()
    assert "Никого не нашлось" in at.info[0].value
    assert "сосн" not in str(dict(at.query_params))


def test_a_coordinator_sees_own_institutions_whatever_the_address_says(app_as: OpenApp, two_schools: None) -> None:
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(2,), institution="СОШ № 1")
    assert list(at.dataframe[0].value["Фамилия, имя, отчество"]) == ["Соснова Анна"]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR])
def test_who_may_not_see_names_has_no_such_page(app_as: OpenApp, two_schools: None, role: Role) -> None:
    with pytest.raises(ValueError, match="staff"):
        app_as(role, PAGE)


def test_an_empty_database_says_what_to_do(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert not at.exception
    assert "загрузите список педагогов" in at.info[0].value
