"""How often members come to the meetings of their association. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gmk.associations.meetings import MeetingRow
from gmk.associations.rows import Member
from gmk.wording import UNKNOWN


@dataclass(frozen=True, slots=True)
class Turnout:
    """A person, or an institution: of the `expected` presences `came` were true.

    A presence is expected of each member at each meeting with noted attendance that was held while the person belonged.
    """

    name: str
    expected: int
    came: int

    @property
    def share(self) -> float | None:
        """The share of the expected presences, 0..1; None where nothing was expected."""
        return self.came / self.expected if self.expected else None


def turnout_of_people(rows: Sequence[MeetingRow], members: Iterable[Member]) -> list[Turnout]:
    """By person, the least diligent first; whoever belonged during no meeting isn't there."""
    return _turnout(rows, members, lambda one: one.name, lambda one: one.educator_id)


def turnout_of_institutions(rows: Sequence[MeetingRow], members: Iterable[Member]) -> list[Turnout]:
    """By the institution of the membership, the least diligent first."""
    return _turnout(rows, members, lambda one: one.institution or UNKNOWN, lambda one: one.institution_id)


def _turnout(
    rows: Sequence[MeetingRow],
    members: Iterable[Member],
    name_of: Callable[[Member], str],
    key_of: Callable[[Member], int | None],
) -> list[Turnout]:
    counted: dict[int | None, tuple[str, int, int]] = {}
    for one in members:
        held = [row for row in rows if row.is_noted and one.holds_on(row.held_on)]
        name, expected, came = counted.get(key_of(one), (name_of(one), 0, 0))
        came += sum(one.educator_id in row.attended for row in held)
        counted[key_of(one)] = name, expected + len(held), came
    found = [Turnout(*told) for told in counted.values() if told[1]]
    return sorted(found, key=lambda one: (one.share or 0, one.name))


def never_came(rows: Sequence[MeetingRow], members: Iterable[Member], on: date) -> list[str]:
    """Who belongs on the day and was at none of the meetings that were held while they belonged; by name.

    Nobody is named who belonged during no meeting whose attendance is noted.
    """
    now = [one for one in members if one.holds_on(on)]
    return sorted({one.name for one in turnout_of_people(rows, now) if not one.came})
