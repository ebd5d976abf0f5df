"""Changes of the items of a plan: each is a change set, so that the journal and undo hold.

What a plan says may be changed while its content is open (`rules.is_content_open`); once one was signed, each change of
that needs a reason. How items went may be told at any time.
"""

from collections.abc import Iterable

from sqlmodel import Session

from gmk.access import Right, Scope, User, requires
from gmk.changes.model import Change
from gmk.db.tables import Activity, PlanRemark
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.excel.cells import clean_text
from gmk.people.edits import commit_form, update
from gmk.periods import school_year_text
from gmk.plan import rules
from gmk.plan.forms import TITLES, read_activity, read_closing
from gmk.plan.guards import check_open, check_whole_plan
from gmk.plan.queries import items_of, stage, versions
from gmk.plan.rows import ActivityFields, ActivityRow, ClosingFields, Stage
from gmk.vocabulary import ActivityStatus, PlanState

_NEW = -1


@requires(Right.EDIT_PLAN)
def add_activity(
    session: Session, *, user: User, scope: Scope, school_year: int, fields: ActivityFields, reason: str = ""
) -> int:
    """Adds an item to the plan of a school year and gives its id.

    Raises:
        RuleBroken: a field can't be so, the plan is closed, or a correction has no reason for it.
    """
    check_whole_plan(scope)
    now = stage(session, school_year)
    check_open(now, None)
    told = _needed_reason(now, reason)
    values = read_activity(fields, school_year) | {"school_year": school_year}
    title = f"В план на {school_year_text(school_year)} добавлено «{values['title']}»"
    key = commit_form(session, user, title, [Change("activity", _NEW, "create", after=values)])[_NEW]
    note_reason(session, school_year, key, told)
    return key


@requires(Right.EDIT_PLAN)
def edit_activity(
    session: Session,
    *,
    user: User,
    scope: Scope,
    activity_id: int,
    version: int,
    fields: ActivityFields,
    reason: str = "",
) -> None:
    """Changes what the plan says of an item.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: a field can't be so, the item is closed, or a correction has no reason for it.
    """
    record, item, now = _opened(session, scope, activity_id)
    values = read_activity(fields, record.school_year)
    changes = update(session, record, values, version, titles=TITLES)
    if not changes:
        return
    _check_fields(user, now, item, changes[0].after or {})
    told = _needed_reason(now, reason) if item.approved_in else clean_text(reason)
    commit_form(session, user, f"Изменено мероприятие «{values['title']}»", changes)
    note_reason(session, record.school_year, activity_id, told)


@requires(Right.EDIT_PLAN)
def remove_activity(session: Session, *, user: User, scope: Scope, activity_id: int, version: int) -> None:
    """Takes out of the plan what was never signed; signed items are cancelled instead.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: it was signed, the plan is closed, or something was told of how it went.
    """
    record, item, now = _opened(session, scope, activity_id)
    check_open(now, activity_id)
    if item.approved_in:
        raise RuleBroken("Этот пункт утверждён, удалить его нельзя: отмените его с причиной, и он останется в отчёте.")
    if item.status is not ActivityStatus.PLANNED:
        raise RuleBroken("У этого пункта уже есть отметка о проведении. Снимите её, и пункт можно будет удалить.")
    change = Change("activity", activity_id, "delete", before={"title": record.title}, base_version=version)
    commit_form(session, user, f"Из плана убрано «{record.title}»", [change])


@requires(Right.EDIT_PLAN)
def cancel_activity(session: Session, *, user: User, scope: Scope, activity_id: int, version: int, reason: str) -> None:
    """Cancels a signed item in a correction; it stays in the plan, in each comparison and in the report.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: no reason is given, the item isn't open, or it was held already.
    """
    record, item, now = _opened(session, scope, activity_id)
    check_open(now, activity_id)
    told = clean_text(reason)
    if told is None:
        raise RuleBroken("Причина отмены не указана. Напишите, почему мероприятие не состоится.")
    if item.status is not ActivityStatus.PLANNED:
        raise RuleBroken("Мероприятие уже проведено или отменено. Отменить можно только запланированное.")
    changes = update(session, record, {"status": str(ActivityStatus.CANCELLED)}, version, titles=TITLES)
    commit_form(session, user, f"Отменено мероприятие «{record.title}»", changes)
    note_reason(session, record.school_year, activity_id, told)


@requires(Right.EDIT_PLAN)
def restore_activity(
    session: Session, *, user: User, scope: Scope, activity_id: int, version: int, reason: str = ""
) -> None:
    """Takes a cancellation back.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: the item isn't open, or its cancellation was signed and no reason is given.
    """
    record, item, now = _opened(session, scope, activity_id)
    check_open(now, activity_id)
    if item.status is not ActivityStatus.CANCELLED:
        raise RuleBroken("Это мероприятие не отменено: возвращать его не нужно.")
    changes = update(session, record, {"status": str(ActivityStatus.PLANNED)}, version, titles=TITLES)
    commit_form(session, user, f"Возвращено в план «{record.title}»", changes)
    note_reason(session, record.school_year, activity_id, clean_text(reason))


@requires(Right.EDIT_PLAN)
def note_held(
    session: Session, *, user: User, scope: Scope, activity_id: int, version: int, fields: ClosingFields
) -> None:
    """Notes that an item was held on a day; its outcome may follow.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: the day isn't given, or the item is cancelled or closed.
    """
    _note(session, user, scope, activity_id, version, fields, ActivityStatus.HELD)


@requires(Right.EDIT_PLAN)
def close_activity(
    session: Session, *, user: User, scope: Scope, activity_id: int, version: int, fields: ClosingFields
) -> None:
    """Closes an item: done, with its day and its outcome.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: day or outcome isn't given, or the item is cancelled, or closed and the user may not change that.
    """
    _note(session, user, scope, activity_id, version, fields, ActivityStatus.DONE)


@requires(Right.EDIT_PLAN)
def reopen_activity(session: Session, *, user: User, scope: Scope, activity_id: int, version: int) -> None:
    """Takes back that an item was held or done; what was told of it stays in the journal.

    Raises:
        Conflict: somebody changed it since `version`.
        NotAllowed: the item is closed, and only the head opens such items.
        RuleBroken: there is nothing to take back.
    """
    record, item, now = _opened(session, scope, activity_id)
    if item.status in (ActivityStatus.PLANNED, ActivityStatus.CANCELLED):
        raise RuleBroken("У этого мероприятия нет отметки о проведении: снимать нечего.")
    values = {"status": str(ActivityStatus.PLANNED)} | read_closing(ClosingFields())
    changes = update(session, record, values, version, titles=TITLES)
    _check_fields(user, now, item, {"status": None})
    commit_form(session, user, f"Снята отметка о проведении: «{record.title}»", changes)


def _note(
    session: Session,
    user: User,
    scope: Scope,
    activity_id: int,
    version: int,
    fields: ClosingFields,
    status: ActivityStatus,
) -> None:
    record, item, now = _opened(session, scope, activity_id)
    values = read_closing(fields) | {"status": str(status)}
    _check_fields(user, now, item, values)
    if values["done_on"] is None:
        raise RuleBroken("Фактическая дата не указана. Впишите день, когда мероприятие прошло.")
    if status is ActivityStatus.DONE and values["outcome_document"] is None:
        raise RuleBroken(
            "Итоговый документ не указан. Впишите протокол, приказ, справку или ссылку; если итога ещё нет, "
            "сохраните отметку «Проведено»."
        )
    changes = update(session, record, values, version, titles=TITLES)
    commit_form(session, user, f"Отмечено «{status.label}»: «{record.title}»", changes)


def _opened(session: Session, scope: Scope, activity_id: int) -> tuple[Activity, ActivityRow, Stage]:
    check_whole_plan(scope)
    record = session.get(Activity, activity_id, populate_existing=True)
    if record is None:
        raise Conflict("Этого мероприятия в плане уже нет: его убрали, пока вы работали. Обновите страницу.")
    item = next(one for one in items_of(session, record.school_year, activity_id) if one.id == activity_id)
    return record, item, stage(session, record.school_year)


def _check_fields(user: User, now: Stage, item: ActivityRow, changed: Iterable[str]) -> None:
    """Refuses a change of fields that are locked for the user in this status."""
    locked = set(changed) - rules.editable_fields(user.rights, now, item) - {"title_key"}
    if not locked:
        return
    if item.status is ActivityStatus.CANCELLED:
        raise RuleBroken("Мероприятие отменено. Верните его в план, потом меняйте.")
    if item.status is ActivityStatus.DONE and locked & rules.CONTENT:
        raise RuleBroken("Мероприятие выполнено и закрыто. Снимите отметку о проведении, потом меняйте пункт плана.")
    if item.status is ActivityStatus.DONE:
        raise NotAllowed("Мероприятие закрыто. Открыть его снова может руководитель ГМК.")
    check_open(now, item.id)


def _needed_reason(now: Stage, reason: str) -> str | None:
    """The reason as it is kept; a plan that was signed once is changed only with one."""
    told = clean_text(reason)
    if told is None and now.is_signed:
        raise RuleBroken("Причина не указана. План утверждён, поэтому к каждой правке нужна причина.")
    return told


def note_reason(session: Session, school_year: int, activity_id: int, reason: str | None) -> None:
    """Keeps with the version on its way why the item differs; the last reason counts."""
    open_ids = [one.id for one in versions(session, school_year) if one.state is not PlanState.APPROVED]
    if reason is None or not open_ids:
        return
    remark = session.get(PlanRemark, (open_ids[-1], activity_id))
    if remark is None:
        session.add(PlanRemark(version_id=open_ids[-1], activity_id=activity_id, reason=reason))
    else:
        remark.reason = reason
    session.flush()
