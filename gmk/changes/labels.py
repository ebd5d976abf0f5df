"""How a record is called where a person reads about it: a name, a title, never a bare number if it can be helped."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.db import bulk
from gmk.db.tables import (
    Activity,
    Association,
    ContestResult,
    CourseRecord,
    Educator,
    Employment,
    ExamResult,
    Institution,
    InstitutionAlias,
    Meeting,
    Membership,
    Municipality,
    PilotSite,
    QualificationCategory,
    ReferenceItem,
    SiteReport,
    SmartList,
)

_NAME = (col(Educator.last_name), col(Educator.first_name), col(Educator.patronymic))
_NAME_FIELDS = ("last_name", "first_name", "patronymic")
_OF_PERSON: dict[str, tuple[Any, Any]] = {
    "employment": (Employment, Employment.position),
    "course_record": (CourseRecord, CourseRecord.title),
    "qualification_category": (QualificationCategory, QualificationCategory.category),
    "membership": (Membership, Membership.role),
}
_OF_THEIR_OWN: dict[str, tuple[Any, Any]] = {
    "institution": (Institution, Institution.name),
    "institution_alias": (InstitutionAlias, InstitutionAlias.alias),
    "municipality": (Municipality, Municipality.name),
    "association": (Association, Association.name),
    "activity": (Activity, Activity.title),
    "reference_item": (ReferenceItem, ReferenceItem.name),
    "meeting": (Meeting, Meeting.topic),
    "pilot_site": (PilotSite, PilotSite.topic),
    "site_report": (SiteReport, SiteReport.name),
    "smart_list": (SmartList, SmartList.name),
}
_OF_PARTS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "contest_result": (
        ContestResult, (ContestResult.participant, ContestResult.contest, ContestResult.school_subject)
    ),
    "exam_result": (
        ExamResult, (ExamResult.institution_name, ExamResult.procedure, ExamResult.school_subject, ExamResult.year)
    ),
}  # fmt: skip
_BETWEEN_PARTS = " · "
_WHAT: dict[str, Callable[[str], str]] = {
    "employment": lambda position: position or "место работы",
    "course_record": lambda title: f"«{title}»",
    "qualification_category": lambda _code: "категория",
    "membership": lambda _role: "членство в объединении",
    "activity": lambda title: f"«{title}»",
    "reference_item": lambda name: f"«{name}»",
    "institution_alias": lambda alias: f"другое название «{alias}»",
}
KINDS = {
    "institution": "учреждение",
    "educator": "педагог",
    "employment": "место работы",
    "qualification_category": "категория",
    "course_record": "курс",
    "association": "объединение",
    "membership": "членство в объединении",
    "activity": "мероприятие плана",
    "reference_item": "запись списка",
    "meeting": "заседание",
    "attendance": "отметка о присутствии",
    "pilot_site": "площадка",
    "site_report": "отчёт площадки",
    "mentorship": "наставническая пара",
    "smart_list": "сохранённый список",
    "institution_alias": "другое название учреждения",
    "user_institution": "учётная запись ответственного",
    "contest_result": "результат конкурса",
    "exam_result": "результат экзамена",
}
"""What a record is, by its table."""


def label(session: Session, entity: str, key: int) -> str | None:
    """What one record is called; None if it isn't there."""
    return labels(session, entity, [key]).get(key)


def labels(session: Session, entity: str, keys: Iterable[int]) -> dict[int, str]:
    """What the records are called: «Иванова Анна Петровна: «Современный урок»»; absent ones are left out."""
    statement, id_column = _statement(entity)
    if statement is None:
        return {key: f"{KINDS.get(entity, 'запись')} № {key}" for key in keys}
    rows = session.execute(statement.where(bulk.among(session.connection(), id_column, keys)))
    if entity in _OF_PARTS:
        return {key: _joined(parts) or f"{KINDS[entity]} № {key}" for key, *parts in rows}
    what = _WHAT.get(entity)
    return {row[0]: _text(what(row[1]) if what else row[1], row[2:]) for row in rows}


def _statement(entity: str) -> tuple[Any, Any]:
    if entity == "educator":
        return select(col(Educator.id), _NAME[0] + " " + _NAME[1], _NAME[2]), col(Educator.id)
    if entity in _OF_PERSON:
        model, field = _OF_PERSON[entity]
        of_person = select(col(model.id), col(field), *_NAME).join(Educator, col(Educator.id) == col(model.educator_id))
        return of_person, col(model.id)
    if entity in _OF_THEIR_OWN:
        own, name = _OF_THEIR_OWN[entity]
        return select(col(own.id), col(name)), col(own.id)
    if entity in _OF_PARTS:
        model, fields = _OF_PARTS[entity]
        return select(col(model.id), *map(col, fields)), col(model.id)
    return None, None


def _joined(parts: Iterable[Any]) -> str:
    """«Петров Иван · Олимпиада · Физика», without what is empty."""
    return _BETWEEN_PARTS.join(str(part) for part in parts if part)


def _text(what: str, person: tuple[str | None, ...]) -> str:
    if len(person) == 1:  # an educator: the patronymic follows the name
        return f"{what} {person[0]}" if person[0] else what
    name = " ".join(part for part in person if part)
    return f"{name}: {what}" if name else what


def label_of_kept(entity: str, values: dict[str, Any], person: str | None) -> str | None:
    """What a record was called, of which only the values are kept; `person` is the name of whose it was."""
    if entity == "educator":
        return " ".join(values[name] for name in _NAME_FIELDS if values.get(name)) or None
    if entity in _OF_PARTS:
        return _joined(values.get(field.key) for field in _OF_PARTS[entity][1]) or None
    _model, field = _OF_PERSON.get(entity) or _OF_THEIR_OWN.get(entity) or (None, None)
    if field is None:
        return None
    what = _WHAT.get(entity, str)(values.get(field.key) or "")
    return f"{person}: {what}" if person else what
