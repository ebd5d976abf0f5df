"""1 September: who goes on, who leaves, who leads from now on, in all associations as one change set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session

from gmk.access import Right, Scope, User, requires
from gmk.associations import rules
from gmk.associations.actions import ROSTERS, MemberFields, check_leader, check_span, ended
from gmk.associations.queries import members_of
from gmk.associations.rows import Member
from gmk.changes.model import Change
from gmk.db.tables import Association
from gmk.errors import Conflict, RuleBroken
from gmk.excel.cells import clean_text
from gmk.people.edits import commit_form
from gmk.periods import school_year_text
from gmk.vocabulary import MembershipRole
from gmk.wording import counted

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewRoster:
    """What becomes of one association: who leaves, by membership; who leads, by educator; who is taken in."""

    leaves: frozenset[int] = frozenset()
    leader_id: int | None = None
    joins: Mapping[int, MemberFields] = field(default_factory=dict)


@requires(Right.EDIT_ASSOCIATIONS)
def roll_over(
    session: Session,
    *,
    user: User,
    scope: Scope,
    school_year: int,
    rosters: Mapping[int, NewRoster],
    order_text: str,
) -> int:
    """Forms the rosters of a school year anew, by association; says how many memberships changed.

    Who goes on stays as he is; who leaves leaves on 31 August; a new leader takes over on 1 September, and the old one
    is a member from then on. All of it is one change set, which can be undone.

    Raises:
        Conflict: an association or a membership isn't there any more.
        RuleBroken: there is no order, nothing changes, or a new leader isn't among those who go on or join.
    """
    scope.check_office(ROSTERS)
    order = clean_text(order_text)
    if order is None:
        raise RuleBroken("Приказ не указан. Впишите номер и дату приказа о составах.")
    first = date(school_year, 9, 1)
    changes: list[Change] = []
    for association_id, told in rosters.items():
        record = session.get(Association, association_id)
        if record is None:
            raise Conflict("Одного из объединений уже нет. Обновите страницу.")
        changes += _changes(record, members_of(session, association_id), told, first, order, -len(changes) - 1)
    if not changes:
        raise RuleBroken("Ничего не меняется: все составы остаются прежними.")
    many = counted(len(rosters), "объединение", "объединения", "объединений")
    title = f"Составы на {school_year_text(school_year)}, {order}: {many}"
    commit_form(session, user, title, changes)
    return len(changes)


def _changes(
    record: Association, members: list[Member], told: NewRoster, first: date, order: str, key: int
) -> list[Change]:
    """What changes in one association; keys of new memberships count down from `key`."""
    last_day = first - ONE_DAY
    here = {one.id: one for one in members if one.holds_on(first) or one.holds_on(last_day)}
    if told.leaves - here.keys():
        raise Conflict(f"«{record.name}»: одного из выходящих в составе уже нет. Обновите страницу.")
    changes = [change for one in told.leaves for change in ended(here[one], last_day)]
    stays = {one.educator_id: one for one in here.values() if one.id not in told.leaves and one.holds_on(first)}
    made: list[tuple[int, dict[str, object]]] = []
    for educator_id, fields in told.joins.items():
        if educator_id in stays:
            raise RuleBroken(f"«{record.name}»: {stays[educator_id].name} уже в составе.")
        role = MembershipRole.LEADER if educator_id == told.leader_id else fields.role
        made.append((educator_id, _new(first, order, role, fields.institution_id, fields.position or None)))
    if told.leader_id is not None:
        changes += _led(record, stays, told, first, order, made)
    _check(record, members, changes, made)
    for number, (educator_id, values) in enumerate(made):
        ids = {"association_id": record.id, "educator_id": educator_id}
        changes.append(Change("membership", key - number, "create", after=ids | values))
    return changes


def _check(
    record: Association, members: list[Member], changes: list[Change], made: list[tuple[int, dict[str, object]]]
) -> None:
    """Whether the new memberships leave alone those that begin later."""
    ended_ids = {change.key for change in changes}
    rest = [one for one in members if one.id not in ended_ids]
    for educator_id, values in made:
        try:
            check_span(rest, educator_id, values)
            check_leader(rest, record, values)
        except RuleBroken as broken:
            raise RuleBroken(f"«{record.name}». {broken}") from None


def _led(
    record: Association,
    stays: Mapping[int, Member],
    told: NewRoster,
    first: date,
    order: str,
    made: list[tuple[int, dict[str, object]]],
) -> list[Change]:
    """The new leader takes over; whoever led before is a member from the same day."""
    changes = []
    if told.leader_id not in stays and told.leader_id not in told.joins:
        raise RuleBroken(f"«{record.name}»: новый руководитель не входит в состав. Добавьте его в состав.")
    for one in stays.values():
        is_new = one.educator_id == told.leader_id
        leads = one.role is MembershipRole.LEADER
        if is_new is leads or (leads and record.kind not in rules.ONE_LEADER):
            continue
        role = MembershipRole.LEADER if is_new else MembershipRole.MEMBER
        changes += ended(one, first - ONE_DAY)
        made.append((one.educator_id, _new(first, order, role, one.institution_id, one.position, one.valid_to)))
    return changes


def _new(
    first: date,
    order: str,
    role: MembershipRole,
    institution_id: int | None,
    position: str | None,
    valid_to: date | None = None,
) -> dict[str, object]:
    return {
        "role": str(role),
        "valid_from": first,
        "valid_to": valid_to,
        "institution_id": institution_id,
        "position": position,
        "order_text": order,
    }
