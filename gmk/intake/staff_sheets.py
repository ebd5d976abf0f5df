"""A sheet of staff: rows to changes."""

from typing import Any

from gmk.changes.draft import Differences
from gmk.db.keys import name_key
from gmk.excel.problems import problem
from gmk.intake import messages
from gmk.intake.model import RowAction, RowPreview
from gmk.intake.people_sheets import Located
from gmk.intake.repeats import Repeats
from gmk.intake.workbench import Workbench, left_out
from gmk.people.matching import Person

SIGNED = (
    "subjects", "birth_year", "education", "category", "category_awarded_on", "category_order", "category_valid_until",
    "experience_total_years", "experience_teaching_years", "hired_on", "phone", "email", "employment", "leave",
    "courses",
)  # fmt: skip


def staff_row(bench: Workbench, one: Located, values: dict[str, Any]) -> RowPreview:
    """What becomes of a row whose person and institution are known."""
    person, place, position = one.person, one.institution_id, values.get("position")
    assert person is not None  # noqa: S101 - rows without a person are errors before
    assert place is not None  # noqa: S101 - and so are those without an institution
    key = (person, place, name_key(position or ""))
    told = bench.repeats.setdefault("staff", Repeats(_said)).check(
        key, None, values, (bench.draft.sheet or "", one.row.row)
    )
    if told is None and bench.options.policy == "skip" and bench.staff.has_post(person, place, position):
        told = problem("row.known", messages.KNOWN)
    if told is not None:
        return left_out(one.row.row, values, one.problems, told)
    is_new, found = bench.staff.apply(person, place, values)
    found |= _courses(bench, person, place, values)
    action: RowAction = "create" if is_new else "update" if found else "unchanged"
    return RowPreview(one.row.row, action, values, {} if is_new else found, one.problems)


def _said(_row: None, values: dict[str, Any]) -> list[Any]:
    return [values.get(name) for name in SIGNED]


def _courses(bench: Workbench, person: Person, institution_id: int, values: dict[str, Any]) -> Differences:
    """The courses of the training column: new ones and changed ones by title."""
    educator_id = bench.staff.make(person)["id"]
    where = {"institution_id": institution_id, "position": values.get("position")}
    told = []
    for record in values.get("courses") or ():
        key = bench.courses.key(person, record)
        known = key in bench.courses.known
        fate, _found = bench.courses.apply(key, educator_id, record, {} if known else where)
        if fate in ("create", "update"):
            told.append(record["title"])
    return {"courses": (None, told)} if told else {}
