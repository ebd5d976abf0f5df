"""Rows of an import in the words of the people who read the screen. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from gmk.excel.problems import SKIPPED
from gmk.excel.reading import Match, Problem
from gmk.excel.sheet import Column, Sheet
from gmk.intake.formats import FORMATS
from gmk.intake.labels import LEVEL_WORDS as LEVEL_WORDS
from gmk.intake.labels import row_label as row_label
from gmk.intake.model import Policy, RowAction, RowPreview
from gmk.periods import Precision, Recurrence, school_year_text
from gmk.vocabulary import (
    AssociationKind,
    Category,
    ContestOutcome,
    CourseForm,
    CourseKind,
    EmploymentKind,
    InstitutionKind,
    Labelled,
    Leave,
    Level,
    MembershipRole,
    Stage,
)
from gmk.wording import day_text, percent_text

ACTION_WORDS: dict[RowAction, str] = {
    "create": "новая",
    "update": "изменение",
    "unchanged": "без изменений",
    "skip": "пропущена",
    "error": "ошибка",
}
ACTION_TOTALS: dict[RowAction, str] = {
    "create": "Новые",
    "update": "Изменения",
    "unchanged": "Без изменений",
    "skip": "Пропущено",
    "error": "Ошибки",
}
MATCH_WORDS: dict[Match, str] = {
    "exact": "точно",
    "synonym": "по синониму",
    "fuzzy": "догадка",
    "values": "догадка по значениям",
    "user": "вы выбрали",
}
POLICY_WORDS: dict[Policy, str] = {
    "update": "обновлять запись из файла",
    "fill": "только заполнять пустое",
    "skip": "не трогать известных",
}
FORMAT_WORDS = {
    "institutions": "учреждения",
    "staff": "педагоги",
    "courses": "курсы",
    "results": "конкурсы",
    "exams": "экзамены",
}
NOTHING = "пусто"
_PERCENT = ", %"
_SHARES = ("success_share", "quality_share")

_CODES: dict[str, tuple[type[Labelled], ...]] = {
    "kind": (InstitutionKind, CourseKind),
    "category": (Category,),
    "form": (CourseForm,),
    "employment": (EmploymentKind,),
    "leave": (Leave,),
    "association_kind": (AssociationKind,),
    "role": (MembershipRole,),
    "precision": (Precision,),
    "recurrence": (Recurrence,),
    "stage": (Stage,),
    "level": (Level,),
    "result": (ContestOutcome,),
}
_NAME_FIELDS = ("last_name", "first_name", "patronymic")
_SAID_BY_LABEL = {*_NAME_FIELDS, "name", "title", "records", "courses"}


@cache
def sheet_of(format_name: str) -> Sheet:
    """The declaration of a format."""
    return next(sheet for sheet in FORMATS if sheet.format == format_name)


def format_title(format_name: str | None) -> str:
    """What a sheet holds: «Педагогические работники»."""
    return sheet_of(format_name).title if format_name else "таблица не найдена"


def formats_text(formats: Iterable[str]) -> str:
    """Several formats in one line, in short: «педагоги, курсы»."""
    return ", ".join(FORMAT_WORDS.get(name) or format_title(name).lower() for name in formats)


def field_title(format_name: str | None, field: str) -> str:
    """The Russian name of a field; the field itself where the format doesn't know it."""
    column = sheet_of(format_name).by_field.get(field) if format_name else None
    if column or not format_name:
        return column.title if column else field
    return dict(sheet_of(format_name).derived).get(field, field)


def fields_to_choose(format_name: str) -> dict[str, str]:
    """The fields that a column may have, with their titles, in the order of the format."""
    return {column.field: _title_with_hint(column) for column in sheet_of(format_name).columns}


def _title_with_hint(column: Column) -> str:
    return "ФИО в одной ячейке" if column.field == "full_name" else column.title


def group_text(group: Mapping[str, Any] | None) -> str:
    """What a wide column stands for: «за 2024 год»."""
    if not group:
        return ""
    if "year" in group:
        return f"за {group['year']} год"
    return ", ".join(value_text(name, value) for name, value in group.items())


def _subject_text(record: Mapping[str, Any]) -> str:
    """«Физика: участников 15, средний балл 52»."""
    said = [
        f"{field_title('exams', name).removesuffix(_PERCENT).lower()} {value_text(name, value)}"
        for name, value in record.items()
        if name != "subject" and value is not None
    ]
    return f"{record['subject']}: {', '.join(said)}"


def value_text(field: str, value: Any) -> str:
    """A value as people write it; `NOTHING` for an absent one."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, Mapping):
        return record_text(value)
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(value_text(field, one) for one in value)
    return _number_text(field, value) if isinstance(value, int | float) else _label(field, str(value))


def _number_text(field: str, value: float) -> str:
    """Shares as percentages, a school year as «2025/26», a decimal comma."""
    if field.startswith("share_") or field in _SHARES:
        return percent_text(value)
    if field == "school_year":
        return school_year_text(int(value))
    return str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0").replace(".", ",")


def _label(field: str, code: str) -> str:
    members = (member for labels in _CODES.get(field, ()) for member in labels)
    return next((member.label for member in members if member == code), code)


def record_text(record: Mapping[str, Any]) -> str:
    """A record inside a row: «Тема, 72 ч., 2024», of exams «Физика: участников 15»."""
    if "subject" in record:
        return _subject_text(record)
    hours, finished = record.get("hours"), record.get("finished_on") or record.get("year")
    parts = [
        str(record.get("title") or "без названия"),
        f"{hours} ч." if hours else "",
        value_text("finished_on", finished) if finished else "",
    ]
    return ", ".join(part for part in parts if part)


def details(format_name: str | None, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What else a new record says, as title and text, without what its label says; courses are counted off."""
    said = [
        (field_title(format_name, name).removesuffix(_PERCENT), value_text(name, value))
        for name, value in values.items()
        if name not in _SAID_BY_LABEL and value not in (None, "", [])
    ]
    courses = values.get("records") or values.get("courses") or []
    what = "Предмет" if format_name == "exams" else "Курс"
    return said + [(what, record_text(course)) for course in courses]


def changes_text(format_name: str | None, row: RowPreview) -> list[tuple[str, str, str]]:
    """Field, old and new text of each change."""
    return [
        (field_title(format_name, name), value_text(name, old), value_text(name, new))
        for name, (old, new) in row.changes.items()
    ]


def place_text(problem: Problem, *, sheet: str | None = None, row: int | None = None) -> str:
    """Where in the user's own file: «Лист1, ячейка F8»."""
    place = f"ячейка {problem.cell}" if problem.cell else f"строка {row}" if row else ""
    return ", ".join(part for part in (f"лист «{sheet}»" if sheet else "", place) if part)


def skip_reason(row: RowPreview) -> str:
    """Why a row is left out, in one sentence."""
    return next((problem.message for problem in row.problems), SKIPPED["row.note"])
