"""What the database holds of institutions and staff, as the columns of their formats have it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db import bulk
from gmk.db.scoping import within
from gmk.db.tables import Educator, Employment, Institution, Municipality, QualificationCategory, ReferenceItem
from gmk.errors import RuleBroken
from gmk.people.directory import load_institutions

Content = list[dict[str, Any]]
"""Rows by the fields of the columns: normalised values, a name in one text."""


@requires(Right.READ_FIGURES)
def institution_contents(session: Session, *, scope: Scope, on: date) -> Content:  # noqa: ARG001 - as all contents
    """Every institution, closed ones too."""
    statement = select(Institution, col(Municipality.name)).outerjoin(Municipality)
    ordered = statement.order_by(col(Institution.kind), col(Institution.number), col(Institution.name_key))
    found = session.execute(within(ordered, col(Institution.id), scope))
    return [one.model_dump() | {"municipality": municipality} for one, municipality in found]


@requires(Right.EXPORT_PEOPLE, names=True)
def staff_contents(session: Session, *, scope: Scope, on: date, institution_id: int | None = None) -> Content:
    """Every post that hasn't ended by the day; with `institution_id` of that institution alone."""
    until = col(Employment.valid_to)
    statement = (
        select(Educator, Employment, Institution)
        .join_from(Employment, Educator)
        .join(Institution)
        .where(or_(until.is_(None), until >= on))
        .order_by(col(Institution.name_key), col(Educator.name_key), col(Employment.id))
    )
    if institution_id is not None:
        statement = statement.where(col(Employment.institution_id) == institution_id)
    found = session.execute(within(statement, col(Employment.institution_id), scope)).all()
    latest = latest_categories(session, {person.id for person, _, _ in found})
    return [
        _of_person(person)
        | _of_post(post)
        | {"institution": place.name, "institution_id": place.id}
        | latest.get(person.id, {})
        for person, post, place in found
    ]


def person_text(person: Educator) -> str:
    """Surname, first name and patronymic in one text."""
    return " ".join(part for part in (person.last_name, person.first_name, person.patronymic) if part)


def _of_person(person: Educator) -> dict[str, Any]:
    return person.model_dump() | {"educator_id": person.id, "full_name": person_text(person)}


def _of_post(post: Employment) -> dict[str, Any]:
    return {
        "position": post.position,
        "subjects": post.subjects,
        "employment": post.kind,
        "leave": post.leave,
        "hired_on": post.hired_on,
    }


def latest_categories(session: Session, educator_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The category that each of the people was awarded last."""
    among = bulk.among(session.connection(), col(QualificationCategory.educator_id), educator_ids)
    by_person: dict[int, list[QualificationCategory]] = defaultdict(list)
    for one in session.scalars(select(QualificationCategory).where(among)):
        by_person[one.educator_id].append(one)
    return {key: _of_category(max(those, key=_awarded)) for key, those in by_person.items()}


def _awarded(one: QualificationCategory) -> tuple[date, int]:
    return one.awarded_on or date.min, one.id


def _of_category(one: QualificationCategory) -> dict[str, Any]:
    return {
        "category": one.category,
        "category_awarded_on": one.awarded_on,
        "category_order": one.order_text,
        "category_valid_until": one.valid_until,
    }


@requires(Right.READ_FIGURES)
def reference_names(session: Session, *, scope: Scope, on: date) -> dict[str, list[str]]:
    """The entries of each list that people change, and the institutions of the scope that are open on the day."""
    lists: dict[str, list[str]] = defaultdict(list)
    until = col(ReferenceItem.valid_to)
    items = select(ReferenceItem).where(or_(until.is_(None), until >= on)).order_by(col(ReferenceItem.name_key))
    for item in session.scalars(items):
        lists[item.list_code].append(item.name)
    closed = col(Institution.closed_on)
    places = select(col(Institution.name)).where(or_(closed.is_(None), closed > on))
    lists["institutions"] = list(
        session.scalars(within(places.order_by(Institution.name_key), col(Institution.id), scope))
    )
    return dict(lists)


@requires(Right.READ_FIGURES)
def institution_named(session: Session, *, scope: Scope, text: str) -> int:
    """The institution that a user calls so.

    Raises:
        RuleBroken: none is called so, or several are.
    """
    number = load_institutions(session).find(text).institution_id
    if number is None or not scope.covers(number):
        raise RuleBroken(f"Учреждение «{text}» не найдено. Напишите его название так, как в справочнике.")
    return number
