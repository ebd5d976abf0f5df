"""The latest counted finish, kept with each employment, so that coverage is read from an index."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ScalarSelect, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from gmk.db.bulk import among
from gmk.db.tables import CourseRecord, Employment
from gmk.training.packed import pack_missing
from gmk.training.statements import last_counted


def refresh_latest_counted(session: Session, *, educator_ids: Collection[int] | None) -> None:
    """Brings what is kept with the employments of these educators up to date; None: of all of them.

    To be called after every change of courses or employments, in the same transaction, with the educators that the
    records belong to and belonged to.
    """
    finish, year = col(CourseRecord.finished_on), col(CourseRecord.year)
    statement = update(Employment).values(
        last_counted_on=last_counted(finish),
        last_counted_year=last_counted(year, finish.is_(None)),
        posts_here=_posts_of_person(here=True),
        post_count=_posts_of_person(here=False),
    )
    if educator_ids is not None:
        statement = statement.where(among(session.connection(), col(Employment.educator_id), educator_ids))
    session.flush()
    session.execute(statement.execution_options(synchronize_session=False))
    pack_missing(session)
    session.expire_all()


def _posts_of_person(*, here: bool) -> ScalarSelect[Any]:
    other = aliased(Employment)
    same = col(other.educator_id) == col(Employment.educator_id)
    posts = select(func.count()).select_from(other).where(same).correlate(Employment)
    if here:
        posts = posts.where(col(other.institution_id) == col(Employment.institution_id))
    return posts.scalar_subquery()
