"""Workbooks of the import formats for people: blank ones, filled in for an institution, and all that is stored."""

import zipfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from gmk.access import User, may, right_of
from gmk.associations.contents import association_names, roster_contents
from gmk.excel.form import Cells, Form, form_bytes
from gmk.excel.form_stamp import FormStamp
from gmk.excel.sheet import Sheet
from gmk.excel.write import sheet_name
from gmk.intake.formats import FORMATS
from gmk.monitoring.contents import contest_contents, exam_contents
from gmk.people.contents import institution_contents, reference_names, staff_contents
from gmk.people.queries import institutions
from gmk.plan.contents import plan_contents
from gmk.reports.due_lists import file_name
from gmk.service import load
from gmk.training.contents import course_contents
from gmk.wording import day_text

CONTENTS: dict[str, Callable[..., Sequence[Cells]]] = {
    "institutions": institution_contents,
    "staff": staff_contents,
    "courses": course_contents,
    "roster": roster_contents,
    "plan": plan_contents,
    "results": contest_contents,
    "exams": exam_contents,
}
BY_INSTITUTION = ("staff", "courses", "results", "exams")
"""Formats whose rows belong to an institution each."""
FOR_INSTITUTIONS = ("staff", "courses")
"""Formats that are filled in beforehand for each institution."""
_FIXED = {
    "staff": frozenset({"educator_id"}),
    "courses": frozenset({"educator_id", "full_name", "title", "finished_on", "year"}),
    "roster": frozenset({"educator_id", "association"}),
}
"""What tells known records from others: changed, it would make a new record."""
_PAGES = {"exams": "Экзамены", "results": "Результаты"}


@dataclass(frozen=True, slots=True)
class Recipient:
    """An institution to which a workbook goes."""

    id: int
    name: str
    label: str


def format_of(name: str) -> Sheet:
    """The declaration of a format by its name."""
    return next(sheet for sheet in FORMATS if sheet.format == name)


def exportable(user: User) -> list[Sheet]:
    """The formats whose content the user may have as a file."""
    return [sheet for sheet in FORMATS if may(user, right_of(CONTENTS[sheet.format]))]


def blank_form(user: User, name: str, *, on: date) -> bytes:
    """The format without a row, to be filled in."""
    sheet = format_of(name)
    form = Form(
        sheet,
        {_page_name(sheet): ()},
        FormStamp(name, sheet.version(), on, (_page_name(sheet),)),
        lists=_lists(user, on),
        to_fill=True,
        left_out=frozenset({"educator_id"}),
    )
    return form_bytes(form)


def export(user: User, name: str, *, on: date, institution_id: int | None = None) -> bytes:
    """All that is stored in the format, in the user's scope; read in again, it changes nothing.

    Raises:
        NotAllowed: the user may not have this content as a file.
    """
    asked: dict[str, Any] = {} if institution_id is None else {"institution_id": institution_id}
    rows = load(user, CONTENTS[name], on=on, **asked)
    sheet = format_of(name)
    pages = _pages(sheet, rows)
    stamp = FormStamp(name, sheet.version(), on, tuple(pages))
    foreword = [f"{sheet.title} по состоянию на {day_text(on)}. Составил: {user.full_name}. Строк: {len(rows)}."]
    return form_bytes(Form(sheet, pages, stamp, lists=_lists(user, on), foreword=foreword))


def roster_form(user: User, association: str, *, on: date) -> bytes:
    """The members of an association, to be completed.

    Raises:
        NotAllowed: the user may not have files with names.
    """
    sheet = format_of("roster")
    rows = load(user, roster_contents, on=on, association=association)
    page = _page_name(sheet)
    stamp = FormStamp("roster", sheet.version(), on, (page,))
    foreword = [f"{association}: состав на {day_text(on)}. Строки новых членов впишите ниже."]
    return form_bytes(Form(sheet, {page: rows}, stamp, _lists(user, on), True, _FIXED["roster"], foreword=foreword))


def institution_form(user: User, name: str, recipient: Recipient, *, on: date) -> bytes:
    """The format filled in with what is stored of the institution, to be corrected and completed there.

    Raises:
        NotAllowed: the user may not have files with names.
    """
    rows = load(user, CONTENTS[name], on=on, institution_id=recipient.id)
    staff = load(user, staff_contents, on=on, institution_id=recipient.id) if name == "courses" else rows
    return _filled(name, recipient, rows, _names(staff), _lists(user, on), on)


def institution_forms(user: User, name: str, *, on: date) -> bytes:
    """A zip with a workbook for each open institution of the user, also for one of which nothing is stored yet.

    Raises:
        NotAllowed: the user may not have files with names.
    """
    rows = _by_institution(load(user, CONTENTS[name], on=on))
    staff = _by_institution(load(user, staff_contents, on=on)) if name == "courses" else rows
    lists, target, taken = _lists(user, on), BytesIO(), set[str]()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in recipients(user, on=on):
            book = _filled(name, one, rows.get(one.id, ()), _names(staff.get(one.id, ())), lists, on)
            file = file_name(one.label, taken)
            taken.add(file.casefold())
            packed.writestr(file, book)
    return target.getvalue()


def recipients(user: User, *, on: date) -> list[Recipient]:
    """The institutions of the user that are open on the day."""
    found = load(user, institutions, on=on)
    return [Recipient(one.id, one.name, one.label) for one in found if one.closed_on is None or one.closed_on > on]


def _filled(
    name: str, recipient: Recipient, rows: Sequence[Cells], people: list[str], lists: dict[str, list[str]], on: date
) -> bytes:
    sheet, page = format_of(name), _page_name(format_of(name))
    stamp = FormStamp(name, sheet.version(), on, (page,), recipient.id, recipient.name)
    offered = lists | ({"people": people} if name == "courses" else {})
    foreword = [f"{recipient.name}: сведения на {day_text(on)}. Исправьте их и допишите новые строки ниже.", *_LOCKED]
    left_out = frozenset({"institution"})
    return form_bytes(Form(sheet, {page: rows}, stamp, offered, True, _FIXED[name], left_out, foreword))


_LOCKED = ("Защищены от случайной правки код в базе и то, по чему программа узнаёт записи. Пароля нет.",)


def _by_institution(rows: Sequence[Cells]) -> dict[int, list[Cells]]:
    groups: dict[int, list[Cells]] = defaultdict(list)
    for row in rows:
        groups[row["institution_id"]].append(row)
    return groups


def _names(staff: Sequence[Cells]) -> list[str]:
    return sorted({str(row["full_name"]) for row in staff})


def _lists(user: User, on: date) -> dict[str, list[str]]:
    return load(user, reference_names, on=on) | {"associations": load(user, association_names, on=on)}


def _page_name(sheet: Sheet) -> str:
    return sheet_name(_PAGES.get(sheet.format, sheet.title))


def _pages(sheet: Sheet, rows: Sequence[Cells]) -> dict[str, Sequence[Cells]]:
    """One sheet; of a plan one for each school year, which its name tells."""
    if sheet.format != "plan" or not rows:
        return {_page_name(sheet): rows}
    years: dict[str, list[Cells]] = defaultdict(list)
    for row in rows:
        years[f"{_page_name(sheet)} {row['school_year']}-{row['school_year'] + 1}"].append(row)
    return dict(years)
