"""The draft of the next year out of the plan of this one."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.changes.model import Change
from gmk.db.keys import name_key
from gmk.db.tables import Activity
from gmk.errors import RuleBroken
from gmk.people.edits import commit_form
from gmk.periods import read_period, school_year_text
from gmk.plan.guards import check_open, check_whole_plan
from gmk.plan.queries import items_of, stage
from gmk.plan.rollover import NOT_DONE, RollRow, roll
from gmk.wording import counted

_CARRIED = (
    "number", "section", "title", "responsible", "audience", "place", "outcome", "direction", "target_direction",
    "task", "form", "basis", "basis_text", "institution_ids", "association_id",
)  # fmt: skip


@requires(Right.EDIT_PLAN)
def rollover(session: Session, *, scope: Scope, school_year: int, on: date) -> list[RollRow]:
    """The items of the year that the next one doesn't have yet, each with its suggestion.

    Raises:
        NotAllowed: the user answers for some institutions alone.
    """
    check_whole_plan(scope)
    return roll(items_of(session, school_year), on=on, copied=_copied(session, school_year))


@requires(Right.EDIT_PLAN)
def roll_over(
    session: Session,
    *,
    user: User,
    scope: Scope,
    school_year: int,
    kept: Collection[int],
    on: date,
    periods: Mapping[int, str] | None = None,
) -> int:
    """Takes the kept items over into the next year's plan, in one change set; says how many. None goes over twice.

    `periods` are words that people have given instead of the suggested ones, by id.

    Raises:
        RuleBroken: nothing is kept, the next year's plan is closed, or words name no period.
    """
    check_whole_plan(scope)
    check_open(stage(session, school_year + 1), None)
    rows = [row for row in rollover(session, scope=scope, school_year=school_year, on=on) if row.item.id in kept]
    if not rows:
        raise RuleBroken("Переносить нечего: отметьте мероприятия, которых в новом плане ещё нет.")
    changes = [
        Change("activity", -1 - number, "create", after=_values(row, (periods or {}).get(row.item.id, row.period_text)))
        for number, row in enumerate(rows)
    ]
    many = counted(len(changes), "мероприятие", "мероприятия", "мероприятий")
    title = f"Из плана на {school_year_text(school_year)} в план на {school_year_text(school_year + 1)}: {many}"
    commit_form(session, user, title, changes)
    return len(changes)


def _values(row: RollRow, words: str | None) -> dict[str, Any]:
    item = row.item
    period = read_period(words, school_year=item.school_year + 1)
    if period is None:
        raise RuleBroken(
            f"«{item.title}»: срок «{words}» непонятен. Напишите, например: октябрь, 12.10.2027, до 15 мая."
        )
    told = {name: getattr(item, name) for name in _CARRIED}
    lists = {name: list(value) for name, value in told.items() if isinstance(value, tuple)}
    return told | lists | {
        "school_year": item.school_year + 1,
        "title_key": name_key(item.title),
        "period_text": words,
        "starts_on": period.start,
        "ends_on": period.end,
        "precision": str(period.precision),
        "recurrence": str(period.recurrence),
        "copied_from_id": item.id,
        "note": NOT_DONE if row.why == NOT_DONE else None,
    }  # fmt: skip


def _copied(session: Session, school_year: int) -> list[int]:
    origin = col(Activity.copied_from_id)
    found = select(origin).where(col(Activity.school_year) == school_year + 1, origin.is_not(None))
    return list(session.scalars(found))
