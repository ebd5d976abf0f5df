"""The tables of training: one declaration of each for the screen and for the workbook."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gmk.excel.sheet import CellType, Sheet
from gmk.excel.write import Kind, TableColumn, TableSpec
from gmk.people.rows import PostRow
from gmk.people.sheets import STAFF
from gmk.training.rows import (
    CategoryRow,
    CourseRow,
    Coverage,
    CoverageBy,
    CoverageRow,
    DueStatus,
    EducatorDue,
)
from gmk.training.sheets import COURSES
from gmk.vocabulary import CourseForm, CourseKind, EmploymentKind, Labelled, Leave
from gmk.wording import UNKNOWN, counted, day_text


def column_of(sheet: Sheet, field: str, value: Callable[[Any], Any], *, width: int | None = None) -> TableColumn[Any]:
    """A column with the heading and type of the import's column for the same fact; its width too, unless given."""
    column = sheet.by_field[field]
    return TableColumn(column.title, value, kind=_KINDS.get(column.type, "text"), width=width or column.width)


_KINDS: dict[CellType, Kind] = {"date": "date", "number": "number"}


def label_of(codes: type[Labelled], code: str | None) -> str | None:
    """The label of a stored code; None stays None."""
    return None if code is None else codes(code).label


def state_text(row: EducatorDue) -> str:
    """Where a person stands, with the day or the days left where they are known."""
    label = DueStatus(row.status).label
    if row.status is DueStatus.OVERDUE and row.due_on:
        return f"{label} {day_text(row.due_on)}"
    if row.days_left is not None and row.days_left > 0:
        return f"{label}: {counted(row.days_left, 'день', 'дня', 'дней')}"
    return label


def last_course_text(row: EducatorDue) -> str | None:
    """The latest counted course with its end; where only the year is known, the year."""
    if row.last_title is None:
        return None
    return f"{row.last_title} ({day_text(row.last_finished_on) or f'{row.last_year} год'})"


class Order(Labelled):
    """In which order the groups of coverage stand."""

    BEST = "best", "сначала больший охват"
    WORST = "worst", "сначала меньший охват"
    LIST = "list", "по списку"


def ordered(coverage: Coverage, order: Order) -> Coverage:
    """The coverage with its groups so; small groups aren't ranked and stand last."""
    if order is Order.LIST:
        return coverage
    sign = -1 if order is Order.BEST else 1
    rows = sorted(coverage.rows, key=lambda row: (row.is_small, 0 if row.is_small else sign * (row.share or 0)))
    return replace(coverage, rows=tuple(rows))


def coverage_spec(by: CoverageBy) -> TableSpec[CoverageRow]:
    """Coverage by the groups of a breakdown."""
    return TableSpec(
        "Охват обучением",
        (
            TableColumn(by.label.capitalize(), lambda row: row.label, width=27),
            TableColumn("Охват", lambda row: row.share, kind="percent", width=9, missing=UNKNOWN),
            TableColumn("Обучены", lambda row: row.covered, kind="number", width=8),
            TableColumn("Всего", lambda row: row.active, kind="number", width=6),
            TableColumn("Не обучены", lambda row: row.active - row.covered, kind="number", width=11),
            TableColumn("Примечание", _remark, width=24),
        ),
    )


def _remark(row: CoverageRow) -> str | None:
    """What to know before the share is used; of a small group, which isn't compared, only that."""
    if row.is_small:
        return "мало данных"
    return f"только год: {row.by_year}" if row.by_year else None


PEOPLE: TableSpec[EducatorDue] = TableSpec(
    "Педагоги",
    (
        column_of(STAFF, "full_name", lambda row: row.name),
        TableColumn("Состояние", state_text, width=32),
        TableColumn("Срок", lambda row: row.due_on, kind="date", width=12),
        TableColumn("Учреждение", lambda row: row.institution, width=30),
        column_of(STAFF, "position", lambda row: row.position, width=26),
        column_of(STAFF, "subjects", lambda row: ", ".join(row.subjects) or None, width=26),
        column_of(STAFF, "category", lambda row: row.category),
        TableColumn("Последний учтённый курс", lambda row: row.last_title, width=44),
        column_of(COURSES, "finished_on", lambda row: row.last_finished_on),
        column_of(COURSES, "year", lambda row: row.last_year),
    ),
    names_people=True,
)
"""The people behind a figure, and those on the list of the due; from «Срок» on the course doesn't count any more."""

COURSES_OF_PERSON: TableSpec[CourseRow] = TableSpec(
    "Курсы",
    (
        column_of(COURSES, "title", lambda row: row.title),
        TableColumn("Учтён", lambda row: "да" if row.counts else f"нет: {row.why_not}", width=26),
        column_of(COURSES, "hours", lambda row: row.hours),
        column_of(COURSES, "finished_on", lambda row: row.finished_on),
        column_of(COURSES, "year", lambda row: row.year),
        column_of(COURSES, "kind", lambda row: label_of(CourseKind, row.kind)),
        column_of(COURSES, "provider", lambda row: row.provider),
        column_of(COURSES, "form", lambda row: label_of(CourseForm, row.form)),
        column_of(COURSES, "document_number", lambda row: row.document_number),
        column_of(COURSES, "document_date", lambda row: row.document_date),
        TableColumn("По профилю", lambda row: "да" if row.by_profile else "нет", width=12),
    ),
    names_people=True,
)

EMPLOYMENTS: TableSpec[PostRow] = TableSpec(
    "Места работы",
    (
        TableColumn("Учреждение", lambda row: row.institution, width=36),
        column_of(STAFF, "position", lambda row: row.position),
        column_of(STAFF, "subjects", lambda row: ", ".join(row.subjects) or None),
        column_of(STAFF, "employment", lambda row: label_of(EmploymentKind, row.kind)),
        column_of(STAFF, "leave", lambda row: label_of(Leave, row.leave)),
        TableColumn("Работает с", lambda row: row.valid_from, kind="date", width=12),
        TableColumn("Работает по", lambda row: row.valid_to, kind="date", width=12),
    ),
    names_people=True,
)

CATEGORIES: TableSpec[CategoryRow] = TableSpec(
    "Категории",
    (
        column_of(STAFF, "category", lambda row: row.category),
        column_of(STAFF, "category_awarded_on", lambda row: row.awarded_on),
        column_of(STAFF, "category_valid_until", lambda row: row.valid_until),
        column_of(STAFF, "category_order", lambda row: row.order_text),
    ),
    names_people=True,
)
