"""«Сообщить в учреждения»: a workbook for each institution with its people whose term has come or comes soon."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO

from gmk.access import Right, User, may
from gmk.errors import NotAllowed
from gmk.excel.write import Parameters, TableColumn, TableSpec, workbook_bytes
from gmk.people.sheets import STAFF
from gmk.reports.definitions import training_parameters
from gmk.reports.export import made_by
from gmk.reports.training_tables import column_of, last_course_text, state_text
from gmk.service import load
from gmk.service.access import note_access
from gmk.training.queries import educators_due
from gmk.training.rows import EducatorDue, Policy

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class _Line:
    """A person on the list of its institution, with the place on the list."""

    number: int
    person: EducatorDue


def _left_empty(_line: _Line) -> None:
    """What the institution fills in."""


LIST: TableSpec[_Line] = TableSpec(
    "Кому подошёл срок обучения",
    (
        TableColumn("№", lambda line: line.number, kind="number", width=4),
        column_of(STAFF, "full_name", lambda line: line.person.name, width=26),
        column_of(STAFF, "position", lambda line: line.person.position, width=18),
        column_of(STAFF, "subjects", lambda line: ", ".join(line.person.subjects) or None, width=17),
        column_of(STAFF, "category", lambda line: line.person.category, width=15),
        TableColumn("Последний учтённый курс", lambda line: last_course_text(line.person), width=32),
        TableColumn("Срок", lambda line: line.person.due_on, kind="date", width=11),
        TableColumn("Состояние", lambda line: state_text(line.person), width=18),
        TableColumn("Планируемый курс (заполняет учреждение)", _left_empty, width=26),
        TableColumn("Планируемая дата", _left_empty, kind="date", width=13),
    ),
    names_people=True,
)
"""Widths by which ten columns are still readable across a printed page."""


def due_lists(
    user: User,
    *,
    on: date,
    policy: Policy,
    at: datetime,
    horizon_months: int | None = None,
    institution_id: int | None = None,
) -> bytes:
    """A zip with a workbook for each institution of the user that has somebody on its list; noted in the access log.

    Raises:
        NotAllowed: the user may not have files with names.
    """
    if not may(user, Right.EXPORT_PEOPLE):
        raise NotAllowed()
    asked = {"on": on, "policy": policy, "horizon_months": horizon_months, "institution_id": institution_id}
    people = load(user, educators_due, **asked)
    note_access(user, "файлы: сообщить в учреждения", asked, len(people))
    return archive(people, [*training_parameters(on, policy), *made_by(user, at)])


def archive(people: Iterable[EducatorDue], parameters: Parameters) -> bytes:
    """The people as a zip of workbooks, one for each institution, named by it; in the order given."""
    target = BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for institution, theirs in _by_institution(people):
            name = file_name(institution, taken)
            taken.add(name.casefold())
            packed.writestr(name, _workbook(institution, theirs, parameters))
    return target.getvalue()


def _by_institution(people: Iterable[EducatorDue]) -> list[tuple[str, list[EducatorDue]]]:
    groups: dict[tuple[str, int], list[EducatorDue]] = defaultdict(list)
    for person in people:
        groups[person.institution, person.institution_id].append(person)
    return [(institution, theirs) for (institution, _), theirs in sorted(groups.items(), key=lambda group: group[0])]


def _workbook(institution: str, people: Sequence[EducatorDue], parameters: Parameters) -> bytes:
    titled = replace(LIST, title=f"{institution}. {LIST.title}", sheet=LIST.title)
    lines = [_Line(number, person) for number, person in enumerate(people, 1)]
    return workbook_bytes(titled, lines, [("Учреждение", institution), *parameters, ("Строк", len(lines))])


def file_name(institution: str, taken: Iterable[str] = ()) -> str:
    """A name for the workbook of an institution that every system accepts; numbered if it is taken (in lower case)."""
    plain = " ".join(_UNSAFE.sub(" ", institution).split()).strip(" .")[:_LONGEST_NAME].strip(" .")
    if not plain or _RESERVED.match(plain):
        plain = f"Учреждение {plain}".strip()
    name, number = f"{plain}.xlsx", 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain} ({number}).xlsx"
    return name
