"""What a roster changes: associations, who belongs to them, and what else it knows of these people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.associations.names import association_key
from gmk.associations.rules import ONE_LEADER, Span, overlaps
from gmk.changes.draft import Differences, Draft, Record
from gmk.db import bulk
from gmk.db.tables import Association, Educator, Membership
from gmk.errors import RuleBroken
from gmk.people.directory import records_of
from gmk.people.matching import Person
from gmk.people.queries import full_name
from gmk.people.staff_changes import StaffBook
from gmk.vocabulary import MembershipRole
from gmk.wording import day_text

Key = tuple[str, Person, str]
"""Association as compared, person, role."""
_MEMBER_FIELDS = {"position": "position", "since": "valid_from", "until": "valid_to"}
_ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class RosterBook:
    """The memberships of a file and what becomes of them; `known` are those of the database and of the rows above.

    `leaders` are those of the database, with their names, by association; `told` are the roles that the file gives a
    person in an association, whatever the order of its rows.
    """

    draft: Draft
    staff: StaffBook
    associations: dict[str, Record] = field(default_factory=dict)
    known: dict[tuple[int, int], list[Record]] = field(default_factory=dict)
    leaders: dict[int, list[tuple[Record, str]]] = field(default_factory=dict)
    told: dict[tuple[str, Person], set[str]] = field(default_factory=lambda: defaultdict(set))
    _periods: dict[Key, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def key(self, person: Person, values: Mapping[str, Any]) -> Key:
        """What tells a membership from others."""
        return association_key(values["association"]), person, values["role"]

    def hear(self, key: Key) -> None:
        """Notes a role that the file gives, before any row is applied."""
        self.told[key[0], key[1]].add(key[2])

    def period(self, key: Key, values: Mapping[str, Any]) -> int:
        """Which of the periods that the file has for the same key the row tells of, counted from 0.

        Rows of one key whose days don't overlap are several periods, others say the same thing twice.
        """
        spans, span = self._periods[key], self._days_told(values)
        for number, other in enumerate(spans):
            if overlaps(other, span):
                return number
        spans.append(span)
        return len(spans) - 1

    def is_known(self, key: Key, values: Mapping[str, Any]) -> bool:
        """Whether the membership is there already."""
        return self._membership(key, values) is not None

    def check(self, key: Key, values: Mapping[str, Any]) -> None:
        """Whether the row can be written.

        Raises:
            RuleBroken: its days would make two periods of the person overlap, or it says of past days that somebody led
                whom the database doesn't know as the leader then.
        """
        stored, left = self._membership(key, values), self._left(key, values)
        span = self._days(key, values, stored, left)
        for one in self._own(key):
            is_own = one is stored or (stored is None and one is left)
            has_both = one["role"] != key[2] and self._is_told(one, key)
            if not is_own and not has_both and overlaps(_span(one), span):
                raise RuleBroken(
                    f"Сроки пересекаются: в базе {_told(one)}. "
                    "Исправьте даты или объедините периоды на странице «Состав объединения»."
                )
        for one, name in self._stored_leaders(key):
            is_told_too = MembershipRole.LEADER in self._told_of(key[0], one)
            if overlaps(_span(one), span) and not is_told_too and not self._takes_over(one, span):
                raise RuleBroken(f"В эти дни руководит другой человек: {name}, {_told(one)}. Исправьте даты.")

    def apply(self, key: Key, institution_id: int | None, values: Mapping[str, Any]) -> tuple[bool, Differences]:
        """One row: whether it made a membership, and old → new of what else it changed.

        Who had another role until now, which the file doesn't name, has the row's role from its first day on.
        """
        _, person, role = key
        stored = self._membership(key, values)
        found = self.staff.complete(person, dict(values))
        if institution_id is not None and self.staff.employ(
            person, institution_id, values.get("position"), values.get("subjects")
        ):
            found["institution"] = (None, values.get("institution"))
        told = {column: values.get(name) for name, column in _MEMBER_FIELDS.items()}
        told["institution_id"] = institution_id
        if stored is not None:
            return False, found | _as_fields(self.draft.update("membership", stored, told), values)
        left = self._left(key, values)
        days = self._days(key, values, None, left)
        if left and self.draft.policy == "fill":
            return False, found
        if left:
            found["role"] = (left["role"], role)
            if left["valid_from"] == self._first_day(values):
                self.draft.update("membership", left, told | {"role": role})
                return False, found
            self.draft.update("membership", left, {"valid_to": self._first_day(values) - _ONE_DAY})
        told["valid_from"], told["valid_to"] = days
        self._join(self._association(values)["id"], self.staff.make(person)["id"], role, told)
        return left is None, found

    def former_leaders(self, key: Key, values: Mapping[str, Any]) -> list[str]:
        """Ends the terms of those who led the association until the row's leader does: names of those not in the file.

        Only where the rule says that one person leads.
        """
        span = self._days(key, values, self._membership(key, values), self._left(key, values))
        first: date = span[0] or self.staff.as_of
        last_day = first - _ONE_DAY
        names = []
        for record, name in self._stored_leaders(key):
            told = self._told_of(key[0], record)
            if MembershipRole.LEADER in told or not self._takes_over(record, span):
                continue
            if self.draft.update("membership", record, {"valid_to": last_day}) and not told:
                names.append(name)
        return names

    def other_leader(self, key: Key) -> bool:
        """Whether the file names somebody else as leader too, where the rule says that one person leads."""
        association = self.associations.get(key[0])
        if key[2] != MembershipRole.LEADER or (association is not None and association["kind"] not in ONE_LEADER):
            return False
        return any(
            name == key[0] and person is not key[1] and MembershipRole.LEADER in roles
            for (name, person), roles in self.told.items()
        )

    def stands_on(self, values: Mapping[str, Any]) -> tuple[int, date] | None:
        """The stored association of the row and the day whose members the file names; None for a past year's roster."""
        association = self.associations.get(association_key(values["association"]))
        since, until = self._days_told(values)
        if association is None or association["id"] < 0 or (until is not None and until < self.staff.as_of):
            return None
        named = since if values.get("school_year") is not None and values.get("since") is None else None
        return association["id"], max(named or self.staff.as_of, self.staff.as_of)

    def in_file(self, association_id: int) -> set[int]:
        """The ids of the stored people whom the file names in the association, in whatever role."""
        return {
            person.record["id"]
            for name, person in self.told
            if person.record is not None and self.associations.get(name, {}).get("id") == association_id
        }

    def _stored_leaders(self, key: Key) -> list[tuple[Record, str]]:
        """Who else leads or led the association as the database has it, where the row's leader is to be the one."""
        association = self.associations.get(key[0])
        if key[2] != MembershipRole.LEADER or association is None or association["kind"] not in ONE_LEADER:
            return []
        own = key[1].record["id"] if key[1].record else None
        return [one for one in self.leaders.get(association["id"], []) if one[0]["educator_id"] != own]

    def _takes_over(self, leader: Record, span: Span) -> bool:
        """Whether the leader of the file comes after the one of the database; one whose days aren't known does now."""
        first = span[0] or self.staff.as_of
        begins, ends = _span(leader)
        is_now = span[1] is None or span[1] >= first
        return is_now and (begins is None or begins < first) and (ends is None or ends >= first)

    def _told_of(self, association: str, record: Record) -> set[str]:
        """The roles that the file gives the person of a membership."""
        return {
            role
            for (name, person), roles in self.told.items()
            if name == association and person.record is not None and person.record["id"] == record["educator_id"]
            for role in roles
        }

    def _own(self, key: Key) -> list[Record]:
        """All memberships of the person in the association, whatever the role."""
        association, person = self.associations.get(key[0]), key[1].record
        if association is None or person is None:
            return []
        return self.known.get((association["id"], person["id"]), [])

    def _left(self, key: Key, values: Mapping[str, Any]) -> Record | None:
        """The other role that the person leaves for the row's one: it lasts on its first day, the file hasn't it."""
        first, (_, until) = self._first_day(values), self._days_told(values)
        if until is not None and until < first:
            return None
        for one in self._own(key):
            if one["role"] != key[2] and not self._is_told(one, key) and overlaps(_span(one), (first, first)):
                return one
        return None

    def _days(self, key: Key, values: Mapping[str, Any], stored: Record | None, left: Record | None) -> Span:
        """The days that the row's period will have; a new role lasts as long as the one that is left for it would.

        Nobody knows since when a member belongs whose row has no first day; after an earlier period, or after another
        leader, it is since the day of the file.
        """
        if stored is not None:
            return values.get("since") or stored["valid_from"], values.get("until") or stored["valid_to"]
        since, until = self._days_told(values)
        if left is not None:
            return self._first_day(values), until or left["valid_to"]
        lasts = until is None or until >= self.staff.as_of
        if since is None and lasts and (self._own(key) or self._stored_leaders(key)):
            return self.staff.as_of, until
        return since, until

    def _is_told(self, one: Record, key: Key) -> bool:
        return one["role"] in self.told.get((key[0], key[1]), ())

    def _days_told(self, values: Mapping[str, Any]) -> Span:
        """The days that the row names, else the school year of the roster; one that isn't over yet has no last day."""
        since, until, year = values.get("since"), values.get("until"), values.get("school_year")
        if since is not None or until is not None or year is None:
            return since, until
        last = date(year + 1, 8, 31)
        return date(year, 9, 1), last if last < self.staff.as_of else None

    def _first_day(self, values: Mapping[str, Any]) -> date:
        return self._days_told(values)[0] or self.staff.as_of

    def _join(self, association_id: int, educator_id: int, role: str, told: Record) -> None:
        before = self.known.setdefault((association_id, educator_id), [])
        ids = {"association_id": association_id, "educator_id": educator_id, "role": role}
        before.append(self.draft.create("membership", ids | told))

    def _association(self, values: Mapping[str, Any]) -> Record:
        """The association of the row; one that the database hasn't is created."""
        key = association_key(values["association"])
        if key not in self.associations:
            named = {"name": values["association"], "name_key": key, "kind": values["association_kind"]}
            self.associations[key] = self.draft.create("association", named)
        return self.associations[key]

    def _membership(self, key: Key, values: Mapping[str, Any]) -> Record | None:
        """The stored period that the row tells of: one of the same days, else one that shares a day with it.

        A row without days tells of the period that hasn't ended by the day of the file; one with only its last day
        of that which holds on this day. A period that has ended is never opened again by a row without a last day.
        """
        same = [one for one in self._own(key) if one["role"] == key[2]]
        since, until = self._days_told(values)
        if since is None and until is None:
            return next((one for one in same if not _has_ended(one, self.staff.as_of)), None)
        if since is None:
            return next((one for one in same if overlaps(_span(one), (until, until))), None)
        equal = next((one for one in same if one["valid_from"] == since), None)
        return equal or next((one for one in same if self._is_meant(one, (since, until))), None)

    def _is_meant(self, one: Record, span: Span) -> bool:
        return overlaps(_span(one), span) and (span[1] is not None or not _has_ended(one, self.staff.as_of))


def _has_ended(membership: Record, as_of: date) -> bool:
    until = membership.get("valid_to")
    return until is not None and until < as_of


def _span(membership: Record) -> Span:
    return membership["valid_from"], membership["valid_to"]


def _told(membership: Record) -> str:
    first, last = day_text(membership["valid_from"]), day_text(membership["valid_to"])
    days = " ".join([*([f"с {first}"] if first else []), *([f"по {last}"] if last else [])])
    return f"{MembershipRole(membership['role']).label} {days}".strip()


def _as_fields(found: Differences, values: Mapping[str, Any]) -> Differences:
    """The changes by the names that the file has for them."""
    names = {column: name for name, column in _MEMBER_FIELDS.items()}
    told = {names[column]: pair for column, pair in found.items() if column in names}
    return told | ({"institution": (None, values.get("institution"))} if "institution_id" in found else {})


def load_associations(session: Session) -> dict[str, Record]:
    """All associations by their names as compared."""
    return {association_key(record["name"]): record for record in records_of(session, Association)}


def load_memberships(session: Session, educator_ids: Iterable[int]) -> dict[tuple[int, int], list[Record]]:
    """The memberships of the people by association and person."""
    condition = bulk.among(session.connection(), col(Membership.educator_id), educator_ids)
    by_key: dict[tuple[int, int], list[Record]] = {}
    for one in records_of(session, Membership, condition):
        by_key.setdefault((one["association_id"], one["educator_id"]), []).append(one)
    return by_key


def load_leaders(
    session: Session, known: Mapping[tuple[int, int], Iterable[Record]]
) -> dict[int, list[tuple[Record, str]]]:
    """Everybody who leads or led an association, with the name; records of `known` are the same objects there."""
    loaded = {one["id"]: one for records in known.values() for one in records}
    records = records_of(session, Membership, col(Membership.role) == MembershipRole.LEADER)
    people = select(Educator).where(col(Educator.id).in_([one["educator_id"] for one in records]))
    names = {person.id: full_name(person) for person in session.scalars(people)}
    by_association: dict[int, list[tuple[Record, str]]] = defaultdict(list)
    for one in records:
        by_association[one["association_id"]].append((loaded.get(one["id"], one), names[one["educator_id"]]))
    return by_association
