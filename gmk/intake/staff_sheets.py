"""A sheet of staff: rows to changes."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from gmk.changes.draft import Differences
from gmk.changes.model import Change
from gmk.db import bulk
from gmk.db.keys import name_key
from gmk.db.tables import Educator, Employment
from gmk.excel.problems import problem
from gmk.intake import messages
from gmk.intake.model import NotInFile, RowAction, RowPreview
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


def not_in_file(
    session: Session, bench: Workbench, located: Mapping[str, list[Located]], sheet: str
) -> list[NotInFile]:
    """Who works at the institutions of the sheet on its day, as far as the database knows, and isn't in the file.

    The posts of those who are said to leave are closed.
    """
    absent: dict[int, NotInFile] = {}
    leaving = bench.options.leaving
    there = {one.person.record["id"] for rows in located.values() for one in rows if one.person and one.person.record}
    for post in _absent_posts(session, bench, located[sheet], there):
        if post.id not in absent:
            absent[post.id] = NotInFile(post.id, _label(bench, post))
        if leaving is not None and post.id in leaving.educator_ids:
            _close(bench, post, leaving.last_day, sheet)
    return list(absent.values())


def _absent_posts(session: Session, bench: Workbench, rows: list[Located], there: set[int]) -> Iterator[Any]:
    """Each post with whose it is, the columns that are needed here."""
    places = {one.institution_id for one in rows if one.institution_id is not None and one.institution_id > 0}
    until, since = col(Employment.valid_to), col(Employment.valid_from)
    people = select(col(Educator.id), col(Educator.last_name), col(Educator.first_name), col(Educator.patronymic))
    statement = (
        people.add_columns(
            col(Employment.id).label("post_id"), col(Employment.version), col(Employment.position),
            col(Employment.institution_id), since, until,
        )
        .join(Employment)
        .where(bulk.among(session.connection(), col(Employment.institution_id), places))
        .where(or_(until.is_(None), until >= bench.as_of), or_(since.is_(None), since <= bench.as_of))
        .order_by(col(Educator.name_key), col(Educator.id), col(Employment.id))
    )  # fmt: skip
    return (row for row in session.execute(statement) if row.id not in there)


def _label(bench: Workbench, post: Any) -> str:
    name = " ".join(part for part in (post.last_name, post.first_name, post.patronymic) if part)
    return f"{name}, {post.position or 'должность не указана'}, {bench.label(post.institution_id)}"


def _close(bench: Workbench, post: Any, last_day: date, sheet: str) -> None:
    """Whatever the policy: it was asked for. A post that begins later isn't closed before its beginning."""
    if post.post_id in bench.closed_posts or (post.valid_from is not None and last_day < post.valid_from):
        return
    bench.closed_posts.add(post.post_id)
    change = Change(
        "employment", post.post_id, "update", {"valid_to": post.valid_to}, {"valid_to": last_day}, post.version, sheet
    )  # fmt: skip
    bench.draft.change_set.changes.append(change)
