"""Taking back what was changed by hand; an import is taken back by its own journal, which keeps its state."""

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, may, requires
from gmk.changes.journal import is_by
from gmk.changes.undo import undo
from gmk.db import bulk
from gmk.db.tables import ChangeSetRecord
from gmk.errors import NotAllowed, RuleBroken
from gmk.intake.change_rows import ChangeKind
from gmk.intake.educators import educators_of
from gmk.intake.journal import undo_report
from gmk.intake.model import UndoReport
from gmk.intake.undo_plans import plan_lawful_undo
from gmk.training.latest import refresh_latest_counted

_ANOTHER_WAY = {
    ChangeKind.IMPORT: "Это загрузка файла. Отмените её в журнале загрузок.",
    ChangeKind.SETTING: "Настройки не отменяют: впишите прежние числа на странице «Справочники».",
    ChangeKind.APPROVAL: "Утверждённую версию плана не отменяют. Если что-то изменилось, начните корректировку.",
    ChangeKind.UNDO: "Это уже отмена, отменить её нельзя. Внесите изменение ещё раз.",
}


@requires(Right.UNDO_OWN)
def preview_change_undo(session: Session, *, scope: Scope, viewer: User, set_id: int) -> UndoReport:  # noqa: ARG001
    """What undoing the correction would restore, keep and not be able to restore.

    Raises:
        NotAllowed: it is somebody else's, and the user may undo own ones alone.
        RuleBroken: there is no such change set, it isn't a correction by hand, or it is undone already.
    """
    _check(session, set_id, viewer)
    return undo_report(None, plan_lawful_undo(session, set_id), is_done=False)


@requires(Right.UNDO_OWN)
def undo_change(session: Session, *, user: User, scope: Scope, set_id: int) -> UndoReport:  # noqa: ARG001
    """Undoes the correction as far as nobody has touched its records since.

    Raises:
        NotAllowed: it is somebody else's, and the user may undo own ones alone.
        RuleBroken: there is no such change set, it isn't a correction by hand, it is undone already, or nothing of it
            can be restored.
    """
    bulk.wait_for_turn(session.connection())
    _check(session, set_id, user)
    plan = plan_lawful_undo(session, set_id)
    if not plan.change_set.changes:
        why = plan.impossible[0].why if plan.impossible else "записи этой правки с тех пор изменили"
        raise RuleBroken(f"Возвращать нечего: {why}. Обновите страницу.")
    people = educators_of(session, plan.change_set)
    undo(session, set_id, plan, user=user)
    refresh_latest_counted(session, educator_ids=people)
    return undo_report(None, plan, is_done=True)


def _check(session: Session, set_id: int, user: User) -> None:
    head = session.get(ChangeSetRecord, set_id)
    if head is None:
        raise RuleBroken(f"Изменения № {set_id} нет. Посмотрите номер в журнале изменений.")
    if not may(user, Right.UNDO_ANY) and not is_by(head, user):
        raise NotAllowed("Отменить чужую правку может только руководитель ГМК.")
    if head.kind in _ANOTHER_WAY:
        raise RuleBroken(_ANOTHER_WAY[ChangeKind(head.kind)])
    undone = select(col(ChangeSetRecord.id)).where(col(ChangeSetRecord.undoes_id) == set_id)
    if session.scalar(undone) is not None:
        raise RuleBroken(f"Изменение № {set_id} уже отменено.")
