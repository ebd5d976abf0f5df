from dataclasses import replace
from datetime import date

import pytest

from gmk.periods import read_period
from gmk.plan.rows import ActivityRow
from gmk.plan.rules import DIRECTIONS, direction_named, due_on, falls_into, is_overdue, is_soon
from gmk.vocabulary import ActivityStatus

TODAY = date(2026, 11, 27)


def item(period_text: str | None = "октябрь", **told: object) -> ActivityRow:
    """An item of the plan of 2026/27 as an import would store it."""
    period = read_period(period_text, school_year=2026)
    assert period is not None
    values = dict.fromkeys(ActivityRow.__dataclass_fields__)
    values |= {
        "id": 1, "school_year": 2026, "title": "Семинар", "period_text": period_text, "starts_on": period.start,
        "ends_on": period.end, "precision": period.precision, "recurrence": period.recurrence, "responsible": (),
        "institution_ids": (), "status": ActivityStatus.PLANNED, "version": 1, "institutions": (),
        "has_open_comment": False,
    }  # fmt: skip
    return ActivityRow(**values | told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("1. Информационно-методическая деятельность", 0),
        ("Аналитическая работа", 1),
        ("II. ОРГАНИЗАЦИОННО-МЕТОДИЧЕСКАЯ РАБОТА", 2),
        ("4. Консультативная деятельность", 3),
        ("Инновационная деятельность", 4),
        ("Координационно-методическое сопровождение инновационных направлений деятельности", 4),
    ],
)
def test_a_heading_names_one_of_the_five_directions(heading: str, number: int) -> None:
    assert direction_named(heading) == DIRECTIONS[number]


@pytest.mark.parametrize("heading", [None, "", "Сентябрь", "Информационно-аналитическая деятельность"])
def test_a_heading_that_names_none_or_two_directions_is_not_guessed(heading: str | None) -> None:
    assert direction_named(heading) is None


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("26.11.2026", date(2026, 11, 26)),
        ("ноябрь", date(2026, 11, 30)),
        ("до 15 мая", date(2027, 5, 15)),
        ("I полугодие", date(2026, 12, 31)),
        ("с 1 октября", date(2027, 8, 31)),
        ("в течение года", date(2027, 8, 31)),
        ("ежемесячно", date(2027, 8, 31)),
        ("по согласованию", None),
        (None, None),
    ],
)
def test_an_item_is_due_on_the_last_day_of_its_period(period: str | None, due: date | None) -> None:
    assert due_on(item(period)) == due


@pytest.mark.parametrize(
    ("period", "on", "is_late"),
    [
        ("26.11.2026", date(2026, 11, 26), False),
        ("26.11.2026", date(2026, 11, 27), True),
        ("в течение года", date(2027, 8, 31), False),
        ("в течение года", date(2027, 9, 1), True),
        ("еженедельно", date(2027, 6, 1), False),
        ("по согласованию", date(2030, 1, 1), False),
    ],
)
def test_an_item_is_overdue_from_the_day_after(period: str, on: date, is_late: bool) -> None:
    assert is_overdue(item(period), on) is is_late


@pytest.mark.parametrize("status", [ActivityStatus.HELD, ActivityStatus.DONE, ActivityStatus.CANCELLED])
def test_only_what_is_still_planned_is_overdue(status: ActivityStatus) -> None:
    assert not is_overdue(replace(item("26.09.2026"), status=status), TODAY)


@pytest.mark.parametrize(
    ("period", "soon"),
    [
        ("27.11.2026", True),
        ("11.12.2026", True),
        ("12.12.2026", False),
        ("26.11.2026", False),
        ("ноябрь", True),
        ("декабрь", True),
        ("январь", False),
        ("в течение года", False),
        ("ежемесячно", False),
    ],
)
def test_soon_is_what_begins_or_ends_within_fourteen_days(period: str, soon: bool) -> None:
    assert is_soon(item(period), TODAY) is soon


@pytest.mark.parametrize(
    ("period", "falls"),
    [
        ("30.11.2026", True),
        ("01.12.2026", False),
        ("до 15 ноября", True),
        ("сентябрь-май", True),
        ("в течение года", True),
        ("по согласованию", False),
    ],
)
def test_an_item_falls_into_a_month_that_it_touches(period: str, falls: bool) -> None:
    assert falls_into(item(period), date(2026, 11, 1), date(2026, 11, 30)) is falls
