"""Two versions of a plan side by side: what was added, moved, cancelled, changed. Pure."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from gmk.plan.rows import ActivityRow, Comparison, Content, FieldDifference, ItemDifference, ItemFate
from gmk.plan.rules import CONTENT, PERIOD
from gmk.vocabulary import ActivityStatus

CANCELLED = "is_cancelled"
"""In the content of an item: whether the version shows it as cancelled."""
Contents = Mapping[int, Content]
"""What a version says, by the ids of the items."""


def content_of(item: ActivityRow) -> Content:
    """What a version would say of the item as it stands now."""
    told = {name: _plain(getattr(item, name)) for name in sorted(CONTENT)}
    return told | {CANCELLED: item.status is ActivityStatus.CANCELLED}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def content_hash(head: Mapping[str, Any], contents: Contents) -> str:
    """SHA-256 of a version: its head and all its items, whatever their order; what a print carries."""
    items = [{"id": key, **contents[key]} for key in sorted(contents)]
    text = json.dumps({"head": dict(head), "items": items}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def compare(before: Contents, after: Contents, reasons: Mapping[int, str] | None = None) -> Comparison:
    """What differs, in the order of the ids; cancelled items stay visible, those that both versions cancel too."""
    told = reasons or {}
    differences, same, cancelled = [], 0, []
    for key in sorted({*before, *after}):
        found = _difference(key, before.get(key), after.get(key), told.get(key))
        if found is None:
            old = before[key]
            if old[CANCELLED]:
                cancelled.append(ItemDifference(key, ItemFate.CANCELLED, old["title"], old, after[key]))
            else:
                same += 1
        else:
            differences.append(found)
    return Comparison(tuple(differences), same, tuple(cancelled))


def _difference(key: int, old: Content | None, new: Content | None, reason: str | None) -> ItemDifference | None:
    if old is None:
        title = new["title"] if new else ""
        return ItemDifference(key, ItemFate.ADDED, title, None, new, (), reason)
    if new is None:
        return ItemDifference(key, ItemFate.REMOVED, old["title"], old, None, (), reason)
    fields = tuple(FieldDifference(name, old.get(name), new[name]) for name in new if old.get(name) != new[name])
    if not fields:
        return None
    return ItemDifference(key, _fate(fields, new), new["title"], old, new, fields, reason)


def _fate(fields: tuple[FieldDifference, ...], new: Content) -> ItemFate:
    changed = {one.field for one in fields}
    if CANCELLED in changed:
        return ItemFate.CANCELLED if new[CANCELLED] else ItemFate.RESTORED
    return ItemFate.MOVED if changed & PERIOD else ItemFate.CHANGED
