from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from gmk import service
from gmk.access import User
from gmk.charts.plan import timeline_table
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.plan import corrections
from gmk.plan import cyclogram_actions as actions
from gmk.plan.cyclogram import CyclogramFields, CyclogramRow, activities_from, in_use, occurrences, when_text
from gmk.plan.month_grid import month_grid
from gmk.plan.timeline import timeline
from gmk.vocabulary import ActivityStatus, Frequency
from tests.plan.office import (
    CHAIR,
    COORDINATOR,
    HEAD,
    METHODIST,
    VIEWER,
    YEAR,
    add,
    approve,
    do,
    open_office,
    plan,
    submit,
)
from tests.plan.test_rules import item

WEEKLY, MONTHLY, QUARTERLY, YEARLY = Frequency


def line(frequency: Frequency = MONTHLY, **told: Any) -> CyclogramFields:
    return CyclogramFields("Совет", frequency, **told)


def days(told: CyclogramFields) -> list[date]:
    return occurrences(told, 2026)


def test_monthly_work_comes_ten_times_from_september_to_june() -> None:
    assert days(line(month_days=(5,))) == [
        *(date(2026, month, 5) for month in (9, 10, 11, 12)), *(date(2027, month, 5) for month in range(1, 7))
    ]  # fmt: skip


def test_a_day_that_a_month_lacks_is_its_last() -> None:
    assert days(line(month_days=(31,), months=(2, 4, 12))) == [
        date(2026, 12, 31), date(2027, 2, 28), date(2027, 4, 30)
    ]  # fmt: skip
    assert occurrences(line(month_days=(30,), months=(2,)), 2027) == [date(2028, 2, 29)]


def test_a_line_without_a_day_means_the_last_one() -> None:
    assert days(line(months=(9, 2))) == [date(2026, 9, 30), date(2027, 2, 28)]


def test_a_weekday_has_its_number_in_the_month() -> None:
    second_tuesday = line(weekdays=(2,), month_days=(2,), months=(9, 10))
    assert days(second_tuesday) == [date(2026, 9, 8), date(2026, 10, 13)]
    last_friday = line(weekdays=(5,), months=(10, 1))
    assert days(last_friday) == [date(2026, 10, 30), date(2027, 1, 29)]


def test_weekly_work_comes_on_its_weekdays() -> None:
    found = days(line(WEEKLY, weekdays=(1, 5), months=(9,)))
    assert [day.day for day in found] == [4, 7, 11, 14, 18, 21, 25, 28]
    assert len(days(line(WEEKLY))) == 43
    assert {day.isoweekday() for day in days(line(WEEKLY))} == {1}


def test_quarterly_work_comes_at_the_ends_of_the_quarters() -> None:
    assert days(line(QUARTERLY)) == [date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30)]


def test_yearly_work_comes_once() -> None:
    assert days(line(YEARLY, months=(8,), month_days=(28,))) == [date(2027, 8, 28)]


NUMBERS = st.lists(st.integers(1, 12), max_size=4, unique=True).map(tuple)


@given(
    st.sampled_from(Frequency),
    st.lists(st.integers(1, 7), max_size=3, unique=True).map(tuple),
    st.lists(st.integers(1, 31), max_size=3, unique=True).map(tuple),
    NUMBERS,
)
def test_work_always_comes_within_its_school_year_in_order_and_in_its_months(
    frequency: Frequency, weekdays: tuple[int, ...], month_days: tuple[int, ...], months: tuple[int, ...]
) -> None:
    told = line(frequency, weekdays=weekdays, month_days=month_days, months=months)
    found = days(told)
    assert found == sorted(set(found))
    assert all(date(2026, 9, 1) <= day <= date(2027, 8, 31) for day in found)
    assert not months or {day.month for day in found} <= set(months)
    assert not weekdays or {day.isoweekday() for day in found} <= set(weekdays)
    assert found


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (line(WEEKLY, weekdays=(5,)), "еженедельно: пятница"),
        (line(WEEKLY), "еженедельно: понедельник"),
        (line(weekdays=(2,), month_days=(2,)), "ежемесячно: 2-й вторник"),
        (line(weekdays=(5,), months=(9, 12)), "ежемесячно: последняя пятница; сентябрь, декабрь"),
        (line(weekdays=(3, 7), month_days=(1,)), "ежемесячно: 1-я среда, 1-е воскресенье"),
        (line(month_days=(5, 20)), "ежемесячно: 5-го числа, 20-го числа"),
        (line(QUARTERLY), "ежеквартально: последний день месяца"),
    ],
)
def test_when_work_comes_is_said_in_words(told: CyclogramFields, text: str) -> None:
    assert when_text(told) == text


def test_a_line_makes_one_item_or_one_for_each_day() -> None:
    told = line(months=(9, 10), month_days=(5,), responsible="Петрова А. П.")
    assert [one.period_text for one in activities_from(told, 2026, by_dates=False)] == ["ежемесячно"]
    made = activities_from(told, 2026, by_dates=True)
    assert [(one.period_text, one.responsible) for one in made] == [
        ("05.09.2026", ("Петрова А. П.",)), ("05.10.2026", ("Петрова А. П.",))
    ]  # fmt: skip
    assert [one.period_text for one in activities_from(line(YEARLY), 2026, by_dates=False)] == ["30.06.2027"]


def test_a_closed_line_is_not_in_use_from_its_day_on() -> None:
    row = CyclogramRow(1, line(), date(2026, 11, 27), 1)
    assert in_use([row], date(2026, 11, 26)) == [row]
    assert in_use([row], date(2026, 11, 27)) == []


@pytest.fixture
def office(database: Engine) -> None:
    open_office(database)


def keep(told: CyclogramFields, user: User = METHODIST) -> int:
    found: int = do(user, actions.add_line, fields=told)
    return found


def rows(user: User = METHODIST) -> list[CyclogramRow]:
    return service.load(user, actions.cyclogram)


def test_a_line_is_kept_as_it_was_told(office: None) -> None:
    told = line(weekdays=(2,), month_days=(2,), months=(9, 10), responsible="Петрова А. П.", place="ЦРТ")
    keep(told)
    assert [row.fields for row in rows()] == [told]
    do(METHODIST, actions.edit_line, line_id=1, version=1, fields=replace(told, place="Школа № 1"))
    with pytest.raises(Conflict):
        do(METHODIST, actions.edit_line, line_id=1, version=1, fields=told)
    do(METHODIST, actions.close_line, line_id=1, version=2, closed_on=date(2026, 11, 27))
    (row,) = rows()
    assert (row.fields.place, row.closed_on, row.version) == ("Школа № 1", date(2026, 11, 27), 3)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (replace(line(), title=" "), "Поле «Работа» не заполнено"),
        (line(weekdays=(8,)), "Поле «Дни недели»: введите числа от 1 до 7"),
        (line(month_days=(0,)), "Поле «Числа месяца»: введите числа от 1 до 31"),
        (line(months=(13,)), "Поле «Месяцы»: введите числа от 1 до 12"),
    ],
)
def test_a_line_that_no_calendar_has_is_refused(office: None, told: CyclogramFields, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        keep(told)


@pytest.mark.parametrize("user", [CHAIR, COORDINATOR, VIEWER])
def test_only_the_office_keeps_the_cyclogram(office: None, user: User) -> None:
    with pytest.raises(NotAllowed):
        keep(line(), user)


def test_who_answers_for_some_institutions_alone_sees_no_lines(office: None) -> None:
    keep(line())
    assert rows(COORDINATOR) == []
    assert len(rows(CHAIR)) == 1


def make(*, by_dates: bool = True, reason: str = "") -> int:
    told = {"school_year": YEAR, "line_ids": [row.id for row in rows()], "by_dates": by_dates, "reason": reason}
    found: int = do(METHODIST, actions.make_activities, **told)
    return found


def test_items_are_made_from_lines_and_never_twice(office: None) -> None:
    keep(line(months=(9, 10), month_days=(5,)))
    add("Совет", period_text="05.09.2026")
    assert make() == 1
    assert make() == 0
    assert [one.period_text for one in plan().items] == ["05.09.2026", "05.10.2026"]
    assert make(by_dates=False) == 1


def test_a_signed_plan_gets_items_only_in_a_correction_and_with_a_reason(office: None) -> None:
    keep(line(months=(9,), month_days=(5,)))
    add("Другое")
    submit()
    approve()
    with pytest.raises(RuleBroken, match="План утверждён и закрыт"):
        make(reason="Циклограмма")
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="month", starts_on=date(2026, 9, 1))
    with pytest.raises(RuleBroken, match="Причина не указана"):
        make()
    assert make(reason="Циклограмма") == 1
    assert plan().items[-1].reason == "Циклограмма"


def test_the_grid_has_each_item_in_the_months_that_it_touches() -> None:
    items = [
        item("14 октября", id=1, direction="А"),
        item("сентябрь-ноябрь", id=2, direction="А"),
        item("в течение года", id=3, direction="А"),
        item("ежемесячно", id=4, direction="Б"),
        item("по согласованию", id=5, direction="Б"),
        item("август", id=6),
        item("октябрь", id=7, status=ActivityStatus.CANCELLED),
    ]
    found = month_grid(items, 2026)
    assert [one.heading for one in found] == ["А", "Б", "без направления"]
    assert [[one.id for one in month] for month in found[0].by_month[:4]] == [[2], [1, 2], [2], []]
    assert [one.id for one in found[0].all_year] == [3]
    assert [one.id for one in found[1].all_year] == [4, 5]
    assert [one.id for one in found[2].by_month[11]] == [6]


def test_items_that_are_called_alike_have_bars_of_their_own() -> None:
    rows_ = timeline([item("14 октября", id=1), item("15 октября", id=2)], {})
    captions = timeline_table(rows_)["caption"].to_pylist()
    assert len(set(captions)) == 2
    assert [caption.strip("\u200b") for caption in captions] == ["Семинар", "Семинар"]
