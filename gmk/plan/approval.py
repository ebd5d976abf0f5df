"""The way of a plan to the signature: submitted, returned, approved; corrections of what was signed.

A signed version never changes. Whoever submitted a plan can't approve it.
Source: Положение о ГМК, clauses 3.2 (approved by the chair of the committee) and 3.3 (corrections).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from gmk.access import EVERYTHING, Right, Scope, User, requires
from gmk.changes.commit import commit
from gmk.changes.model import Change, ChangeSet
from gmk.db.tables import PlanRemark, PlanStep, PlanVersion, PlanVersionItem, now
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.excel.cells import clean_text
from gmk.periods import school_year_text
from gmk.plan.comparison import Contents, content_hash, content_of
from gmk.plan.guards import check_whole_plan
from gmk.plan.queries import items_of, since_signed, version_contents, versions
from gmk.plan.rows import ActivityRow, ApprovalPaper
from gmk.plan.steps import MOVED, add_step, head_of, last_step, open_version
from gmk.vocabulary import PlanLevel, PlanState, PlanStepKind
from gmk.wording import counted

_NAMED = 3
"""So many items are named in a refusal."""


@requires(Right.SUBMIT_PLAN)
def submit_plan(
    session: Session, *, user: User, scope: Scope, school_year: int, version: int, comment: str = ""
) -> int:
    """Sends the plan, or its correction, to be approved; gives the id of the version. `version` is 0 for a first draft.

    Raises:
        Conflict: somebody did something with the version since `version`.
        RuleBroken: there is nothing to approve, a change has no reason, or the plan isn't the author's to send now.
    """
    check_whole_plan(scope)
    items = items_of(session, school_year)
    if not items:
        raise RuleBroken(f"В плане на {school_year_text(school_year)} нет ни одного мероприятия. Добавьте их сначала.")
    found = open_version(session, school_year, version) or _first_version(session, school_year, user, version)
    if found.state not in (PlanState.DRAFT, PlanState.RETURNED):
        raise RuleBroken("План уже на согласовании. Дождитесь решения председателя или отзовите план.")
    if found.level != PlanLevel.YEAR:
        _check_reasons(session, school_year)
    session.execute(update(PlanRemark).where(col(PlanRemark.version_id) == found.id).values(is_open=False))
    contents = {item.id: content_of(item) for item in items}
    add_step(session, found, PlanStepKind.SUBMITTED, PlanState.SUBMITTED, user, comment, content=contents)
    return found.id


@requires(Right.SUBMIT_PLAN)
def withdraw_plan(session: Session, *, user: User, scope: Scope, school_year: int, version: int) -> None:
    """Takes the plan back from the approver, to go on with it.

    Raises:
        Conflict: somebody did something with the version since `version`.
        RuleBroken: the plan isn't with the approver.
    """
    check_whole_plan(scope)
    found = _submitted(session, school_year, version)
    add_step(session, found, PlanStepKind.WITHDRAWN, PlanState.DRAFT, user, "")


@requires(Right.APPROVE_PLAN)
def return_plan(
    session: Session,
    *,
    user: User,
    scope: Scope,
    school_year: int,
    version: int,
    comment: str = "",
    items: Mapping[int, str] | None = None,
) -> None:
    """Returns the plan to its author: single items with a comment for each, or all of it with one comment.

    Raises:
        Conflict: somebody did something with the version since `version`.
        RuleBroken: nothing says what is wrong, an item isn't in the plan, or the plan wasn't submitted.
    """
    check_whole_plan(scope)
    found = _submitted(session, school_year, version)
    told = {key: clean_text(text) for key, text in (items or {}).items()}
    if not told and clean_text(comment) is None:
        raise RuleBroken("Напишите, что исправить: замечание ко всему плану или к отдельным пунктам.")
    if not all(told.values()):
        raise RuleBroken("К каждому возвращаемому пункту нужно замечание: напишите, что в нём исправить.")
    if told.keys() - {item.id for item in items_of(session, school_year)}:
        raise RuleBroken("Одного из возвращаемых пунктов в плане нет. Обновите страницу.")
    for key, text in told.items():
        remark = session.get(PlanRemark, (found.id, key)) or PlanRemark(version_id=found.id, activity_id=key)
        remark.comment, remark.is_open = text, True
        session.add(remark)
    add_step(session, found, PlanStepKind.RETURNED, PlanState.RETURNED, user, comment)


@requires(Right.APPROVE_PLAN)
def approve_plan(
    session: Session, *, user: User, scope: Scope, school_year: int, version: int, paper: ApprovalPaper
) -> int:
    """Signs what was submitted as the next numbered version, and gives its number; it never changes again.

    Raises:
        Conflict: somebody did something with the version since `version`, or with its items since they were submitted.
        NotAllowed: the user is the author of the version.
        RuleBroken: the plan wasn't submitted, or a paper has no number.
    """
    check_whole_plan(scope)
    found = _submitted(session, school_year, version)
    _check_not_author(session, found, user)
    numbers = clean_text(paper.protocol_number), clean_text(paper.order_number)
    if not all(numbers):
        raise RuleBroken("Впишите номер протокола и номер приказа: без них версия плана не утверждается.")
    items = items_of(session, school_year)
    contents = {item.id: content_of(item) for item in items}
    if contents != _last_submitted(session, found):
        raise Conflict(
            "План изменился после того, как его отправили на согласование. Верните его автору, чтобы он отправил снова."
        )
    signed = [one for one in versions(session, school_year) if one.state is PlanState.APPROVED]
    found.number = (signed[-1].number or 0) + 1 if signed else 1
    found.approver_id, found.approver, found.approved_at = user.id, user.full_name, now()
    found.protocol_number, found.order_number = numbers
    found.protocol_on, found.order_on = paper.protocol_on, paper.order_on
    found.content_hash = content_hash(head_of(found), contents)
    _seal(session, found, contents, items, user, signed[-1].id if signed else None)
    add_step(session, found, PlanStepKind.APPROVED, PlanState.APPROVED, user, "")
    session.execute(delete(PlanRemark).where(col(PlanRemark.version_id) == found.id))
    session.execute(update(PlanStep).where(col(PlanStep.version_id) == found.id).values(content=None))
    return found.number


@requires(Right.READ_PLAN)
def is_unchanged(session: Session, *, scope: Scope, version_id: int) -> bool:  # noqa: ARG001 - as all queries
    """Whether a signed version still has the hash that was printed: False means that the database was tampered with."""
    record = session.get(PlanVersion, version_id)
    if record is None or record.content_hash is None:
        raise RuleBroken("Такой утверждённой версии плана нет. Выберите версию из списка.")
    return content_hash(head_of(record), version_contents(session, version_id)) == record.content_hash


def _first_version(session: Session, school_year: int, user: User, version: int) -> PlanVersion:
    known = versions(session, school_year)
    if version:
        raise Conflict(MOVED.format(what=last_step(known[-1]) if known else "черновик убран"))
    if known:
        raise RuleBroken("План уже утверждён. Чтобы изменить его, начните корректировку.")
    record = PlanVersion(
        school_year=school_year,
        level=str(PlanLevel.YEAR),
        starts_on=date(school_year, 9, 1),
        ends_on=date(school_year + 1, 8, 31),
        state=str(PlanState.DRAFT),
        author_id=user.id,
        author=user.full_name,
        version=0,
    )
    session.add(record)
    session.flush()
    return record


def _submitted(session: Session, school_year: int, version: int) -> PlanVersion:
    found = open_version(session, school_year, version)
    if found is None or found.state != PlanState.SUBMITTED:
        raise RuleBroken("План сейчас не на согласовании. Обновите страницу и посмотрите, у кого он.")
    return found


def _check_reasons(session: Session, school_year: int) -> None:
    differences = since_signed(session, scope=EVERYTHING, school_year=school_year).differences
    if not differences:
        raise RuleBroken("В корректировке нет ни одного изменения. Внесите их или отмените корректировку.")
    silent = [one for one in differences if not one.reason]
    if silent:
        named = "; ".join(f"«{one.title}»" for one in silent[:_NAMED])
        more = f" и ещё {len(silent) - _NAMED}" if len(silent) > _NAMED else ""
        many = counted(len(silent), "изменение", "изменения", "изменений")
        raise RuleBroken(f"Без причины {many}: {named}{more}. Впишите причины и отправьте снова.")


def _check_not_author(session: Session, record: PlanVersion, user: User) -> None:
    """Nobody approves what he himself has begun or sent, whatever his roles are."""
    step = PlanStep
    senders = select(col(step.user_id)).where(
        col(step.version_id) == record.id, col(step.step).in_([PlanStepKind.SUBMITTED, PlanStepKind.BEGUN])
    )
    if user.id is not None and user.id in {record.author_id, *session.scalars(senders)}:
        raise NotAllowed("Вы автор этого плана, утвердить его должен другой человек.")


def _last_submitted(session: Session, record: PlanVersion) -> Contents:
    step = PlanStep
    statement = select(col(step.content)).where(
        col(step.version_id) == record.id, col(step.step) == PlanStepKind.SUBMITTED
    )
    content = session.scalar(statement.order_by(col(step.id).desc()).limit(1)) or {}
    return {int(key): value for key, value in content.items()}


def _seal(
    session: Session,
    record: PlanVersion,
    contents: Contents,
    items: list[ActivityRow],
    user: User,
    signed_id: int | None,
) -> None:
    """Keeps what is signed, and has the items that it changes say so: the undo of an older edit finds them changed."""
    before = version_contents(session, signed_id) if signed_id else {}
    remarks = select(col(PlanRemark.activity_id), col(PlanRemark.reason)).where(col(PlanRemark.version_id) == record.id)
    reasons = dict(map(tuple, session.execute(remarks).all()))
    kept = [
        {"version_id": record.id, "activity_id": key, "content": one, "reason": _reason(reasons, before, key, one)}
        for key, one in contents.items()
    ]
    session.execute(PlanVersionItem.__table__.insert(), kept)  # type: ignore[attr-defined]
    changes = [
        Change(
            "activity",
            item.id,
            "update",
            before={"approved_in": item.approved_in},
            after={"approved_in": record.number},
            base_version=item.version,
        )
        for item in items
        if before.get(item.id) != contents[item.id]
    ]
    what = "План" if record.level == PlanLevel.YEAR else "Корректировка плана"
    title = f"{what} на {school_year_text(record.school_year)}: утверждена версия {record.number}"
    commit(session, ChangeSet("approval", title, changes), user=user)
    session.add(record)


def _reason(reasons: Mapping[int, str | None], before: Contents, key: int, content: Any) -> str | None:
    return reasons.get(key) if before.get(key) != content else None
