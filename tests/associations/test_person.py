"""What associations know of one person."""

from datetime import date

import pytest
from sqlalchemy import Engine

from gmk.associations.meetings import MeetingFields, add_meeting, note_attendance
from gmk.associations.mentoring import PairFields, add_pair
from gmk.associations.person import PersonInAssociations, person_in_associations
from gmk.db.session import write_session
from gmk.db.tables import Activity
from gmk.plan.queries import activities_of_person
from gmk.vocabulary import MembershipRole
from tests.associations.office import COORDINATOR, ON, do, join, load, open_office


@pytest.fixture(autouse=True)
def office(database: Engine) -> None:
    open_office()


def _of(person: int) -> PersonInAssociations:
    found: PersonInAssociations = load(person_in_associations, educator_id=person, on=ON)
    return found


def test_meetings_are_those_of_the_time_in_the_association() -> None:
    """Белова belongs since 1 September 2026: the meeting before doesn't count; she came to one of two."""
    join(1, role=MembershipRole.LEADER, since=date(2026, 9, 1))
    days = (date(2026, 8, 28), date(2026, 9, 10), date(2026, 10, 10))
    keys = [
        do(add_meeting, association_id=1, fields=MeetingFields(day, f"Тема {number}"))
        for number, day in enumerate(days, 1)
    ]
    do(note_attendance, meeting_id=keys[1], educator_ids=[1])
    do(note_attendance, meeting_id=keys[2], educator_ids=[3])
    found = _of(1)
    assert [(one.association, one.member.role) for one in found.memberships] == [
        ("ГМО учителей физики", MembershipRole.LEADER)
    ]
    assert [(one.topic, one.was_there) for one in found.meetings] == [("Тема 3", False), ("Тема 2", True)]
    assert [(one.topic, one.was_there) for one in _of(3).meetings] == [("Тема 3", True)]


def test_whether_somebody_was_there_is_unknown_until_it_is_noted() -> None:
    join(1, since=date(2026, 9, 1))
    do(add_meeting, association_id=1, fields=MeetingFields(date(2026, 9, 10), "Тема"))
    assert [one.was_there for one in _of(1).meetings] == [None]


def test_both_of_a_pair_have_it() -> None:
    do(add_pair, mentee_id=1, mentor_id=2, fields=PairFields(date(2026, 9, 1)))
    assert [len(_of(person).pairs) for person in (1, 2, 3)] == [1, 1, 0]


def test_a_coordinator_learns_nothing_of_others() -> None:
    join(3)
    assert load(person_in_associations, COORDINATOR, educator_id=3, on=ON) == PersonInAssociations()
    join(1)
    assert len(load(person_in_associations, COORDINATOR, educator_id=1, on=ON).memberships) == 1


def test_items_of_the_plan_are_found_by_surname_and_initials() -> None:
    with write_session() as session:
        session.add_all(
            Activity(
                school_year=year, title=f"Дело {year}", title_key=f"дело {year}", precision="year", responsible=who
            )
            for year, who in (
                (2025, ["А.И. Белова"]),
                (2026, ["Белова А. И.", "Громова А. И."]),
                (2024, ["Белов А. И."]),
            )
        )
    assert [one.title for one in load(activities_of_person, name="Белова Анна Ивановна")] == ["Дело 2026", "Дело 2025"]
