"""Saved lists: each condition at its border, together, and anew after the base has changed."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from gmk.associations.meetings import MeetingFields, add_meeting, note_attendance
from gmk.associations.mentoring import PairFields, add_pair
from gmk.db.session import write_session
from gmk.db.tables import CourseRecord
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.questions.smart_lists import Conditions, conditions_text, listed, remove_list, save_list, smart_lists
from gmk.vocabulary import MembershipRole
from tests.associations.office import COORDINATOR, ON, do, join, load, open_office


@pytest.fixture(autouse=True)
def office(database: Engine) -> None:
    """Белова leads the ГМО and is a member of the council, Громова is a member of the ГМО, Ежова chairs the council."""
    open_office()
    join(1, role=MembershipRole.LEADER)
    join(2)
    join(3, association=2, role=MembershipRole.LEADER)
    join(1, association=2)


def names(**told: Any) -> list[str]:
    return [row.name.split()[0] for row in load(listed, conditions=Conditions(**told), on=ON)]


def trained(person: int, *, on: date | None = None, year: int | None = None, hours: int = 36) -> None:
    with write_session() as session:
        record = CourseRecord(educator_id=person, title="Курсы", title_key="курсы", kind="advanced", hours=hours)
        record.finished_on, record.year = on, year or (on.year if on else None)
        session.add(record)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, []),
        ({"roles": ("leader",)}, ["Белова", "Ежова"]),
        ({"roles": ("leader",), "kinds": ("gmo",)}, ["Белова"]),
        ({"roles": ("leader",), "association_ids": (2,)}, ["Ежова"]),
        ({"kinds": ("council",)}, ["Белова", "Ежова"]),
        ({"institution_ids": (2,)}, ["Ежова", "Зимина"]),
        ({"school_subject": "ФИЗИКА"}, ["Белова", "Громова", "Зимина"]),
        ({"is_early_career": True}, ["Белова", "Зимина"]),
        ({"is_early_career": True, "institution_ids": (1,)}, ["Белова"]),
    ],
)
def test_all_conditions_hold_together(told: dict[str, Any], found: list[str]) -> None:
    assert names(**told) == found


def test_a_mentor_of_the_day_takes_a_person_off_the_list() -> None:
    do(add_pair, mentee_id=1, mentor_id=2, fields=PairFields(date(2026, 9, 1), ON))
    assert names(is_early_career=True, has_no_mentor=True) == ["Зимина"]
    told = Conditions(is_early_career=True, has_no_mentor=True)
    assert len(load(listed, conditions=told, on=date(2026, 11, 2))) == 2


@pytest.mark.parametrize(
    ("course", "is_listed"),
    [
        ({"on": date(2023, 1, 1)}, False),
        ({"on": date(2022, 12, 31)}, True),
        ({"on": date(2026, 11, 2)}, True),
        ({"on": date(2024, 1, 1), "hours": 15}, True),
        ({"year": 2023}, False),
        ({"year": 2022}, True),
    ],
)
def test_training_counts_from_the_day_by_the_rule_of_coverage(course: dict[str, Any], is_listed: bool) -> None:
    trained(1, **course)
    told = {"roles": ("leader",), "kinds": ("gmo",), "no_course_since": "2023-01-01"}
    assert names(**told) == (["Белова"] if is_listed else [])


def test_who_was_at_a_meeting_from_the_day_on_isnt_absent() -> None:
    meeting = do(add_meeting, association_id=1, fields=MeetingFields(date(2026, 9, 10), "Тема"))
    do(note_attendance, meeting_id=meeting, educator_ids=[1])
    assert names(kinds=("gmo",), absent_since="2026-09-10") == ["Громова"]
    assert names(kinds=("gmo",), absent_since="2026-09-11") == ["Белова", "Громова"]


def test_a_row_says_why_it_is_there() -> None:
    trained(1, on=date(2020, 5, 1))
    row, *_ = load(listed, conditions=Conditions(roles=("leader",)), on=ON)
    assert row.memberships == ("ГМО учителей физики: руководитель",)
    assert (row.institutions, row.positions, row.last_course_on) == (("СОШ № 1",), ("учитель",), date(2020, 5, 1))


def test_a_coordinator_sees_own_people_alone() -> None:
    told = Conditions(roles=("leader",))
    assert [row.name.split()[0] for row in load(listed, COORDINATOR, conditions=told, on=ON)] == ["Белова"]
    with pytest.raises(NotAllowed):
        do(save_list, COORDINATOR, name="Список", conditions=told)


def test_a_saved_list_is_made_anew_each_time() -> None:
    told = Conditions(roles=("leader",), kinds=("gmo",), no_course_since="2023-01-01")
    do(save_list, name=" Руководители без курсов ", conditions=told)
    (saved,) = load(smart_lists)
    assert (saved.name, saved.conditions) == ("Руководители без курсов", told)
    assert len(load(listed, conditions=saved.conditions, on=ON)) == 1
    trained(1, on=date(2026, 10, 1))
    assert load(listed, conditions=saved.conditions, on=ON) == []


def test_the_same_name_gets_new_conditions_and_a_list_can_go() -> None:
    key = do(save_list, name="Список", conditions=Conditions(roles=("leader",)))
    assert do(save_list, name="список", conditions=Conditions(roles=("member",))) == key
    (saved,) = load(smart_lists)
    assert saved.conditions.roles == ("member",)
    do(remove_list, list_id=key, version=2)
    assert load(smart_lists) == []
    with pytest.raises(Conflict, match="уже нет"):
        do(remove_list, list_id=key, version=2)


@pytest.mark.parametrize(("name", "why"), [("", "Название списка не указано"), ("Все", "Условий нет")])
def test_a_list_needs_a_name_and_a_condition(name: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        do(save_list, name=name, conditions=Conditions())


def test_conditions_in_words() -> None:
    told = Conditions(roles=("leader",), association_ids=(1,), no_course_since="2023-01-01", has_no_mentor=True)
    words = conditions_text(told, associations_by_id=lambda _: "ГМО", institutions_by_id=str)
    assert words == "руководитель; «ГМО»; нет учтённых курсов с 01.01.2023; без наставника"
