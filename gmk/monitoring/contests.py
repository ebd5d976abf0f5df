"""Results of contests and olympiads by institution: numbers, no names."""

from typing import Any

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db.scoping import within
from gmk.db.tables import ContestResult, Institution
from gmk.monitoring.queries import by_list
from gmk.monitoring.rows import ContestOutcomes, Outcomes
from gmk.vocabulary import ContestOutcome, Level, Stage

UNKNOWN_EVENT = "этап и уровень не указаны"


@requires(Right.READ_FIGURES)
def contest_outcomes(session: Session, *, scope: Scope) -> list[ContestOutcomes]:
    """Each institution in each school year, stage and level, in the order of the office's list; unnamed ones last.

    Of a row that gives only a number of participants each of them counts.
    """
    found = session.execute(within(_counted(), col(ContestResult.institution_id), scope)).all()
    institutions = session.scalars(select(Institution).where(col(Institution.id).in_({row[3] for row in found}))).all()
    labels: dict[int | None, str | None] = {
        one.id: one.short_name or one.name for one in sorted(institutions, key=by_list)
    }
    order = {place: at for at, place in enumerate([*labels, None])}
    rows = sorted(found, key=lambda row: order[row[3]])
    return [
        ContestOutcomes(year, _event(stage, level), place, labels.get(place), Outcomes(*counts))
        for year, stage, level, place, *counts in rows
    ]


def _counted() -> Any:
    groups: tuple[Any, ...] = (
        col(ContestResult.school_year), col(ContestResult.stage), col(ContestResult.level),
        col(ContestResult.institution_id),
    )  # fmt: skip
    people = func.coalesce(col(ContestResult.participant_count), 1)
    counts = (
        func.sum(case((col(ContestResult.result) == outcome.value, people), else_=0))
        for outcome in (ContestOutcome.WINNER, ContestOutcome.PRIZE)
    )
    return select(*groups, func.sum(people), *counts).group_by(*groups)


def _event(stage: str | None, level: str | None) -> str:
    """«олимпиада, муниципальный этап», «конкурсы, всероссийский уровень»."""
    if stage is not None:
        return f"олимпиада, {Stage(stage).label} этап"
    if level is None:
        return UNKNOWN_EVENT
    label = Level(level).label
    return f"конкурсы, {label}" if level == Level.INSTITUTION else f"конкурсы, {label} уровень"
