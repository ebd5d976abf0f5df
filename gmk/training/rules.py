"""The norms of training: what counts, for how long, who is due. Pure: days and values in, answers out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gmk.periods import months_after, months_before
from gmk.training.kinds import ADVANCED_HOURS
from gmk.training.rows import DueStatus
from gmk.vocabulary import CourseKind

WINDOW_MONTHS = 36
"""How long a course counts. Source: 273-ФЗ of 29.12.2012, art. 47, part 5, clause 2 (a right, once in three years)."""
COUNTED_KINDS = frozenset({CourseKind.ADVANCED, CourseKind.RETRAINING, CourseKind.INTERNSHIP})
AMBER_DAYS = 90
"""How long before the term a person is marked. The office's habit; a setting."""
DUE_HORIZON_MONTHS = 6
"""How far the list of the due looks ahead: a half of the office's year plan; a setting."""
NEWCOMER_YEARS = 2
"""Under how many years of teaching a person is a newcomer, whom a policy may leave out."""
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CountedCourse:
    """What the norms need of a counted course; `year` only where the day isn't known."""

    title: str
    hours: int
    finished_on: date | None
    year: int | None


def is_counted(kind: str, hours: int | None, *, by_profile: bool) -> bool:
    """Whether a course counts at all: of a counted kind, by profile, with stated hours of at least 16."""
    return by_profile and kind in COUNTED_KINDS and hours is not None and hours >= ADVANCED_HOURS


def counts_since(on: date, *, window_months: int = WINDOW_MONTHS) -> date:
    """The first day of the window that ends with `on`, both included: the same day so many months earlier."""
    return months_before(on, window_months)


def is_in_window(finished_on: date | None, year: int | None, *, on: date, window_months: int = WINDOW_MONTHS) -> bool:
    """Whether a counted course counts on the day; one with only a year does if the window touches that year."""
    since = counts_since(on, window_months=window_months)
    if finished_on is not None:
        return since <= finished_on <= on
    return year is not None and since.year <= year <= on.year


def counts_until(finished_on: date | None, year: int | None, *, window_months: int = WINDOW_MONTHS) -> date | None:
    """The last day on which a counted course counts; None without day and year."""
    end = finished_on or (date(year, 12, 31) if year is not None else None)
    if end is None:
        return None
    last = months_after(end, window_months)
    while counts_since(last + ONE_DAY, window_months=window_months) <= end:
        last += ONE_DAY  # 28 February plus a year: on 29 February of a leap year it still counts
    return last


def latest_counted(courses: Iterable[CountedCourse], *, on: date) -> CountedCourse | None:
    """Of courses that count at all, the one known on the day that counts longest; None if there is none."""
    known = (course for course in courses if _has_ended(course.finished_on, course.year, on=on))
    return max(known, key=lambda course: (_last_possible_day(course), course.hours, course.title), default=None)


def _last_possible_day(course: CountedCourse) -> date:
    return course.finished_on or date(course.year or 1, 12, 31)


def _has_ended(finished_on: date | None, year: int | None, *, on: date) -> bool:
    if finished_on is not None:
        return finished_on <= on
    return year is not None and year <= on.year


def due_on(until: date | None) -> date | None:
    """The first day on which the latest counted course doesn't count any more."""
    return until + ONE_DAY if until else None


def due_status(until: date | None, *, on: date, amber_days: int = AMBER_DAYS) -> DueStatus:
    """Where a person stands on the day whose latest counted course counts until `until`."""
    if until is None:
        return DueStatus.NEVER
    if until < on:
        return DueStatus.OVERDUE
    return DueStatus.SOON if (until + ONE_DAY - on).days <= amber_days else DueStatus.VALID


def is_due(until: date | None, *, on: date, horizon_months: int = DUE_HORIZON_MONTHS) -> bool:
    """Whether the person belongs on the list of the due: the term has come, or comes within the horizon."""
    return until is None or until + ONE_DAY <= months_after(on, horizon_months)


def why_not_counted(
    kind: str,
    hours: int | None,
    finished_on: date | None,
    year: int | None,
    *,
    by_profile: bool,
    on: date,
    window_months: int = WINDOW_MONTHS,
) -> str | None:
    """Why a course doesn't count on the day, in Russian; None if it does."""
    flaw = _flaw(kind, hours, by_profile=by_profile)
    if flaw:
        return flaw
    if finished_on is None and year is None:
        return "дата окончания не указана"
    if not _has_ended(finished_on, year, on=on):
        return "ещё не закончен"
    in_window = is_in_window(finished_on, year, on=on, window_months=window_months)
    return None if in_window else "закончен слишком давно"


def _flaw(kind: str, hours: int | None, *, by_profile: bool) -> str | None:
    """What keeps a course from ever counting; the same as `is_counted`, in words."""
    if kind not in COUNTED_KINDS:
        return "семинар"
    if not by_profile:
        return "не по профилю"
    if hours is None:
        return "часы не указаны"
    return None if hours >= ADVANCED_HOURS else f"меньше {ADVANCED_HOURS} часов"


def why(course: CountedCourse | None, status: DueStatus, *, window_months: int = WINDOW_MONTHS) -> str:
    """The status of a person in one Russian sentence; `course` is the latest counted one."""
    until = counts_until(course.finished_on, course.year, window_months=window_months) if course else None
    if course is None or until is None:
        return "Учтённых курсов нет: педагог имеет право на обучение."
    head = status.label[:1].upper() + status.label[1:]
    return f"{head}: последний учтённый курс «{course.title}», {course.hours} ч., {_term(course, status, until)}."


def _term(course: CountedCourse, status: DueStatus, until: date) -> str:
    counts = f"{'действовал' if status is DueStatus.OVERDUE else 'действует'} по {until:%d.%m.%Y}"
    if course.finished_on is None:
        return f"окончен в {course.year} году (день не указан), {counts}"
    right = f", право на новое обучение – с {until + ONE_DAY:%d.%m.%Y}" if status is DueStatus.SOON else ""
    return f"окончен {course.finished_on:%d.%m.%Y}, {counts}{right}"
