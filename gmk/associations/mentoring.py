"""Early-career educators and their mentors: pairs with order, form and term; who has none; who stayed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.associations.early_career import EarlyCareerRule, Newcomer, early_career_rule
from gmk.changes.model import Change
from gmk.db.scoping import within
from gmk.db.tables import Educator, Employment, Institution, Mentorship
from gmk.errors import Conflict, RuleBroken
from gmk.excel.cells import clean_text
from gmk.people.edits import commit_form, update
from gmk.people.queries import full_name, works_on
from gmk.vocabulary import MentoringForm

TITLES = {
    "mentee_id": "Наставляемый", "mentor_id": "Наставник", "form": "Форма наставничества", "order_text": "Приказ",
    "starts_on": "Действует с", "ends_on": "Действует по", "result": "Итог",
}  # fmt: skip
"""What the fields of a pair are called."""
_NEW = -1
_KEPT = "Наставнические пары"


@dataclass(frozen=True, slots=True)
class PairFields:
    """What a form says of a pair."""

    starts_on: date
    ends_on: date | None = None
    form: MentoringForm = MentoringForm.TEACHER_TEACHER
    order_text: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A mentor and a mentee; `holds` says whether the term includes the day asked."""

    id: int
    mentee_id: int
    mentee: str
    mentor_id: int
    mentor: str
    fields: PairFields
    holds: bool
    version: int


@dataclass(frozen=True, slots=True)
class EarlyCareer:
    """An early-career educator with the post and the mentors of the day; `known_on` is since when the person works."""

    educator_id: int
    name: str
    institution: str
    position: str | None
    since: date | None
    experience: int | None
    birth_year: int | None
    mentors: tuple[str, ...]
    has_order: bool


@dataclass(frozen=True, slots=True)
class EarlyCareerList:
    """Who is one on the day by the rule, and for how many people the card doesn't say."""

    rule: EarlyCareerRule
    rows: tuple[EarlyCareer, ...]
    unknown: int

    @property
    def without_mentor(self) -> int:
        """How many have no mentor."""
        return sum(not row.mentors for row in self.rows)


@requires(Right.READ_PEOPLE, names=True)
def early_career_educators(session: Session, *, scope: Scope, on: date) -> EarlyCareerList:
    """The early-career educators of the day, by name; one who has several posts has the first one here."""
    rule = early_career_rule(session, scope=scope)
    mentors: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs(session, scope=Scope(), on=on):
        if pair.holds:
            mentors[pair.mentee_id].append(pair)
    rows: dict[int, EarlyCareer] = {}
    unknown: set[int] = set()
    for post, person, place in _posts(session, scope, on):
        fits = rule.fits(person, on)
        if fits is None:
            unknown.add(person.id)
        if not fits or person.id in rows:
            continue
        own = mentors[person.id]
        rows[person.id] = EarlyCareer(
            educator_id=person.id,
            name=full_name(person),
            institution=place.short_name or place.name,
            position=post.position,
            since=post.hired_on or post.valid_from,
            experience=person.experience_teaching_years,
            birth_year=person.birth_year,
            mentors=tuple(pair.mentor for pair in own),
            has_order=any(pair.fields.order_text for pair in own),
        )
    return EarlyCareerList(rule, tuple(rows.values()), len(unknown))


def _posts(session: Session, scope: Scope, on: date) -> list[tuple[Employment, Educator, Institution]]:
    statement = (
        select(Employment, Educator, Institution)
        .join(Educator, col(Educator.id) == col(Employment.educator_id))
        .join(Institution, col(Institution.id) == col(Employment.institution_id))
        .where(works_on(on))
        .order_by(col(Educator.name_key), col(Educator.id), col(Employment.id))
    )
    found = session.execute(within(statement, col(Employment.institution_id), scope))
    return [(post, person, place) for post, person, place in found]


@requires(Right.READ_PEOPLE, names=True)
def newcomers(session: Session, *, scope: Scope, on: date) -> list[Newcomer]:
    """Who came to work at the institutions and when, as far as it is known: the first day of the earliest post.

    The last day is that of the latest post; none while one of the posts lasts. Who came after the day isn't there.
    """
    posts: dict[int, list[Employment]] = defaultdict(list)
    statement = within(select(Employment), col(Employment.institution_id), scope)
    for post in session.scalars(statement):
        posts[post.educator_id].append(post)
    found = []
    for key, own in posts.items():
        days = [post.hired_on or post.valid_from for post in own]
        known = [day for day in days if day is not None]
        if len(known) < len(days) or min(known) > on:
            continue
        ends = [post.valid_to for post in own]
        lasts = any(end is None or end >= on for end in ends)
        found.append(Newcomer(key, min(known), None if lasts else max(end for end in ends if end)))
    return found


@requires(Right.READ_PEOPLE, names=True)
def pairs(session: Session, *, scope: Scope, on: date) -> list[Pair]:
    """All pairs, those of the day first, then the latest; of a narrow scope those whose mentee works there."""
    statement = select(Mentorship).order_by(col(Mentorship.starts_on).desc(), col(Mentorship.id))
    if not scope.everything:
        own = within(select(col(Employment.educator_id)), col(Employment.institution_id), scope)
        statement = statement.where(col(Mentorship.mentee_id).in_(own))
    records = list(session.scalars(statement))
    ids = {key for one in records for key in (one.mentee_id, one.mentor_id)}
    people = session.scalars(select(Educator).where(col(Educator.id).in_(ids)))
    names = {person.id: full_name(person) for person in people}
    found = [_pair(one, names, on) for one in records]
    return sorted(found, key=lambda pair: not pair.holds)


def _pair(one: Mentorship, names: dict[int, str], on: date) -> Pair:
    fields = PairFields(one.starts_on, one.ends_on, MentoringForm(one.form), one.order_text or "", one.result or "")
    holds = one.starts_on <= on and (one.ends_on is None or one.ends_on >= on)
    return Pair(
        one.id, one.mentee_id, names[one.mentee_id], one.mentor_id, names[one.mentor_id], fields, holds, one.version
    )


@requires(Right.EDIT_ASSOCIATIONS)
def add_pair(session: Session, *, user: User, scope: Scope, mentee_id: int, mentor_id: int, fields: PairFields) -> int:
    """Gives a person a mentor, and the id of the pair.

    Raises:
        RuleBroken: both are one person, the term ends before it begins, or the two are a pair at that time already.
    """
    scope.check_office(_KEPT)
    people = {key: session.get(Educator, key) for key in (mentee_id, mentor_id)}
    if None in people.values():
        raise Conflict("Этого педагога в базе уже нет. Обновите страницу.")
    if mentee_id == mentor_id:
        raise RuleBroken("Наставник и наставляемый – один человек. Выберите разных людей.")
    values = _values(fields)
    ends = col(Mentorship.ends_on)
    same = select(col(Mentorship.id)).where(
        col(Mentorship.mentee_id) == mentee_id,
        col(Mentorship.mentor_id) == mentor_id,
        or_(ends.is_(None), ends >= fields.starts_on),
        col(Mentorship.starts_on) <= (fields.ends_on or date.max),
    )
    if session.scalars(same).first() is not None:
        raise RuleBroken("Эти люди уже в паре в эти дни. Измените сроки прежней записи.")
    change = Change("mentorship", _NEW, "create", after=values | {"mentee_id": mentee_id, "mentor_id": mentor_id})
    mentee, mentor = people[mentee_id], people[mentor_id]
    title = f"Наставник: {full_name(mentor)} – {full_name(mentee)}" if mentee and mentor else ""
    return commit_form(session, user, title, [change])[_NEW]


@requires(Right.EDIT_ASSOCIATIONS)
def edit_pair(session: Session, *, user: User, scope: Scope, pair_id: int, version: int, fields: PairFields) -> None:
    """Changes order, form, term or result of a pair.

    Raises:
        Conflict: somebody changed it since `version`.
        RuleBroken: the term ends before it begins.
    """
    record = _record(session, scope, pair_id)
    changes = update(session, record, _values(fields), version, titles=TITLES)
    commit_form(session, user, "Изменена наставническая пара", changes)


@requires(Right.EDIT_ASSOCIATIONS)
def remove_pair(session: Session, *, user: User, scope: Scope, pair_id: int, version: int) -> None:
    """Takes out a pair that was a mistake.

    Raises:
        Conflict: somebody changed it since `version`.
    """
    _record(session, scope, pair_id)
    change = Change("mentorship", pair_id, "delete", base_version=version)
    commit_form(session, user, "Удалена наставническая пара", [change])


def _record(session: Session, scope: Scope, pair_id: int) -> Mentorship:
    scope.check_office(_KEPT)
    record = session.get(Mentorship, pair_id, populate_existing=True)
    if record is None:
        raise Conflict("Этой пары уже нет. Обновите страницу.")
    return record


def _values(fields: PairFields) -> dict[str, object]:
    if fields.ends_on is not None and fields.ends_on < fields.starts_on:
        raise RuleBroken(f"Пара действует по {fields.ends_on:%d.%m.%Y}, а с {fields.starts_on:%d.%m.%Y}. Исправьте.")
    return {
        "starts_on": fields.starts_on,
        "ends_on": fields.ends_on,
        "form": str(fields.form),
        "order_text": clean_text(fields.order_text),
        "result": clean_text(fields.result),
    }
