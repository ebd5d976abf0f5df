"""Reads of institutions and of the people who work there."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db.days import lasts_on
from gmk.db.keys import name_key
from gmk.db.scoping import within
from gmk.db.tables import (
    Educator,
    Employment,
    Institution,
    InstitutionAlias,
    Municipality,
)
from gmk.people.rows import AliasRow, EducatorRow, FoundEducator, InstitutionChoice, InstitutionRow, PostRow
from gmk.vocabulary import InstitutionKind

_KINDS_IN_ORDER = {kind.value: place for place, kind in enumerate(InstitutionKind)}
_NO_NUMBER = 10**6
_MARKS_OF_INITIALS = str.maketrans(".,", "  ")


@requires(Right.READ_FIGURES)
def institutions(session: Session, *, scope: Scope, on: date) -> list[InstitutionRow]:
    """Every institution, closed ones too, in the order of the list of kinds, then by number and name."""
    statement = select(Institution, col(Municipality.name)).outerjoin(Municipality)
    found = session.execute(within(statement, col(Institution.id), scope)).all()
    working, taught = _educators_by_institution(session, scope, on), _aliases(session, scope)
    rows = [_institution_row(one, town, working.get(one.id, 0), taught.get(one.id, ())) for one, town in found]
    return sorted(rows, key=_institution_order)


def _institution_row(
    one: Institution, municipality: str | None, educators: int, aliases: Sequence[AliasRow]
) -> InstitutionRow:
    return InstitutionRow(
        id=one.id,
        kind=one.kind,
        number=one.number,
        name=one.name,
        short_name=one.short_name,
        municipality=municipality,
        address=one.address,
        phone=one.phone,
        email=one.email,
        site=one.site,
        closed_on=one.closed_on,
        version=one.version,
        educators=educators,
        aliases=tuple(aliases),
    )


def _institution_order(row: InstitutionRow | InstitutionChoice) -> tuple[int, int, str]:
    number = getattr(row, "number", None)
    return _KINDS_IN_ORDER.get(row.kind, len(_KINDS_IN_ORDER)), number or _NO_NUMBER, name_key(row.label)


def works_on(on: date) -> ColumnElement[bool]:
    """True for the employments that hold on the day."""
    return lasts_on(Employment, on)


def _educators_by_institution(session: Session, scope: Scope, on: date) -> dict[int, int]:
    institution = col(Employment.institution_id)
    people = func.count(col(Employment.educator_id).distinct())
    statement = select(institution, people).where(works_on(on)).group_by(institution)
    return dict(session.execute(within(statement, institution, scope)).all())


def _aliases(session: Session, scope: Scope) -> dict[int, list[AliasRow]]:
    statement = select(InstitutionAlias).where(col(InstitutionAlias.institution_id).is_not(None))
    by_institution: dict[int, list[AliasRow]] = defaultdict(list)
    narrowed = within(statement, col(InstitutionAlias.institution_id), scope).order_by(col(InstitutionAlias.alias_key))
    for alias in session.scalars(narrowed):
        by_institution[alias.institution_id or 0].append(AliasRow(alias.id, alias.alias, alias.version))
    return by_institution


@requires(Right.EDIT_REFERENCE)
def ignored_names(session: Session, *, scope: Scope) -> list[AliasRow]:
    """Names whose rows an import passes over, because the office said that they are of no institution of ours."""
    statement = select(InstitutionAlias).where(col(InstitutionAlias.institution_id).is_(None))
    found = session.scalars(statement.order_by(col(InstitutionAlias.alias_key))) if scope.everything else ()
    return [AliasRow(alias.id, alias.alias, alias.version) for alias in found]


@requires(Right.READ_FIGURES)
def institution_choices(session: Session, *, scope: Scope, on: date) -> list[InstitutionChoice]:
    """The institutions that aren't closed on the day, in the order of `institutions`."""
    closed = col(Institution.closed_on)
    statement = select(Institution).where(or_(closed.is_(None), closed > on))
    found = session.scalars(within(statement, col(Institution.id), scope)).all()
    in_order = sorted(found, key=lambda one: _institution_order(_institution_row(one, None, 0, ())))
    return [InstitutionChoice(one.id, one.short_name or one.name, one.kind) for one in in_order]


@requires(Right.READ_PEOPLE, names=True)
def find_educators(
    session: Session, *, scope: Scope, text: str, limit: int = 20, on: date | None = None
) -> list[FoundEducator]:
    """People in whose name every word of the text begins a word («иван анн», «Иванова А.П.»); surnames first.

    With `on`, only posts held on that day are named, though the person is found by former ones too. Empty for an
    empty text.
    """
    words = _words(text)
    if not words:
        return []
    key = col(Educator.name_key)
    surnames_first = case((key.startswith(words[0], autoescape=True), 0), else_=1)
    statement = select(Educator).where(*name_begins(text)).order_by(surnames_first, key)
    if not scope.everything:
        statement = statement.where(col(Educator.id).in_(_educators_within(scope)))
    found = session.scalars(statement.limit(limit)).all()
    posts = _posts(session, scope, [one.id for one in found], on)
    return [FoundEducator(one.id, full_name(one), *posts.get(one.id, ((), ()))) for one in found]


def name_begins(text: str) -> list[ColumnElement[bool]]:
    """The conditions that every word of the text begins a word of a person's name; none for an empty text."""
    return [_begins_word(word) for word in _words(text)]


def _words(text: str) -> list[str]:
    return name_key(text.translate(_MARKS_OF_INITIALS)).split()


def _begins_word(word: str) -> ColumnElement[bool]:
    """Whether a word of the name, or a part after its hyphen, begins so."""
    key = col(Educator.name_key)
    inside = (key.contains(mark + word, autoescape=True) for mark in (" ", "-"))
    return or_(key.startswith(word, autoescape=True), *inside)


def _educators_within(scope: Scope) -> Any:
    return within(select(col(Employment.educator_id)), col(Employment.institution_id), scope)


def _posts(
    session: Session, scope: Scope, educator_ids: Sequence[int], on: date | None
) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Institutions and positions of each person, without repetition."""
    short = func.coalesce(col(Institution.short_name), col(Institution.name))
    statement = select(col(Employment.educator_id), short, col(Employment.position)).join(Institution)
    statement = statement.where(col(Employment.educator_id).in_(educator_ids)).order_by(col(Employment.id))
    if on:
        statement = statement.where(works_on(on))
    places, positions = defaultdict[int, dict[str, None]](dict), defaultdict[int, dict[str, None]](dict)
    for educator_id, place, position in session.execute(within(statement, col(Employment.institution_id), scope)):
        places[educator_id][place] = None
        if position:
            positions[educator_id][position] = None
    return {educator_id: (tuple(places[educator_id]), tuple(positions[educator_id])) for educator_id in places}


def full_name(educator: Educator) -> str:
    """Surname, first name, patronymic."""
    return name_text(educator.last_name, educator.first_name, educator.patronymic)


def name_text(last_name: str, first_name: str, patronymic: str | None) -> str:
    """The parts of a name as people write them."""
    return " ".join(filter(None, (last_name, first_name, patronymic)))


@requires(Right.READ_PEOPLE, names=True)
def educator(session: Session, *, scope: Scope, educator_id: int) -> EducatorRow | None:
    """The person's own fields; None if there is no such person within the scope."""
    statement = select(Educator).where(col(Educator.id) == educator_id)
    if not scope.everything:
        statement = statement.where(col(Educator.id).in_(_educators_within(scope)))
    one = session.scalar(statement)
    return EducatorRow(**one.model_dump(exclude={"name_key"})) if one else None


@requires(Right.READ_PEOPLE, names=True)
def posts_of(session: Session, *, scope: Scope, educator_id: int) -> list[PostRow]:
    """The person's posts within the scope, former ones too; those that haven't ended and the newest first."""
    statement = select(Employment, Institution).join(Institution).where(col(Employment.educator_id) == educator_id)
    found = session.execute(within(statement, col(Employment.institution_id), scope).order_by(col(Employment.id))).all()
    rows = [_post_row(post, where) for post, where in found]
    return sorted(rows, key=lambda row: (row.valid_to or date.max, row.valid_from or date.min), reverse=True)


def _post_row(post: Employment, where: Institution) -> PostRow:
    return PostRow(
        id=post.id,
        institution_id=post.institution_id,
        institution=where.short_name or where.name,
        position=post.position,
        kind=post.kind,
        leave=post.leave,
        subjects=tuple(post.subjects),
        valid_from=post.valid_from,
        valid_to=post.valid_to,
        version=post.version,
    )
