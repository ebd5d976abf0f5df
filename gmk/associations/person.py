"""One person in associations: memberships, meetings, mentoring."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.associations.mentoring import Pair, pairs
from gmk.associations.queries import members_by_association
from gmk.associations.rows import Member
from gmk.db.tables import Association, Attendance, Meeting, Membership
from gmk.people.queries import posts_of


@dataclass(frozen=True, slots=True)
class OwnMembership:
    """A membership of the person, with the name of the association."""

    association_id: int
    association: str
    member: Member


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """A meeting of an association to which the person belonged on its day, or at which the person was.

    `was_there` is None while the attendance isn't noted.
    """

    association: str
    held_on: date
    topic: str
    was_there: bool | None


@dataclass(frozen=True, slots=True)
class PersonInAssociations:
    """All of it, the latest first."""

    memberships: tuple[OwnMembership, ...] = ()
    meetings: tuple[OwnMeeting, ...] = ()
    pairs: tuple[Pair, ...] = ()


@requires(Right.READ_PEOPLE, names=True)
def person_in_associations(session: Session, *, scope: Scope, educator_id: int, on: date) -> PersonInAssociations:
    """What associations know of the person; nothing for whoever may not see the person."""
    if not scope.everything and not posts_of(session, scope=scope, educator_id=educator_id):
        return PersonInAssociations()
    belongs = select(col(Membership.association_id)).where(col(Membership.educator_id) == educator_id)
    names = {one.id: one.name for one in session.scalars(select(Association))}
    rosters = members_by_association(session, scope=Scope(), ids=set(session.scalars(belongs)))
    own = [
        OwnMembership(key, names[key], member)
        for key, members in rosters.items()
        for member in members
        if member.educator_id == educator_id
    ]
    own.sort(key=lambda one: (one.member.valid_from or date.min, one.member.id), reverse=True)
    couples = [one for one in pairs(session, scope=Scope(), on=on) if educator_id in (one.mentee_id, one.mentor_id)]
    return PersonInAssociations(tuple(own), tuple(_meetings(session, educator_id, own, names)), tuple(couples))


def _meetings(session: Session, educator_id: int, own: list[OwnMembership], names: dict[int, str]) -> list[OwnMeeting]:
    attended = set(
        session.scalars(select(col(Attendance.meeting_id)).where(col(Attendance.educator_id) == educator_id))
    )
    mine = or_(col(Meeting.id).in_(attended), col(Meeting.association_id).in_({one.association_id for one in own}))
    noted = set(session.scalars(select(col(Attendance.meeting_id).distinct())))
    found = session.scalars(select(Meeting).where(mine).order_by(col(Meeting.held_on).desc(), col(Meeting.id)))
    return [
        OwnMeeting(names[one.association_id], one.held_on, one.topic, one.id in attended if one.id in noted else None)
        for one in found
        if one.id in attended
        or any(m.association_id == one.association_id and m.member.holds_on(one.held_on) for m in own)
    ]
