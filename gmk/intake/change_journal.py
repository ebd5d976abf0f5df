"""The journal of changes: every change set, whoever made it and in whatever way."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.changes.journal import is_by
from gmk.db.bulk import among
from gmk.db.tables import ChangeRecord, ChangeSetRecord, ImportRun
from gmk.errors import NotAllowed, RuleBroken
from gmk.intake.change_details import describe
from gmk.intake.change_rows import ChangeKind, ChangeSetDetails, ChangeSetRow

MOST_SETS = 500
PAGE = 50
"""So many records of a change set are told at once."""


@requires(Right.READ_JOURNAL, names=True)
def change_sets(
    session: Session,
    *,
    scope: Scope,
    viewer: User,
    since: datetime,
    until: datetime,
    by: str | None = None,
    kind: ChangeKind | None = None,
) -> list[ChangeSetRow]:
    """The change sets from `since` up to, not including, `until`; the last `MOST_SETS` of them, the latest first.

    Who answers for own institutions alone sees own ones alone.
    """
    asked = _heads().where(col(ChangeSetRecord.created_at) >= since, col(ChangeSetRecord.created_at) < until)
    if by:
        asked = asked.where(col(ChangeSetRecord.user_name) == by)
    if kind:
        asked = asked.where(col(ChangeSetRecord.kind) == kind.value)
    if not scope.everything:
        asked = asked.where(col(ChangeSetRecord.user_id) == viewer.id)
    return _rows(session, asked.order_by(col(ChangeSetRecord.id).desc()).limit(MOST_SETS), viewer)


@requires(Right.READ_JOURNAL)
def change_authors(session: Session, *, scope: Scope) -> list[str]:
    """Whoever has made a change set, by name; nobody for whom the journal holds own ones alone."""
    if not scope.everything:
        return []
    return sorted(session.execute(select(col(ChangeSetRecord.user_name)).distinct()).scalars())


@requires(Right.READ_JOURNAL, names=True)
def change_set(session: Session, *, scope: Scope, viewer: User, set_id: int, page: int = 0) -> ChangeSetDetails:
    """One change set and, of its records, those of the page (the first is 0) in the order in which they were written.

    Raises:
        NotAllowed: it is somebody else's, and the viewer answers for own institutions alone.
        RuleBroken: there is no such change set.
    """
    found = _rows(session, _heads().where(col(ChangeSetRecord.id) == set_id), viewer)
    if not found:
        raise RuleBroken(f"Изменения № {set_id} нет. Выберите изменение из таблицы.")
    if not scope.everything and not found[0].is_own:
        raise NotAllowed("Это изменение внёс другой сотрудник. Обратитесь в методический кабинет.")
    lines = select(ChangeRecord).where(col(ChangeRecord.change_set_id) == set_id).order_by(col(ChangeRecord.id))
    shown = session.scalars(lines.offset(page * PAGE).limit(PAGE)).all()
    return ChangeSetDetails(found[0], tuple(describe(session, shown)))


def _heads() -> Select[Any]:
    """Change sets with the import that they are and the undo that took them back."""
    undone = aliased(ChangeSetRecord)
    columns: tuple[Any, ...] = (ChangeSetRecord, ImportRun.id, undone.created_at, undone.user_name)
    heads = select(*columns).outerjoin(ImportRun, col(ImportRun.change_set_id) == col(ChangeSetRecord.id))
    return heads.outerjoin(undone, col(undone.undoes_id) == col(ChangeSetRecord.id))


def _rows(session: Session, asked: Select[Any], viewer: User) -> list[ChangeSetRow]:
    found = session.execute(asked).all()
    records = _counts(session, [head.id for head, *_ in found])
    return [
        ChangeSetRow(
            id=head.id,
            at=head.created_at,
            by=head.user_name,
            kind=ChangeKind(head.kind),
            title=head.title,
            records=records.get(head.id, 0),
            is_own=is_by(head, viewer),
            import_id=import_id,
            undone_at=undone_at,
            undone_by=undone_by,
        )
        for head, import_id, undone_at, undone_by in found
    ]


def _counts(session: Session, ids: Collection[int]) -> dict[int, int]:
    set_id = col(ChangeRecord.change_set_id)
    counted = select(set_id, func.count()).where(among(session.connection(), set_id, ids)).group_by(set_id)
    return dict(map(tuple, session.execute(counted).all()))
