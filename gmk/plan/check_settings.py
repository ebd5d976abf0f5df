"""The office's own limits of the clash check: how much a week bears, when there are holidays and exams."""

from sqlmodel import Session

from gmk.access import Right, Scope, User, requires
from gmk.changes.journal import note_setting
from gmk.db.tables import Setting
from gmk.errors import Conflict, RuleBroken
from gmk.excel.cells import clean_text
from gmk.plan.clashes import Limits, unreadable_periods

SETTINGS_KEY = "plan_checks"
MOST_PER_WEEK = (1, 20)


@requires(Right.READ_PLAN)
def check_limits(session: Session, *, scope: Scope) -> tuple[Limits, int]:  # noqa: ARG001 - as all queries
    """The limits in force, and the version of the setting; 0 while the office has set none."""
    stored = session.get(Setting, SETTINGS_KEY)
    if stored is None:
        return Limits(), 0
    return Limits(stored.value["most_per_week"], tuple(stored.value["periods"])), stored.version


@requires(Right.EDIT_REFERENCE)
def change_check_limits(
    session: Session, *, user: User, scope: Scope, version: int, most_per_week: int, periods: str, school_year: int
) -> None:
    """Sets the limits; `periods` are lines «Каникулы: с 26 октября по 3 ноября».

    Raises:
        Conflict: somebody changed them since `version`.
        RuleBroken: a line names no period, or the number is out of its limits.
    """
    before, known = check_limits(session, scope=scope)
    if known != version:
        raise Conflict("Пока вы работали, эти настройки изменил другой человек. Обновите страницу и внесите их снова.")
    least, most = MOST_PER_WEEK
    if not least <= most_per_week <= most:
        raise RuleBroken(f"Мероприятий за неделю: {most_per_week}. Введите число от {least} до {most}.")
    lines = [line for line in map(clean_text, periods.splitlines()) if line]
    wrong = unreadable_periods(lines, school_year)
    if wrong:
        raise RuleBroken(f"Период «{wrong[0]}» непонятен. Напишите так: «Каникулы: с 26 октября по 3 ноября».")
    values = {"most_per_week": most_per_week, "periods": lines}
    old = {"most_per_week": before.most_per_week, "periods": list(before.periods)}
    note_setting(session, user, "Изменены настройки проверки накладок", old, values, version=version + 1)
    stored = session.get(Setting, SETTINGS_KEY)
    if stored is None:
        session.add(Setting(key=SETTINGS_KEY, value=values))
    else:
        stored.value, stored.version = values, version + 1
