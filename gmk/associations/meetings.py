"""Meetings of associations: when, about what, under which number of the minutes, and who was there."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.associations.queries import members_of
from gmk.associations.rows import Member
from gmk.changes.model import Change
from gmk.db.keys import name_key
from gmk.db.tables import Association, Attendance, Educator, Meeting
from gmk.errors import Conflict, RuleBroken
from gmk.excel.cells import clean_text
from gmk.people.edits import commit_form, update
from gmk.people.names import initials_key, read_name
from gmk.people.queries import full_name
from gmk.periods import school_year_of

TITLES = {
    "association_id": "Объединение", "held_on": "Дата", "school_year": "Учебный год протокола", "topic": "Тема",
    "agenda": "Повестка", "place": "Место", "minutes_number": "Протокол №", "activity_id": "Мероприятие плана",
    "note": "Примечание", "meeting_id": "Заседание", "educator_id": "Педагог", "guest": "Гость",
    "institution_id": "Учреждение",
}  # fmt: skip
"""What the fields of a meeting and of an attendance are called."""
_NEW = -1
_KEPT = "Заседания"
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class MeetingFields:
    """What a form says of a meeting; `agenda` has a line for each question."""

    held_on: date
    topic: str
    agenda: str = ""
    place: str = ""
    minutes_number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting: `present` are the members of that day who were there, `members` all of them, `guests` the others.

    Nobody is known to have been there or not while the attendance isn't noted.
    """

    id: int
    association_id: int
    association: str
    held_on: date
    topic: str
    agenda: tuple[str, ...]
    place: str | None
    minutes_number: str | None
    note: str | None
    version: int
    members: int
    present: int
    guests: tuple[str, ...]
    attended: frozenset[int]

    @property
    def is_noted(self) -> bool:
        """Whether it is known who was there."""
        return bool(self.attended or self.guests)

    @property
    def share(self) -> float | None:
        """The share of the members who were there, 0..1; None if it isn't known, or the association had none."""
        return self.present / self.members if self.members and self.is_noted else None


@dataclass(frozen=True, slots=True)
class PastedNames:
    """What a pasted list means: members by educator, others known by the base, and lines that fit nobody or several."""

    members: dict[int, str]
    guests: tuple[str, ...]
    unclear: tuple[str, ...]


@requires(Right.READ_PEOPLE, names=True)
def meetings(session: Session, *, scope: Scope, association_id: int | None = None) -> list[MeetingRow]:
    """The meetings of one association or of all, the latest first; for the office, which keeps them."""
    if not scope.everything:
        return []
    statement = select(Meeting, Association).join(Association, col(Association.id) == col(Meeting.association_id))
    if association_id is not None:
        statement = statement.where(col(Meeting.association_id) == association_id)
    found = session.execute(statement.order_by(col(Meeting.held_on).desc(), col(Meeting.id).desc())).all()
    there = _attendance(session, [meeting.id for meeting, _ in found])
    rosters = {association.id: members_of(session, association.id) for _, association in found}
    return [
        _row(meeting, association.name, there[meeting.id], rosters[association.id]) for meeting, association in found
    ]


def _attendance(session: Session, ids: Collection[int]) -> dict[int, list[Attendance]]:
    by_meeting: dict[int, list[Attendance]] = defaultdict(list)
    for one in session.scalars(
        select(Attendance).where(col(Attendance.meeting_id).in_(ids)).order_by(col(Attendance.id))
    ):
        by_meeting[one.meeting_id].append(one)
    return by_meeting


def _row(meeting: Meeting, association: str, there: Sequence[Attendance], members: Iterable[Member]) -> MeetingRow:
    belonging = {one.educator_id for one in members if one.holds_on(meeting.held_on)}
    attended = frozenset(one.educator_id for one in there if one.educator_id is not None)
    return MeetingRow(
        id=meeting.id,
        association_id=meeting.association_id,
        association=association,
        held_on=meeting.held_on,
        topic=meeting.topic,
        agenda=tuple(meeting.agenda),
        place=meeting.place,
        minutes_number=meeting.minutes_number,
        note=meeting.note,
        version=meeting.version,
        members=len(belonging),
        present=len(belonging & attended),
        guests=tuple(one.guest for one in there if one.guest),
        attended=attended,
    )


@requires(Right.EDIT_ASSOCIATIONS)
def next_minutes_number(session: Session, *, scope: Scope, association_id: int, held_on: date) -> str:  # noqa: ARG001
    """The number that would follow: the largest of the association's school year and one; «1» for the first."""
    same = (col(Meeting.association_id) == association_id, col(Meeting.school_year) == school_year_of(held_on))
    told = session.scalars(select(col(Meeting.minutes_number)).where(*same))
    numbers = [int(found[0]) for text in told if text and (found := _DIGITS.search(text))]
    return str(max(numbers, default=0) + 1)


@requires(Right.EDIT_ASSOCIATIONS)
def add_meeting(session: Session, *, user: User, scope: Scope, association_id: int, fields: MeetingFields) -> int:
    """Adds a meeting and gives its id.

    Raises:
        RuleBroken: it has no topic, or the minutes of the year have this number already.
    """
    association = _association(session, scope, association_id)
    values = _values(session, association_id, fields)
    change = Change("meeting", _NEW, "create", after=values | {"association_id": association_id})
    return commit_form(session, user, f"Заседание «{association.name}»: {values['topic']}", [change])[_NEW]


@requires(Right.EDIT_ASSOCIATIONS)
def edit_meeting(
    session: Session, *, user: User, scope: Scope, meeting_id: int, version: int, fields: MeetingFields
) -> None:
    """Changes a meeting.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: it has no topic, or the minutes of the year have this number already.
    """
    meeting = _meeting(session, scope, meeting_id)
    values = _values(session, meeting.association_id, fields, but=meeting_id)
    changes = update(session, meeting, values, version, titles=TITLES)
    commit_form(session, user, f"Изменено заседание: {values['topic']}", changes)


@requires(Right.EDIT_ASSOCIATIONS)
def note_attendance(
    session: Session,
    *,
    user: User,
    scope: Scope,
    meeting_id: int,
    educator_ids: Collection[int],
    guests: Collection[str] = (),
) -> int:
    """Says who was at a meeting, instead of what was said before; how many people that are.

    Raises:
        Conflict: the meeting isn't there any more.
    """
    meeting = _meeting(session, scope, meeting_id)
    members = {
        one.educator_id: one for one in members_of(session, meeting.association_id) if one.holds_on(meeting.held_on)
    }
    before = _attendance(session, [meeting_id])[meeting_id]
    wanted: dict[Any, dict[str, Any]] = {
        key: {"educator_id": key, "institution_id": members[key].institution_id if key in members else None}
        for key in sorted(set(educator_ids))
    }
    wanted |= {name_key(name): {"guest": name} for name in filter(None, map(clean_text, guests))}
    known = {one.educator_id or name_key(one.guest or ""): one for one in before}
    changes = [
        Change("attendance", one.id, "delete", base_version=one.version)
        for key, one in known.items()
        if key not in wanted
    ]
    new = [values for key, values in wanted.items() if key not in known]
    changes += [
        Change("attendance", -1 - number, "create", after=values | {"meeting_id": meeting_id})
        for number, values in enumerate(new)
    ]
    commit_form(session, user, f"Присутствие на заседании: {meeting.topic}", changes)
    return len(wanted)


@requires(Right.EDIT_ASSOCIATIONS)
def read_pasted(session: Session, *, scope: Scope, association_id: int, held_on: date, text: str) -> PastedNames:  # noqa: ARG001
    """What a list pasted from a chat or a sheet means, a name in each line; members are recognised by initials too.

    A line that fits one person of the whole base, who isn't a member, is a guest by the full name.
    """
    members = [one for one in members_of(session, association_id) if one.holds_on(held_on)]
    by_key: dict[str, set[int]] = defaultdict(set)
    names = {one.educator_id: one.name for one in members}
    for key, name in names.items():
        for spelling in _spellings(name):
            by_key[spelling].add(key)
    found: dict[int, str] = {}
    guests: list[str] = []
    unclear: list[str] = []
    for line in filter(None, map(_without_number, text.splitlines())):
        fitting = by_key.get(_key(line), set())
        if len(fitting) == 1:
            key = next(iter(fitting))
            found[key] = names[key]
        elif not fitting and (person := _person(session, line)):
            guests.append(person)
        else:
            unclear.append(line)
    return PastedNames(found, tuple(guests), tuple(unclear))


def _without_number(line: str) -> str | None:
    return clean_text(re.sub(r"^\s*\d+[.)\s]+", "", line))


def _spellings(name: str) -> set[str]:
    read = read_name(name)
    if read is None:
        return {name_key(name)}
    return {name_key(name), initials_key(read.last_name, read.first_name, read.patronymic)}


def _key(line: str) -> str:
    read = read_name(line)
    if read is None or (read.patronymic is not None and not read.first_name.endswith(".")):
        return name_key(line)
    return initials_key(read.last_name, read.first_name, read.patronymic)


def _person(session: Session, line: str) -> str | None:
    """The full name of the one person of the base who is called so; None where nobody or several are."""
    found = session.scalars(select(Educator).where(col(Educator.name_key) == name_key(line)).limit(2)).all()
    return full_name(found[0]) if len(found) == 1 else None


def _values(session: Session, association_id: int, fields: MeetingFields, *, but: int | None = None) -> dict[str, Any]:
    topic, number = clean_text(fields.topic), clean_text(fields.minutes_number)
    if topic is None:
        raise RuleBroken("Тема заседания не указана. Впишите, о чём оно.")
    year = school_year_of(fields.held_on)
    same = select(col(Meeting.id)).where(
        col(Meeting.association_id) == association_id,
        col(Meeting.school_year) == year,
        col(Meeting.minutes_number) == number,
    )
    if number and any(key != but for key in session.scalars(same)):
        raise RuleBroken(f"Протокол № {number} в этом учебном году уже есть. Впишите другой номер.")
    return {
        "held_on": fields.held_on,
        "school_year": year,
        "topic": topic,
        "agenda": [line for line in map(clean_text, fields.agenda.splitlines()) if line],
        "place": clean_text(fields.place),
        "minutes_number": number,
        "note": clean_text(fields.note),
    }


def _association(session: Session, scope: Scope, association_id: int) -> Association:
    scope.check_office(_KEPT)
    record = session.get(Association, association_id)
    if record is None:
        raise Conflict("Этого объединения уже нет. Обновите страницу.")
    return record


def _meeting(session: Session, scope: Scope, meeting_id: int) -> Meeting:
    scope.check_office(_KEPT)
    record = session.get(Meeting, meeting_id, populate_existing=True)
    if record is None:
        raise Conflict("Этого заседания уже нет. Обновите страницу.")
    return record
