from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from gmk import service
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.periods import Precision, read_period
from gmk.plan import actions
from gmk.plan.approval import approve_plan, submit_plan
from gmk.plan.queries import plan_of
from gmk.plan.rollover import NOT_DONE, roll, shifted, shifted_text
from gmk.plan.rollover_actions import roll_over, rollover
from gmk.plan.rows import Plan
from gmk.vocabulary import ActivityStatus
from tests.plan.office import CHAIR, HEAD, METHODIST, PAPER, YEAR, add, do, open_office
from tests.plan.test_rules import item

ON = date(2027, 6, 15)


@pytest.mark.parametrize(
    ("now", "later"),
    [
        ("14.10.2026", "13.10.2027"),
        ("14 октября", "13.10.2027"),
        ("12-14 сентября", "11.09.2027-13.09.2027"),
        ("28.09.2026-05.10.2026", "27.09.2027-04.10.2027"),
        ("01.09.2026", "07.09.2027"),
        ("до 15 мая", "до 15 мая"),
        ("до 15.05.2027", "до 15.05.2028"),
        ("с 1 октября", "с 1 октября"),
        ("октябрь", "октябрь"),
        ("Декабрь 2026", "Декабрь 2027"),
        ("02.2027", "02.2028"),
        ("Январь - февраль", "Январь - февраль"),
        ("1 квартал 2027 г.", "1 квартал 2028 г."),
        ("IV квартал", "IV квартал"),
        ("I полугодие", "I полугодие"),
        ("2026/27 учебный год", "2027/28 учебный год"),
        ("в течение года", "в течение года"),
        ("ежемесячно", "ежемесячно"),
        ("по согласованию", "по согласованию"),
        (None, None),
    ],
)
def test_a_period_has_its_words_a_year_later(now: str | None, later: str | None) -> None:
    assert shifted_text(item(now)) == later


WORDS = st.one_of(
    st.dates(date(2026, 9, 1), date(2027, 8, 31)).map(lambda day: f"{day:%d.%m.%Y}"),
    st.dates(date(2026, 9, 1), date(2027, 7, 31)).map(lambda day: f"{day:%d.%m.%Y}-{day + timedelta(4):%d.%m.%Y}"),
    st.dates(date(2026, 9, 1), date(2027, 8, 31)).map(lambda day: f"до {day:%d.%m}"),
    st.dates(date(2026, 9, 1), date(2027, 8, 31)).map(lambda day: f"с {day:%d.%m.%y}"),
    st.sampled_from(
        ["октябрь", "февраль 2027", "сентябрь-май", "II квартал", "4 кв. 2026 г.", "II полугодие", "еженедельно"]
    ),
)


@given(WORDS)
def test_the_words_are_always_read_as_the_shifted_period(words: str) -> None:
    told = item(words)
    text = shifted_text(told)
    assert text is not None
    assert read_period(text, school_year=2027) == shifted(told)


@given(st.dates(date(2026, 9, 1), date(2027, 8, 31)))
def test_an_exact_day_keeps_its_weekday_and_its_place_in_the_year(day: date) -> None:
    period = shifted(item(f"{day:%d.%m.%Y}"))
    assert period.start is not None
    assert period.precision is Precision.DAY
    assert period.start.weekday() == day.weekday()
    assert date(2027, 9, 1) <= period.start <= date(2028, 8, 31)
    assert abs((period.start - day).days - 365) <= 6


def test_what_goes_over_is_suggested_and_said_why() -> None:
    items = [
        item("октябрь", id=1, status=ActivityStatus.DONE),
        item("октябрь", id=2),
        item("август", id=3),
        item("октябрь", id=4, status=ActivityStatus.CANCELLED),
        item("октябрь", id=5, status=ActivityStatus.DONE),
    ]
    assert [(row.item.id, row.is_kept, row.why) for row in roll(items, on=ON, copied=[5])] == [
        (1, True, ""), (2, True, NOT_DONE), (3, True, ""), (4, False, "отменено")
    ]  # fmt: skip


@pytest.fixture
def office(database: Engine) -> None:
    open_office(database)


def next_plan() -> Plan:
    return service.load(HEAD, plan_of, school_year=YEAR + 1)


def take(*kept: int, **told: Any) -> int:
    found: int = do(METHODIST, roll_over, school_year=YEAR, kept=kept, on=ON, **told)
    return found


def test_kept_items_are_in_the_next_plan_once(office: None) -> None:
    first = add(
        "Семинар", period_text="14.10.2026", responsible=("Петрова А. П.",), institution_ids=(2, 1), place="ЦРТ"
    )
    second, third = add("Совет", period_text="март"), add("Не нужно", period_text="май")
    assert take(first, second, periods={second: "апрель"}) == 2
    made = next_plan().items
    assert [(one.title, one.period_text, one.starts_on, one.copied_from_id) for one in made] == [
        ("Семинар", "13.10.2027", date(2027, 10, 13), first), ("Совет", "апрель", date(2028, 4, 1), second)
    ]  # fmt: skip
    assert (made[0].responsible, made[0].institution_ids, made[0].place) == (("Петрова А. П.",), (1, 2), "ЦРТ")
    assert (made[0].status, made[0].approved_in, made[0].note) == (ActivityStatus.PLANNED, None, NOT_DONE)
    left = service.load(METHODIST, rollover, school_year=YEAR, on=ON)
    assert [row.item.id for row in left] == [third]
    with pytest.raises(RuleBroken, match="Переносить нечего"):
        take(first, second)


def test_words_that_name_no_period_take_nothing_over(office: None) -> None:
    key = add("Семинар")
    with pytest.raises(RuleBroken, match="«Семинар»: срок «осенью» непонятен"):
        take(key, periods={key: "осенью"})
    assert next_plan().items == ()


def test_a_next_year_that_is_signed_gets_nothing(office: None) -> None:
    key = add("Семинар")
    assert take(key) == 1
    other = add("Ещё")
    do(HEAD, submit_plan, school_year=YEAR + 1, version=0)
    with pytest.raises(RuleBroken, match="План на согласовании и закрыт"):
        take(other)
    do(CHAIR, approve_plan, school_year=YEAR + 1, version=1, paper=PAPER)
    with pytest.raises(RuleBroken, match="План утверждён и закрыт"):
        take(other)


def test_only_the_office_rolls_over(office: None) -> None:
    key = add("Семинар")
    with pytest.raises(NotAllowed):
        do(CHAIR, roll_over, school_year=YEAR, kept=[key], on=ON)


def test_an_item_that_goes_on_is_not_removed_from_under_its_successor(office: None) -> None:
    key = add("Семинар")
    take(key)
    with pytest.raises(Conflict, match="связанные записи"):
        do(METHODIST, actions.remove_activity, activity_id=key, version=1)
