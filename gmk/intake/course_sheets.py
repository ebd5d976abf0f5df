"""A sheet of courses: rows to changes; a wide row carries several courses."""

from typing import Any

from gmk.changes.draft import Differences
from gmk.excel.problems import problem
from gmk.excel.reading import Problem
from gmk.intake import messages
from gmk.intake.model import RowPreview
from gmk.intake.people_sheets import Located
from gmk.intake.repeats import Repeats
from gmk.intake.workbench import Workbench, left_out
from gmk.training.course_changes import FIELDS, Fate, Key

Courses = dict[Key, dict[str, Any]]


def course_row(bench: Workbench, one: Located, values: dict[str, Any]) -> RowPreview:
    """What becomes of a row whose person is known."""
    records = values.get("records")
    courses, told = _courses(bench, one, [values] if records is None else records)
    if told is not None:
        return left_out(one.row.row, values, one.problems, told)
    return _written(bench, one, values, courses)


def _courses(bench: Workbench, one: Located, records: list[dict[str, Any]]) -> tuple[Courses, Problem | None]:
    """The courses that no earlier row has; a problem if there are none, or one contradicts an earlier row."""
    assert one.person is not None  # noqa: S101 - rows without a person are errors before
    repeats, place = _repeats(bench), (bench.draft.sheet or "", one.row.row)
    fresh: Courses = {}
    repeated: Problem | None = None
    for record in records:
        key = bench.courses.key(one.person, record)
        told = repeats.check(key, one, record, place)
        if told is None:
            fresh[key] = record
        elif told.level == "error":
            for noted in fresh:
                repeats.forget(noted)
            return {}, told
        elif key not in fresh:
            repeated = told
    return fresh, None if fresh else repeated


def _repeats(bench: Workbench) -> Repeats:
    repeats = bench.repeats.get("courses")
    if repeats is None:
        repeats = bench.repeats["courses"] = Repeats(_said)
    return repeats


def _said(one: Located, record: dict[str, Any]) -> tuple[Any, ...]:
    return (*map(record.get, FIELDS), one.institution_id, one.row.values.get("position"))


def _written(bench: Workbench, one: Located, values: dict[str, Any], courses: Courses) -> RowPreview:
    person = one.person
    assert person is not None  # noqa: S101 - see above
    educator_id = bench.staff.make(person)["id"]
    position = values.get("position")
    where = {"institution_id": one.institution_id, "position": position}
    is_placed = one.institution_id is not None and bench.staff.employ(person, one.institution_id, position)
    fates: set[Fate] = set()
    found: Differences = {}
    for key, record in courses.items():
        fate, changed = bench.courses.apply(key, educator_id, record, where)
        fates.add(fate)
        found.update(changed)
    if is_placed:
        fates.add("update")
    return _told(bench, one, values, fates, found)


def _told(bench: Workbench, one: Located, values: dict[str, Any], fates: set[Fate], found: Differences) -> RowPreview:
    if "create" in fates:
        return RowPreview(one.row.row, "create", values, {}, one.problems)
    if "update" in fates:
        place = found.pop("institution_id", None)
        if place is not None or not found:
            old = bench.name(place[0]) if place and place[0] else None
            found["institution"] = (old, values.get("institution"))
        return RowPreview(one.row.row, "update", values, found, one.problems)
    if "known" in fates:
        return left_out(one.row.row, values, one.problems, problem("row.known", messages.KNOWN))
    return RowPreview(one.row.row, "unchanged", values, problems=one.problems)
