"""Associations and their rosters, as of any day."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.associations.forms import kind_label
from gmk.associations.rows import AssociationFields, AssociationRow, Member, Roster
from gmk.db.days import lasts_on
from gmk.db.tables import Association, Educator, Institution, Membership
from gmk.errors import NotAllowed
from gmk.people.queries import name_text
from gmk.vocabulary import MembershipRole


@requires(Right.READ_PEOPLE, names=True)
def associations(session: Session, *, scope: Scope, on: date, with_closed: bool = False) -> list[AssociationRow]:
    """The associations that aren't closed on the day, by name; members are those of the scope's institutions."""
    statement = select(Association).order_by(col(Association.name_key))
    if not with_closed:
        closed = col(Association.closed_on)
        statement = statement.where(or_(closed.is_(None), closed > on))
    found = list(session.scalars(statement))
    rosters = members_by_association(session, scope=scope, ids=[one.id for one in found], on=on)
    places = _places(session)
    return [_row(one, rosters.get(one.id, []), places) for one in found]


@requires(Right.READ_PEOPLE, names=True)
def roster(session: Session, *, scope: Scope, association_id: int, on: date) -> Roster:
    """Everybody of the scope's institutions who ever belonged to the association; its figures are of the day.

    Raises:
        NotAllowed: there is no such association.
    """
    record = session.get(Association, association_id)
    if record is None:
        raise NotAllowed("Такого объединения нет. Выберите его из списка.")
    members = [member for _key, member in _members(session, scope, [association_id])]
    row = _row(record, [member for member in members if member.holds_on(on)], _places(session))
    return Roster(row, tuple(sorted(members, key=lambda one: (one.name, one.valid_from or date.min, one.id))))


def members_of(session: Session, association_id: int) -> list[Member]:
    """All memberships of an association, whatever the scope: what a new one must not get in the way of."""
    return [member for _key, member in _members(session, Scope(), [association_id])]


@requires(Right.READ_PEOPLE, names=True)
def members_by_association(
    session: Session, *, scope: Scope, ids: Iterable[int], on: date | None = None
) -> dict[int, list[Member]]:
    """The memberships of several associations that lie within the scope: those of the day, or all that ever were."""
    found: dict[int, list[Member]] = defaultdict(list)
    for key, member in _members(session, scope, ids, on):
        found[key].append(member)
    return found


def _members(
    session: Session, scope: Scope, ids: Iterable[int], on: date | None = None
) -> Iterable[tuple[int, Member]]:
    names = (Educator.last_name, Educator.first_name, Educator.patronymic, Institution.short_name, Institution.name)
    statement = (
        select(Membership, *map(col, names))
        .join(Educator, col(Educator.id) == col(Membership.educator_id))
        .outerjoin(Institution, col(Institution.id) == col(Membership.institution_id))
        .where(col(Membership.association_id).in_(list(ids)))
        .order_by(col(Membership.id))
    )
    if on is not None:
        statement = statement.where(lasts_on(Membership, on))
    for one, last, first, patronymic, short, long in session.execute(statement):
        if scope.everything or scope.covers(one.institution_id):
            yield one.association_id, _member(one, name_text(last, first, patronymic), short or long)


def _member(one: Membership, name: str, institution: str | None) -> Member:
    return Member(
        id=one.id,
        educator_id=one.educator_id,
        name=name,
        role=MembershipRole(one.role),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        institution_id=one.institution_id,
        institution=institution,
        position=one.position,
        order_text=one.order_text,
        version=one.version,
    )


def _row(record: Association, members: list[Member], places: dict[int, str]) -> AssociationRow:
    told = {name: getattr(record, name) for name in AssociationFields.__dataclass_fields__}
    texts = {name: told[name] or "" for name in ("governing_document", "order_text")}
    leaders = sorted(member.name for member in members if member.role is MembershipRole.LEADER)
    return AssociationRow(
        id=record.id,
        fields=AssociationFields(**told | texts),
        kind_label=kind_label(record.kind),
        institution=places.get(record.institution_id or 0),
        closed_on=record.closed_on,
        version=record.version,
        members=len({member.educator_id for member in members}),
        leader=", ".join(leaders) or None,
    )


def _places(session: Session) -> dict[int, str]:
    return {one.id: one.short_name or one.name for one in session.scalars(select(Institution))}
