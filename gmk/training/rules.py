"""The norms of training: what counts, for how long, who is due. Pure: days and values in, answers out."""

from datetime import date

from gmk.periods import months_before
from gmk.training.kinds import ADVANCED_HOURS
from gmk.vocabulary import CourseKind

WINDOW_MONTHS = 36
"""How long a course counts. Source: 273-ФЗ of 29.12.2012, art. 47, part 5, clause 2 (a right, once in three years)."""
COUNTED_KINDS = frozenset({CourseKind.ADVANCED, CourseKind.RETRAINING, CourseKind.INTERNSHIP})


def is_counted(kind: str, hours: int | None, *, by_profile: bool) -> bool:
    """Whether a course counts at all: of a counted kind, by profile, with stated hours of at least 16."""
    return by_profile and kind in COUNTED_KINDS and hours is not None and hours >= ADVANCED_HOURS


def counts_since(on: date, *, window_months: int = WINDOW_MONTHS) -> date:
    """The first day of the window that ends with `on`, both included: the same day so many months earlier."""
    return months_before(on, window_months)
