"""Refuses to create what somebody else has created since the preview."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.changes.labels import label
from gmk.db import bulk
from gmk.db.tables import ChangeRecord, Table
from gmk.errors import Conflict
from gmk.intake.model import ImportPreview

KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "municipality": (("name_key",),),
    "institution": (("name_key",), ("kind", "number")),
    "institution_alias": (("alias_key",),),
    "educator": (("name_key",),),
    "employment": (("educator_id", "institution_id", "position_key"),),
    "qualification_category": (("educator_id", "category", "awarded_on"),),
    "association": (("name_key",),),
    "membership": (("association_id", "educator_id", "role", "valid_from"),),
    "activity": (("school_year", "title_key", "starts_on", "ends_on"),),
    "contest_result": (("contest", "school_subject", "stage", "school_year", "participant_key", "institution_id"),),
    "exam_result": (
        ("institution_id", "institution_key", "municipality", "procedure", "school_subject", "grade", "year"),
    ),
    "course_record": (("educator_id", "title_key", "finished_on", "year"),),
}
"""By which fields two records are the same to an import."""


def refuse_twins(session: Session, preview: ImportPreview) -> None:
    """Compares what the preview would create with what was created after it.

    Raises:
        Conflict: the same record was created in between; its name is told.
    """
    for entity, ids in _created_since(session, preview.based_on).items():
        ours = [
            change.after
            for change in preview.change_set.changes
            if change.entity == entity and change.action == "create"
        ]
        twin = _twin(session, entity, ids, [after for after in ours if after])
        if twin is not None:
            name = label(session, entity, twin)
            raise Conflict(
                f"Пока вы смотрели, кто-то уже записал: {name}. Ничего не записано. Откройте просмотр файла заново."
            )


def _created_since(session: Session, set_id: int) -> dict[str, list[int]]:
    since = select(col(ChangeRecord.entity), col(ChangeRecord.entity_id)).where(
        col(ChangeRecord.change_set_id) > set_id, col(ChangeRecord.action) == "create"
    )
    created: dict[str, list[int]] = defaultdict(list)
    for entity, key in session.connection().execute(since):
        if entity in KEYS:
            created[entity].append(key)
    return created


def _twin(session: Session, entity: str, ids: list[int], ours: list[dict[str, Any]]) -> int | None:
    """The id of a record that is one of ours by some key."""
    table = Table.metadata.tables[entity]
    connection = session.connection()
    for fields in KEYS[entity]:
        telling = (after for after in ours if "number" not in fields or after["number"] is not None)
        keys = {tuple(after.get(name) for name in fields) for after in telling}
        wanted = [table.c[name] for name in fields]
        for own_id, *key in connection.execute(
            select(table.c.id, *wanted).where(bulk.among(connection, table.c.id, ids))
        ):
            if tuple(key) in keys:
                return int(own_id)
    return None
