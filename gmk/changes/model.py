"""One shape for every edit: a change set is a list of changes. Made by an import, a form, an undo."""

from dataclasses import dataclass, field
from typing import Any, Literal

Action = Literal["create", "update", "delete"]
Policy = Literal["update", "fill", "skip"]
"""What an import does to a known record: overwrites what differs, fills what is empty, or leaves it alone."""


@dataclass(slots=True)
class Change:
    """One record that changes.

    `entity` is the table's name. `key` is the record's id; a record yet to be made has a negative one, unique in its
    change set, and other changes of the set refer to it by that number in their foreign keys. `before` and `after` hold
    the changed fields (`after` alone for a creation, `before` alone for a deletion), with Python values. `base_version`
    is the version that the change was made for: the commit refuses when the record has another one.
    """

    entity: str
    key: int
    action: Action
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    base_version: int | None = None
    sheet: str | None = None
    row: int | None = None


@dataclass(slots=True)
class ChangeSet:
    """Changes that are committed together or not at all, in this order.

    `kind` is "import", "form", "undo" or "approval".
    """

    kind: str
    title: str
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did: the change set's id, the ids given to new records, the ids touched by table."""

    change_set_id: int
    new_ids: dict[int, int]
    touched: dict[str, set[int]]
