"""Whose courses or posts a change set touches: their kept coverage is brought up to date with it."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.changes.model import ChangeSet
from gmk.db import bulk
from gmk.db.tables import CourseRecord, Employment

_TABLES: dict[str, Any] = {"course_record": CourseRecord, "employment": Employment}


def educators_of(session: Session, change_set: ChangeSet) -> set[int]:
    """The people of the touched courses and posts, asked before the commit; new people by their negative keys."""
    found: set[int] = set()
    stored: dict[str, list[int]] = defaultdict(list)
    for change in change_set.changes:
        if change.entity in _TABLES:
            if change.action != "create":
                stored[change.entity].append(change.key)
            educator_id = (change.after or {}).get("educator_id")
            if educator_id is not None:
                found.add(educator_id)
    for entity, keys in stored.items():
        table = _TABLES[entity]
        owners = select(col(table.educator_id)).distinct().where(bulk.among(session.connection(), col(table.id), keys))
        found.update(session.connection().execute(owners).scalars())
    return found
