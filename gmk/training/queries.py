"""Coverage and the people behind it, as of any day."""

from datetime import date

from sqlmodel import Session

from gmk.access import Right, Scope, requires
from gmk.training.rows import (
    Coverage,
    CoverageBy,
    DueCounts,
    EducatorDue,
    MonthOfExpiries,
    PersonCard,
    Policy,
    Shown,
    TrainingSettings,
)


@requires(Right.READ_FIGURES)
def coverage(session: Session, *, scope: Scope, by: CoverageBy, on: date, policy: Policy) -> Coverage:
    """Coverage on a day by groups, and of all together (there each person counts once)."""
    raise NotImplementedError


@requires(Right.READ_PEOPLE, names=True)
def people_behind(
    session: Session,
    *,
    scope: Scope,
    by: CoverageBy,
    key: str | None,
    on: date,
    policy: Policy,
    shown: Shown = Shown.ALL,
) -> list[EducatorDue]:
    """The people of one group of `coverage`, as many as its figures say; `key=None` stands for the whole."""
    raise NotImplementedError


@requires(Right.READ_PEOPLE, names=True)
def educators_due(
    session: Session,
    *,
    scope: Scope,
    on: date,
    policy: Policy,
    horizon_months: int | None = None,
    institution_id: int | None = None,
) -> list[EducatorDue]:
    """Whose term has come or comes within so many months (else the setting); at each institution, by urgency."""
    raise NotImplementedError


@requires(Right.READ_FIGURES)
def due_counts(
    session: Session, *, scope: Scope, on: date, policy: Policy, horizon_months: int | None = None
) -> DueCounts:
    """How many active people stand where; each counts once."""
    raise NotImplementedError


@requires(Right.READ_FIGURES)
def expiries_by_month(
    session: Session, *, scope: Scope, on: date, policy: Policy, months: int = 12
) -> list[MonthOfExpiries]:
    """For how many covered people the term comes in each of the coming months, the current one first."""
    raise NotImplementedError


@requires(Right.READ_PEOPLE, names=True)
def person_card(session: Session, *, scope: Scope, educator_id: int, on: date, policy: Policy) -> PersonCard:
    """Everything about an educator, as of the day.

    Raises:
        NotAllowed: there is no such educator at the institutions of the scope.
    """
    raise NotImplementedError


@requires(Right.READ_FIGURES)
def training_settings(session: Session, *, scope: Scope) -> TrainingSettings:
    """The office's settings of this area, or their defaults."""
    raise NotImplementedError
