"""What a list of staff changes: people, their posts, their categories."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col

from gmk.changes.draft import Differences, Draft, Record
from gmk.db import bulk
from gmk.db.keys import name_key
from gmk.db.tables import QualificationCategory
from gmk.people.directory import records_of
from gmk.people.matching import Person

OWN_FIELDS = ("birth_year", "education", "experience_total_years", "experience_teaching_years", "phone", "email")
_CATEGORY_FIELDS = {
    "category_awarded_on": "awarded_on",
    "category_valid_until": "valid_until",
    "category_order": "order_text",
}
_POST_FIELDS = {"kind": "employment"}


@dataclass(slots=True)
class StaffBook:
    """The people of a file and what becomes of them; `as_of` is the day for which the file holds."""

    draft: Draft
    as_of: date
    categories: dict[int, list[Record]] = field(default_factory=dict)

    def employ(
        self, person: Person, institution_id: int, position: str | None, subjects: list[str] | None = None
    ) -> bool:
        """Opens a post at the institution if the person never had one there, since when isn't known; whether it did."""
        if any(post["institution_id"] == institution_id for post in person.posts):
            return False
        self._open_post(person, institution_id, {"position": position, "subjects": subjects})
        return True

    def complete(self, person: Person, values: Record) -> Differences:
        """Fills what isn't known of the person yet: a list that isn't of staff never contradicts one that is."""
        educator = self.make(person)
        own = {name: values.get(name) for name in OWN_FIELDS if educator.get(name) is None}
        found = self.draft.update("educator", educator, own) if person.is_stored else _fill(educator, own)
        if not self.categories.get(educator["id"]):
            found |= self._award(educator, values)
        return found

    def make(self, person: Person) -> Record:
        """The person's record; made now if the database doesn't have it."""
        if person.record is None:
            last, first, patronymic = person.name
            named = {"last_name": last, "first_name": first, "patronymic": patronymic}
            person.record = self.draft.create("educator", named | {"name_key": person.key})
        return person.record

    def apply(self, person: Person, institution_id: int, values: Record) -> tuple[bool, Differences]:
        """One row of the list: whether it made a post, and old → new of what else it changed."""
        educator = self.make(person)
        own = {name: values.get(name) for name in OWN_FIELDS}
        found = self.draft.update("educator", educator, own) if person.is_stored else _fill(educator, own)
        post = self._post(person, institution_id, values.get("position"))
        if post is None:
            self._open_post(person, institution_id, _post_values(values))
        else:
            found |= _as_columns(self.draft.update("employment", post, _post_values(values)))
        found |= self._award(educator, values)
        return post is None, found

    def has_post(self, person: Person, institution_id: int, position: str | None) -> bool:
        """Whether the person has the position there on the day of the file."""
        return self._post(person, institution_id, position) is not None

    def _post(self, person: Person, institution_id: int, position: str | None) -> Record | None:
        """The post with this position that hasn't ended by the day of the file."""
        key = name_key(position or "")
        for post in person.posts:
            is_same = post["institution_id"] == institution_id and post["position_key"] == key
            until = post.get("valid_to")
            if is_same and (until is None or until >= self.as_of):
                return post
        return None

    def _open_post(self, person: Person, institution_id: int, values: Record) -> None:
        """A new post; if one with this position has ended, the new one begins with the day of the file."""
        key = name_key(values.get("position") or "")
        ended = any(p["institution_id"] == institution_id and p["position_key"] == key for p in person.posts)
        post = {
            "educator_id": self.make(person)["id"],
            "institution_id": institution_id,
            "position_key": key,
            "valid_from": self.as_of if ended else values.get("hired_on"),
        }
        post |= {name: value for name, value in values.items() if value is not None}
        person.posts.append(self.draft.create("employment", post))
        person.works_at(institution_id)

    def _award(self, educator: Record, values: Record) -> Differences:
        category = values.get("category")
        if category is None:
            return {}
        known = self.categories.setdefault(educator["id"], [])
        details = {column: values.get(name) for name, column in _CATEGORY_FIELDS.items()}
        same = next((one for one in known if _is_same_award(one, category, details["awarded_on"])), None)
        if same is not None:
            changed = self.draft.update("qualification_category", same, details)
            return {name: changed[column] for name, column in _CATEGORY_FIELDS.items() if column in changed}
        if known and self.draft.policy != "update":
            return {}
        before = known[-1]["category"] if known else None
        record = {"educator_id": educator["id"], "category": category, **details}
        known.append(self.draft.create("qualification_category", record))
        return {"category": (before, category)}


def _is_same_award(record: Record, category: str, awarded_on: date | None) -> bool:
    """The same category, and the same day of the award as far as both are known."""
    known = record.get("awarded_on")
    return bool(record["category"] == category) and (known is None or awarded_on is None or known == awarded_on)


def _fill(record: Record, values: Record) -> Differences:
    """Completes a record that is yet to be made: nothing of it is a change."""
    record.update((name, value) for name, value in values.items() if record.get(name) is None and value is not None)
    return {}


def _post_values(values: Record) -> Record:
    return {
        "position": values.get("position"),
        "kind": values.get("employment"),
        "leave": values.get("leave"),
        "subjects": values.get("subjects"),
        "hired_on": values.get("hired_on"),
    }


def _as_columns(found: Differences) -> Differences:
    return {_POST_FIELDS.get(name, name): pair for name, pair in found.items()}


def load_categories(session: Session, educator_ids: Iterable[int]) -> dict[int, list[Record]]:
    """The categories of the people, the oldest record first."""
    condition = bulk.among(session.connection(), col(QualificationCategory.educator_id), educator_ids)
    by_person: dict[int, list[Record]] = {}
    for record in records_of(session, QualificationCategory, condition):
        by_person.setdefault(record["educator_id"], []).append(record)
    return by_person
