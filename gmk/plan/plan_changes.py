"""What a plan changes: its items, each known by school year, title and period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlmodel import Session, col

from gmk.changes.draft import Differences, Draft, Record, differences
from gmk.db import bulk
from gmk.db.keys import name_key
from gmk.db.tables import Activity
from gmk.people.directory import records_of
from gmk.periods import Precision
from gmk.plan.rows import Stage
from gmk.plan.rules import CONTENT, direction_named, is_content_open

FIELDS = (
    "number", "section", "period_text", "responsible", "audience", "place", "outcome", "status_note",
)  # fmt: skip
"""What an item says beside its key."""
Key = tuple[Any, ...]
Fate = Literal["create", "update", "unchanged", "known", "closed"]
"""«closed»: the plan is signed or lies with the approver, and the row would change what it says."""


@dataclass(slots=True)
class PlanBook:
    """The items of a file and what becomes of them; `known` are those of the school years in `loaded`.

    `stages` says where the plans of those years are.
    """

    draft: Draft
    known: dict[Key, Record] = field(default_factory=dict)
    loaded: set[int] = field(default_factory=set)
    stages: dict[int, Stage] = field(default_factory=dict)

    def key(self, values: Mapping[str, Any]) -> Key:
        """What tells an item from others; of an undetermined period its words count."""
        period = (values["start"], values["end"], values["precision"], values["recurrence"])
        return _key(values["school_year"], name_key(values["title"]), period, values["period_text"])

    def apply(self, key: Key, values: Mapping[str, Any]) -> tuple[Fate, Differences]:
        """One item: what becomes of it, and old → new of what it changes."""
        stored = self.known.get(key)
        told = {name: values.get(name) for name in FIELDS}
        if self._is_closed(stored, values["school_year"], told):
            return "closed", {}
        if stored is None:
            self.known[key] = self.draft.create(
                "activity", _new(values) | told | {"responsible": told["responsible"] or []}
            )
            return "create", {}
        if self.draft.policy == "skip":
            return ("known" if differences(stored, told, "update") else "unchanged"), {}
        found = self.draft.update("activity", stored, told)
        return ("update" if found else "unchanged"), found

    def _is_closed(self, stored: Record | None, school_year: int, told: Record) -> bool:
        """Whether the row would change what a closed plan says."""
        now = self.stages.get(school_year, Stage())
        if stored is None:
            return not is_content_open(now, None)
        said = {name: value for name, value in told.items() if name in CONTENT}
        is_open = stored["id"] < 0 or is_content_open(now, stored["id"])
        return not is_open and bool(differences(stored, said, self.draft.policy))


def _new(values: Mapping[str, Any]) -> Record:
    return {
        "school_year": values["school_year"],
        "title": values["title"],
        "title_key": name_key(values["title"]),
        "direction": direction_named(values["section"]),
        "starts_on": values["start"],
        "ends_on": values["end"],
        "precision": values["precision"],
        "recurrence": values["recurrence"],
    }


def _key(school_year: int, title_key: str, period: tuple[Any, ...], text: str | None) -> Key:
    words = name_key(text or "") if period[2] == Precision.UNDETERMINED else ""
    return school_year, title_key, *period, words


def load_activities(session: Session, school_years: Iterable[int]) -> dict[Key, Record]:
    """The items of the school years."""
    condition = bulk.among(session.connection(), col(Activity.school_year), school_years)
    return {
        _key(
            one["school_year"],
            one["title_key"],
            (one["starts_on"], one["ends_on"], one["precision"], one["recurrence"]),
            one["period_text"],
        ): one
        for one in records_of(session, Activity, condition)
    }
