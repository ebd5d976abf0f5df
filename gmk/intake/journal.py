"""The journal of imports: what was written, the kept files, and undoing."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, may, requires
from gmk.changes.journal import is_by
from gmk.changes.undo import Left, UndoPlan, undo
from gmk.db import bulk
from gmk.db.tables import ChangeSetRecord, ImportRun, RowRequest
from gmk.errors import NotAllowed, RuleBroken
from gmk.intake import files
from gmk.intake.educators import educators_of
from gmk.intake.model import ImportRow, LeftRecord, UndoReport
from gmk.intake.requests import withdraw_requests_of
from gmk.intake.undo_plans import plan_lawful_undo
from gmk.training.latest import refresh_latest_counted


@dataclass(frozen=True, slots=True)
class KeptFile:
    """An imported file, byte for byte."""

    name: str
    data: bytes


@requires(Right.READ_JOURNAL)
def imports(session: Session, *, scope: Scope, viewer: User) -> list[ImportRow]:
    """The imports, the latest first; who answers for own institutions alone sees own imports alone."""
    undone = aliased(ChangeSetRecord)
    statement = select(ImportRun, col(undone.created_at), col(undone.user_name)).outerjoin(
        undone, col(undone.id) == col(ImportRun.undo_change_set_id)
    )
    rows = session.execute(statement.order_by(col(ImportRun.id).desc())).all()
    listed = [_row(run, viewer, at, by) for run, at, by in rows]
    if scope.everything:
        return listed
    of_others = _from_requests(session)
    return [replace(row, has_file=row.id not in of_others) for row in listed if row.is_own]


def _from_requests(session: Session) -> set[int]:
    """The imports that came of accepted requests: their files were sent by somebody else."""
    return {one for one in session.scalars(select(col(RowRequest.import_id))) if one is not None}


def _row(run: ImportRun, viewer: User, undone_at: object, undone_by: str | None) -> ImportRow:
    return ImportRow(
        id=run.id,
        at=run.created_at,
        user=run.user_name,
        file=run.file_name,
        sha256=run.sha256,
        formats=tuple(run.formats),
        totals=run.totals or {},
        state=run.state,
        undone_at=undone_at,  # type: ignore[arg-type]  # a column of an outer join
        undone_by=undone_by,
        is_own=is_by(run, viewer),
    )


@requires(Right.READ_JOURNAL, names=True)
def import_file(session: Session, *, scope: Scope, viewer: User, import_id: int) -> KeptFile:
    """The file of an import as it was uploaded.

    Raises:
        NotAllowed: it is somebody else's, or holds the rows of others, and the user answers for own institutions alone.
        RuleBroken: there is no such import, or its file isn't kept any more.
    """
    run = _run(session, import_id)
    if not scope.everything and run.id in _from_requests(session):
        raise NotAllowed("В этом файле есть строки других учреждений. Обратитесь в методический кабинет.")
    if not scope.everything and not is_by(run, viewer):
        raise NotAllowed("Это загрузка другого сотрудника. Обратитесь в методический кабинет.")
    data = files.kept(run.stored_as) if run.stored_as else None
    if data is None:
        raise RuleBroken(f"Файл загрузки № {import_id} больше не хранится.")
    return KeptFile(run.file_name, data)


@requires(Right.UNDO_OWN)
def preview_undo(session: Session, *, scope: Scope, viewer: User, import_id: int) -> UndoReport:  # noqa: ARG001
    """What undoing the import would restore, keep and not be able to restore.

    Raises:
        NotAllowed: it is somebody else's, and the user may undo own ones alone.
        RuleBroken: there is no such import, or it is undone already.
    """
    run = _undoable(session, import_id, viewer)
    return undo_report(import_id, plan_lawful_undo(session, run.change_set_id or 0), is_done=False)


@requires(Right.UNDO_OWN)
@bulk.without_collector()
def undo_import(session: Session, *, user: User, scope: Scope, import_id: int) -> UndoReport:  # noqa: ARG001
    """Undoes the import as far as nobody has touched its records since; open requests sent with it are withdrawn.

    Raises:
        NotAllowed: it is somebody else's, and the user may undo own ones alone.
        RuleBroken: there is no such import, or it is undone already.
    """
    bulk.wait_for_turn(session.connection())
    run = _undoable(session, import_id, user)
    plan = plan_lawful_undo(session, run.change_set_id or 0)
    people = educators_of(session, plan.change_set)
    done = undo(session, run.change_set_id or 0, plan, user=user)
    refresh_latest_counted(session, educator_ids=people)
    withdraw_requests_of(session, run, user)
    run.state = "undone"
    run.undo_change_set_id = done.change_set_id
    return undo_report(import_id, plan, is_done=True)


def _run(session: Session, import_id: int) -> ImportRun:
    run = session.get(ImportRun, import_id, populate_existing=True)
    if run is None:
        raise RuleBroken(f"Загрузки № {import_id} нет. Посмотрите номер в журнале загрузок.")
    return run


def _undoable(session: Session, import_id: int, user: User) -> ImportRun:
    run = _run(session, import_id)
    if not may(user, Right.UNDO_ANY) and not is_by(run, user):
        raise NotAllowed("Отменить чужую загрузку может только руководитель ГМК.")
    if run.state == "undone":
        raise RuleBroken(f"Загрузка № {import_id} уже отменена.")
    return run


def undo_report(import_id: int | None, plan: UndoPlan, *, is_done: bool) -> UndoReport:
    """What the plan restores and leaves, for whoever is asked; `import_id` None: of a correction by hand."""
    return UndoReport(
        import_id,
        "undone" if is_done else "preview",
        len(plan.change_set.changes),
        [_left(one) for one in plan.kept],
        [_left(one) for one in plan.impossible],
    )


def _left(one: Left) -> LeftRecord:
    return LeftRecord(one.label, one.why, one.by)
