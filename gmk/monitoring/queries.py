"""Results of exams side by side: own institutions, the rest of the town, other municipalities."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db.keys import name_key
from gmk.db.scoping import within
from gmk.db.tables import ExamResult, Institution
from gmk.monitoring.rows import NOBODY, PlaceScores, Scores, Side, SubjectScores
from gmk.vocabulary import InstitutionKind

UNKNOWN_PLACE = "муниципалитет не указан"
_KINDS = {str(kind): place for place, kind in enumerate(InstitutionKind)}
_LAST = 10**6
_MEAN, _PARTICIPANTS = col(ExamResult.mean_score), col(ExamResult.participants)


@requires(Right.READ_FIGURES)
def exam_scores(session: Session, *, scope: Scope, institution_id: int | None = None) -> list[SubjectScores]:
    """Every procedure, year, subject and class, by the alphabet; with an institution of the scope, own is that one.

    Of what isn't own only sums are told: those of the rest of the town and of the other municipalities.
    """
    side = _side(scope, institution_id).label("side")
    columns: tuple[Any, ...] = (
        col(ExamResult.procedure), col(ExamResult.year), col(ExamResult.school_subject), col(ExamResult.grade), side,
    )  # fmt: skip
    found: dict[tuple[Any, ...], SubjectScores] = {}
    for procedure, year, subject, grade, whose, *sums in session.execute(_summed(*columns)):
        key = (name_key(procedure), year, name_key(subject), grade)
        row = found.setdefault(key, SubjectScores(procedure, year, subject, grade))
        row.sides[Side(whose)] = row.of(Side(whose)) + Scores(*sums)
    return [found[key] for key in sorted(found, key=_by_alphabet)]


def _by_alphabet(key: tuple[str, int | None, str, int | None]) -> tuple[str, int, str, int]:
    procedure, year, subject, grade = key
    return procedure, year or 0, subject, grade or 0


def _side(scope: Scope, institution_id: int | None) -> ColumnElement[str]:
    place = col(ExamResult.institution_id)
    own = within(select(col(Institution.id)), col(Institution.id), scope)
    if institution_id is not None:
        own = own.where(col(Institution.id) == institution_id)
    return case((place.is_(None), Side.OTHERS.value), (place.in_(own), Side.OWN.value), else_=Side.TOWN.value)


def _summed(*groups: Any) -> Select[Any]:
    """The groups with the fields of `Scores`; of names written in several ways, the first one written comes first."""
    has_mean = _MEAN.is_not(None)
    is_weighed = and_(has_mean, _PARTICIPANTS > 0)
    has_no_weight = and_(has_mean, or_(_PARTICIPANTS.is_(None), _PARTICIPANTS <= 0))
    return (
        select(
            *groups,
            func.count(),
            func.sum(_PARTICIPANTS),
            func.sum(case((is_weighed, _PARTICIPANTS), else_=0)),
            func.sum(case((is_weighed, _PARTICIPANTS * _MEAN), else_=0.0)),
            func.sum(case((has_no_weight, 1), else_=0)),
        )
        .group_by(*groups)
        .order_by(func.min(col(ExamResult.id)))
    )


@requires(Right.READ_FIGURES)
def scores_by_place(
    session: Session,
    *,
    scope: Scope,
    procedure: str,
    year: int | None,
    subject: str,
    grade: int | None,
    institution_id: int | None = None,
) -> list[PlaceScores]:
    """One subject of `exam_scores` taken apart: each own institution, the rest of the town, each municipality."""
    side = _side(scope, institution_id).label("side")
    names = (col(ExamResult.procedure), col(ExamResult.school_subject))
    statement = _summed(*names, side, col(ExamResult.institution_id), col(ExamResult.municipality)).where(
        col(ExamResult.year).is_(None) if year is None else col(ExamResult.year) == year,
        col(ExamResult.grade).is_(None) if grade is None else col(ExamResult.grade) == grade,
    )
    wanted = (name_key(procedure), name_key(subject))
    rows = session.execute(statement)
    found = [tuple(rest) for said, taught, *rest in rows if (name_key(said), name_key(taught)) == wanted]
    return [*_own(session, found), *_town(found), *_others(found)]


def _own(session: Session, found: Iterable[Any]) -> list[PlaceScores]:
    """The own institutions by kind, number and name."""
    scores: dict[int, Scores] = {}
    for side, place, _town, *sums in found:
        if side == Side.OWN:
            scores[place] = scores.get(place, NOBODY) + Scores(*sums)
    known = session.scalars(select(Institution).where(col(Institution.id).in_(scores))).all()
    return [PlaceScores(Side.OWN, one.short_name or one.name, scores[one.id]) for one in sorted(known, key=by_list)]


def by_list(one: Institution) -> tuple[int, int, str]:
    """The key that puts institutions in the order of the office's list: by kind, number and name."""
    return _KINDS.get(one.kind, _LAST), one.number or _LAST, one.name_key


def _town(found: Iterable[Any]) -> list[PlaceScores]:
    """Other institutions of the town together: whose they are, nobody learns here."""
    rest = [Scores(*sums) for side, _place, _town, *sums in found if side == Side.TOWN]
    return [PlaceScores(Side.TOWN, Side.TOWN.label, sum(rest, NOBODY))] if rest else []


def _others(found: Iterable[Any]) -> list[PlaceScores]:
    """Each other municipality by the alphabet, however its name is written."""
    names: dict[str, str] = {}
    scores: dict[str, Scores] = {}
    for side, _place, town, *sums in found:
        if side == Side.OTHERS:
            key = name_key(town or "")
            names.setdefault(key, town or UNKNOWN_PLACE)
            scores[key] = scores.get(key, NOBODY) + Scores(*sums)
    return [PlaceScores(Side.OTHERS, names[key], scores[key]) for key in sorted(scores, key=lambda key: (not key, key))]
