"""Reads and changes of the cyclogram, and the items of a plan that are made from it."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.changes.model import Change
from gmk.db.keys import name_key
from gmk.db.tables import CyclogramItem
from gmk.errors import Conflict, RuleBroken
from gmk.excel.cells import clean_text
from gmk.people.edits import commit_form, update
from gmk.periods import school_year_text
from gmk.plan.actions import note_reason
from gmk.plan.cyclogram import CyclogramFields, CyclogramRow, activities_from
from gmk.plan.forms import read_activity
from gmk.plan.guards import check_open, check_whole_plan
from gmk.plan.queries import items_of, stage
from gmk.vocabulary import Frequency
from gmk.wording import counted

TITLES = {
    "title": "Работа", "responsible": "Методист", "direction": "Направление", "form": "Форма",
    "recurrence": "Периодичность", "weekdays": "Дни недели", "month_days": "Числа месяца", "months": "Месяцы",
    "audience": "Категория участников", "place": "Место", "outcome": "Результат", "closed_on": "Не ведётся с",
}  # fmt: skip
"""What the fields of a line are called."""
_NEW = -1
_LISTS = ("weekdays", "month_days", "months")
_TEXTS = ("audience", "place", "outcome")
_BOUNDS = {"weekdays": 7, "month_days": 31, "months": 12}


@requires(Right.READ_PLAN)
def cyclogram(session: Session, *, scope: Scope) -> list[CyclogramRow]:
    """All lines, by methodist and title; nothing for whoever answers for some institutions alone."""
    if not scope.everything:
        return []
    found = session.scalars(select(CyclogramItem).order_by(col(CyclogramItem.responsible), col(CyclogramItem.title)))
    return [_row(one) for one in found]


def _row(record: CyclogramItem) -> CyclogramRow:
    names = set(CyclogramFields.__dataclass_fields__) - {"frequency"}
    told = {name: value for name, value in record.model_dump().items() if name in names}
    told |= {name: tuple(told[name]) for name in _LISTS} | {
        name: told[name] or "" for name in ("audience", "place", "outcome")
    }
    fields = CyclogramFields(**told, frequency=Frequency(record.recurrence))
    return CyclogramRow(record.id, fields, record.closed_on, record.version)


@requires(Right.EDIT_PLAN)
def add_line(session: Session, *, user: User, scope: Scope, fields: CyclogramFields) -> int:
    """Adds a line and gives its id.

    Raises:
        RuleBroken: it has no title, or a number that no calendar has.
    """
    check_whole_plan(scope)
    values = _values(fields)
    change = Change("cyclogram_item", _NEW, "create", after=values)
    return commit_form(session, user, f"В циклограмму добавлено «{values['title']}»", [change])[_NEW]


@requires(Right.EDIT_PLAN)
def edit_line(
    session: Session, *, user: User, scope: Scope, line_id: int, version: int, fields: CyclogramFields
) -> None:
    """Changes a line; what was made from it before stays.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: it has no title, or a number that no calendar has.
    """
    check_whole_plan(scope)
    values = _values(fields)
    changes = update(session, _record(session, line_id), values, version, titles=TITLES)
    commit_form(session, user, f"Изменена строка циклограммы «{values['title']}»", changes)


@requires(Right.EDIT_PLAN)
def close_line(
    session: Session, *, user: User, scope: Scope, line_id: int, version: int, closed_on: date | None
) -> None:
    """Says from which day the work isn't done any more; None: it is done again.

    Raises:
        Conflict: somebody changed it since `version`.
    """
    check_whole_plan(scope)
    record = _record(session, line_id)
    changes = update(session, record, {"closed_on": closed_on}, version, titles=TITLES)
    what = "Закрыта" if closed_on else "Снова ведётся"
    commit_form(session, user, f"{what} строка циклограммы «{record.title}»", changes)


@requires(Right.EDIT_PLAN)
def make_activities(
    session: Session,
    *,
    user: User,
    scope: Scope,
    school_year: int,
    line_ids: Collection[int],
    by_dates: bool,
    reason: str = "",
) -> int:
    """Makes the items of a school year's plan from lines, and says how many; what is there already isn't made again.

    Raises:
        RuleBroken: the plan is closed, or it was signed and no reason is given.
    """
    check_whole_plan(scope)
    now = stage(session, school_year)
    check_open(now, None)
    told = clean_text(reason)
    if now.is_signed and told is None:
        raise RuleBroken("Причина не указана. План утверждён, поэтому к каждой правке нужна причина.")
    there = {_key(item.title, item.period_text) for item in items_of(session, school_year)}
    changes: list[Change] = []
    for row in cyclogram(session, scope=scope):
        for fields in activities_from(row.fields, school_year, by_dates=by_dates) if row.id in line_ids else ():
            if _key(fields.title, fields.period_text) not in there:
                there.add(_key(fields.title, fields.period_text))
                values = read_activity(fields, school_year) | {"school_year": school_year}
                changes.append(Change("activity", -1 - len(changes), "create", after=values))
    many = counted(len(changes), "мероприятие", "мероприятия", "мероприятий")
    title = f"Из циклограммы в план на {school_year_text(school_year)}: {many}"
    for key in commit_form(session, user, title, changes).values():
        note_reason(session, school_year, key, told)
    return len(changes)


def _key(title: str, period_text: str | None) -> tuple[str, str]:
    return name_key(title), name_key(period_text or "")


def _record(session: Session, line_id: int) -> CyclogramItem:
    record = session.get(CyclogramItem, line_id, populate_existing=True)
    if record is None:
        raise Conflict("Этой строки в циклограмме уже нет. Обновите страницу.")
    return record


def _values(fields: CyclogramFields) -> dict[str, Any]:
    title = clean_text(fields.title)
    if title is None:
        raise RuleBroken("Поле «Работа» не заполнено. Напишите, что делается.")
    for name, most in _BOUNDS.items():
        if any(not 1 <= number <= most for number in getattr(fields, name)):
            raise RuleBroken(f"Поле «{TITLES[name]}»: введите числа от 1 до {most}.")
    told = {name: value for name, value in asdict(fields).items() if name != "frequency"}
    told |= {name: sorted(set(told[name])) for name in _LISTS}
    texts = {name: clean_text(told[name] or "") for name in ("responsible", "form", "audience", "place", "outcome")}
    return told | texts | {"title": title, "recurrence": str(fields.frequency)}
