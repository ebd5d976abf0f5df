"""Сегодня: counters, or the first steps."""

import pytest

from gmk.access import Role
from gmk.db.session import write_session
from tests.fixtures.app import OpenApp
from tests.pages.town import Town
from tests.training.office import Office

PAGE = "home/today.py"


def steps(at) -> list[tuple[bool, str]]:
    texts = [
        element.value for element in at.markdown if "radio_button" in element.value or "check_circle" in element.value
    ]
    return [("check_circle" in text, text.split("**")[1]) for text in texts]


def test_an_empty_database_names_the_first_steps(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert steps(at) == [
        (False, "Загрузите перечень учреждений"),
        (False, "Загрузите списки педагогов"),
        (False, "Загрузите сведения о курсах"),
        (False, "Загрузите план работы на год"),
    ]
    assert [link.label for link in at.get("page_link")] == ["Перейти к загрузке файла"]
    assert not at.metric


@pytest.mark.parametrize(
    "page", [PAGE, "training/coverage.py", "training/due.py", "monitoring/results.py", "office/reference.py"]
)
def test_who_may_not_upload_is_told_whom_to_ask(app_as: OpenApp, page: str) -> None:
    at = app_as(Role.VIEWER, page)
    assert [caption.value for caption in at.caption if "обратитесь" in caption.value] == [
        "Файлы загружают сотрудники методического кабинета: обратитесь к ним."
    ]
    assert not at.get("page_link")


def test_steps_already_taken_are_ticked(app_as: OpenApp) -> None:
    with write_session() as session:
        office = Office(session)
        office.employee(office.institution())
    assert [done for done, _ in steps(app_as(Role.HEAD, PAGE))] == [True, True, False, False]


def test_counters_lead_to_the_list(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.METHODIST, PAGE)
    assert [metric.label for metric in at.metric] == [
        "Срок подошёл",
        "Учтённых курсов нет",
        "Срок подходит",
        "Ошибки в загрузках",
    ]
    assert [link.label for link in at.get("page_link")][-2:] == ["Загрузить план из Excel", "Начать план"]
    assert len(at.get("page_link")) == 6


def test_a_viewer_sees_counters_without_imports_and_search(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.VIEWER, PAGE)
    assert len(at.metric) == 3
    assert not at.text_input


def test_an_administrator_sees_no_figures(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.ADMINISTRATOR, PAGE)
    assert not at.metric
    assert [link.label for link in at.get("page_link")] == ["Пользователи", "Состояние программы"]
