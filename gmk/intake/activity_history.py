"""What was changed of one item of the plan."""

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db.tables import Activity, ChangeRecord, ChangeSetRecord
from gmk.errors import NotAllowed
from gmk.intake.change_details import describe
from gmk.intake.change_rows import PersonChange

MOST_CHANGES = 100


@requires(Right.READ_PLAN)
def activity_history(session: Session, *, scope: Scope, activity_id: int) -> list[PersonChange]:
    """The last `MOST_CHANGES` changes of the item, the latest first.

    Raises:
        NotAllowed: the user answers for some institutions alone; the journal of the plan is the office's.
    """
    if not scope.everything:
        raise NotAllowed("Историю плана видят сотрудники методического кабинета.")
    record = ChangeRecord
    lines = select(record, ChangeSetRecord).join(ChangeSetRecord, col(ChangeSetRecord.id) == col(record.change_set_id))
    own = lines.where(col(record.entity) == Activity.__tablename__, col(record.entity_id) == activity_id)
    found = session.execute(own.order_by(col(record.id).desc()).limit(MOST_CHANGES)).all()
    records = describe(session, [line for line, _head in found], with_created=False)
    return [
        PersonChange(head.created_at, head.user_name, head.title, told)
        for (_line, head), told in zip(found, records, strict=True)
    ]
