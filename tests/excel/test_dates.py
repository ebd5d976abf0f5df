"""Days as they are written, and what is none."""

from datetime import date, datetime
from typing import Any

import pytest

from gmk.excel.cells import Noted
from gmk.excel.dates import read_date, read_finished, read_span

DAY = date(2026, 9, 12)


@pytest.mark.parametrize(
    "cell",
    [
        "12.09.2026",
        "12.9.2026",
        "12.09.26",
        "12/09/2026",
        "2026-09-12",
        "12 сентября 2026",
        "12 сентября 2026 г.",
        "12 CЕНТЯБРЯ 2026",
        "12.09.2026 г.",
        "12.09.2026г",
        "12.09.2026 0:00",
        "«12» сентября 2026 г.",
        46277,
        46277.0,
        "46277",
        DAY,
        datetime(2026, 9, 12, 10, 30),
    ],
)
def test_a_day_in_any_spelling(cell: Any) -> None:
    assert read_date(cell) == DAY


@pytest.mark.parametrize(("serial", "day"), [(20000, date(1954, 10, 3)), (60000, date(2064, 4, 8))])
def test_serial_numbers_at_their_borders(serial: int, day: date) -> None:
    assert read_date(serial) == day
    assert isinstance(read_date(serial - 1 if serial == 20000 else serial + 1), Noted)


def test_a_serial_number_is_counted_by_the_calendar_of_the_workbook() -> None:
    assert read_date(44815, date_1904=True) == DAY


@pytest.mark.parametrize(
    "cell", ["32.13.2025", "30.02.2025", "31.04.2025", "вчера", "99999999", 99999999.0, "12.09", "2024"]
)
def test_what_is_no_day_is_refused_with_an_example(cell: Any) -> None:
    refusal = read_date(cell)
    assert isinstance(refusal, Noted)
    assert (refusal.value, refusal.level, refusal.code) == (None, "error", "date.unreadable")
    assert "12.09.2026" in refusal.message


@pytest.mark.parametrize("cell", ["", None, "—", "нет", "х"])
def test_nothing_is_no_day(cell: Any) -> None:
    assert read_date(cell) is None
    assert read_finished(cell) is None


@pytest.mark.parametrize("cell", ["2024", "2024 г.", "2024г.", "2024 год", 2024.0])
def test_a_year_alone_ends_a_course_too(cell: Any) -> None:
    assert read_finished(cell) == (None, 2024)


@pytest.mark.parametrize("cell", ["март 2025", "03.2025", "Март 2025 г."])
def test_of_a_month_the_year_is_kept_with_a_warning(cell: str) -> None:
    found = read_finished(cell)
    assert isinstance(found, Noted)
    assert (found.value, found.level, found.code) == ((None, 2025), "warning", "date.partial")


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("с 12.09.2025 по 20.09.2025", (date(2025, 9, 12), date(2025, 9, 20), None)),
        ("12.09-14.09.2025", (date(2025, 9, 12), date(2025, 9, 14), None)),
        ("12-14 сентября 2025 г.", (date(2025, 9, 12), date(2025, 9, 14), None)),
        ("28.12.2024 - 12.01.2025", (date(2024, 12, 28), date(2025, 1, 12), None)),
        ("c 05.02.2025г. до 12.02.2025г.", (date(2025, 2, 5), date(2025, 2, 12), None)),
        ("20.09.2025-12.09.2025", (date(2025, 9, 20), date(2025, 9, 12), None)),
        ("12.09.2025", (None, date(2025, 9, 12), None)),
        ("2025", (None, None, 2025)),
    ],
)
def test_start_and_end_in_one_cell(cell: str, span: tuple[date | None, date | None, int | None]) -> None:
    assert read_span(cell) == span


def test_a_span_without_a_year_is_not_guessed() -> None:
    refusal = read_span("с 12 по 14 сентября")
    assert isinstance(refusal, Noted)
    assert refusal.code == "date.unreadable"
