"""The shapes in which associations leave this area, and those in which forms hand them over."""

from dataclasses import dataclass
from datetime import date

from gmk.vocabulary import MembershipRole


@dataclass(frozen=True, slots=True)
class AssociationFields:
    """What a form says of an association; `kind` is a code or a name of the office's own list."""

    name: str
    kind: str
    governing_document: str = ""
    institution_id: int | None = None
    curator: str | None = None
    school_subject: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    order_text: str = ""


@dataclass(frozen=True, slots=True)
class AssociationRow:
    """An association; `members` and `leader` are those of the day asked."""

    id: int
    fields: AssociationFields
    kind_label: str
    institution: str | None
    closed_on: date | None
    version: int
    members: int
    leader: str | None

    @property
    def name(self) -> str:
        """What it is called."""
        return self.fields.name


@dataclass(frozen=True, slots=True)
class Member:
    """One membership: a person in one role from a day to a day; an empty side isn't known, or is open."""

    id: int
    educator_id: int
    name: str
    role: MembershipRole
    valid_from: date | None
    valid_to: date | None
    institution_id: int | None
    institution: str | None
    position: str | None
    order_text: str | None
    version: int

    def holds_on(self, day: date) -> bool:
        """Whether the person belongs to the association in this role on the day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody who ever belonged to an association, by name and then by time."""

    association: AssociationRow
    members: tuple[Member, ...]

    def as_of(self, day: date) -> list[Member]:
        """Who belongs to it on the day: the leader first, then by name."""
        found = [member for member in self.members if member.holds_on(day)]
        order = list(MembershipRole)
        return sorted(found, key=lambda member: (order.index(member.role), member.name, member.id))


@dataclass(frozen=True, slots=True)
class Tenure:
    """How long a person has belonged to an association and led it, in days; None: since when isn't known."""

    educator_id: int
    name: str
    days: int | None
    days_leading: int | None
    is_member: bool
