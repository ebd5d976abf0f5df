import pytest
from sqlalchemy import Engine

from gmk.access import Role
from tests.associations.test_memberships import DEPUTY, LEADER, add, fill, now
from tests.fixtures.app import OpenApp

PAGES = ["associations", "association", "meetings"]


@pytest.fixture
def gmo(sqlite: Engine) -> None:
    fill()


@pytest.mark.parametrize("page", [*PAGES, "new_rosters"])
@pytest.mark.parametrize("is_empty", [True, False])
def test_every_page_opens_for_the_head(app_as: OpenApp, sqlite: Engine, page: str, is_empty: bool) -> None:
    if not is_empty:
        fill()
        add(1, LEADER)
    at = app_as(Role.HEAD, f"associations/{page}.py")
    assert not at.exception
    assert not at.error
    assert not is_empty or at.info


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COORDINATOR, Role.METHODIST])
@pytest.mark.parametrize("page", PAGES)
def test_readers_open_them_too(app_as: OpenApp, gmo: None, role: Role, page: str) -> None:
    add(1, LEADER)
    at = app_as(role, f"associations/{page}.py")
    assert not at.exception
    assert not at.error


@pytest.mark.parametrize("page", [*PAGES, "new_rosters"])
def test_who_may_not_see_names_has_no_such_pages(app_as: OpenApp, gmo: None, page: str) -> None:
    with pytest.raises(ValueError, match=page):
        app_as(Role.VIEWER, f"associations/{page}.py")


def test_a_roster_is_shown_as_of_a_day(app_as: OpenApp, gmo: None) -> None:
    add(1, LEADER), add(2, DEPUTY)
    at = app_as(Role.HEAD, "associations/association.py", on="2025-08-31")
    assert "В этот день в составе никого нет." in [told.value for told in at.info]
    at = app_as(Role.METHODIST, "associations/association.py", on="2025-09-01")
    assert list(at.dataframe[0].value["Фамилия, имя, отчество"]) == ["Белова Анна", "Громова Анна"]
    assert list(at.dataframe[0].value["Роль в объединении"]) == ["руководитель", "заместитель руководителя"]


def test_a_person_is_added_on_the_page(app_as: OpenApp, gmo: None) -> None:
    at = app_as(Role.METHODIST, "associations/association.py")
    at.text_input(key="gmk_member_1_find_0").set_value("ежова").run()
    next(button for button in at.button if button.label == "Добавить в состав").click().run()
    assert [one.name for one in now().members] == ["Ежова Анна"]
