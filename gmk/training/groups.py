"""Coverage by groups: one statement for each way of breaking it down."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlmodel import Session, col

from gmk.access import Scope
from gmk.db import bulk
from gmk.db.keys import name_key
from gmk.db.tables import Employment, Institution
from gmk.training.kept import figures_by_institution, how_by_kept
from gmk.training.rows import CoverageBy, CoverageRow, Policy
from gmk.training.statements import BY_YEAR, CATEGORY_NAMES, category_rank, from_active, how_covered
from gmk.vocabulary import InstitutionKind

UNKNOWN = "не указано"
WHOLE = CoverageRow(key="", label="Всего", covered=0, active=0)
_KINDS = {str(kind): place for place, kind in enumerate(InstitutionKind)}
_KIND_LABELS = {str(kind): kind.label for kind in InstitutionKind}
_LAST = 10**6

S = TypeVar("S", bound=Select[Any])
Found = tuple[Any, int, int, int]
"""A group's value, then covered, active, covered by year."""


@bulk.without_collector()
def rows_by(
    session: Session, by: CoverageBy, *, scope: Scope, on: date, policy: Policy
) -> tuple[tuple[CoverageRow, ...], CoverageRow]:
    """The groups in the order in which people expect them, and the whole."""
    found, whole = figures_by_institution(session, scope=scope, on=on, policy=policy)
    question = _asked(scope, on, policy)
    match by:
        case CoverageBy.INSTITUTION:
            rows: Iterable[CoverageRow] = institution_rows(session, found)
        case CoverageBy.INSTITUTION_KIND:
            rows = _kind_rows(question.counted(session, by))
        case CoverageBy.POSITION:
            rows = _position_rows(session, question.counted(session, by))
        case CoverageBy.SUBJECT:
            rows = _subject_rows(question.by_subject(session))
        case CoverageBy.CATEGORY:
            rows = _category_rows(question.counted(session, by))
    return tuple(rows), CoverageRow(WHOLE.key, WHOLE.label, *whole)


@lru_cache(maxsize=64)
def _asked(scope: Scope, on: date, policy: Policy) -> "Question":
    """The same question of the same day has the same statements: to write them takes longer than to answer them."""
    return Question(scope, on, policy, how=how_by_kept(on, policy))


class Question:
    """Counts the active people of a day, whatever they are grouped by; holds statements, no session and no figures."""

    def __init__(self, scope: Scope, on: date, policy: Policy, how: ColumnElement[int] | None = None) -> None:
        self._scope, self._on, self._policy = scope, on, policy
        self._how = how_covered(on, policy) if how is None else how
        self._statements: dict[CoverageBy, Select[Any]] = {}

    def counted(self, session: Session, by: CoverageBy) -> list[Found]:
        """Covered and active people by group; a person counts once in each, however many posts it has there."""
        statement = self._statements.get(by)
        if statement is None:
            statement = self._statements[by] = self.counting(
                self._group(by), with_institution=by is CoverageBy.INSTITUTION_KIND
            )
        return [(row[0], row[1], row[2], row[3]) for row in session.connection().execute(statement)]

    def _group(self, by: CoverageBy) -> Any:
        if by is CoverageBy.CATEGORY:
            return category_rank(self._on)
        columns = {CoverageBy.INSTITUTION_KIND: Institution.kind, CoverageBy.POSITION: Employment.position_key}
        return col(columns.get(by, Employment.institution_id))

    def counting(self, group: Any, *, with_institution: bool = False) -> Select[Any]:
        """The statement behind `counted`, for any expression over the employments and their institutions."""
        people = self._people(group.label("grp"), with_institution=with_institution).subquery()
        how = people.c.how
        counts = (
            func.coalesce(func.sum(case((how > 0, 1), else_=0)), 0),
            func.count(),
            func.coalesce(func.sum(case((how == BY_YEAR, 1), else_=0)), 0),
        )
        return select(people.c.grp, *counts).group_by(people.c.grp)

    def by_subject(self, session: Session) -> list[Found]:
        """As `counted`, by the names of subjects; people without one under None."""
        subjects = col(Employment.subjects)
        columns: tuple[Any, ...] = (col(Employment.educator_id), subjects, self._how)
        people = self._active(select(*columns))
        how_of: dict[int, int] = {}
        groups: dict[str | None, set[int]] = defaultdict(set)
        for educator_id, names, how in session.connection().execute(people):
            how_of[educator_id] = how
            for name in names or [None]:
                groups[name].add(educator_id)
        return [(name, *_counts(how_of[person] for person in people)) for name, people in groups.items()]

    def _people(self, group: Any, *, with_institution: bool) -> Select[Any]:
        person = col(Employment.educator_id)
        statement = select(group, person.label("person"), func.max(self._how).label("how"))
        if with_institution:
            statement = statement.join(Institution, col(Institution.id) == col(Employment.institution_id))
        return self._active(statement).group_by("grp", person)

    def _active(self, statement: S) -> S:
        return from_active(statement, scope=self._scope, on=self._on, policy=self._policy)


def _counts(hows: Iterable[int]) -> tuple[int, int, int]:
    known = list(hows)
    return sum(how > 0 for how in known), len(known), known.count(BY_YEAR)


def institution_rows(session: Session, found: Iterable[Found]) -> Iterator[CoverageRow]:
    """Groups by an institution's id: by kind, number and name."""
    by_id = {group: counts for group, *counts in found}
    for place, label in institutions_in_order(session).items():
        if place in by_id:
            yield CoverageRow(str(place), label, *by_id[place])


def institutions_in_order(session: Session) -> dict[int, str]:
    """The labels of all institutions by id; they stand by kind, number and name."""
    return {row[0]: row[1] for row in session.connection().execute(_in_order())}


@cache
def _in_order() -> Select[Any]:
    kind = case(_KINDS, value=col(Institution.kind), else_=_LAST)
    number, name = func.coalesce(col(Institution.number), _LAST), col(Institution.name_key)
    label = func.coalesce(col(Institution.short_name), col(Institution.name))
    columns: tuple[Any, ...] = (col(Institution.id), label)
    return select(*columns).order_by(kind, number, name)


def _kind_rows(found: Iterable[Found]) -> Iterator[CoverageRow]:
    for kind, *counts in sorted(found, key=lambda row: _KINDS.get(row[0], _LAST)):
        yield CoverageRow(kind, _KIND_LABELS[kind], *counts)


@cache
def _positions() -> Select[Any]:
    key = col(Employment.position_key)
    columns: tuple[Any, ...] = (key, func.min(col(Employment.position)))
    return select(*columns).group_by(key)


def _position_rows(session: Session, found: Iterable[Found]) -> list[CoverageRow]:
    labels = {row[0]: row[1] for row in session.connection().execute(_positions())}
    return _by_label(CoverageRow(key, (labels[key] or key) if key else UNKNOWN, *counts) for key, *counts in found)


def _subject_rows(found: Iterable[Found]) -> list[CoverageRow]:
    return _by_label(CoverageRow(name_key(name) if name else "", name or UNKNOWN, *counts) for name, *counts in found)


def _by_label(rows: Iterable[CoverageRow]) -> list[CoverageRow]:
    """By the alphabet; what isn't known comes last."""
    return sorted(rows, key=lambda row: (not row.key, name_key(row.label)))


def _category_rows(found: Iterable[Found]) -> Iterator[CoverageRow]:
    """From the highest category down; NULL isn't sorted by SQL, the databases disagree where it goes."""
    for rank, *counts in sorted(found, key=lambda row: _LAST if row[0] is None else row[0]):
        category = CATEGORY_NAMES[rank] if rank is not None else None
        yield CoverageRow(category or "", category.label if category else UNKNOWN, *counts)
