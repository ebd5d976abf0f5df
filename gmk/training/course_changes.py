"""What rows with courses change: completed courses, each known by person, title and end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlmodel import Session, col

from gmk.changes.draft import Differences, Draft, Record, differences
from gmk.db import bulk
from gmk.db.keys import name_key
from gmk.db.tables import CourseRecord
from gmk.people.directory import records_of
from gmk.people.matching import Person

FIELDS = (
    "title", "kind", "provider", "form", "hours", "started_on", "finished_on", "year", "document_number",
    "document_date",
)  # fmt: skip
Key = tuple[Person, str, Any]
Fate = Literal["create", "update", "unchanged", "known"]


@dataclass(slots=True)
class CourseBook:
    """The courses of a file and what becomes of them; `known` are those of the database and of the rows above."""

    draft: Draft
    known: dict[Key, Record] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)

    def key(self, person: Person, record: Mapping[str, Any]) -> Key:
        """What tells a course from others: person, title, last day or year."""
        title = record["title"]
        folded = self._titles.get(title)
        if folded is None:
            folded = self._titles[title] = name_key(title)
        return person, folded, record.get("finished_on") or record.get("year")

    def apply(self, key: Key, educator_id: int, record: Mapping[str, Any], where: Record) -> tuple[Fate, Differences]:
        """One course; `where` are institution and position that the row names."""
        stored = self.known.get(key)
        values = {name: record.get(name) for name in FIELDS} | where
        if stored is None:
            values["educator_id"] = educator_id
            values["title_key"] = key[1]
            self.known[key] = self.draft.create("course_record", values)
            return "create", {}
        if self.draft.policy == "skip":
            return ("known" if differences(stored, values, "update") else "unchanged"), {}
        found = self.draft.update("course_record", stored, values)
        return ("update" if found else "unchanged"), found


def load_courses(session: Session, people: Iterable[Person]) -> dict[Key, Record]:
    """The courses of the people who are in the database."""
    by_id = {person.record["id"]: person for person in people if person.record is not None}
    condition = bulk.among(session.connection(), col(CourseRecord.educator_id), by_id)
    return {
        (by_id[one["educator_id"]], one["title_key"], one["finished_on"] or one["year"]): one
        for one in records_of(session, CourseRecord, condition)
    }
