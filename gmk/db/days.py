"""Facts that change carry the days from which and to which they hold; an open side doesn't limit."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col

from gmk.db.tables import Employment, Membership


def lasts_on(table: type[Employment] | type[Membership], day: date) -> ColumnElement[bool]:
    """True for the rows that hold on the day."""
    since, until = col(table.valid_from), col(table.valid_to)
    return and_(or_(since.is_(None), since <= day), or_(until.is_(None), until >= day))
