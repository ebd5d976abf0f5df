"""Карточка педагога: search, reasons, and the mark «по профилю»."""

import pytest

from gmk.access import Role
from tests.fixtures.app import OpenApp
from tests.pages.town import ON, Town

PAGE = "training/person.py"


def said(at) -> str:
    return " ".join(str(element.value) for element in (*at.markdown, *at.caption)).replace("\\", "")


def test_the_card_says_why(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, id=str(town.vishneva), on=ON)
    assert at.title[0].value == "Вишнёва Вера Петровна"
    assert "срок подходит" in said(at).casefold()
    assert "окончен 15.01.2024" in said(at)
    assert list(at.dataframe[0].value["Должность"]) == ["учитель"]


def test_a_title_with_marks_is_shown_as_it_is(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, id=str(town.vishneva), on=ON)
    assert any(r"Новые \*ФГОС\*" in element.value for element in at.markdown)


def test_clearing_by_profile_takes_the_course_out_of_the_count(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, id=str(town.vishneva), on=ON)
    (switch,) = [toggle for toggle in at.toggle if toggle.label == "по профилю"]
    assert switch.value is True
    switch.set_value(False).run()
    assert not at.exception
    assert "Учтённых курсов нет" in said(at)
    assert "не по профилю" in said(at)


def test_whoever_may_not_edit_has_no_switch(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.CHAIR, PAGE, id=str(town.vishneva), on=ON)
    assert "Новые" in said(at)
    assert not [toggle for toggle in at.toggle if toggle.label == "по профилю"]


def test_a_person_of_another_institution_is_refused(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.COORDINATOR, PAGE, institution_ids=(town.kindergarten,), id=str(town.vishneva), on=ON)
    assert "Этого педагога нет среди тех, кого вы можете видеть" in at.error[0].value
    assert at.title[0].value == "Карточка педагога"
    assert at.get("page_link")[0].label == "К поиску педагога"
    assert "Вишнёва" not in str(at)


@pytest.mark.parametrize("text", ["", "abc", "-1", "9" * 30, "²"])
def test_an_address_without_a_number_shows_the_search(app_as: OpenApp, text: str) -> None:
    assert app_as(Role.HEAD, PAGE, id=text).title[0].value == "Найти педагога"


def test_a_person_is_found_by_the_beginning_of_the_name_whatever_the_letter_yo(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON)
    at.text_input(key="find").set_value("вишне").run()
    assert list(at.dataframe[0].value["Фамилия, имя, отчество"]) == ["Вишнёва Вера Петровна"]
    assert "вишне" not in str(dict(at.query_params))
    at.text_input(key="find").set_value("никто").run()
    assert "Никого не нашлось" in at.info[0].value


def test_the_only_one_found_can_be_opened_without_a_mouse(app_as: OpenApp, town: Town) -> None:
    at = app_as(Role.HEAD, PAGE, on=ON)
    assert not [button for button in at.button if button.label == "Открыть карточку"]
    at.text_input(key="find").set_value("вишне").run()
    at.button(key="open_found").click().run()
    assert at.title[0].value == "Вишнёва Вера Петровна"
