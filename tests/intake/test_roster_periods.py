"""Rosters over several years: past dates, several periods, new roles, new leaders; nobody belongs twice at a time."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import delete

from gmk.access import CONSOLE
from gmk.associations.queries import associations, roster
from gmk.associations.rules import overlaps, span_of
from gmk.db.session import write_session
from gmk.db.tables import Membership
from gmk.intake.journal import undo_import
from gmk.service import load, save
from gmk.vocabulary import MembershipRole
from tests.intake.readings import AS_OF, codes, fates, institutions, person, preview, sheet, write

LEADER, DEPUTY, SECRETARY, MEMBER = (str(role) for role in MembershipRole)
GMO = "ГМО учителей физики"
Stored = tuple[str, str, date | None, date | None]


def member(name: str, role: str = MEMBER, since: date | None = None, until: date | None = None) -> dict[str, Any]:
    kind = {"association": GMO, "association_kind": "gmo", "role": role}
    return person(f"{name} Анна Ивановна", **kind, since=since, until=until)


def of_year(year: int, *names: str, leader: str | None = None) -> Any:
    """A roster without days whose title names its school year."""
    found = [member(name, LEADER if name == leader else MEMBER) | {"school_year": year} for name in names]
    return rows(*found)


def rows(*told: dict[str, Any]) -> Any:
    return sheet("roster", told)


def stored() -> list[Stored]:
    found = load(CONSOLE, roster, association_id=1, on=AS_OF).members
    return [(one.name.split()[0], str(one.role), one.valid_from, one.valid_to) for one in found]


@pytest.fixture
def office(database: Engine) -> None:
    write(institutions())


Y2019, Y2021, Y2023 = date(2019, 9, 1), date(2021, 8, 31), date(2023, 9, 1)


def test_several_periods_of_a_person_are_kept_with_their_dates(office: None) -> None:
    file = rows(member("Белова", since=Y2019, until=Y2021), member("Белова", since=Y2023))
    shown = preview(file)
    assert (fates(shown), codes(shown)) == (["create", "create"], [[], []])
    write(file)
    assert stored() == [("Белова", MEMBER, Y2019, Y2021), ("Белова", MEMBER, Y2023, None)]
    assert fates(preview(file)) == ["unchanged", "unchanged"]


@pytest.mark.parametrize(
    ("since", "until", "fate"),
    [
        (None, None, "unchanged"),
        (Y2023, None, "unchanged"),
        (date(2022, 9, 1), None, "update"),
        (None, date(2026, 8, 31), "update"),
        (None, Y2021, "unchanged"),
        (Y2019, None, "unchanged"),
        (date(2018, 9, 1), date(2019, 8, 31), "create"),
        (date(2021, 8, 31), None, "error"),
        (date(2021, 8, 31), date(2023, 9, 1), "error"),
        (date(2020, 1, 1), date(2024, 8, 31), "error"),
    ],
)
def test_a_row_finds_its_own_period(office: None, since: date | None, until: date | None, fate: str) -> None:
    """Of 2019–2021 and since 2023: dates are never reset, and two periods never become one by themselves."""
    write(rows(member("Белова", since=Y2019, until=Y2021), member("Белова", since=Y2023)))
    shown = preview(rows(member("Белова", since=since, until=until)))
    assert fates(shown) == [fate]
    assert codes(shown) == ([["membership.overlap"]] if fate == "error" else [[]])


def test_a_row_without_dates_after_a_period_that_ended_opens_a_new_one(office: None) -> None:
    write(rows(member("Белова", since=Y2019, until=Y2021)))
    write(rows(member("Белова")))
    assert stored()[1:] == [("Белова", MEMBER, AS_OF, None)]


def test_a_new_role_ends_the_old_one_on_the_day_before(office: None) -> None:
    write(rows(member("Белова", since=Y2023)))
    file = rows(member("Белова", SECRETARY))
    (row,) = preview(file).sheets[0].rows
    assert (row.action, row.changes["role"]) == ("update", (MEMBER, SECRETARY))
    write(file)
    assert stored() == [
        ("Белова", MEMBER, Y2023, date(2026, 8, 31)),
        ("Белова", SECRETARY, AS_OF, None),
    ]
    assert fates(preview(file)) == ["unchanged"]


def test_a_role_that_began_on_the_same_day_was_a_mistake(office: None) -> None:
    write(rows(member("Белова", since=Y2023)))
    write(rows(member("Белова", SECRETARY, since=Y2023)))
    assert stored() == [("Белова", SECRETARY, Y2023, None)]


def test_blanks_alone_being_filled_nobody_gets_another_role(office: None) -> None:
    write(rows(member("Белова", since=Y2023)))
    assert fates(preview(rows(member("Белова", SECRETARY)), policy="fill")) == ["unchanged"]


def test_two_roles_at_once_are_written_with_a_warning(office: None) -> None:
    shown = preview(rows(member("Белова"), member("Белова", SECRETARY)))
    assert fates(shown) == ["create", "create"]
    assert codes(shown) == [["membership.roles"], ["membership.roles"]]


@pytest.mark.parametrize("leaders_first", [True, False])
def test_the_new_leader_takes_over_from_who_is_a_member_now(office: None, leaders_first: bool) -> None:
    write(rows(member("Белова", LEADER, Y2023), member("Громова", since=Y2023)))
    told = [member("Громова", LEADER), member("Белова")]
    file = rows(*(told if leaders_first else told[::-1]))
    assert codes(preview(file)) == [[], []]
    write(file)
    assert sorted(stored(), key=lambda one: (one[0], one[2] or date.min)) == [
        ("Белова", LEADER, Y2023, date(2026, 8, 31)),
        ("Белова", MEMBER, AS_OF, None),
        ("Громова", MEMBER, Y2023, date(2026, 8, 31)),
        ("Громова", LEADER, AS_OF, None),
    ]


def test_a_leader_whom_the_file_leaves_out_leads_no_longer(office: None) -> None:
    write(rows(member("Белова", LEADER, Y2023)))
    number = write(rows(member("Громова", LEADER)))
    assert stored() == [("Белова", LEADER, Y2023, date(2026, 8, 31)), ("Громова", LEADER, AS_OF, None)]
    save(CONSOLE, undo_import, import_id=number)
    assert stored() == [("Белова", LEADER, Y2023, None)]


def test_a_leader_without_dates_follows_those_who_led_before(office: None) -> None:
    write(rows(member("Белова", LEADER, Y2019, Y2021)))
    shown = preview(rows(member("Громова", LEADER)))
    assert (fates(shown), codes(shown)) == (["create"], [[]])
    assert [
        (change.after or {})["valid_from"] for change in shown.change_set.changes if change.entity == "membership"
    ] == [AS_OF]


def test_that_somebody_leads_no_longer_is_said_before_it_is_written(office: None) -> None:
    write(rows(member("Белова", LEADER, Y2023)))
    shown = preview(rows(member("Громова", LEADER)))
    assert codes(shown) == [["membership.leader_ends"]]
    assert "Сейчас руководитель – Белова Анна Ивановна" in shown.sheets[0].rows[0].problems[0].message


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (Y2019, date(2023, 8, 31), []),
        (Y2019, Y2023, ["membership.overlap"]),
        (None, date(2024, 8, 31), ["membership.overlap"]),
        (date(2022, 9, 1), None, ["membership.overlap"]),
        (date(2024, 9, 1), None, ["membership.leader_ends"]),
    ],
)
def test_past_leaders_are_taken_where_nobody_else_led(
    office: None, since: date | None, until: date | None, found: list[str]
) -> None:
    """Белова has led since 1 September 2023."""
    write(rows(member("Белова", LEADER, Y2023)))
    assert codes(preview(rows(member("Громова", LEADER, since, until)))) == [found]


def test_two_leaders_in_a_file_are_written_with_a_warning(office: None) -> None:
    shown = preview(rows(member("Белова", LEADER), member("Громова", LEADER)))
    assert fates(shown) == ["create", "create"]
    assert codes(shown) == [["membership.leaders"], ["membership.leaders"]]


DAYS = st.one_of(st.none(), st.dates(date(2026, 8, 28), date(2026, 9, 4)))
ROWS = st.tuples(st.sampled_from(("Белова", "Громова")), st.sampled_from((LEADER, MEMBER)), DAYS, DAYS)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.lists(ROWS, min_size=1, max_size=2, unique_by=lambda one: one[0]), max_size=5))
def test_whatever_files_come_nobody_has_two_periods_on_a_day(
    office: None, files: Sequence[Sequence[tuple[str, str, date | None, date | None]]]
) -> None:
    with write_session() as session:
        session.execute(delete(Membership))
    for told in files:
        given_rows = [member(*one) for one in told if not (one[2] and one[3] and one[3] < one[2])]
        if given_rows:
            write(rows(*given_rows), valid_only=True)
    there = load(CONSOLE, associations, on=AS_OF)
    found = load(CONSOLE, roster, association_id=there[0].id, on=AS_OF).members if there else ()
    assert all(one.valid_from is None or one.valid_to is None or one.valid_from <= one.valid_to for one in found)
    for one in found:
        for other in found:
            both_lead = one.role is other.role is MembershipRole.LEADER
            is_same = one.educator_id == other.educator_id or (both_lead and max(map(_leaders, files)) < 2)
            assert one.id == other.id or not (is_same and overlaps(span_of(one), span_of(other)))


def _leaders(told: Sequence[tuple[str, str, date | None, date | None]]) -> int:
    return sum(role == LEADER for _, role, _, _ in told)


def test_a_roster_of_a_school_year_dates_its_members(office: None) -> None:
    """Of a year that is over to its end; of the year of the file and later ones without an end."""
    write(of_year(2024, "Белова", "Громова", leader="Белова"))
    first, last = date(2024, 9, 1), date(2025, 8, 31)
    assert stored() == [("Белова", LEADER, first, last), ("Громова", MEMBER, first, last)]
    file = of_year(2026, "Громова", "Ежова", leader="Ежова")
    shown = preview(file)
    assert (fates(shown), codes(shown)) == (["create", "create"], [[], []])
    write(file)
    assert stored()[1:] == [
        ("Громова", MEMBER, first, last),
        ("Громова", MEMBER, date(2026, 9, 1), None),
        ("Ежова", LEADER, date(2026, 9, 1), None),
    ]
    assert fates(preview(file)) == ["unchanged", "unchanged"]
    assert fates(preview(of_year(2024, "Белова", "Громова", leader="Белова"))) == ["unchanged", "unchanged"]


def test_a_roster_of_the_next_year_leaves_who_goes_on_as_he_is(office: None) -> None:
    write(of_year(2026, "Белова"))
    assert fates(preview(of_year(2027, "Белова"))) == ["unchanged"]


def test_the_year_of_a_title_never_resets_days_that_are_known(office: None) -> None:
    write(rows(member("Белова", since=Y2023)))
    assert fates(preview(of_year(2026, "Белова"))) == ["unchanged"]
    assert stored() == [("Белова", MEMBER, Y2023, None)]


def test_days_in_the_row_count_before_the_year_of_the_title(office: None) -> None:
    write(rows(member("Белова", since=date(2026, 11, 2)) | {"school_year": 2026}))
    assert stored() == [("Белова", MEMBER, date(2026, 11, 2), None)]


def test_who_changes_the_role_with_a_roster_of_a_year_does_so_on_its_first_day(office: None) -> None:
    write(rows(member("Белова", since=Y2023)))
    write(of_year(2026, "Белова", leader="Белова"))
    assert stored() == [("Белова", MEMBER, Y2023, date(2026, 8, 31)), ("Белова", LEADER, date(2026, 9, 1), None)]
