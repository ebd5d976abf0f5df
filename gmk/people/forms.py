"""What forms say about institutions and people, read by the converters that read workbooks. Pure."""

from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from gmk.errors import RuleBroken
from gmk.excel.cells import Noted, clean_text
from gmk.excel.sheet import Column
from gmk.people.columns import EMAIL, FIRST_NAME, LAST_NAME, PATRONYMIC, PHONE, POSITION
from gmk.people.rows import EducatorFields, InstitutionFields, PostFields
from gmk.people.sheets import INSTITUTIONS, STAFF
from gmk.vocabulary import EmploymentKind, InstitutionKind, Leave

_NAME_PARTS = {column.field: column for column in (LAST_NAME, FIRST_NAME, PATRONYMIC)}
_COLUMNS: Mapping[str, Column] = {**STAFF.by_field, **_NAME_PARTS, "position": POSITION, "phone": PHONE, "email": EMAIL}

TITLES: Mapping[str, Mapping[str, str]] = {
    "institution": {name: column.title for name, column in INSTITUTIONS.by_field.items()} | {"closed_on": "Закрыто с"},
    "educator": {name: column.title for name, column in _COLUMNS.items()},
    "employment": {
        "position": POSITION.title,
        "subjects": _COLUMNS["subjects"].title,
        "kind": _COLUMNS["employment"].title,
        "leave": _COLUMNS["leave"].title,
        "valid_from": "Работает с",
        "valid_to": "Последний день работы",
    },
}
"""What the fields of a record are called, by its table."""


def read_institution(fields: InstitutionFields) -> dict[str, Any]:
    """The fields as an import would store them.

    Raises:
        RuleBroken: a field can't be so; the text names it.
    """
    values = _read(asdict(fields), INSTITUTIONS.by_field, skip=("kind",))
    _check_filled(values, INSTITUTIONS.by_field, "name")
    return values | {"kind": _one_of(InstitutionKind, fields.kind, INSTITUTIONS.by_field["kind"].title)}


def read_educator(fields: EducatorFields) -> dict[str, Any]:
    """The fields as an import would store them.

    Raises:
        RuleBroken: a field can't be so; the text names it.
    """
    values = _read(asdict(fields), _COLUMNS)
    _check_filled(values, _COLUMNS, "last_name", "first_name")
    total, teaching = values["experience_total_years"], values["experience_teaching_years"]
    if total is not None and teaching is not None and teaching > total:
        raise RuleBroken(f"Педагогический стаж ({teaching}) больше общего ({total}). Исправьте один из них.")
    return values


def read_post(fields: PostFields) -> dict[str, Any]:
    """The fields as an import would store them.

    Raises:
        RuleBroken: a field can't be so; the text names it.
    """
    if fields.valid_from and fields.valid_to and fields.valid_to < fields.valid_from:
        raise RuleBroken(
            f"Последний день работы ({fields.valid_to:%d.%m.%Y}) раньше первого ({fields.valid_from:%d.%m.%Y}). "
            "Исправьте один из них."
        )
    return {
        "position": clean_text(fields.position),
        "subjects": [subject for subject in map(clean_text, fields.subjects) if subject],
        "kind": _one_of(EmploymentKind, fields.kind, TITLES["employment"]["kind"]),
        "leave": _one_of(Leave, fields.leave, TITLES["employment"]["leave"]) if fields.leave else None,
        "valid_from": fields.valid_from,
        "valid_to": fields.valid_to,
    }


def _read(values: dict[str, Any], columns: Mapping[str, Column], *, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    return {name: _converted(columns[name], value) for name, value in values.items() if name not in skip}


def _converted(column: Column, value: Any) -> Any:
    read = column.convert(value)
    if not isinstance(read, Noted):
        return read
    if read.level == "error":
        raise RuleBroken(f"Поле «{column.title}». {read.message}")
    return read.value


def _check_filled(values: dict[str, Any], columns: Mapping[str, Column], *names: str) -> None:
    for name in names:
        if values[name] is None:
            raise RuleBroken(f"Поле «{columns[name].title}» не заполнено. Заполните его и сохраните ещё раз.")


def _one_of(kinds: type[StrEnum], code: str, title: str) -> str:
    if code not in list(kinds):
        raise RuleBroken(f"Поле «{title}»: выберите значение из списка.")
    return str(code)
