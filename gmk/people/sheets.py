"""The workbooks of this area: institutions, and their staff."""

from dataclasses import replace

from gmk.excel.reading import RowReading
from gmk.excel.sheet import Around, Sheet
from gmk.people.columns import (
    EDUCATOR_ID,
    FIRST_NAME,
    FULL_NAME,
    INSTITUTION,
    LAST_NAME,
    PATRONYMIC,
    POSITION,
    finish_institution,
    finish_person,
)
from gmk.people.institution_columns import INSTITUTION_COLUMNS, section_kind
from gmk.people.institution_names import institution_in, read_institution_name
from gmk.people.staff_columns import STAFF_ONLY
from gmk.vocabulary import InstitutionKind


def _is_institutions(fields: frozenset[str]) -> bool:
    return bool(fields & {"name", "short_name"}) and len(fields) >= 2


def finish_listed_institution(row: RowReading, around: Around) -> None:
    """Kind and number come from the name where the sheet has no columns for them, the kind from the section else."""
    values = row.values
    values["name"] = values.get("name") or values.get("short_name")
    name = read_institution_name(values["name"])
    short = read_institution_name(values.get("short_name"))
    if values.get("kind") is None and not _has_error(row, around, "kind"):
        section = section_kind(around.section) if around.section else None
        values["kind"] = name.kind or short.kind or section or InstitutionKind.OTHER
    if values.get("number") is None:
        values["number"] = name.number if name.number is not None else short.number


def _has_error(row: RowReading, around: Around, field: str) -> bool:
    column = around.columns.get(field)
    return column is not None and any(p.column == column and p.level == "error" for p in row.problems)


INSTITUTIONS = Sheet(
    format="institutions",
    title="Учреждения",
    columns=INSTITUTION_COLUMNS,
    key=("name", "short_name"),
    fits=_is_institutions,
    institution_in=institution_in,
    finishers=(finish_listed_institution,),
)

_STAFF_ONLY_FIELDS = frozenset(column.field for column in STAFF_ONLY)


def _is_staff(fields: frozenset[str]) -> bool:
    """People with posts; training alone beside them makes a list of courses, not of staff."""
    own = fields & _STAFF_ONLY_FIELDS
    if not fields & {"full_name", "last_name"}:
        return False
    return bool(own) or ("position" in fields and "courses" not in fields)


def require_position(row: RowReading, around: Around) -> None:
    """A sheet of staff without a column of positions lacks them in every row."""
    if "position" not in around.columns:
        text = "В таблице нет столбца «Должность». Добавьте его и впишите должности."
        around.note(row, "field.required", text, field="position")


STAFF = Sheet(
    format="staff",
    title="Педагогические работники",
    columns=(
        EDUCATOR_ID,
        FULL_NAME,
        LAST_NAME,
        FIRST_NAME,
        PATRONYMIC,
        INSTITUTION,
        replace(POSITION, required=True, needless_with="educator_id"),
        *STAFF_ONLY,
    ),
    key=("full_name", "last_name"),
    fits=_is_staff,
    names_people=True,
    institution_in=institution_in,
    finishers=(finish_person, finish_institution, require_position),
)
