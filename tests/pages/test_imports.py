"""The journal of imports on the screen: what it shows, to whom, and undoing from it."""

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from gmk.access import CONSOLE, Role
from gmk.db.keys import name_key
from gmk.db.session import write_session
from gmk.db.tables import Educator, Institution
from gmk.intake.commit import commit_import
from gmk.intake.model import ImportOptions
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_workbook
from gmk.service import load, save
from tests.fixtures.app import OpenApp
from tests.pages.test_upload import PEOPLE, press, texts

PAGE = "data/imports.py"


@pytest.fixture
def one_import(sqlite: Engine) -> int:
    """Two people of two schools, imported by the command line."""
    with write_session() as session:
        for number in (1, 2):
            name = f"МБОУ «СОШ № {number}»"
            session.add(Institution(id=number, kind="school", number=number, name=name, name_key=name_key(name)))
    reading = read_workbook(PEOPLE, file_name="педагоги.xlsx")
    preview = load(CONSOLE, preview_import, reading=reading, options=ImportOptions())
    return save(CONSOLE, commit_import, preview=preview, data=PEOPLE)


def keys(at: AppTest) -> set[str | None]:
    return {one.key for one in at.button}


def test_an_empty_journal_says_what_it_is_for(app_as: OpenApp) -> None:
    at = app_as(Role.HEAD, PAGE)
    assert "Загрузок ещё не было" in at.info[0].value


def test_the_journal_counts_each_import(app_as: OpenApp, one_import: int) -> None:
    at = app_as(Role.HEAD, PAGE)
    row = at.dataframe[0].value.iloc[0].to_dict()
    assert {name: row[name] for name in ("Номер", "Состояние", "Файл", "Что в нём", "Кто", "Новые", "Ошибки")} == {
        "Номер": f"№ {one_import}",
        "Состояние": "записана",
        "Файл": "педагоги.xlsx",
        "Что в нём": "педагоги",
        "Кто": "консоль",
        "Новые": 2,
        "Ошибки": 0,
    }


def test_an_address_opens_the_details_of_one_import(app_as: OpenApp, one_import: int) -> None:
    at = app_as(Role.HEAD, PAGE, load=str(one_import))
    assert [one.value for one in at.subheader] == [f"Загрузка № {one_import}"]
    assert "новые: 2, изменения: 0" in texts(at)
    assert "A – Фамилия, имя, отчество, B – Образовательная организация, C – Должность" in texts(at)


def test_an_unknown_import_is_said_to_be_unknown(app_as: OpenApp, one_import: int) -> None:
    at = app_as(Role.HEAD, PAGE, load="99")
    assert "Такой загрузки в журнале нет" in at.warning[0].value
    assert not at.subheader


def test_the_head_takes_back_what_somebody_else_imported(app_as: OpenApp, one_import: int) -> None:
    at = app_as(Role.HEAD, PAGE, load=str(one_import))
    press(press(at, f"gmk_undo_{one_import}"), "gmk_undo_yes")
    assert f"Загрузка № {one_import} отменена" in at.success[0].value
    assert at.dataframe[0].value.iloc[0]["Состояние"] == "отменена"
    assert f"gmk_undo_{one_import}" not in keys(at)


def test_what_was_changed_since_is_named_before_the_undo(app_as: OpenApp, one_import: int) -> None:
    with write_session() as session:
        educator = session.get(Educator, 1)
        assert educator is not None
        educator.phone, educator.version = "2-22-22", educator.version + 1
    at = press(app_as(Role.HEAD, PAGE, load=str(one_import)), f"gmk_undo_{one_import}")
    assert "**Останутся как есть, потому что их потом изменили: 1**" in texts(at)
    assert "Иванова Анна Петровна" in texts(at)


@pytest.mark.parametrize("role", [Role.METHODIST, Role.CHAIR])
def test_others_see_the_import_but_cannot_take_it_back(app_as: OpenApp, one_import: int, role: Role) -> None:
    at = app_as(role, PAGE, load=str(one_import))
    assert [one.value for one in at.subheader] == [f"Загрузка № {one_import}"]
    assert f"gmk_undo_{one_import}" not in keys(at)


def test_a_coordinator_sees_only_own_imports(app_as: OpenApp, one_import: int) -> None:
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(1,), load=str(one_import))
    assert not at.dataframe
    assert not at.subheader


@pytest.mark.parametrize(("role", "is_offered"), [(Role.HEAD, True), (Role.METHODIST, True), (Role.CHAIR, False)])
def test_who_imports_gets_the_file_with_its_mistakes_marked(
    app_as: OpenApp, one_import: int, role: Role, is_offered: bool
) -> None:
    at = app_as(role, PAGE, load=str(one_import))
    labels = [one.proto.label for one in at.get("download_button")]
    assert "Скачать файл" in labels
    assert ("Скачать с замечаниями" in labels) is is_offered
