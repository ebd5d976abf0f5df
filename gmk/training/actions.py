"""Changes of courses by hand, and the office's settings of this area."""

from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col

from gmk.access import EVERYTHING, Right, Scope, User, requires
from gmk.changes.commit import commit
from gmk.changes.journal import note_setting
from gmk.changes.model import Change, ChangeSet
from gmk.db.scoping import within
from gmk.db.tables import CourseRecord, Educator, Employment, Setting
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.people.queries import full_name
from gmk.training.latest import refresh_latest_counted
from gmk.training.queries import SETTINGS_KEY, training_settings

LIMITS = {
    "window_months": (1, 120, "Срок действия курса"),
    "due_horizon_months": (1, 36, "Горизонт списка"),
    "amber_days": (1, 365, "Предупреждение"),
}
"""The least and the largest value of each setting, and its Russian name."""


@requires(Right.IMPORT)
def set_by_profile(
    session: Session, *, user: User, scope: Scope, course_id: int, version: int, by_profile: bool, on: date
) -> None:
    """Says whether a course is by profile; one that isn't doesn't count.

    Raises:
        Conflict: somebody changed or removed the course since `version`.
        NotAllowed: the person has no post within the scope that hasn't ended by the day.
    """
    course = session.get(CourseRecord, course_id, populate_existing=True)
    if course is None:
        raise Conflict("Этой записи о курсе уже нет: её удалили, пока вы работали. Обновите страницу.")
    _check_within(session, scope, course.educator_id, on)
    if course.by_profile == by_profile and course.version == version:
        return
    commit(session, _marking(session, course, version, by_profile), user=user)
    refresh_latest_counted(session, educator_ids=[course.educator_id])


def _marking(session: Session, course: CourseRecord, version: int, by_profile: bool) -> ChangeSet:
    before, after = {"by_profile": course.by_profile}, {"by_profile": by_profile}
    change = Change("course_record", course.id, "update", before=before, after=after, base_version=version)
    mark = "по профилю" if by_profile else "не по профилю"
    person = full_name(session.get_one(Educator, course.educator_id))
    return ChangeSet("form", f"Курс отмечен как «{mark}»: {person}, «{course.title}»", [change])


def _check_within(session: Session, scope: Scope, educator_id: int, on: date) -> None:
    if scope.everything:
        return
    ends = col(Employment.valid_to)
    posts = select(col(Employment.id)).where(
        col(Employment.educator_id) == educator_id, or_(ends.is_(None), ends >= on)
    )
    if session.scalar(within(posts, col(Employment.institution_id), scope).limit(1)) is None:
        raise NotAllowed("Этот человек не работает в ваших учреждениях, изменить запись о его курсе нельзя.")


@requires(Right.EDIT_REFERENCE)
def change_training_settings(
    session: Session,
    *,
    user: User,
    scope: Scope,
    version: int,
    window_months: int,
    due_horizon_months: int,
    amber_days: int,
) -> None:
    """Sets the office's numbers; `version` is the one of `training_settings`, 0 while nothing was ever set.

    Raises:
        Conflict: somebody changed them since `version`.
        RuleBroken: a number is out of its limits.
    """
    values: dict[str, int] = {
        "window_months": window_months,
        "due_horizon_months": due_horizon_months,
        "amber_days": amber_days,
    }
    for name, value in values.items():
        _check_limits(name, value)
    stored = session.get(Setting, SETTINGS_KEY, populate_existing=True, with_for_update=True)
    if (stored.version if stored else 0) != version:
        raise Conflict(
            "Пока вы работали, эти настройки изменил другой человек. Обновите страницу и внесите их ещё раз."
        )
    _journal_settings(session, user, values, version)
    if stored is None:
        session.add(Setting(key=SETTINGS_KEY, value=values))
    else:
        stored.value, stored.version = values, version + 1


def _journal_settings(session: Session, user: User, values: dict[str, int], version: int) -> None:
    """Old and new of the numbers that change; nothing if none does."""
    office = training_settings(session, scope=EVERYTHING)
    before = {name: getattr(office, name) for name, value in values.items() if getattr(office, name) != value}
    if before:
        after = {name: values[name] for name in before}
        note_setting(session, user, "Изменены настройки расчёта", before, after, version=version + 1)


def _check_limits(name: str, value: int) -> None:
    least, largest, title = LIMITS[name]
    if not least <= value <= largest:
        raise RuleBroken(f"{title}: {value}. Введите число от {least} до {largest}.")
