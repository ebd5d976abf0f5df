"""Numbers with their units, and what is none."""

from typing import Any

import pytest

from gmk.excel.cells import Noted
from gmk.excel.numbers import read_birth_year, read_hours, read_years


@pytest.mark.parametrize(
    "cell",
    [72, 72.0, "72", "72 ч.", "72ч", "72 часа", "72 час.", "72 ак. ч.", "72 академических часа", "72,0", "72 уч.ч."],
)
def test_hours_with_any_unit(cell: Any) -> None:
    assert read_hours(cell) == 72


@pytest.mark.parametrize("cell", ["много", "72-108", "72/36", "=36*2", "72 (36+36)", 72.5])
def test_more_or_less_than_one_whole_number_is_refused(cell: Any) -> None:
    refusal = read_hours(cell)
    assert isinstance(refusal, Noted)
    assert (refusal.value, refusal.code) == (None, "number.unreadable")


@pytest.mark.parametrize("cell", [-1, "-72", 5001])
def test_hours_that_cannot_be_are_out_of_range(cell: Any) -> None:
    refusal = read_hours(cell)
    assert isinstance(refusal, Noted)
    assert refusal.code == "number.out_of_range"


@pytest.mark.parametrize(("cell", "hours"), [(0, 0), (5000, 5000), ("", None), ("—", None), (None, None)])
def test_hours_at_their_borders(cell: Any, hours: int | None) -> None:
    assert read_hours(cell) == hours


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        ("12 лет", 12),
        ("12,5", 12),
        (12.9, 12),
        ("5 лет 7 мес.", 5),
        ("5 л. 3 м.", 5),
        ("3 мес.", 0),
        ("0 лет 7 мес.", 0),
        ("менее года", 0),
        ("менее 1 г.", 0),
        ("1 год", 1),
        ("2 года", 2),
        (0, 0),
        ("-", None),
    ],
)
def test_experience_is_in_whole_years(cell: Any, years: int | None) -> None:
    assert read_years(cell) == years


@pytest.mark.parametrize(
    ("cell", "code"), [("с 2010 г.", "number.unreadable"), ("5/7", "number.unreadable"), (81, "number.out_of_range")]
)
def test_experience_that_is_none_is_refused(cell: Any, code: str) -> None:
    refusal = read_years(cell)
    assert isinstance(refusal, Noted)
    assert refusal.code == code


@pytest.mark.parametrize("cell", [1979, "1979", "1979 г.", "1979г.р.", "05.03.1979", 28919])
def test_of_a_date_of_birth_only_the_year_is_kept(cell: Any) -> None:
    assert read_birth_year(cell) == 1979
