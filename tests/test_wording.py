from datetime import date

import pytest

from gmk.wording import counted, day_text, month_text, number_text, percent_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 педагогов"), (1, "1 педагог"), (2, "2 педагога"), (4, "4 педагога"), (5, "5 педагогов"),
        (11, "11 педагогов"), (12, "12 педагогов"), (14, "14 педагогов"), (21, "21 педагог"), (24, "24 педагога"),
        (100, "100 педагогов"), (101, "101 педагог"), (111, "111 педагогов"), (12_345, "12 345 педагогов"),
    ],
)  # fmt: skip
def test_a_count_takes_the_right_form(number, text):
    assert counted(number, "педагог", "педагога", "педагогов") == text.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.735, "73,5 %"), (0.5, "50,0 %"), (1.0, "100,0 %"), (0.0, "0,0 %"), (0.9996, "99,9 %"), (0.0004, "0,1 %"),
        (1 / 3, "33,3 %"), (2 / 3, "66,7 %"),
    ],
)  # fmt: skip
def test_a_share_is_a_percentage_with_a_comma(share, text):
    assert percent_text(share) == text.replace(" ", "\u00a0")


def test_an_unknown_share_is_not_nought():
    assert percent_text(None) == "нет данных"


def test_thousands_are_set_apart_from_ten_thousand_on():
    assert [number_text(number) for number in (9_999, 10_000, 1_234_567)] == [
        "9999",
        "10\u00a0000",
        "1\u00a0234\u00a0567",
    ]


def test_days_and_months():
    assert (day_text(date(2026, 11, 1)), day_text(None), month_text(date(2026, 5, 31))) == (
        "01.11.2026",
        "",
        "май 2026",
    )
