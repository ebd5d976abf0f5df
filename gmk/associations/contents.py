"""What the database holds of the members of associations, as the columns of their format have it."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db import bulk
from gmk.db.scoping import within
from gmk.db.tables import Association, Educator, Employment, Institution, Membership
from gmk.people.contents import Content, latest_categories, person_text


@requires(Right.EXPORT_PEOPLE, names=True)
def roster_contents(session: Session, *, scope: Scope, on: date, association: str | None = None) -> Content:
    """Every membership that hasn't ended by the day; with `association` those of that name alone."""
    until, place = col(Membership.valid_to), col(Membership.institution_id)
    statement = (
        select(Membership, Association.name, Educator, Institution.name)  # type: ignore[call-overload]
        .join_from(Membership, Association)
        .join(Educator, col(Membership.educator_id) == col(Educator.id))
        .outerjoin(Institution, place == col(Institution.id))
        .where(or_(until.is_(None), until >= on))
        .order_by(col(Association.name_key), col(Educator.name_key), col(Membership.id))
    )
    if association is not None:
        statement = statement.where(col(Association.name) == association)
    found = session.execute(within(statement, place, scope)).all()
    ids = {person.id for _, _, person, _ in found}
    categories, subjects = latest_categories(session, ids), _subjects(session, ids)
    return [
        _row(*one)
        | {
            "category": categories.get(one[2].id, {}).get("category"),
            "subjects": subjects.get((one[2].id, one[0].institution_id), []),
        }
        for one in found
    ]


def _row(one: Membership, association: str, person: Educator, institution: str | None) -> dict[str, Any]:
    return {
        "educator_id": person.id,
        "association": association,
        "full_name": person_text(person),
        "institution": institution,
        "position": one.position,
        "role": one.role,
        "birth_year": person.birth_year,
        "phone": person.phone,
        "email": person.email,
        "since": one.valid_from,
        "until": one.valid_to,
    }


def _subjects(session: Session, educator_ids: set[int]) -> dict[tuple[int, int | None], list[str]]:
    """What the people teach at each institution."""
    among = bulk.among(session.connection(), col(Employment.educator_id), educator_ids)
    taught: dict[tuple[int, int | None], list[str]] = defaultdict(list)
    for post in session.scalars(select(Employment).where(among).order_by(col(Employment.id))):
        known = taught[post.educator_id, post.institution_id]
        known += [subject for subject in post.subjects if subject not in known]
    return taught


@requires(Right.READ_FIGURES)
def association_names(session: Session, *, scope: Scope, on: date) -> list[str]:
    """The associations that aren't closed on the day; they are the office's, so nobody else is given any."""
    closed = col(Association.closed_on)
    open_ones = select(col(Association.name)).where(or_(closed.is_(None), closed > on))
    return list(session.scalars(open_ones.order_by(col(Association.name_key)))) if scope.everything else []
