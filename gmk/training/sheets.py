"""The workbooks of this area: courses that people completed, row by row or with a column for each year."""

from datetime import date
from typing import Any

from gmk.excel.problems import problem
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
from gmk.people.institution_names import institution_in
from gmk.training.course_columns import COURSE_COLUMNS, COURSES_IN_A_CELL
from gmk.training.course_text import CourseText
from gmk.training.kinds import fewest_hours, kind_by_hours
from gmk.vocabulary import CourseKind


def _is_courses(fields: frozenset[str]) -> bool:
    return bool(fields & {"full_name", "last_name"}) and bool(fields & {"title", "courses"})


def finish_courses(row: RowReading, around: Around) -> None:
    """Makes one record of the row, or one of each course of its cells."""
    cells = row.values.pop("courses", None)
    if cells is None:
        _finish_record(row, around)
    elif row.values.get("title") is None and "title" not in around.columns:
        row.values["records"] = records_of_cells(row, cells)


def finish_training(row: RowReading, _around: Around) -> None:
    """The training columns of staff: `courses` becomes a list of records."""
    cells = row.values.get("courses")
    if cells is not None:
        row.values["courses"] = records_of_cells(row, cells)


CourseCell = tuple[str, dict[str, Any] | None, tuple[CourseText, ...]]
"""Column, what it stands for, the courses of the cell."""


def records_of_cells(row: RowReading, cells: list[CourseCell]) -> list[dict[str, Any]]:
    """A record for each course; what is assumed is noted once for a cell."""
    records: list[dict[str, Any]] = []
    for column, group, courses in cells:
        of_cell = [_record_of(course, group or {}) for course in courses]
        _note_cell(row, column, of_cell)
        records += of_cell
    return records


def _record_of(course: CourseText, group: dict[str, Any]) -> dict[str, Any]:
    kind = course.kind or group.get("kind")
    if kind is None and course.hours is not None:
        kind = kind_by_hours(course.hours)
    year = course.year if course.year is not None else group.get("year")
    return {
        "title": course.title,
        "hours": course.hours,
        "kind": kind,
        "finished_on": course.finished_on,
        "year": None if course.finished_on else year,
    }


def _note_cell(row: RowReading, column: str, records: list[dict[str, Any]]) -> None:
    if any(record["kind"] is None for record in records):
        row.problems.append(problem("kind.assumed", _ASSUMED, row=row.row, column=column))
    for record in records:
        record["kind"] = record["kind"] or CourseKind.ADVANCED
        if record["hours"] is not None and record["hours"] < fewest_hours(record["kind"]):
            row.problems.append(problem("hours.too_few", _too_few(record), row=row.row, column=column))
        if record["finished_on"] is None and record["year"] is None:
            text = f"У курсов «{record['title']}» не указан год. Допишите год или дату окончания."
            row.problems.append(problem("field.required", text, row=row.row, column=column))


_ASSUMED = "Вид обучения и часы не указаны, записано «повышение квалификации». Укажите вид или число часов."


def _too_few(record: dict[str, Any]) -> str:
    kind: CourseKind = record["kind"]
    fewest = fewest_hours(kind)
    return f"{record['hours']} ч. мало для вида «{kind.label}»: нужно не меньше {fewest}. Проверьте вид и часы."


def _finish_record(row: RowReading, around: Around) -> None:
    values = row.values
    bad = {problem.column for problem in row.problems if problem.level == "error"} if row.problems else set()
    _finish_kind(row, around, bad)
    finished, started = values.get("finished_on"), values.get("started_on")
    if finished is None and values.get("year") is None:
        _require_end(row, around, bad)
    elif isinstance(finished, date):
        values["year"] = None
        _check_days(row, around, started, finished)


def _finish_kind(row: RowReading, around: Around, bad: set[str | None]) -> None:
    """The stated kind is kept; without one the hours tell it."""
    values = row.values
    kind, hours = values.get("kind"), values.get("hours")
    if kind is None and around.columns.get("kind", "") not in bad:
        kind = values["kind"] = _assumed_kind(row, around, hours, bad)
    if hours is not None and kind is not None and hours < fewest_hours(kind):
        around.note(row, "hours.too_few", _too_few(values), field="hours", value=hours)


def _assumed_kind(row: RowReading, around: Around, hours: int | None, bad: set[str | None]) -> CourseKind:
    if hours is not None:
        return kind_by_hours(hours)
    if around.columns.get("hours", "") not in bad:
        around.note(row, "kind.assumed", _ASSUMED, field="kind")
    return CourseKind.ADVANCED


def _require_end(row: RowReading, around: Around, bad: set[str | None]) -> None:
    field = next((name for name in ("finished_on", "period", "year") if name in around.columns), None)
    if field is None or around.columns[field] not in bad:
        text = "Не указано, когда закончено обучение. Впишите дату окончания или год."
        around.note(row, "field.required", text, field=field)


def _check_days(row: RowReading, around: Around, started: date | None, finished: date) -> None:
    if started is not None and finished < started:
        text = f"Обучение закончено {finished:%d.%m.%Y}, раньше, чем начато ({started:%d.%m.%Y}). Исправьте даты."
        around.note(row, "date.order", text)
    elif around.as_of is not None and finished > around.as_of:
        text = f"Обучение заканчивается {finished:%d.%m.%Y}, это ещё впереди. Проверьте год."
        around.note(row, "date.future", text, field="finished_on" if "finished_on" in around.columns else "period")


COURSES = Sheet(
    format="courses",
    title="Курсы и обучение",
    columns=(
        EDUCATOR_ID,
        FULL_NAME,
        LAST_NAME,
        FIRST_NAME,
        PATRONYMIC,
        INSTITUTION,
        POSITION,
        *COURSE_COLUMNS,
        COURSES_IN_A_CELL,
    ),
    key=("full_name", "last_name"),
    fits=_is_courses,
    names_people=True,
    institution_in=institution_in,
    finishers=(finish_person, finish_institution, finish_courses),
)
