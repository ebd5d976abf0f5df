"""The shapes in which training leaves this area."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gmk.people.rows import PostRow
from gmk.vocabulary import Labelled


class CoverageBy(Labelled):
    """By what coverage is broken down (разрез)."""

    INSTITUTION = "institution", "учреждение"
    INSTITUTION_KIND = "institution_kind", "вид учреждения"
    POSITION = "position", "должность"
    SUBJECT = "subject", "предмет"
    CATEGORY = "category", "категория"


class DueStatus(Labelled):
    """Where a person stands on a day (статус обучения)."""

    VALID = "valid", "обучение действует"
    SOON = "soon", "срок подходит"
    OVERDUE = "overdue", "срок подошёл"
    NEVER = "never", "учтённых курсов нет"


class Shown(StrEnum):
    """Which of the people behind a figure are listed."""

    ALL = "all"
    COVERED = "covered"
    NOT_COVERED = "not_covered"


@dataclass(frozen=True, slots=True)
class Policy:
    """Whom the denominator counts and how long a course counts.

    By default main and internal employees who are not on leave; `without_newcomers` leaves out those whose known
    teaching experience is under two years.
    """

    window_months: int = 36
    with_internal: bool = True
    with_external: bool = False
    with_leave: bool = False
    without_newcomers: bool = False


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One bar: `covered` of `active` people; `by_year` of the covered only by courses whose day isn't known.

    `key` names the group in an address (an institution's id as text, a code, or the folded name; "" where the group is
    «не указано»); `label` is what people see.
    """

    key: str
    label: str
    covered: int
    active: int
    by_year: int = 0

    @property
    def share(self) -> float | None:
        """Covered of active, 0..1; None if nobody is active."""
        return self.covered / self.active if self.active else None

    @property
    def is_small(self) -> bool:
        """Fewer than five people: shown, but not ranked."""
        return self.active < 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage on a day: the groups and the whole (where each person counts once)."""

    on: date
    by: CoverageBy
    policy: Policy
    rows: tuple[CoverageRow, ...]
    total: CoverageRow


@dataclass(frozen=True, slots=True)
class EducatorDue:
    """One educator at one institution, and where the training stands.

    `last_*` are of the latest counted course; `last_year` only where no day is known. `due_on` is the first day on
    which that course doesn't count any more; None if there is none or only a year is known.
    """

    educator_id: int
    institution_id: int
    name: str
    institution: str
    position: str | None
    subjects: tuple[str, ...]
    category: str | None
    status: DueStatus
    covered: bool
    last_title: str | None = None
    last_finished_on: date | None = None
    last_year: int | None = None
    due_on: date | None = None
    days_left: int | None = None


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course on a person's card; `counts` on the day asked, and if not, `why_not` says why in Russian."""

    id: int
    title: str
    kind: str
    provider: str | None
    form: str | None
    hours: int | None
    started_on: date | None
    finished_on: date | None
    year: int | None
    document_number: str | None
    document_date: date | None
    by_profile: bool
    counts: bool
    why_not: str | None
    version: int


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One awarded category on a person's card."""

    category: str
    awarded_on: date | None
    valid_until: date | None
    order_text: str | None


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything the office keeps about an educator, and `why`: the status in one Russian sentence."""

    educator_id: int
    name: str
    birth_year: int | None
    education: str | None
    experience_total_years: int | None
    experience_teaching_years: int | None
    phone: str | None
    email: str | None
    status: DueStatus
    why: str
    due_on: date | None
    employments: tuple[PostRow, ...]
    categories: tuple[CategoryRow, ...]
    courses: tuple[CourseRow, ...]


@dataclass(frozen=True, slots=True)
class DueCounts:
    """How many active people stand where on a day; `due` are those of the list «кому подошёл срок» for the horizon."""

    active: int
    valid: int
    soon: int
    overdue: int
    never: int
    due: int


@dataclass(frozen=True, slots=True)
class MonthOfExpiries:
    """For how many people the term comes on a day of this month; `month` is its first day."""

    month: date
    people: int


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """The office's own numbers: the window, how far the list of the due looks ahead, from when on a term is amber."""

    window_months: int = 36
    due_horizon_months: int = 6
    amber_days: int = 90
    version: int = 0


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One post of one person on a day; `last_*` are of the latest counted course, `last_year` where no day is known."""

    employment_id: int
    educator_id: int
    institution_id: int
    name: str
    institution: str
    position: str | None
    subjects: tuple[str, ...]
    category: str | None
    kind: str
    leave: str | None
    last_finished_on: date | None
    last_year: int | None
    status: DueStatus
    version: int
