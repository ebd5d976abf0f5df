"""What was changed of one person: name and particulars, posts, courses, categories."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db.bulk import among
from gmk.db.scoping import within
from gmk.db.tables import ChangeRecord, ChangeSetRecord, CourseRecord, Employment, QualificationCategory
from gmk.errors import NotAllowed
from gmk.intake.change_details import describe
from gmk.intake.change_rows import PersonChange
from gmk.training.person import NOT_TO_BE_SEEN

MOST_CHANGES = 100
_OF_PERSON: tuple[Any, ...] = (CourseRecord, QualificationCategory)


@requires(Right.READ_PEOPLE, names=True)
def person_history(session: Session, *, scope: Scope, educator_id: int, on: date) -> list[PersonChange]:
    """The last `MOST_CHANGES` changes of the records that there are, the latest first; posts only of the scope.

    Raises:
        NotAllowed: nobody of the scope's institutions has or will have this person on the day.
    """
    posts = select(col(Employment.id), col(Employment.valid_to)).where(col(Employment.educator_id) == educator_id)
    found = session.execute(within(posts, col(Employment.institution_id), scope)).all()
    if not scope.everything and not any(until is None or until >= on for _id, until in found):
        raise NotAllowed(NOT_TO_BE_SEEN)
    ids = {"educator": [educator_id], "employment": [post for post, _until in found]}
    for table in _OF_PERSON:
        own = select(col(table.id)).where(col(table.educator_id) == educator_id)
        ids[table.__tablename__] = list(session.scalars(own))
    return list(_told(session, ids))


def _told(session: Session, ids: dict[str, list[int]]) -> Iterator[PersonChange]:
    found = [row for entity, keys in ids.items() if keys for row in _lines(session, entity, keys)]
    latest = sorted(found, key=lambda row: row[0].id, reverse=True)[:MOST_CHANGES]
    records = describe(session, [line for line, _head in latest], with_created=False)
    for (_line, head), record in zip(latest, records, strict=True):
        yield PersonChange(head.created_at, head.user_name, head.title, record)


def _lines(session: Session, entity: str, ids: list[int]) -> list[Any]:
    lines = select(ChangeRecord, ChangeSetRecord).join(
        ChangeSetRecord, col(ChangeSetRecord.id) == col(ChangeRecord.change_set_id)
    )
    of_entity = lines.where(col(ChangeRecord.entity) == entity)
    own = of_entity.where(among(session.connection(), col(ChangeRecord.entity_id), ids))
    return list(session.execute(own.order_by(col(ChangeRecord.id).desc()).limit(MOST_CHANGES)).all())
