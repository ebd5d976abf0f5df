"""Meetings: numbers of minutes, who was there, who never came."""

from datetime import date
from typing import Any

import pytest

from gmk import service
from gmk.access import CONSOLE
from gmk.associations import meetings as kept
from gmk.associations.meetings import MeetingFields, MeetingRow
from gmk.db.session import write_session
from gmk.db.tables import Educator
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.people.names import person_key
from tests.associations.test_memberships import COORDINATOR, END, START, add, do, gmo

__all__ = ["gmo"]  # the fixture

DAY = date(2025, 10, 14)


def hold(day: date = DAY, number: str = "", topic: str = "Функциональная грамотность") -> int:
    fields = MeetingFields(day, topic, "Вопрос один\n\n Вопрос два ", "ЦРТ", number)
    found: int = do(kept.add_meeting, association_id=1, fields=fields)
    return found


def rows() -> list[MeetingRow]:
    return service.load(CONSOLE, kept.meetings, association_id=1)


def came(meeting: int, *people: int, guests: tuple[str, ...] = ()) -> int:
    found: int = do(kept.note_attendance, meeting_id=meeting, educator_ids=people, guests=guests)
    return found


def following(day: date) -> str:
    return service.load(CONSOLE, kept.next_minutes_number, association_id=1, held_on=day)


def test_minutes_are_numbered_within_a_school_year(gmo: None) -> None:
    assert following(DAY) == "1"
    hold(DAY, "1")
    hold(date(2026, 2, 1), "№ 7-м")
    assert following(END) == "8"
    assert following(date(2026, 9, 1)) == "1"


def test_a_number_is_suggested_not_forced_but_never_given_twice(gmo: None) -> None:
    hold(DAY, "12")
    with pytest.raises(RuleBroken, match="Протокол № 12 в этом учебном году уже есть"):
        hold(END, "12")
    hold(date(2026, 9, 1), "12")
    hold(END, "")
    hold(END, "")
    assert len(rows()) == 4


def test_a_meeting_is_kept_as_it_was_told(gmo: None) -> None:
    key = hold(DAY, "1")
    (row,) = rows()
    assert (row.agenda, row.place, row.minutes_number) == (("Вопрос один", "Вопрос два"), "ЦРТ", "1")
    do(kept.edit_meeting, meeting_id=key, version=1, fields=MeetingFields(DAY, "Другая тема", minutes_number="1"))
    with pytest.raises(Conflict):
        do(kept.edit_meeting, meeting_id=key, version=1, fields=MeetingFields(DAY, "Ещё"))
    with pytest.raises(RuleBroken, match="Тема заседания не указана"):
        do(kept.edit_meeting, meeting_id=key, version=2, fields=MeetingFields(DAY, " "))


def test_the_share_counts_the_members_of_the_day(gmo: None) -> None:
    add(1, since=START, until=END)
    add(2, since=date(2026, 1, 1))
    first, second = hold(DAY), hold(date(2026, 2, 1))
    assert came(first, 1, guests=("Гость Иван", " ")) == 2
    assert came(second, 2, 3) == 2
    told = {row.id: (row.members, row.present, row.share, row.guests) for row in rows()}
    assert told[first] == (1, 1, 1.0, ("Гость Иван",))
    assert told[second] == (2, 1, 0.5, ())
    empty = hold(date(2020, 1, 1))
    assert next(row for row in rows() if row.id == empty).share is None


def test_attendance_that_is_told_again_replaces_what_was_told(gmo: None) -> None:
    add(1), add(2)
    key = hold()
    came(key, 1, guests=("Гость Иван",))
    came(key, 2)
    (row,) = rows()
    assert (row.attended, row.guests) == (frozenset({2}), ())


def pasted(text: str) -> Any:
    return service.load(CONSOLE, kept.read_pasted, association_id=1, held_on=DAY, text=text)


def test_a_pasted_list_is_recognised_by_full_names_and_initials(gmo: None) -> None:
    with write_session() as session:
        for key, first in ((11, "Анна"), (12, "Алла")):
            name = person_key("Петрова", first, "Павловна")
            session.add(Educator(id=key, last_name="Петрова", first_name=first, patronymic="Павловна", name_key=name))
    add(1), add(11), add(12)
    found = pasted("1. Белова Анна\n2) Петрова А. П.\nПетрова Анна Павловна\nГромова Анна\nНикто Никогдаевич\n\n")
    assert found.members == {1: "Белова Анна", 11: "Петрова Анна Павловна"}
    assert found.guests == ("Громова Анна",)
    assert found.unclear == ("Петрова А. П.", "Никто Никогдаевич")


def test_whose_attendance_is_not_noted_has_no_share(gmo: None) -> None:
    add(1)
    key = hold()
    assert [(row.is_noted, row.share) for row in rows()] == [(False, None)]
    came(key, guests=("Гость",))
    assert [(row.is_noted, row.share) for row in rows()] == [(True, 0.0)]


def test_meetings_are_the_offices(gmo: None) -> None:
    key = hold()
    assert service.load(COORDINATOR, kept.meetings, association_id=1) == []
    with pytest.raises(NotAllowed):
        service.save(COORDINATOR, kept.note_attendance, meeting_id=key, educator_ids=[1])
    with pytest.raises(NotAllowed):
        service.load(COORDINATOR, kept.read_pasted, association_id=1, held_on=DAY, text="Белова")
