"""Who isn't in a roster: listed, ended only if the user says so, and taken in again by the undo."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from gmk.access import CONSOLE
from gmk.associations.queries import roster
from gmk.intake.details import import_details
from gmk.intake.journal import undo_import
from gmk.intake.model import ImportPreview, Leaving
from gmk.service import load, save
from gmk.vocabulary import MembershipRole
from tests.intake.readings import AS_OF, institutions, preview, write
from tests.intake.test_roster_periods import LEADER, MEMBER, Y2021, member, of_year, rows, stored

DAY = date(2026, 8, 31)


@pytest.fixture(autouse=True)
def gmo(database: Engine) -> None:
    """Белова leads, Громова and Ежова belong since nobody knows when."""
    write(institutions())
    write(rows(member("Белова", LEADER), member("Громова"), member("Ежова")))


def absent(shown: ImportPreview) -> list[str]:
    return [one.label for sheet in shown.sheets for one in sheet.not_in_file]


def ids(*names: str) -> frozenset[int]:
    found = load(CONSOLE, roster, association_id=1, on=AS_OF).members
    return frozenset(one.id for one in found if one.name.split()[0] in names)


def without_ezhova() -> Any:
    return rows(member("Белова", LEADER), member("Громова"))


def test_who_is_missing_is_listed_and_left_alone() -> None:
    shown = preview(without_ezhova())
    assert absent(shown) == [f"Ежова Анна Ивановна, {MembershipRole.MEMBER.label}, «ГМО учителей физики»"]
    assert shown.change_set.changes == []


def test_who_is_said_to_leave_is_ended_and_the_undo_takes_him_in_again() -> None:
    number = write(without_ezhova(), leaving_members=Leaving(ids("Ежова"), DAY))
    assert stored() == [
        ("Белова", LEADER, None, None), ("Громова", MEMBER, None, None), ("Ежова", MEMBER, None, DAY)
    ]  # fmt: skip
    options = load(CONSOLE, import_details, import_id=number).options
    assert (options["leaving_members"], options["last_day_of_members"]) == ([3], "2026-08-31")
    save(CONSOLE, undo_import, import_id=number)
    assert stored()[2] == ("Ежова", MEMBER, None, None)


def test_who_is_in_the_file_is_never_ended() -> None:
    leaving = Leaving(ids("Белова", "Громова"), DAY)
    assert preview(without_ezhova(), leaving_members=leaving).change_set.changes == []


def test_a_roster_of_a_year_that_is_over_misses_nobody() -> None:
    assert absent(preview(of_year(2024, "Белова"))) == []


def test_a_past_period_is_not_missed() -> None:
    write(rows(member("Зимина", until=Y2021)))
    assert absent(preview(rows(member("Белова", LEADER), member("Громова"), member("Ежова")))) == []


def test_a_roster_of_the_next_year_misses_who_would_go_on() -> None:
    write(rows(member("Ежова", until=date(2027, 8, 31))))
    missed = absent(preview(of_year(2027, "Белова", leader="Белова")))
    assert [label.split()[0] for label in missed] == ["Громова"]


def test_a_leader_whom_the_file_replaces_is_ended_without_being_asked_for() -> None:
    shown = preview(rows(member("Громова", LEADER), member("Ежова")), leaving_members=Leaving(ids("Белова"), DAY))
    assert absent(shown) == []
    assert [change.after for change in shown.change_set.changes if change.key == min(ids("Белова"))] == [
        {"valid_to": DAY}
    ]


def test_an_association_that_the_file_does_not_have_is_not_looked_at() -> None:
    other = rows(member("Зимина") | {"association": "ГМО химиков"})
    assert absent(preview(other)) == []


def test_two_sheets_of_one_association_end_a_membership_once() -> None:
    first, second = rows(member("Белова", LEADER)), rows(member("Громова"))
    second.sheet = "Лист2"
    shown = preview(first, second, leaving_members=Leaving(ids("Ежова"), DAY))
    assert [one.after for one in shown.change_set.changes] == [{"valid_to": DAY}]
