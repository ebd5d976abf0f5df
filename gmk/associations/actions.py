"""Changes of associations and of who belongs to them: each is a change set, so that the journal and undo hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.associations import rules
from gmk.associations.forms import MEMBER_TITLES, TITLES, read_association
from gmk.associations.queries import members_of
from gmk.associations.rows import AssociationFields, Member
from gmk.changes.model import Change
from gmk.db.tables import Association, Educator, Employment, Membership
from gmk.errors import Conflict, RuleBroken
from gmk.excel.cells import clean_text
from gmk.people.edits import commit_form, update
from gmk.people.queries import full_name
from gmk.vocabulary import MembershipRole
from gmk.wording import day_text

ONE_DAY = timedelta(days=1)
_NEW = -1
ROSTERS = "Составы объединений"


@dataclass(frozen=True, slots=True)
class MemberFields:
    """What a form says of a membership; the institution is that of the person's post, unless it is given."""

    role: MembershipRole = MembershipRole.MEMBER
    valid_from: date | None = None
    valid_to: date | None = None
    institution_id: int | None = None
    position: str = ""
    order_text: str = ""


@requires(Right.EDIT_ASSOCIATIONS)
def add_association(session: Session, *, user: User, scope: Scope, fields: AssociationFields) -> int:
    """Adds an association and gives its id.

    Raises:
        RuleBroken: a field can't be so, or there is one of this name.
    """
    scope.check_office(ROSTERS)
    values = read_association(fields)
    _check_name(session, values)
    change = Change("association", _NEW, "create", after=values)
    return commit_form(session, user, f"Добавлено объединение «{values['name']}»", [change])[_NEW]


@requires(Right.EDIT_ASSOCIATIONS)
def edit_association(
    session: Session, *, user: User, scope: Scope, association_id: int, version: int, fields: AssociationFields
) -> None:
    """Changes an association.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: a field can't be so, or another one has this name.
    """
    scope.check_office(ROSTERS)
    record = _association(session, association_id)
    values = read_association(fields)
    _check_name(session, values, but=association_id)
    changes = update(session, record, values, version, titles=TITLES)
    commit_form(session, user, f"Изменено объединение «{values['name']}»", changes)


@requires(Right.EDIT_ASSOCIATIONS)
def close_association(
    session: Session, *, user: User, scope: Scope, association_id: int, version: int, closed_on: date
) -> int:
    """Closes an association from a day on; whoever belongs to it leaves the day before. How many memberships ended.

    Raises:
        Conflict: somebody changed it since `version`.
    """
    scope.check_office(ROSTERS)
    record = _association(session, association_id)
    changes = update(session, record, {"closed_on": closed_on}, version, titles=TITLES)
    lasting = _lasting(session, association_id, closed_on)
    ends = [change for one in lasting for change in ended(one, closed_on - ONE_DAY)]
    commit_form(session, user, f"Закрыто объединение «{record.name}»", changes + ends)
    return len(ends)


@requires(Right.EDIT_ASSOCIATIONS)
def add_member(
    session: Session, *, user: User, scope: Scope, association_id: int, educator_id: int, fields: MemberFields
) -> int:
    """Takes a person into an association and gives the id of the membership.

    Raises:
        RuleBroken: the person belongs to it on one of these days (the text offers to join the periods), somebody else
            leads it then, or the last day is before the first.
    """
    scope.check_office(ROSTERS)
    association = _association(session, association_id)
    person = session.get(Educator, educator_id)
    if person is None:
        raise Conflict("Этого педагога в базе уже нет. Обновите страницу.")
    values = _values(session, educator_id, fields)
    members = members_of(session, association_id)
    check_span(members, educator_id, values)
    check_leader(members, association, values)
    ids = {"association_id": association_id, "educator_id": educator_id}
    title = f"{full_name(person)}: в составе «{association.name}»"
    return commit_form(session, user, title, [Change("membership", _NEW, "create", after=ids | values)])[_NEW]


@requires(Right.EDIT_ASSOCIATIONS)
def join_periods(
    session: Session, *, user: User, scope: Scope, association_id: int, educator_id: int, fields: MemberFields
) -> None:
    """Makes one membership of a new period and those that it overlaps or follows: the earliest one is made longer.

    Raises:
        RuleBroken: there is nothing to join, or somebody else leads the association then.
    """
    scope.check_office(ROSTERS)
    association = _association(session, association_id)
    values = _values(session, educator_id, fields)
    span = (values["valid_from"], values["valid_to"])
    members = members_of(session, association_id)
    own = [one for one in members if one.educator_id == educator_id and rules.touches(rules.span_of(one), span)]
    if not own:
        raise RuleBroken("Объединять нечего: других периодов рядом нет. Добавьте человека обычным способом.")
    kept, *others = sorted(own, key=lambda one: (one.valid_from or date.min, one.id))
    first, last = rules.joined([span, *map(rules.span_of, own)])
    told = {"valid_from": first, "valid_to": last, "role": values["role"]}
    rest = [one for one in members if one not in own]
    check_leader(rest, association, told)
    changes = update(session, _membership(session, kept.id), told, kept.version, titles=MEMBER_TITLES)
    changes += [Change("membership", one.id, "delete", base_version=one.version) for one in others]
    commit_form(session, user, f"{kept.name}: периоды в «{association.name}» объединены", changes)


@requires(Right.EDIT_ASSOCIATIONS)
def end_membership(
    session: Session, *, user: User, scope: Scope, membership_id: int, version: int, last_day: date
) -> None:
    """Lets a membership end with a day.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: the day is before the first one; or the membership would last longer than it did, into another one
            of the person or into the time of another leader.
    """
    scope.check_office(ROSTERS)
    record = _membership(session, membership_id)
    if record.valid_from and last_day < record.valid_from:
        raise RuleBroken(f"Последний день ({day_text(last_day)}) раньше первого ({day_text(record.valid_from)}).")
    others = [one for one in members_of(session, record.association_id) if one.id != membership_id]
    told = {"valid_from": record.valid_from, "valid_to": last_day, "role": record.role}
    check_span(others, record.educator_id, told)
    check_leader(others, _association(session, record.association_id), told)
    changes = update(session, record, {"valid_to": last_day}, version, titles=MEMBER_TITLES)
    commit_form(session, user, _title(session, record, "выход"), changes)


@requires(Right.EDIT_ASSOCIATIONS)
def change_role(
    session: Session,
    *,
    user: User,
    scope: Scope,
    membership_id: int,
    version: int,
    role: MembershipRole,
    on: date,
    order_text: str = "",
) -> None:
    """Gives a person another role from a day on: the old membership ends the day before, a new one begins.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: the membership doesn't hold on the day, has that role already, or somebody else leads then.
    """
    scope.check_office(ROSTERS)
    record = _membership(session, membership_id)
    members = members_of(session, record.association_id)
    now = next(one for one in members if one.id == membership_id)
    if not now.holds_on(on) or now.role is role:
        raise RuleBroken("В этот день у человека нет этой записи, или роль у него уже такая.")
    values = {
        "association_id": record.association_id, "educator_id": record.educator_id, "role": str(role),
        "institution_id": record.institution_id, "position": record.position, "valid_from": on,
        "valid_to": record.valid_to, "order_text": clean_text(order_text),
    }  # fmt: skip
    others = [one for one in members if one.id != membership_id]
    check_leader(others, _association(session, record.association_id), values)
    if record.valid_from == on:
        told = {"role": str(role), "order_text": values["order_text"]}
        changes = update(session, record, told, version, titles=MEMBER_TITLES)
    else:
        changes = update(session, record, {"valid_to": on - ONE_DAY}, version, titles=MEMBER_TITLES)
        changes.append(Change("membership", _NEW, "create", after=values))
    commit_form(session, user, _title(session, record, f"теперь {role.label}"), changes)


@requires(Right.EDIT_ASSOCIATIONS)
def remove_membership(session: Session, *, user: User, scope: Scope, membership_id: int, version: int) -> None:
    """Takes out a membership that was a mistake; one that was true is ended instead.

    Raises:
        Conflict: somebody changed it since `version`.
    """
    scope.check_office(ROSTERS)
    record = _membership(session, membership_id)
    change = Change("membership", membership_id, "delete", base_version=version)
    commit_form(session, user, _title(session, record, "запись удалена"), [change])


def _association(session: Session, association_id: int) -> Association:
    record = session.get(Association, association_id, populate_existing=True)
    if record is None:
        raise Conflict("Этого объединения уже нет. Обновите страницу.")
    return record


def _membership(session: Session, membership_id: int) -> Membership:
    record = session.get(Membership, membership_id, populate_existing=True)
    if record is None:
        raise Conflict("Этой записи о составе уже нет. Обновите страницу.")
    return record


def _check_name(session: Session, values: dict[str, Any], *, but: int | None = None) -> None:
    same = select(col(Association.id)).where(col(Association.name_key) == values["name_key"])
    if any(key != but for key in session.scalars(same)):
        raise RuleBroken(f"Объединение «{values['name']}» уже есть. Откройте его в списке.")


def _values(session: Session, educator_id: int, fields: MemberFields) -> dict[str, Any]:
    first, last = fields.valid_from, fields.valid_to
    if first and last and last < first:
        raise RuleBroken(f"Последний день ({day_text(last)}) раньше первого ({day_text(first)}). Исправьте их.")
    post = _post(session, educator_id, first) if fields.institution_id is None else None
    return {
        "role": str(fields.role),
        "valid_from": first,
        "valid_to": last,
        "institution_id": fields.institution_id or (post.institution_id if post else None),
        "position": clean_text(fields.position) or (post.position if post else None),
        "order_text": clean_text(fields.order_text),
    }


def _post(session: Session, educator_id: int, on: date | None) -> Employment | None:
    """The person's post on the day, the first one where there are several."""
    own = select(Employment).where(col(Employment.educator_id) == educator_id)
    posts = session.scalars(own.order_by(col(Employment.id)))
    day = on or date.max
    held = [one for one in posts if one.valid_to is None or one.valid_to >= day]
    return held[0] if held else None


def check_span(members: Iterable[Member], educator_id: int, values: Mapping[str, Any]) -> None:
    """Refuses a period that shares a day with another one of the person.

    Raises:
        RuleBroken: it names the other periods.
    """
    span = (values["valid_from"], values["valid_to"])
    found = rules.in_the_way(members, educator_id, span)
    if found:
        periods = "; ".join(f"{one.role.label}, {span_text(one)}" for one in found)
        raise RuleBroken(f"{found[0].name} уже в составе: {periods}. Измените даты или объедините периоды в один.")


def span_text(member: Member) -> str:
    """«с 01.09.2025», «01.09.2024–31.08.2025», «даты не указаны»."""
    first, last = day_text(member.valid_from), day_text(member.valid_to)
    if first and last:
        return f"{first}–{last}"
    return f"с {first}" if first else f"по {last}" if last else "даты не указаны"


def check_leader(members: Iterable[Member], association: Association, values: Mapping[str, Any]) -> None:
    """Refuses a leader in the time of another one, where the rule says that one person leads.

    Raises:
        RuleBroken: it names the others.
    """
    if values["role"] != MembershipRole.LEADER:
        return
    found = rules.other_leaders(members, (values["valid_from"], values["valid_to"]), kind=association.kind)
    if found:
        told = "; ".join(f"{one.name}, {span_text(one)}" for one in found)
        raise RuleBroken(f"В эти дни руководит другой человек: {told}. Сначала закончите его срок.")


def _lasting(session: Session, association_id: int, from_day: date) -> list[Member]:
    """The memberships that hold on the day or later."""
    return [one for one in members_of(session, association_id) if one.valid_to is None or one.valid_to >= from_day]


def ended(one: Member, last_day: date) -> list[Change]:
    """The change that ends a membership with a day; one that would begin later goes."""
    if one.valid_from and one.valid_from > last_day:
        return [Change("membership", one.id, "delete", base_version=one.version)]
    before, after = {"valid_to": one.valid_to}, {"valid_to": last_day}
    return [Change("membership", one.id, "update", before=before, after=after, base_version=one.version)]


def _title(session: Session, record: Membership, what: str) -> str:
    person = full_name(session.get_one(Educator, record.educator_id))
    name = session.get_one(Association, record.association_id).name
    return f"{person}, «{name}»: {what}"
