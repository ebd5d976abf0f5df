from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from gmk import service
from gmk.access import CONSOLE
from gmk.errors import Conflict, RuleBroken
from gmk.people.contents import reference_names
from gmk.people.reference_lists import add_to_list, put_away, reference_list

TODAY = date(2026, 11, 27)


def _add(name: str, list_code: str = "activity_forms") -> None:
    service.save(CONSOLE, add_to_list, list_code=list_code, name=name)


def _rows() -> dict[str, Any]:
    return {row.name: row for row in service.load(CONSOLE, reference_list, list_code="activity_forms")}


def _offered() -> list[str]:
    return service.load(CONSOLE, reference_names, on=TODAY)["activity_forms"]


def test_a_new_database_has_the_lists_of_the_regulation(database: Engine) -> None:
    names = service.load(CONSOLE, reference_names, on=TODAY)
    assert [len(names[code]) for code in ("directions", "target_directions", "plan_tasks")] == [5, 4, 7]
    assert "Информационно-методическая деятельность" in names["directions"]


def test_an_added_entry_is_offered_once(database: Engine) -> None:
    _add(" Педагогический  марафон ")
    assert "Педагогический марафон" in _offered()
    with pytest.raises(RuleBroken, match="уже есть в списке «Формы мероприятий»"):
        _add("педагогический марафон")


@pytest.mark.parametrize(("name", "code"), [(" ", "activity_forms"), ("Марафон", "no_such_list")])
def test_an_entry_needs_a_name_and_a_list(database: Engine, name: str, code: str) -> None:
    with pytest.raises(RuleBroken, match="Название не заполнено"):
        _add(name, code)


def test_what_is_put_away_is_not_offered_and_comes_back_when_it_is_added_again(database: Engine) -> None:
    row = _rows()["семинар"]
    service.save(CONSOLE, put_away, item_id=row.id, version=row.version, on=TODAY)
    assert "семинар" not in _offered()
    assert _rows()["семинар"].valid_to == date(2026, 11, 26)
    with pytest.raises(Conflict):
        service.save(CONSOLE, put_away, item_id=row.id, version=row.version, on=TODAY)
    _add("Семинар")
    assert "семинар" in _offered()
    assert _rows()["семинар"].id == row.id
