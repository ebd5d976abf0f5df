"""Category cells: the category, and what else they hold."""

from datetime import date
from typing import Any

import pytest

from gmk.excel.cells import Noted
from gmk.people.categories import read_category, read_order, read_valid_until

ALONE = {
    "highest": ["вкв. категория", "ВКК", "высш.", "Высшая", "в/к", "высшая квалификационная категория"],
    "first": ["1 кв. кат.", "1-я", "I", "1", 1, 1.0, "первая", "I кв. категория", "1КК", "1-ая", "I категория"],
    "second": ["II", "вторая", "2 кв.к.", 2.0],
    "position_compliance": ["СЗД", "соответствие занимаемой должности", "соотв.", "соответствует", "CЗД"],
    "none": ["б/к", "нет", "не имеет", "без категории", "бк", "н/к", "не аттестована"],
    "teacher_methodist": ["педагог-методист"],
    "teacher_mentor": ["педагог-наставник"],
}
WITH_MORE: dict[str, tuple[str, date | None, str | None, date | None]] = {
    "Высшая квалификационная категория, Пр.№38, 25.01.2022 (с 27.12.2021 по 27.12.2026)": (
        "highest",
        date(2021, 12, 27),
        "№ 38 от 25.01.2022",
        date(2026, 12, 27),
    ),
    "Первая кв. категория, приказ № 01-12/358 от 12.12.2020": (
        "first",
        date(2020, 12, 12),
        "№ 01-12/358 от 12.12.2020",
        None,
    ),
    "Высшая, приказ № 1234-Д от 25 января 2022 г.": ("highest", date(2022, 1, 25), "№ 1234-Д от 25.01.2022", None),
    "высшая, приказ № 5": ("highest", None, "№ 5", None),
    "Высшая, 28.05.2022": ("highest", date(2022, 5, 28), None, None),
    "СЗД, 11.02.2022": ("position_compliance", date(2022, 2, 11), None, None),
    "первая до 12.05.2027": ("first", None, None, date(2027, 5, 12)),
    "высшая (бессрочно)": ("highest", None, None, None),
    "Пр. № 38 от 25.01.2022, первая": ("first", date(2022, 1, 25), "№ 38 от 25.01.2022", None),
}


@pytest.mark.parametrize(("code", "cell"), [(code, cell) for code, cells in ALONE.items() for cell in cells])
def test_a_category_alone(code: str, cell: Any) -> None:
    assert read_category(cell) == (code, None, None, None)


@pytest.mark.parametrize("cell", WITH_MORE)
def test_order_and_term_are_read_from_the_same_cell(cell: str) -> None:
    assert read_category(cell) == WITH_MORE[cell]


@pytest.mark.parametrize("cell", ["", None, "—", "-", "х"])
def test_an_empty_cell_says_nothing_about_the_category(cell: Any) -> None:
    assert read_category(cell) is None


@pytest.mark.parametrize("cell", ["экскурсия", 3.0, "0"])
def test_an_unknown_category_is_refused(cell: Any) -> None:
    refusal = read_category(cell)
    assert isinstance(refusal, Noted)
    assert refusal.code == "value.unknown"


def test_an_order_has_one_form() -> None:
    assert read_order("приказ №38 от 25.1.2022 г.") == "№ 38 от 25.01.2022"
    assert read_order("38-к") == "№ 38-к"
    assert read_order("38-к/") == read_order("№ 38-к") == "№ 38-к"
    assert read_order("-") is None
    assert read_order("—") is None


def test_a_term_without_end_is_no_date() -> None:
    assert read_valid_until("бессрочно") is None
    assert read_valid_until("до 01.02.2028 г.") == date(2028, 2, 1)
