"""A change set in the making: records as dicts, one change for each, however many rows of a file touch it."""

from dataclasses import dataclass, field
from math import isclose
from typing import Any

from gmk.changes.model import Change, ChangeSet, Policy
from gmk.db.keys import name_key

Record = dict[str, Any]
"""A record with its `id` (negative: yet to be made) and, if it is stored, its `version`."""
Differences = dict[str, tuple[Any, Any]]
"""Old → new by field."""
_SAME_TO = 1e-12
"""Programs that write workbooks round the last of 17 digits away."""


@dataclass(slots=True)
class Draft:
    """Collects the changes of one file; `sheet` and `row` are the place from which the next ones come."""

    change_set: ChangeSet
    policy: Policy = "update"
    sheet: str | None = None
    row: int | None = None
    _updates: dict[tuple[str, int], Change] = field(default_factory=dict)
    _last_key: int = 0

    def create(self, entity: str, record: Record) -> Record:
        """Adds a record and gives it a negative id; later updates of it go into the same change."""
        self._last_key -= 1
        record["id"] = self._last_key
        change = Change(entity, self._last_key, "create", None, record, None, self.sheet, self.row)
        self.change_set.changes.append(change)
        return record

    def update(self, entity: str, record: Record, values: Record) -> Differences:
        """Gives the record what the policy lets in of the values; old → new of what that changed."""
        found = differences(record, values, self.policy)
        if found:
            self._note(entity, record, found)
            record.update((name, new) for name, (_old, new) in found.items())
        return found

    def touches(self, entity: str, key: int) -> bool:
        """Whether a stored record is changed already."""
        return (entity, key) in self._updates

    def _note(self, entity: str, record: Record, found: Differences) -> None:
        if record["id"] < 0:  # its creation holds the record itself
            return
        change = self._updates.get((entity, record["id"]))
        if change is None:
            change = Change(entity, record["id"], "update", {}, {}, record["version"], self.sheet, self.row)
            self._updates[entity, record["id"]] = change
            self.change_set.changes.append(change)
        _extend(change, found)


def _extend(change: Change, found: Differences) -> None:
    before, after = change.before or {}, change.after or {}
    for name, (old, new) in found.items():
        before.setdefault(name, old)
        after[name] = new
    change.before, change.after = before, after


def differences(record: Record, values: Record, policy: Policy) -> Differences:
    """What the values would change; an empty one never erases, texts that differ by case or ё are the same."""
    if policy == "skip":
        return {}
    return {
        name: (record.get(name), new)
        for name, new in values.items()
        if not _is_empty(new)
        and not _is_same(record.get(name), new)
        and (policy == "update" or _is_empty(record.get(name)))
    }


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == []


def _is_same(old: Any, new: Any) -> bool:
    if old == new:
        return True
    if isinstance(old, float) and isinstance(new, float):
        return isclose(old, new, rel_tol=_SAME_TO)
    return isinstance(old, str) and isinstance(new, str) and name_key(old) == name_key(new)
