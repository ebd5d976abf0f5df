from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmk.periods import months_after, months_before, read_period, school_year_of


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 8, 31), 2025), (date(2026, 9, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_a_school_year_begins_on_1_september(day: date, year: int) -> None:
    assert school_year_of(day) == year


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 1), 36, date(2023, 11, 1)),
        (date(2024, 2, 29), 36, date(2021, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_before_a_day(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_months_after_cross_the_year() -> None:
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


READABLE = [
    ("12.09.2026", "2026-09-12", "2026-09-12", "day", "none"),
    ("12.09.26 г.", "2026-09-12", "2026-09-12", "day", "none"),
    ("03.10.2026г.", "2026-10-03", "2026-10-03", "day", "none"),
    ("12 сентября", "2026-09-12", "2026-09-12", "day", "none"),
    ("12 СЕНТЯБРЯ 2026 г.", "2026-09-12", "2026-09-12", "day", "none"),
    ("12 сентября 2026 года", "2026-09-12", "2026-09-12", "day", "none"),
    ("05.08.", "2027-08-05", "2027-08-05", "day", "none"),
    ("12.09", "2026-09-12", "2026-09-12", "day", "none"),
    ("12.09.2026, 15:00", "2026-09-12", "2026-09-12", "day", "none"),
    ("12 сентября в 14.30", "2026-09-12", "2026-09-12", "day", "none"),
    ("12-14 сентября", "2026-09-12", "2026-09-14", "range", "none"),
    ("12 — 14 сентября 2026 г.", "2026-09-12", "2026-09-14", "range", "none"),
    ("12.09-14.09.2026", "2026-09-12", "2026-09-14", "range", "none"),
    ("12-14.09.2026 г.", "2026-09-12", "2026-09-14", "range", "none"),
    ("8-12.10.2026 г.", "2026-10-08", "2026-10-12", "range", "none"),
    ("с 12 по 14 сентября 2026 г.", "2026-09-12", "2026-09-14", "range", "none"),
    ("c 12 по 14 сентября", "2026-09-12", "2026-09-14", "range", "none"),
    ("28.09.2026-05.10.2026", "2026-09-28", "2026-10-05", "range", "none"),
    ("28.09.2026г.–05.10.2026 г.", "2026-09-28", "2026-10-05", "range", "none"),
    ("с 14 ноября по 15 декабря", "2026-11-14", "2026-12-15", "range", "none"),
    ("в период с 14 ноября по 15 декабря 2026 г.", "2026-11-14", "2026-12-15", "range", "none"),
    ("28 декабря – 9 января", "2026-12-28", "2027-01-09", "range", "none"),
    ("28 декабря - 9 января 2027 года", "2026-12-28", "2027-01-09", "range", "none"),
    ("28.12.2026 - 09.01", "2026-12-28", "2027-01-09", "range", "none"),
    ("9, 10 ноября", "2026-11-09", "2026-11-10", "range", "none"),
    ("9 и 10 ноября", "2026-11-09", "2026-11-10", "range", "none"),
    ("сентябрь", "2026-09-01", "2026-09-30", "month", "none"),
    ("Сентябрь 2026", "2026-09-01", "2026-09-30", "month", "none"),
    ("февраль", "2027-02-01", "2027-02-28", "month", "none"),
    ("май", "2027-05-01", "2027-05-31", "month", "none"),
    ("09.2026", "2026-09-01", "2026-09-30", "month", "none"),
    ("январь - февраль", "2027-01-01", "2027-02-28", "month", "none"),
    ("сентябрь-май", "2026-09-01", "2027-05-31", "month", "none"),
    ("2-я неделя октября", "2026-10-08", "2026-10-14", "range", "none"),
    ("2 неделя октября", "2026-10-08", "2026-10-14", "range", "none"),
    ("5-я неделя февраля 2028", "2028-02-29", "2028-02-29", "range", "none"),
    ("до 15 сентября", None, "2026-09-15", "day", "none"),
    ("не позднее 15.09", None, "2026-09-15", "day", "none"),
    ("с 1 октября", "2026-10-01", None, "day", "none"),
    ("С 01.10.2026 г.", "2026-10-01", None, "day", "none"),
    ("IV квартал", "2026-10-01", "2026-12-31", "quarter", "none"),
    ("IV кв.", "2026-10-01", "2026-12-31", "quarter", "none"),
    ("4 квартал 2026 г.", "2026-10-01", "2026-12-31", "quarter", "none"),
    ("1 квартал", "2027-01-01", "2027-03-31", "quarter", "none"),
    ("III квартал", "2027-07-01", "2027-09-30", "quarter", "none"),
    ("I полугодие", "2026-09-01", "2026-12-31", "half_year", "none"),
    ("2-е полугодие", "2027-01-01", "2027-05-31", "half_year", "none"),
    ("в течении года", "2026-09-01", "2027-08-31", "year", "none"),
    ("в теч. уч. года", "2026-09-01", "2027-08-31", "year", "none"),
    ("в течение года", "2026-09-01", "2027-08-31", "year", "none"),
    ("В течение учебного года", "2026-09-01", "2027-08-31", "year", "none"),
    ("весь период", "2026-09-01", "2027-08-31", "year", "none"),
    ("постоянно", "2026-09-01", "2027-08-31", "year", "none"),
    ("2026-2027 учебный год", "2026-09-01", "2027-08-31", "year", "none"),
    ("2026/27 уч. г.", "2026-09-01", "2027-08-31", "year", "none"),
    ("ежемесячно", "2026-09-01", "2027-08-31", "year", "monthly"),
    ("1 раз в месяц", "2026-09-01", "2027-08-31", "year", "monthly"),
    ("2-я среда месяца", "2026-09-01", "2027-08-31", "year", "monthly"),
    ("последняя пятница месяца", "2026-09-01", "2027-08-31", "year", "monthly"),
    ("еженедельно", "2026-09-01", "2027-08-31", "year", "weekly"),
    ("1 раз в неделю", "2026-09-01", "2027-08-31", "year", "weekly"),
    ("ежеквартально", "2026-09-01", "2027-08-31", "year", "quarterly"),
    ("1 раз в квартал", "2026-09-01", "2027-08-31", "year", "quarterly"),
    ("по мере необходимости", None, None, "undetermined", "none"),
    ("по отдельному графику", None, None, "undetermined", "none"),
    ("по согласованию", None, None, "undetermined", "none"),
    ("  ", None, None, "undetermined", "none"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision", "recurrence"), READABLE)
def test_a_period_text_is_read(text: str, start: str | None, end: str | None, precision: str, recurrence: str) -> None:
    period = read_period(text, school_year=2026)
    assert period is not None
    assert (period.precision, period.recurrence) == (precision, recurrence)
    assert [day and day.isoformat() for day in (period.start, period.end)] == [start, end]


@pytest.mark.parametrize(
    "text",
    [
        "осенние каникулы",
        "уточняется",
        "32.13.2026",
        "30 февраля",
        "5 квартал",
        "3 полугодие",
        "20 сентября - 5 сентября",
        "в течение",
        "2026-2028 учебный год",
        "12",
        "6-я неделя октября",
    ],
)
def test_a_text_outside_the_grammar_is_not_guessed(text: str) -> None:
    assert read_period(text, school_year=2026) is None


@given(st.dates(date(2026, 9, 1), date(2027, 8, 31)))
def test_every_day_of_the_school_year_is_read_without_its_year(day: date) -> None:
    period = read_period(f"{day:%d.%m}", school_year=2026)
    assert period is not None
    assert (period.start, period.end) == (day, day)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    period = read_period(text, school_year=2026)
    assert period is None or period.start is None or period.end is None or period.start <= period.end
