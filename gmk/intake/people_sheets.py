"""Sheets whose rows are people: who and where each row is, told before anything is changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlmodel import Session

from gmk.associations.roster_changes import load_associations, load_leaders, load_memberships
from gmk.excel.problems import problem
from gmk.excel.reading import Problem, RowReading, SheetReading
from gmk.intake import messages
from gmk.intake.form_people import by_number, called_by_number, numbers_of
from gmk.intake.person_questions import Asked, alike, answered_ids, ask_if_misspelt, ask_which, chosen, introduced
from gmk.intake.workbench import NOWHERE, Workbench, column_of, has_error
from gmk.people.matching import Doubt, Found, Name, Person, is_short, load_people
from gmk.people.staff_changes import load_categories
from gmk.training.course_changes import load_courses

NO_NAME: Name = ("", "", None)


@dataclass(slots=True)
class Located:
    """A row with the person and the institution that it means; `problems` are all that are known of it."""

    row: RowReading
    problems: list[Problem]
    institution_id: int | None = None
    name: Name | None = None
    found: Found | None = None
    is_ignored: bool = False
    is_broken: bool = False
    person: Person | None = field(default=None)

    def asked(self) -> Asked:
        """What the row says of the person."""
        return Asked(self.name or NO_NAME, self.institution_id, self.row.values.get("birth_year"))


def locate(session: Session, bench: Workbench, sheets: list[SheetReading]) -> dict[str, list[Located]]:
    """Every row of the sheets that carries a record: institutions first, then full names, then initials."""
    located = {sheet.sheet: _places(bench, sheet) for sheet in sheets}
    rows = [one for of_sheet in located.values() for one in of_sheet if one.name is not None]
    names = {one.name for one in rows if one.name is not None}
    short = set(filter(is_short, names))
    numbers = numbers_of(one.row for one in rows)
    bench.people = load_people(session, names - short, short, [*answered_ids(bench), *numbers])
    bench.numbered = by_number(bench.people) if numbers else {}
    for find, meant in ((bench.people.full, names - short), (bench.people.short, short)):
        for one in rows:
            if one.name is not None and one.name in meant:
                one.found = _found(bench, one, find)
    for one in rows:
        _note_person(bench, one)
    _note_likeness(session, bench, rows, short)
    rosters = [sheet.sheet for sheet in sheets if sheet.format == "roster"]
    _load_records(session, bench, with_rosters=bool(rosters))
    _hear_roles(bench, [one for name in rosters for one in located[name]])
    return located


def _found(bench: Workbench, one: Located, find: Callable[[Name, int | None, int | None], Found]) -> Found:
    """Whom the user named for the row, else who fits."""
    person = chosen(bench, one.asked()) if bench.options.people else None
    if person is not None:
        return person, False
    if bench.numbered and (numbered := called_by_number(bench, one.row, one.asked())):
        return numbered
    found = find(one.name or NO_NAME, one.institution_id, one.row.values.get("birth_year"))
    if isinstance(found, Doubt) and bench.options.people:
        return introduced(bench, one.asked()) or found
    return found


def _places(bench: Workbench, sheet: SheetReading) -> list[Located]:
    column = column_of(sheet, "institution")
    needs_place = sheet.format == "staff" or not bench.scope.everything
    return [_place(bench, row, column, needs_place) for row in sheet.rows if not row.skipped]


def _place(bench: Workbench, row: RowReading, column: str | None, needs_place: bool) -> Located:
    values = row.values
    if row.institution_text is None:
        row.institution_text = values.get("institution")
    else:  # read once, previewed again
        values["institution"] = row.institution_text
    where = bench.where(row.institution_text)
    one = Located(row, row.problems, where.institution_id, is_ignored=where.is_ignored)
    one.is_broken = bool(row.problems) and has_error(row.problems)
    if where.trouble is not None:
        _add(one, where.trouble(row.row, column))
    elif needs_place and where == NOWHERE and not _is_broken(row, column):
        _add(one, problem("institution.missing", messages.MISSING, row=row.row, column=column))
    if where.institution_id is not None or not (one.is_broken or where.is_ignored):
        last, first = values.get("last_name"), values.get("first_name")
        if last and first:
            one.name = (last, first, values.get("patronymic"))
    return one


def _is_broken(row: RowReading, column: str | None) -> bool:
    return column is not None and any(told.level == "error" and told.column == column for told in row.problems)


def _add(one: Located, told: Problem) -> None:
    one.problems = [*one.problems, told]
    one.is_broken = one.is_broken or told.level == "error"


def _note_person(bench: Workbench, one: Located) -> None:
    """A person, a question, or a warning that somebody is made with initials."""
    found = one.found
    if isinstance(found, Doubt):
        _add(one, ask_which(bench, one.asked(), found))
    elif found is not None:
        one.person, is_new = found
        if is_new and one.name and is_short(one.name) and not one.is_broken:
            _add(one, problem("person.initials_only", messages.INITIALS))


def _note_likeness(session: Session, bench: Workbench, rows: list[Located], short: set[Name]) -> None:
    """Tells the rows of somebody new whose name is nearly that of a colleague."""
    new = {one.person: None for one in rows if isinstance(one.found, tuple) and one.found[1] and one.name not in short}
    like = alike(session, bench, filter(None, new))
    for one in rows if like else ():
        colleagues = like.get(one.person) if one.person else None
        told = ask_if_misspelt(bench, one.asked(), colleagues) if colleagues else None
        if told is not None:
            _add(one, told)


def _load_records(session: Session, bench: Workbench, *, with_rosters: bool) -> None:
    stored = [person for person in bench.people.everybody() if person.is_stored]
    bench.courses.known = load_courses(session, stored)
    if with_rosters:
        bench.rosters.associations = load_associations(session)
        bench.rosters.known = load_memberships(session, list(_ids(stored)))
        bench.rosters.leaders = load_leaders(session, bench.rosters.known)
    bench.staff.categories = load_categories(session, list(_ids(stored)))


def _hear_roles(bench: Workbench, rows: list[Located]) -> None:
    for one in rows:
        if one.person is not None and not one.is_broken and not one.is_ignored:
            bench.rosters.hear(bench.rosters.key(one.person, one.row.values))


def _ids(people: list[Person]) -> Iterator[int]:
    return (person.record["id"] for person in people if person.record is not None)
