"""What a roster changes: associations, who belongs to them, and what else it knows of these people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, col

from gmk.associations.names import association_key
from gmk.changes.draft import Differences, Draft, Record
from gmk.db import bulk
from gmk.db.tables import Association, Membership
from gmk.people.directory import records_of
from gmk.people.matching import Person
from gmk.people.staff_changes import StaffBook

Key = tuple[str, Person, str]
"""Association as compared, person, role."""
_MEMBER_FIELDS = {"position": "position", "since": "valid_from", "until": "valid_to"}


@dataclass(slots=True)
class RosterBook:
    """The memberships of a file and what becomes of them; `known` are those of the database and of the rows above."""

    draft: Draft
    staff: StaffBook
    associations: dict[str, Record] = field(default_factory=dict)
    known: dict[tuple[int, int, str], list[Record]] = field(default_factory=dict)

    def key(self, person: Person, values: Mapping[str, Any]) -> Key:
        """What tells a membership from others."""
        return association_key(values["association"]), person, values["role"]

    def is_known(self, key: Key, values: Mapping[str, Any]) -> bool:
        """Whether the membership is there already."""
        return self._membership(key, values) is not None

    def apply(self, key: Key, institution_id: int | None, values: Mapping[str, Any]) -> tuple[bool, Differences]:
        """One row: whether it made a membership, and old → new of what else it changed."""
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
        self._join(self._association(values)["id"], self.staff.make(person)["id"], role, told)
        return True, found

    def _join(self, association_id: int, educator_id: int, role: str, told: Record) -> None:
        """A new membership; after one that has ended it begins with the day of the file, unless the row says when."""
        before = self.known.setdefault((association_id, educator_id, role), [])
        if before and told["valid_from"] is None:
            told["valid_from"] = self.staff.as_of
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
        """The one that hasn't ended by the day of the file; one that has, if the row tells of its end."""
        association, person = self.associations.get(key[0]), key[1].record
        if association is None or person is None:
            return None
        same = self.known.get((association["id"], person["id"], key[2]), [])
        current = next((one for one in same if not _has_ended(one, self.staff.as_of)), None)
        until = values.get("until")
        if current is not None or until is None:
            return current
        return next((one for one in same if one["valid_to"] == until), None)


def _has_ended(membership: Record, as_of: date) -> bool:
    until = membership.get("valid_to")
    return until is not None and until < as_of


def _as_fields(found: Differences, values: Mapping[str, Any]) -> Differences:
    """The changes by the names that the file has for them."""
    names = {column: name for name, column in _MEMBER_FIELDS.items()}
    told = {names[column]: pair for column, pair in found.items() if column in names}
    return told | ({"institution": (None, values.get("institution"))} if "institution_id" in found else {})


def load_associations(session: Session) -> dict[str, Record]:
    """All associations by their names as compared."""
    return {association_key(record["name"]): record for record in records_of(session, Association)}


def load_memberships(session: Session, educator_ids: Iterable[int]) -> dict[tuple[int, int, str], list[Record]]:
    """The memberships of the people by association, person and role."""
    condition = bulk.among(session.connection(), col(Membership.educator_id), educator_ids)
    by_key: dict[tuple[int, int, str], list[Record]] = {}
    for one in records_of(session, Membership, condition):
        by_key.setdefault((one["association_id"], one["educator_id"], one["role"]), []).append(one)
    return by_key
