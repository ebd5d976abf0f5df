"""What was changed: the shapes in which the journal of changes leaves this room."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from gmk.vocabulary import Labelled

Fate = Literal["create", "update", "delete"]


class ChangeKind(Labelled):
    """Where a change set came from (вид изменения)."""

    IMPORT = "import", "загрузка"
    FORM = "form", "правка"
    SETTING = "setting", "настройки"
    UNDO = "undo", "отмена"
    APPROVAL = "approval", "утверждение"


@dataclass(frozen=True, slots=True)
class ChangeSetRow:
    """One line of the journal; `import_id` where it is an import, `undone_*` once it was taken back."""

    id: int
    at: datetime
    by: str
    kind: ChangeKind
    title: str
    records: int
    is_own: bool
    import_id: int | None = None
    undone_at: datetime | None = None
    undone_by: str | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field held and holds; `name` says how its codes are read, as the fields of the import formats do."""

    name: str
    title: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What became of one record; `place` is the sheet and row of the file that said so."""

    label: str
    fate: Fate
    fields: tuple[FieldChange, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSetDetails:
    """One change set with a page of its records; `row.records` counts them all."""

    row: ChangeSetRow
    records: tuple[RecordChange, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What somebody changed of a person or of the person's posts, courses and categories."""

    at: datetime
    by: str
    title: str
    record: RecordChange
