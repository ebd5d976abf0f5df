"""What forms say about items of the plan, read as an import reads them. Pure."""

from collections.abc import Mapping
from typing import Any

from gmk.db.keys import name_key
from gmk.errors import RuleBroken
from gmk.excel.cells import clean_text
from gmk.periods import read_period, school_year_text
from gmk.plan.rows import ActivityFields, ClosingFields
from gmk.plan.rules import direction_named
from gmk.plan.sheets import PLAN
from gmk.vocabulary import ActivityBasis, ActivityStatus

TITLES: Mapping[str, str] = {
    **{name: column.title for name, column in PLAN.by_field.items()},
    "starts_on": "Начало",
    "ends_on": "Окончание",
    "precision": "Точность срока",
    "recurrence": "Повторение",
    "direction": "Направление",
    "target_direction": "Целевое направление",
    "task": "Задача",
    "form": "Форма",
    "basis": "Основание",
    "basis_text": "Пункт плана, документ",
    "institution_ids": "Учреждения",
    "association_id": "Объединение",
    "status": "Статус",
    "done_on": "Фактическая дата",
    "participant_count": "Участников",
    "outcome_document": "Итоговый документ",
    "note": "Примечание",
    "is_cancelled": "Отменено",
    "approved_in": "Утверждено версией",
}
"""What the fields of an item are called, on the screen, in comparisons and in the journal."""
_CODES = {str(one): one.label for codes in (ActivityStatus, ActivityBasis) for one in codes}


def read_activity(fields: ActivityFields, school_year: int) -> dict[str, Any]:
    """The fields as an import would store them, with what the words of the period mean.

    Raises:
        RuleBroken: a field can't be so; the text names it.
    """
    title = clean_text(fields.title)
    if title is None:
        raise RuleBroken("Поле «Мероприятие» не заполнено. Напишите, что будет проведено.")
    if fields.basis is not None and fields.basis not in list(ActivityBasis):
        raise RuleBroken("Поле «Основание»: выберите значение из списка.")
    section = clean_text(fields.section or "")
    return {
        "title": title,
        "title_key": name_key(title),
        "section": section or fields.direction,
        "direction": fields.direction or direction_named(section),
        "target_direction": fields.target_direction,
        "task": fields.task,
        "form": clean_text(fields.form or ""),
        "responsible": [name for name in map(clean_text, fields.responsible) if name],
        "institution_ids": sorted(set(fields.institution_ids)),
        "association_id": fields.association_id,
        "audience": clean_text(fields.audience),
        "place": clean_text(fields.place),
        "outcome": clean_text(fields.outcome),
        "basis": fields.basis,
        "basis_text": clean_text(fields.basis_text),
        **_period(fields.period_text, school_year),
    }


def _period(text: str, school_year: int) -> dict[str, Any]:
    words = clean_text(text)
    period = read_period(words, school_year=school_year)
    if period is None:
        raise RuleBroken(
            f"Поле «Сроки»: «{words}» непонятно. Напишите, например: 12.09.2026, 12–14 сентября, октябрь, до 15 мая, "
            "I полугодие, в течение года, ежемесячно."
        )
    for day in (period.start, period.end):
        if day is not None and not school_year - 1 <= day.year <= school_year + 2:
            raise RuleBroken(
                f"Поле «Сроки»: {day:%d.%m.%Y} не относится к {school_year_text(school_year)} учебному году. "
                "Исправьте год."
            )
    return {
        "period_text": words,
        "starts_on": period.start,
        "ends_on": period.end,
        "precision": str(period.precision),
        "recurrence": str(period.recurrence),
    }


def read_closing(fields: ClosingFields) -> dict[str, Any]:
    """How an item went, as it is stored.

    Raises:
        RuleBroken: a number of participants below zero.
    """
    if fields.participant_count is not None and fields.participant_count < 0:
        raise RuleBroken(f"Участников: {fields.participant_count}. Введите число от 0.")
    return {
        "done_on": fields.done_on,
        "participant_count": fields.participant_count,
        "outcome_document": clean_text(fields.outcome_document),
        "note": clean_text(fields.note),
    }


def code_text(value: Any) -> Any:
    """What people read instead of a code of status or basis; anything else as it is."""
    return _CODES.get(value, value) if isinstance(value, str) else value
