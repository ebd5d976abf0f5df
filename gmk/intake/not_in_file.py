"""Who is in the database but not in a list of staff or in a roster; ended only if the person says so."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from gmk.changes.model import Change
from gmk.db import bulk
from gmk.db.days import lasts_on
from gmk.db.tables import Association, Educator, Employment, Membership
from gmk.intake.model import Leaving, NotInFile
from gmk.intake.people_sheets import Located
from gmk.intake.workbench import Workbench
from gmk.people.queries import name_text
from gmk.vocabulary import MembershipRole

_NAME = (Educator.last_name, Educator.first_name, Educator.patronymic)


def not_in_file(
    session: Session, bench: Workbench, located: Mapping[str, list[Located]], sheet: str, format_name: str
) -> list[NotInFile]:
    """Who should be on the sheet as far as the database knows; posts or memberships of those who leave are ended."""
    if format_name == "staff":
        return _educators(session, bench, located, sheet)
    return _members(session, bench, located[sheet], sheet) if format_name == "roster" and bench.may_teach else []


def _educators(session: Session, bench: Workbench, located: Mapping[str, list[Located]], sheet: str) -> list[NotInFile]:
    """Who works at the institutions of the sheet on its day and isn't in the file; one who has several posts once."""
    there = {one.person.record["id"] for rows in located.values() for one in rows if one.person and one.person.record}
    absent: dict[int, NotInFile] = {}
    for post in _posts(session, bench, located[sheet]):
        if post.id in there:
            continue
        name = name_text(post.last_name, post.first_name, post.patronymic)
        label = f"{name}, {post.position or 'должность не указана'}, {bench.label(post.institution_id)}"
        absent.setdefault(post.id, NotInFile(post.id, label))
        if _leaves(bench.options.leaving, post.id):
            _end(bench, "employment", post, bench.options.leaving, sheet)
    return list(absent.values())


def _posts(session: Session, bench: Workbench, rows: list[Located]) -> Iterator[Any]:
    places = {one.institution_id for one in rows if one.institution_id is not None and one.institution_id > 0}
    statement = (
        select(
            col(Educator.id), *map(col, _NAME), col(Employment.id).label("record_id"), col(Employment.version),
            col(Employment.position), col(Employment.institution_id), col(Employment.valid_from),
            col(Employment.valid_to),
        )
        .join(Employment)
        .where(bulk.among(session.connection(), col(Employment.institution_id), places))
        .where(lasts_on(Employment, bench.as_of))
        .order_by(col(Educator.name_key), col(Educator.id), col(Employment.id))
    )  # fmt: skip
    yield from session.execute(statement)


def _members(session: Session, bench: Workbench, rows: list[Located], sheet: str) -> list[NotInFile]:
    """The memberships of the associations of the sheet that hold on its day and aren't in the file.

    A roster of a year that is over says nothing of who leaves. Whoever is ended by a new leader isn't listed.
    """
    absent = []
    for association_id, day in _days(bench, rows).items():
        there = bench.rosters.in_file(association_id)
        for one in _memberships(session, association_id, day):
            if one.educator_id in there or bench.draft.touches("membership", one.record_id):
                continue
            name = name_text(one.last_name, one.first_name, one.patronymic)
            absent.append(NotInFile(one.record_id, f"{name}, {MembershipRole(one.role).label}, «{one.name}»"))
            if _leaves(bench.options.leaving_members, one.record_id):
                _end(bench, "membership", one, bench.options.leaving_members, sheet)
    return absent


def _days(bench: Workbench, rows: Iterable[Located]) -> dict[int, date]:
    """The day for which the rows name the members of each stored association."""
    days: dict[int, date] = {}
    for one in rows:
        if one.person is not None and not one.is_broken:
            found = bench.rosters.stands_on(one.row.values)
            if found is not None:
                days[found[0]] = max(found[1], days.get(found[0], date.min))
    return days


def _memberships(session: Session, association_id: int, day: date) -> Iterator[Any]:
    statement = (
        select(
            *map(col, _NAME), col(Membership.educator_id), col(Membership.id).label("record_id"),
            col(Membership.version), col(Membership.role), col(Membership.valid_from), col(Membership.valid_to),
            col(Association.name),
        )
        .join(Educator, col(Educator.id) == col(Membership.educator_id))
        .join(Association, col(Association.id) == col(Membership.association_id))
        .where(col(Membership.association_id) == association_id, lasts_on(Membership, day))
        .order_by(col(Educator.name_key), col(Membership.id))
    )  # fmt: skip
    yield from session.execute(statement)


def _leaves(leaving: Leaving | None, key: int) -> bool:
    return leaving is not None and key in leaving.ids


def _end(bench: Workbench, entity: str, one: Any, leaving: Leaving | None, sheet: str) -> None:
    """Whatever the policy: it was asked for. What begins later isn't ended before its beginning."""
    assert leaving is not None  # noqa: S101 - asked before
    last_day, key = leaving.last_day, (entity, one.record_id)
    if key in bench.ended or (one.valid_from is not None and last_day < one.valid_from):
        return
    bench.ended.add(key)
    before, after = {"valid_to": one.valid_to}, {"valid_to": last_day}
    bench.draft.change_set.changes.append(Change(entity, one.record_id, "update", before, after, one.version, sheet))
