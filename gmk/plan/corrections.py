"""Corrections of a signed plan: begun for a half-year, quarter or month, or given up again.

Source: Положение о ГМК, clause 3.3.
"""

from datetime import date
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col

from gmk.access import EVERYTHING, Right, Scope, User, requires
from gmk.changes.commit import commit
from gmk.changes.model import Change, ChangeSet
from gmk.db.tables import PlanRemark, PlanStep, PlanVersion
from gmk.errors import RuleBroken
from gmk.excel.cells import clean_text
from gmk.periods import school_year_text
from gmk.plan.correction_periods import correction_period
from gmk.plan.guards import check_whole_plan
from gmk.plan.queries import items_of, since_signed, versions
from gmk.plan.rows import ActivityRow, ItemDifference
from gmk.plan.signed import signed_values
from gmk.plan.steps import add_step, open_version
from gmk.vocabulary import ActivityStatus, PlanLevel, PlanState, PlanStepKind


@requires(Right.SUBMIT_PLAN)
def begin_correction(
    session: Session, *, user: User, scope: Scope, school_year: int, level: str, starts_on: date, ground: str = ""
) -> int:
    """Opens the signed plan for a correction of a half-year, quarter or month; gives the id of the version.

    Raises:
        RuleBroken: nothing was signed yet, another version is on its way, or there is no such period.
    """
    check_whole_plan(scope)
    known = versions(session, school_year)
    if not known:
        raise RuleBroken("Этот план ещё не утверждён: его можно менять и без корректировки.")
    if known[-1].state is not PlanState.APPROVED:
        raise RuleBroken("Корректировка уже начата. Закончите её: отправьте на согласование или отмените.")
    period = correction_period(school_year, level, starts_on)
    record = PlanVersion(
        school_year=school_year,
        level=level,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        ground=clean_text(ground),
        state=str(PlanState.DRAFT),
        author_id=user.id,
        author=user.full_name,
        version=0,
    )
    session.add(record)
    session.flush()
    add_step(session, record, PlanStepKind.BEGUN, PlanState.DRAFT, user, ground)
    return record.id


@requires(Right.SUBMIT_PLAN)
def drop_correction(session: Session, *, user: User, scope: Scope, school_year: int, version: int) -> int:
    """Gives a correction up: the items are again as they were signed. How many of them changed by that.

    Raises:
        Conflict: somebody did something with the version since `version`.
        RuleBroken: no correction is open, or it lies with the approver.
    """
    check_whole_plan(scope)
    found = open_version(session, school_year, version)
    if found is None or found.level == PlanLevel.YEAR:
        raise RuleBroken("Корректировка не начата: отменять нечего.")
    if found.state == PlanState.SUBMITTED:
        raise RuleBroken("Корректировка на согласовании. Сначала отзовите её.")
    differences = since_signed(session, scope=EVERYTHING, school_year=school_year).differences
    now_there = {item.id: item for item in items_of(session, school_year)}
    changes = [_taken_back(one, now_there[one.activity_id]) for one in differences]
    for table in (PlanRemark, PlanStep):
        session.execute(delete(table).where(col(table.version_id) == found.id))
    session.delete(found)
    session.flush()
    if changes:
        title = f"Отменена корректировка плана на {school_year_text(school_year)}"
        commit(session, ChangeSet("form", title, changes), user=user)
    return len(changes)


def _taken_back(one: ItemDifference, item: ActivityRow) -> Change:
    """The change that brings an item back to what was signed; what the correction has added goes."""
    if one.before is None:
        if item.status in (ActivityStatus.HELD, ActivityStatus.DONE):
            raise RuleBroken(
                f"«{item.title}» добавлено корректировкой и уже проведено. Снимите с него отметку о проведении "
                "или отправьте корректировку на согласование."
            )
        return Change("activity", item.id, "delete", before={"title": item.title}, base_version=item.version)
    values = signed_values(one.before, item)
    before = {name: _as_stored(getattr(item, name)) for name in values if name != "title_key"}
    return Change("activity", item.id, "update", before=before, after=values, base_version=item.version)


def _as_stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
