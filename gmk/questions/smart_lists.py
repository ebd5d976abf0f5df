"""Saved lists of people («руководители ГМО без курсов с 2023 года»): conditions that are applied anew each time."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.associations.early_career import early_career_rule
from gmk.associations.forms import kind_label
from gmk.associations.mentoring import pairs
from gmk.associations.queries import associations, members_by_association
from gmk.associations.rows import AssociationRow, Member
from gmk.changes.model import Change
from gmk.db import bulk
from gmk.db.keys import name_key
from gmk.db.scoping import within
from gmk.db.tables import Attendance, CourseRecord, Educator, Employment, Institution, Meeting, SmartList
from gmk.errors import Conflict, RuleBroken
from gmk.excel.cells import clean_text
from gmk.people.edits import commit_form
from gmk.people.queries import full_name, works_on
from gmk.training.statements import counts_at_all, has_ended
from gmk.vocabulary import MembershipRole
from gmk.wording import day_text

_NEW = -1
_KEPT = "Списки"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must all hold of a person on the day; an empty one doesn't ask anything.

    `roles`, `kinds` and `association_ids` are about one membership: somebody leads a ГМО, not leads one and belongs to
    another. `no_course_since` and `absent_since` are ISO days: no counted training has ended, no meeting was attended
    from that day to the day asked. Training of which the year alone is known counts as ended in it.
    """

    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    association_ids: tuple[int, ...] = ()
    institution_ids: tuple[int, ...] = ()
    school_subject: str = ""
    no_course_since: str = ""
    absent_since: str = ""
    is_early_career: bool = False
    has_no_mentor: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return self == Conditions()

    @property
    def asks_membership(self) -> bool:
        """Whether the person must belong to an association."""
        return bool(self.roles or self.kinds or self.association_ids or self.absent_since)


@dataclass(frozen=True, slots=True)
class SavedList:
    """A list by its name."""

    id: int
    name: str
    conditions: Conditions
    version: int


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody who fits, with the posts and the memberships that fit."""

    educator_id: int
    name: str
    institutions: tuple[str, ...]
    positions: tuple[str, ...]
    memberships: tuple[str, ...]
    last_course_on: date | None
    last_course_year: int | None


@requires(Right.READ_PEOPLE, names=True)
def smart_lists(session: Session, *, scope: Scope) -> list[SavedList]:  # noqa: ARG001 - lists hold no people
    """The saved lists, by name."""
    found = session.scalars(select(SmartList).order_by(col(SmartList.name_key)))
    return [SavedList(one.id, one.name, _conditions(one.conditions), one.version) for one in found]


def _conditions(stored: dict[str, Any]) -> Conditions:
    known = {one.name for one in fields(Conditions)}
    told: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items() if name in known
    }
    return Conditions(**told)


@requires(Right.EDIT_ASSOCIATIONS)
def save_list(session: Session, *, user: User, scope: Scope, name: str, conditions: Conditions) -> int:
    """Saves the conditions under a name; one that is there already gets these conditions. Gives the id.

    Raises:
        RuleBroken: the name is empty, or nothing is asked.
    """
    scope.check_office(_KEPT)
    text = clean_text(name)
    if text is None:
        raise RuleBroken("Название списка не указано. Впишите, кто в нём.")
    if conditions.is_empty:
        raise RuleBroken("Условий нет: в такой список попали бы все. Выберите хотя бы одно.")
    told = {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(conditions).items()}
    stored = session.scalars(select(SmartList).where(col(SmartList.name_key) == name_key(text))).first()
    if stored is None:
        after = {"name": text, "name_key": name_key(text), "conditions": told}
        return commit_form(
            session, user, f"Сохранён список «{text}»", [Change("smart_list", _NEW, "create", after=after)]
        )[_NEW]
    if stored.conditions != told:
        before, after = {"conditions": stored.conditions}, {"conditions": told}
        change = Change("smart_list", stored.id, "update", before=before, after=after, base_version=stored.version)
        commit_form(session, user, f"Изменён список «{text}»", [change])
    return stored.id


@requires(Right.EDIT_ASSOCIATIONS)
def remove_list(session: Session, *, user: User, scope: Scope, list_id: int, version: int) -> None:
    """Takes a list out.

    Raises:
        Conflict: somebody changed or removed it since `version`.
    """
    scope.check_office(_KEPT)
    record = session.get(SmartList, list_id, populate_existing=True)
    if record is None:
        raise Conflict("Этого списка уже нет. Обновите страницу.")
    change = Change("smart_list", list_id, "delete", base_version=version)
    commit_form(session, user, f"Удалён список «{record.name}»", [change])


@requires(Right.READ_PEOPLE, names=True)
def listed(session: Session, *, scope: Scope, conditions: Conditions, on: date) -> list[Listed]:
    """Who fits the conditions on the day among those whom the user may see, by name; nobody for empty ones."""
    if conditions.is_empty:
        return []
    memberships = _memberships(session, scope, on, conditions) if conditions.asks_membership else {}
    people = _People(session, scope, on, among=memberships.keys() if conditions.asks_membership else None)
    chosen = set(people.posts)
    if conditions.institution_ids:
        wanted = set(conditions.institution_ids)
        chosen = {key for key in chosen if any(place in wanted for place, _post in people.posts[key])}
    if conditions.school_subject:
        subject = name_key(conditions.school_subject)
        chosen = {
            key for key in chosen if any(subject in map(name_key, post.subjects) for _, post in people.posts[key])
        }
    if conditions.is_early_career:
        rule = early_career_rule(session, scope=scope)
        chosen = {key for key in chosen if rule.fits(people.educators[key], on)}
    if conditions.has_no_mentor:
        chosen -= {pair.mentee_id for pair in pairs(session, scope=Scope(), on=on) if pair.holds}
    if conditions.absent_since:
        chosen -= _attended(session, date.fromisoformat(conditions.absent_since), on)
    last = _last_courses(session, chosen, on)
    if conditions.no_course_since:
        since = date.fromisoformat(conditions.no_course_since)
        chosen = {key for key in chosen if not _is_trained(last.get(key, []), since)}
    return sorted((people.row(key, memberships.get(key, []), last.get(key, [])) for key in chosen), key=_by_name)


def _by_name(row: Listed) -> tuple[str, int]:
    return name_key(row.name), row.educator_id


class _People:
    """Who works at the institutions of the scope on the day, with posts; `among` certain people or of all."""

    def __init__(self, session: Session, scope: Scope, on: date, among: Iterable[int] | None) -> None:
        statement = (
            select(Employment, Educator, Institution)
            .join(Educator, col(Educator.id) == col(Employment.educator_id))
            .join(Institution, col(Institution.id) == col(Employment.institution_id))
            .where(works_on(on))
            .order_by(col(Employment.id))
        )
        if among is not None:
            statement = statement.where(bulk.among(session.connection(), col(Employment.educator_id), among))
        self.educators: dict[int, Educator] = {}
        self.posts: dict[int, list[tuple[int, Employment]]] = defaultdict(list)
        self.places: dict[int, str] = {}
        for post, person, place in session.execute(within(statement, col(Employment.institution_id), scope)):
            self.educators[person.id] = person
            self.posts[person.id].append((place.id, post))
            self.places[place.id] = place.short_name or place.name

    def row(self, key: int, memberships: list[str], courses: list[CourseRecord]) -> Listed:
        posts = self.posts[key]
        days = [one.finished_on for one in courses if one.finished_on]
        years = [one.year for one in courses if one.year and not one.finished_on]
        return Listed(
            educator_id=key,
            name=full_name(self.educators[key]),
            institutions=tuple(dict.fromkeys(self.places[place] for place, _ in posts)),
            positions=tuple(dict.fromkeys(post.position for _, post in posts if post.position)),
            memberships=tuple(memberships),
            last_course_on=max(days, default=None),
            last_course_year=max(years, default=None),
        )


def _memberships(session: Session, scope: Scope, on: date, conditions: Conditions) -> dict[int, list[str]]:
    """Whoever belongs to one of the wanted associations in one of the wanted roles, and as what."""
    rows = {row.id: row for row in associations(session, scope=scope, on=on) if _is_wanted(row, conditions)}
    found: dict[int, list[str]] = defaultdict(list)
    for key, members in members_by_association(session, scope=scope, ids=rows, on=on).items():
        for one in members:
            if not conditions.roles or str(one.role) in conditions.roles:
                found[one.educator_id].append(_as_what(rows[key], one))
    return found


def _is_wanted(row: AssociationRow, conditions: Conditions) -> bool:
    return (not conditions.kinds or row.fields.kind in conditions.kinds) and (
        not conditions.association_ids or row.id in conditions.association_ids
    )


def _as_what(row: AssociationRow, member: Member) -> str:
    return f"{row.name}: {member.role.label}"


def _attended(session: Session, since: date, on: date) -> set[int]:
    held = select(col(Attendance.educator_id)).join(Meeting, col(Meeting.id) == col(Attendance.meeting_id))
    found = session.scalars(held.where(col(Meeting.held_on) >= since, col(Meeting.held_on) <= on))
    return {key for key in found if key is not None}


def _last_courses(session: Session, educator_ids: Iterable[int], on: date) -> dict[int, list[CourseRecord]]:
    """The counted training of each person that has ended by the day."""
    among = bulk.among(session.connection(), col(CourseRecord.educator_id), educator_ids)
    found: dict[int, list[CourseRecord]] = defaultdict(list)
    for one in session.scalars(select(CourseRecord).where(among, counts_at_all(), has_ended(on))):
        found[one.educator_id].append(one)
    return found


def _is_trained(courses: Iterable[CourseRecord], since: date) -> bool:
    return any(
        one.finished_on >= since if one.finished_on else one.year is not None and one.year >= since.year
        for one in courses
    )


def conditions_text(
    conditions: Conditions, *, associations_by_id: Callable[[int], str], institutions_by_id: Callable[[int], str]
) -> str:
    """The conditions in words, as they stand on the page and in the file."""
    told = [
        ", ".join(MembershipRole(role).label for role in conditions.roles),
        ", ".join(kind_label(kind) for kind in conditions.kinds),
        ", ".join(f"«{associations_by_id(key)}»" for key in conditions.association_ids),
        ", ".join(institutions_by_id(key) for key in conditions.institution_ids),
        f"ведут предмет «{conditions.school_subject}»" if conditions.school_subject else "",
        f"нет учтённых курсов с {_day(conditions.no_course_since)}" if conditions.no_course_since else "",
        f"не были на заседаниях с {_day(conditions.absent_since)}" if conditions.absent_since else "",
        "молодые педагоги" if conditions.is_early_career else "",
        "без наставника" if conditions.has_no_mentor else "",
    ]
    return "; ".join(part for part in told if part)


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text))
