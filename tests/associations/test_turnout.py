"""Who comes to meetings: counted by hand."""

from datetime import date

from gmk.associations.meetings import MeetingRow
from gmk.associations.rows import Member
from gmk.associations.turnout import Turnout, never_came, turnout_of_institutions, turnout_of_people
from gmk.vocabulary import MembershipRole

START, END = date(2025, 9, 1), date(2026, 8, 31)
OCTOBER, MARCH = date(2025, 10, 14), date(2026, 3, 10)


def member(key: int, name: str, place: int | None, since: date = START, until: date | None = None) -> Member:
    institution = f"СОШ № {place}" if place else None
    return Member(key, key, name, MembershipRole.MEMBER, since, until, place, institution, None, None, 1)


def meeting(day: date, *attended: int) -> MeetingRow:
    return MeetingRow(1, 1, "ГМО", day, "Тема", (), None, None, None, 1, 0, 0, (), frozenset(attended))


BELOVA, GROMOVA = member(1, "Белова", 1), member(2, "Громова", 1)
EZHOVA = member(3, "Ежова", 2, since=date(2026, 1, 12))
ROWS = [meeting(OCTOBER, 1), meeting(MARCH, 1, 3), meeting(date(2026, 5, 12))]
"""Nobody's attendance is noted in May."""


def test_a_person_is_expected_while_belonging_at_meetings_that_are_noted() -> None:
    assert turnout_of_people(ROWS, [BELOVA, GROMOVA, EZHOVA]) == [
        Turnout("Громова", 2, 0), Turnout("Белова", 2, 2), Turnout("Ежова", 1, 1)
    ]  # fmt: skip


def test_an_institution_is_the_sum_of_its_members() -> None:
    first, second = turnout_of_institutions(ROWS, [BELOVA, GROMOVA, EZHOVA])
    assert (first, first.share) == (Turnout("СОШ № 1", 4, 2), 0.5)
    assert second == Turnout("СОШ № 2", 1, 1)


def test_who_moved_counts_for_the_institution_of_that_time() -> None:
    before, after = member(1, "Белова", 1, until=date(2025, 12, 31)), member(1, "Белова", 2, since=date(2026, 1, 1))
    assert turnout_of_people(ROWS, [before, after]) == [Turnout("Белова", 2, 2)]
    assert turnout_of_institutions(ROWS, [before, after]) == [Turnout("СОШ № 1", 1, 1), Turnout("СОШ № 2", 1, 1)]


def test_without_meetings_nobody_is_late() -> None:
    assert turnout_of_people([], [BELOVA]) == []
    assert turnout_of_people(ROWS, [member(4, "Зимина", 2, since=END)]) == []
    assert turnout_of_institutions(ROWS, [member(4, "Зимина", None)]) == [Turnout("нет данных", 2, 0)]
    assert Turnout("Зимина", 0, 0).share is None


def test_who_has_never_come_is_named_unless_there_was_nothing_to_come_to() -> None:
    left = member(5, "Клёнова", 1, until=MARCH)
    late = member(6, "Липина", 1, since=date(2026, 4, 1))
    assert never_came(ROWS, [BELOVA, GROMOVA, EZHOVA, left, late], END) == ["Громова"]
    assert never_came([], [BELOVA], END) == []
