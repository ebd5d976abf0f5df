"""Who is represented: institutions in associations, and members beside the educators of the subject."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.associations.queries import associations, members_by_association
from gmk.db.keys import name_key
from gmk.db.scoping import within
from gmk.db.tables import Employment
from gmk.people.queries import institution_choices, works_on

FEW = 5
"""Of fewer people than that a share says little: it is marked."""


@dataclass(frozen=True, slots=True)
class Represented:
    """An institution: how many of its people belong to each association, in the order of the matrix; `people` in all.

    One person in two associations is counted in each of them and once in `people`.
    """

    institution_id: int
    institution: str
    members: tuple[int, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Institutions by associations on a day; `elsewhere` members have no institution that works on this day.

    `concerned` are the institutions, by id, in which somebody teaches the subject of each association; all of them
    where it has no subject, or where nobody is known to teach it.
    """

    associations: tuple[str, ...]
    rows: tuple[Represented, ...]
    elsewhere: int
    concerned: tuple[frozenset[int], ...]

    @property
    def not_represented(self) -> list[str]:
        """The institutions of which nobody belongs to any of the associations."""
        return [row.institution for row in self.rows if not row.people]

    def missing(self, number: int) -> list[str]:
        """The concerned institutions of which nobody belongs to the association of this number."""
        concerned = self.concerned[number]
        return [row.institution for row in self.rows if not row.members[number] and row.institution_id in concerned]


@dataclass(frozen=True, slots=True)
class SubjectCoverage:
    """An association of a subject: `members` of it among the `educators` who teach the subject on the day."""

    association: str
    school_subject: str
    members: int
    others: int
    educators: int

    @property
    def share(self) -> float | None:
        """The share of the subject's educators who belong to it, 0..1; None where nobody teaches the subject."""
        return self.members / self.educators if self.educators else None

    @property
    def is_small(self) -> bool:
        """Whether the share is of so few people that it says little."""
        return 0 < self.educators < FEW


@requires(Right.READ_PEOPLE, names=True)
def representation(session: Session, *, scope: Scope, on: date, kind: str | None = None) -> Matrix:
    """Institutions × associations on a day; of one kind of associations, or of all that aren't closed.

    A member counts for the institution that the membership names, not for the one where the person works now.
    """
    chosen = [row for row in associations(session, scope=scope, on=on) if kind in (None, row.fields.kind)]
    places = institution_choices(session, scope=scope, on=on)
    belonging: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    people: dict[int, set[int]] = defaultdict(set)
    elsewhere: set[int] = set()
    known = {place.id for place in places}
    for key, members in members_by_association(session, scope=scope, ids=[row.id for row in chosen], on=on).items():
        for one in members:
            if one.institution_id in known and one.institution_id is not None:
                belonging[one.institution_id][key].add(one.educator_id)
                people[one.institution_id].add(one.educator_id)
            else:
                elsewhere.add(one.educator_id)
    rows = tuple(
        Represented(
            place.id,
            place.label,
            tuple(len(belonging[place.id][row.id]) for row in chosen),
            len(people[place.id]),
        )
        for place in places
    )
    taught = _by_subject(session, scope, on)
    concerned = tuple(
        frozenset(place for _, place in taught.get(name_key(row.fields.school_subject or ""), ())) or frozenset(known)
        for row in chosen
    )
    return Matrix(tuple(row.name for row in chosen), rows, len(elsewhere), concerned)


@requires(Right.READ_PEOPLE, names=True)
def subject_coverage(session: Session, *, scope: Scope, on: date) -> list[SubjectCoverage]:
    """Each association of a subject, with how many of the subject's educators belong to it on the day."""
    chosen = [row for row in associations(session, scope=scope, on=on) if row.fields.school_subject]
    taught = _by_subject(session, scope, on)
    rosters = members_by_association(session, scope=scope, ids=[row.id for row in chosen], on=on)
    found = []
    for row in chosen:
        subject = row.fields.school_subject or ""
        members = {one.educator_id for one in rosters.get(row.id, ())}
        educators = {educator_id for educator_id, _ in taught.get(name_key(subject), ())}
        found.append(
            SubjectCoverage(row.name, subject, len(members & educators), len(members - educators), len(educators))
        )
    return found


def _by_subject(session: Session, scope: Scope, on: date) -> dict[str, set[tuple[int, int]]]:
    """Who teaches each subject on the day, and where: ids of educators and institutions."""
    place = col(Employment.institution_id)
    posts = select(col(Employment.educator_id), place, col(Employment.subjects)).where(works_on(on))
    taught: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for educator_id, institution_id, subjects in session.execute(within(posts, place, scope)):
        for subject in subjects:
            taught[name_key(subject)].add((educator_id, institution_id))
    return taught
