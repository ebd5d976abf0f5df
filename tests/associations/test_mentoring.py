"""Early-career educators by the office's rule, their mentors, and who stayed; all counted by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from gmk.associations.early_career import (
    EarlyCareerRule,
    Newcomer,
    Retention,
    Stayed,
    anniversary,
    change_early_career_rule,
    early_career_rule,
    leaves_known_since,
    retention,
)
from gmk.associations.mentoring import (
    PairFields,
    add_pair,
    early_career_educators,
    edit_pair,
    newcomers,
    pairs,
    remove_pair,
)
from gmk.db.session import write_session
from gmk.db.tables import ChangeSetRecord, Educator, Employment
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.intake.change_undo import undo_change
from tests.associations.office import COORDINATOR, ON, do, load, open_office

START = date(2026, 9, 1)


@pytest.fixture
def office(database: Engine) -> None:
    open_office()


def pair(mentee: int = 1, mentor: int = 2, **told: Any) -> int:
    fields = PairFields(**{"starts_on": START, **told})
    key: int = do(add_pair, mentee_id=mentee, mentor_id=mentor, fields=fields)
    return key


@pytest.mark.parametrize(
    ("rule", "years", "born", "fits"),
    [
        (EarlyCareerRule(), 2, None, True),
        (EarlyCareerRule(), 3, None, False),
        (EarlyCareerRule(), None, 2000, None),
        (EarlyCareerRule("experience", 5), 4, None, True),
        (EarlyCareerRule("age", 35), 0, 1991, True),
        (EarlyCareerRule("age", 35), 0, 1990, False),
        (EarlyCareerRule("age", 35), 0, None, None),
    ],
)
def test_the_rule_at_its_borders(rule: EarlyCareerRule, years: int | None, born: int | None, fits: bool | None) -> None:
    person = Educator(
        last_name="Белова", first_name="Анна", name_key="", experience_teaching_years=years, birth_year=born
    )
    assert rule.fits(person, ON) is fits


def test_the_list_says_for_whom_it_is_not_known(office: None) -> None:
    pair(order_text="№ 12 от 01.09.2026")
    found = load(early_career_educators, on=ON)
    told = [(row.name.split()[0], row.mentors, row.has_order) for row in found.rows]
    assert told == [("Белова", ("Громова Анна Ивановна",), True), ("Зимина", (), False)]
    assert (found.unknown, found.without_mentor) == (1, 1)
    assert found.rule.text == "Молодой педагог – с педагогическим стажем меньше 3 лет (как указано в карточке)."


def test_a_coordinator_sees_the_own_people(office: None) -> None:
    assert [row.name.split()[0] for row in load(early_career_educators, COORDINATOR, on=ON).rows] == ["Белова"]
    pair(mentee=4)
    assert load(pairs, COORDINATOR, on=ON) == []
    assert len(load(pairs, on=ON)) == 1


def test_the_rule_is_a_setting_and_is_journalled(office: None) -> None:
    do(change_early_career_rule, version=0, by="age", limit=30)
    assert load(early_career_rule) == EarlyCareerRule("age", 30, 1)
    assert [row.name.split()[0] for row in load(early_career_educators, on=ON).rows] == ["Белова"]
    with pytest.raises(Conflict, match="изменил другой человек"):
        do(change_early_career_rule, version=0, by="age", limit=35)
    for by, limit in (("experience", 0), ("experience", 11), ("age", 46)):
        with pytest.raises(RuleBroken, match="Введите число от"):
            do(change_early_career_rule, version=1, by=by, limit=limit)
    with pytest.raises(NotAllowed):
        do(change_early_career_rule, COORDINATOR, version=1, by="age", limit=35)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"mentor": 1}, "один человек"),
        ({"ends_on": START - timedelta(1)}, "Пара действует по 31.08.2026, а с 01.09.2026"),
        ({}, "уже в паре"),
        ({"starts_on": date(2027, 5, 31)}, "уже в паре"),
    ],
)
def test_a_pair_that_cant_be_is_refused(office: None, told: dict[str, Any], why: str) -> None:
    pair(ends_on=date(2027, 5, 31))
    with pytest.raises(RuleBroken, match=why):
        pair(**told)


def test_a_pair_may_be_renewed_the_day_after(office: None) -> None:
    pair(ends_on=date(2027, 5, 31))
    pair(starts_on=date(2027, 6, 1))
    assert [one.holds for one in load(pairs, on=ON)] == [True, False]


def test_a_pair_is_changed_taken_out_and_brought_back(office: None) -> None:
    key = pair()
    fields = PairFields(START, date(2027, 5, 31), result="открытый урок")
    do(edit_pair, pair_id=key, version=1, fields=fields)
    with pytest.raises(Conflict, match=r"Действует по: было пусто, стало 31\.05\.2027"):
        do(edit_pair, pair_id=key, version=1, fields=PairFields(START))
    do(remove_pair, pair_id=key, version=2)
    assert load(pairs, on=ON) == []
    with write_session() as session:
        last = max(session.exec(select(ChangeSetRecord.id)))  # type: ignore[type-var]
    do(undo_change, set_id=last)
    (found,) = load(pairs, on=ON)
    assert found.fields == fields


def test_a_coordinator_keeps_no_pairs(office: None) -> None:
    with pytest.raises(NotAllowed):
        do(add_pair, COORDINATOR, mentee_id=1, mentor_id=2, fields=PairFields(START))


def test_who_stayed_a_year_and_three_years() -> None:
    """Three came in 2022/23: one left the day before the year was over, one on the day; the third is there."""
    came = date(2022, 9, 1)
    people = [
        Newcomer(1, came, date(2023, 8, 31)),
        Newcomer(2, came, date(2023, 9, 1)),
        Newcomer(3, came, None),
        Newcomer(4, date(2026, 8, 31), None),
        Newcomer(5, date(2019, 9, 1), came),
    ]
    assert retention(people, ON) == [
        Retention(2025, 1, Stayed(0, 0), Stayed(0, 0)), Retention(2022, 3, Stayed(3, 2), Stayed(3, 1))
    ]  # fmt: skip
    assert [Stayed(3, 2).share, Stayed(0, 0).share] == [2 / 3, None]
    assert retention(people, date(2025, 8, 31))[-1].three_years == Stayed(0, 0)


def test_who_came_before_leaves_were_known_is_not_counted() -> None:
    """The first known leave is of 1 March 2024: who came in September 2023 and left before isn't in the database."""
    left = date(2024, 3, 1)
    people = [Newcomer(1, date(2023, 9, 1), None), Newcomer(2, date(2023, 9, 1), left), Newcomer(3, left, None)]
    assert leaves_known_since(people) == left
    assert [(row.school_year, row.came) for row in retention(people, ON)] == [(2023, 1)]
    assert leaves_known_since(people[:1]) is None
    assert retention(people[:1], ON) == []


def test_a_leap_day_has_its_anniversary_on_the_first_of_march() -> None:
    assert anniversary(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert anniversary(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_a_move_within_the_town_is_no_leaving(office: None) -> None:
    with write_session() as session:
        post = session.get_one(Employment, 1)
        post.hired_on, post.valid_to = date(2022, 9, 1), date(2024, 8, 31)
        session.add(Employment(educator_id=1, institution_id=2, position="учитель", valid_from=date(2024, 9, 1)))
        left = session.get_one(Employment, 2)
        left.hired_on, left.valid_to = date(2020, 9, 1), date(2021, 1, 15)
        session.get_one(Employment, 4).hired_on = ON + timedelta(1)
    assert load(newcomers, on=ON) == [
        Newcomer(1, date(2022, 9, 1), None),
        Newcomer(2, date(2020, 9, 1), date(2021, 1, 15)),
    ]
