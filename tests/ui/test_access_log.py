import importlib
import pkgutil
from datetime import UTC, datetime

import gmk
from gmk.accounts.rows import AccessRow
from gmk.ui.access_log import WHAT, _filters_text


def _queries_that_name_people() -> set[str]:
    above = ("gmk.ui", "gmk.commands", "gmk.db.migrations")
    modules = [one.name for one in pkgutil.walk_packages(gmk.__path__, "gmk.") if not one.name.startswith(above)]
    functions = [value for name in modules for value in vars(importlib.import_module(name)).values()]
    return {function.__name__ for function in functions if getattr(function, "names", False) is True}


def test_every_query_that_names_people_has_a_russian_name_in_the_log() -> None:
    assert _queries_that_name_people() - set(WHAT) == set()


def test_filters_are_told_as_people_write_them_and_empty_ones_are_not() -> None:
    filters = {"on": "2026-11-05", "text": "", "institution_id": None, "educator_id": 7, "policy": "…"}
    row = AccessRow(datetime(2026, 11, 25, tzinfo=UTC), "Берестова", "person_card", filters, 1)
    assert _filters_text(row, {}) == "на 05.11.2026; карточка № 7"


def test_an_institution_is_told_by_its_name_where_it_is_known() -> None:
    rows = [
        AccessRow(datetime(2026, 11, 25, tzinfo=UTC), "Берестова", "staff_of", {"institution_id": i}, 1) for i in (3, 4)
    ]
    assert [_filters_text(row, {3: "СОШ № 3"}) for row in rows] == ["учреждение СОШ № 3", "учреждение № 4"]
