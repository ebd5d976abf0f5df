"""What an undo may not take back: a membership that would overlap with one that was made since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.associations.rules import ONE_LEADER, overlaps
from gmk.changes.labels import labels
from gmk.changes.model import Change
from gmk.changes.undo import Left, UndoPlan
from gmk.db import bulk
from gmk.db.tables import Association, Membership
from gmk.vocabulary import MembershipRole

_ENTITY = "membership"
_WHY = "в эти дни человек уже в составе, или руководит другой"


@dataclass(frozen=True, slots=True)
class _Held:
    """A membership as it would be after the undo."""

    association_id: int
    educator_id: int
    role: str
    valid_from: date | None
    valid_to: date | None


def leave_what_would_overlap(session: Session, plan: UndoPlan) -> None:
    """Takes back the restorations that would break the rules of rosters.

    With such a one everything else goes that the undo would do with the person's memberships in the same association:
    half of it would be a roster that never was.
    """
    own = [change for change in plan.change_set.changes if change.entity == _ENTITY]
    if not own:
        return
    stored = _stored(session, own)
    named = {key: stored[key] for key in stored} | {
        change.key: _Held(**_fields(change.after)) for change in own if change.action == "create"
    }
    leaving: set[tuple[int, int]] = set()
    while True:
        taken = [change for change in own if _whose(named[change.key]) not in leaving]
        found = _breaking(session, _after(stored, taken), {one.key for one in taken if one.action != "delete"})
        if not found:
            break
        leaving |= {_whose(one) for one in found}
    left = [change.key for change in own if _whose(named[change.key]) in leaving]
    names = labels(session, _ENTITY, left)
    plan.impossible += [Left(names.get(key, "запись о составе"), _WHY) for key in left]
    plan.change_set.changes = [
        change for change in plan.change_set.changes if change.entity != _ENTITY or change.key not in left
    ]


def _whose(one: _Held) -> tuple[int, int]:
    return one.association_id, one.educator_id


def _fields(values: dict[str, Any] | None) -> dict[str, Any]:
    return {name: (values or {}).get(name) for name in _Held.__dataclass_fields__}


def _stored(session: Session, own: Iterable[Change]) -> dict[int, _Held]:
    """All memberships of the associations that the undo touches."""
    connection, association = session.connection(), col(Membership.association_id)
    touched = select(association).where(bulk.among(connection, col(Membership.id), [change.key for change in own]))
    ids = {*session.scalars(touched), *((one.after or {}).get("association_id") for one in own)} - {None}
    columns = (getattr(Membership, name) for name in ("id", *_Held.__dataclass_fields__))
    statement = select(*map(col, columns)).where(bulk.among(connection, association, ids))
    return {key: _Held(*values) for key, *values in session.execute(statement)}


def _after(stored: dict[int, _Held], taken: Iterable[Change]) -> dict[int, _Held]:
    after = dict(stored)
    for change in taken:
        if change.action == "delete":
            after.pop(change.key, None)
        elif change.action == "create":
            after[change.key] = _Held(**_fields(change.after))
        else:
            told = {name: value for name, value in (change.after or {}).items() if name in _Held.__dataclass_fields__}
            after[change.key] = replace(after[change.key], **told)
    return after


def _breaking(session: Session, after: dict[int, _Held], restored: set[int]) -> list[_Held]:
    """The restored memberships that share a day with another one of the person, or with another leader."""
    kinds = select(col(Association.id), col(Association.kind))
    led_by_one = {key for key, kind in session.execute(kinds) if kind in ONE_LEADER}
    return [
        after[key]
        for key in restored & after.keys()
        if any(_clash(after[key], other, led_by_one) for own, other in after.items() if own != key)
    ]


def _clash(one: _Held, other: _Held, led_by_one: set[int]) -> bool:
    if one.association_id != other.association_id:
        return False
    both_lead = one.role == other.role == MembershipRole.LEADER and one.association_id in led_by_one
    same = one.educator_id == other.educator_id
    return (same or both_lead) and overlaps((one.valid_from, one.valid_to), (other.valid_from, other.valid_to))
