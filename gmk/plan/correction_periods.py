"""The parts of a school year that a correction may be about. Pure. Source: Положение о ГМК, clause 3.3."""

from dataclasses import dataclass
from datetime import date

from gmk.errors import RuleBroken
from gmk.periods import SCHOOL_YEAR_FIRST_MONTH, month_end
from gmk.vocabulary import PlanLevel
from gmk.wording import month_text


@dataclass(frozen=True, slots=True)
class CorrectionPeriod:
    """A part of a school year: what people call it, its first and its last day."""

    level: PlanLevel
    label: str
    starts_on: date
    ends_on: date


def correction_periods(school_year: int, level: str) -> tuple[CorrectionPeriod, ...]:
    """The half-years, quarters or months of a school year in their order; none of another level.

    The second half goes to 31 August. Quarters are those of the calendar, cut at the borders of the school year: the
    third one comes twice, as September and as July with August.
    """
    if level == PlanLevel.HALF_YEAR:
        halves = (("I полугодие", 9, 12), ("II полугодие", 1, 8))
        return tuple(_period(PlanLevel.HALF_YEAR, school_year, *half) for half in halves)
    if level == PlanLevel.QUARTER:
        quarters = (
            ("III квартал (сентябрь)", 9, 9),
            ("IV квартал", 10, 12),
            ("I квартал", 1, 3),
            ("II квартал", 4, 6),
            ("III квартал (июль–август)", 7, 8),
        )
        return tuple(_period(PlanLevel.QUARTER, school_year, *quarter) for quarter in quarters)
    if level == PlanLevel.MONTH:
        return tuple(_period(PlanLevel.MONTH, school_year, "", month, month) for month in (*range(9, 13), *range(1, 9)))
    return ()


def correction_period(school_year: int, level: str, starts_on: date) -> CorrectionPeriod:
    """The part that begins on the day.

    Raises:
        RuleBroken: none of this level does.
    """
    for period in correction_periods(school_year, level):
        if period.starts_on == starts_on:
            return period
    raise RuleBroken("Такого периода корректировки нет. Выберите полугодие, квартал или месяц из списка.")


def _period(level: PlanLevel, school_year: int, label: str, first: int, last: int) -> CorrectionPeriod:
    year = school_year if first >= SCHOOL_YEAR_FIRST_MONTH else school_year + 1
    starts_on = date(year, first, 1)
    told = f"{label} {year} года" if label else month_text(starts_on)
    return CorrectionPeriod(level, told, starts_on, month_end(year, last))
