"""Names of institutions in files, looked up among those that the office knows."""

from typing import Any

import pytest

from gmk.people.directory import Institutions, Match

NAMES = {
    1: ("kindergarten", 2, "МБДОУ «Детский сад № 2 «Росинка»"),
    2: ("kindergarten", 19, "МБДОУ «Центр развития ребёнка – детский сад № 19 «Радуга»"),
    3: ("kindergarten", 4, "МБДОУ «Детский сад № 4 «Ёлочка»"),
    4: ("kindergarten", 6, "МБДОУ «Детский сад № 6 «Елочка»"),
    5: ("school", 3, "МБОУ «Средняя общеобразовательная школа № 3»"),
    6: ("lyceum", 8, "МБОУ «Лицей № 8»"),
    7: ("gymnasium", 5, "МБОУ «Гимназия № 5»"),
    8: ("gymnasium", 9, "МБОУ «Гимназия № 9»"),
}


def known() -> Institutions:
    return Institutions([record(key, *said) for key, said in NAMES.items()], {})


def record(key: int, kind: str, number: int, name: str) -> dict[str, Any]:
    return {"id": key, "kind": kind, "number": number, "name": name, "short_name": None}


@pytest.mark.parametrize(
    "text", ["Росинка", "«Росинка»", "д/с Росинка", "Детский сад «Росинка»", "МБДОУ д/с «Росинка»"]
)
def test_a_kindergarten_is_known_by_its_own_name(text: str) -> None:
    assert known().find(text) == Match(1)


@pytest.mark.parametrize("text", ["ЦРР Радуга", "Центр развития ребенка «Радуга»", "детский сад Радуга"])
def test_a_centre_of_the_child_is_known_by_its_own_name(text: str) -> None:
    assert known().find(text) == Match(2)


def test_a_name_of_its_own_that_two_have_is_a_question() -> None:
    assert known().find("д/с Ёлочка") == Match(ambiguous=True, candidates=(3, 4))


def test_the_only_lyceum_needs_no_number_and_one_gymnasium_of_two_does() -> None:
    assert known().find("лицей") == Match(6)
    assert known().find("гимназия").institution_id is None


@pytest.mark.parametrize("text", ["Школа «Росинка»", "лицей «Росинка»", "школа", "детский сад", "Лицей «Созвездие»"])
def test_a_name_of_another_kind_or_of_nobody_is_unknown(text: str) -> None:
    found = known().find(text)
    assert (found.institution_id, found.ambiguous) == (None, False)
