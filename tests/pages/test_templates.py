import pytest
from streamlit.testing.v1 import AppTest

from gmk.access import Role
from tests.fixtures.app import OpenApp
from tests.pages.town import Town

PAGE = "data/templates.py"


def _downloads(at: AppTest) -> list[str]:
    return [one.label for one in at.get("download_button")]


def _formats(at: AppTest) -> list[str]:
    return list(at.selectbox(key="format").options)


def test_a_methodist_takes_templates_filled_tables_and_exports(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.METHODIST, PAGE)
    assert len(_formats(at)) == 7
    assert _downloads(at) == ["Скачать шаблон", "Скачать данные"]

    at.selectbox(key="format").set_value("staff").run()

    assert not at.exception
    assert _downloads(at) == ["Скачать для всех", "Скачать шаблон", "Скачать данные"]
    at.selectbox(key="form_of").set_value(town.school).run()
    assert _downloads(at)[0] == "Скачать таблицу"


@pytest.mark.usefixtures("town")
def test_a_viewer_is_offered_nothing_with_names(app_as: OpenApp) -> None:
    at = app_as(Role.VIEWER, PAGE)

    assert _formats(at) == ["Учреждения", "Результаты экзаменов и проверочных работ"]
    assert _downloads(at) == ["Скачать шаблон", "Скачать данные"]


def test_a_new_office_is_told_to_begin_with_institutions(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE)
    at.selectbox(key="format").set_value("staff").run()

    assert at.info[0].value == "Учреждений пока нет. Сначала загрузите их перечень."
    assert _downloads(at) == ["Скачать шаблон", "Скачать данные"]


def test_a_coordinator_has_the_table_of_the_own_institution(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(town.school,))
    at.selectbox(key="format").set_value("staff").run()

    assert not at.exception
    assert _downloads(at) == ["Скачать таблицу", "Скачать шаблон", "Скачать данные"]
