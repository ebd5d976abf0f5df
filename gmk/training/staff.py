"""Who works where on a day, and where each person's training stands."""

from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, requires
from gmk.db.scoping import within
from gmk.db.tables import Educator, Employment, Institution
from gmk.people.queries import full_name, name_begins, works_on
from gmk.training.due import NOTHING, Asked, Standing, standings
from gmk.training.queries import training_settings
from gmk.training.rows import Policy, StaffRow
from gmk.training.rules import due_status
from gmk.training.statements import CATEGORY_NAMES, category_rank


@requires(Right.READ_PEOPLE, names=True)
def staff_of(
    session: Session, *, scope: Scope, on: date, institution_id: int | None = None, text: str = ""
) -> list[StaffRow]:
    """The posts held on the day, by name; of one institution or of the whole scope, of whoever the text finds.

    Everybody is there: external employees and people on leave too, whom coverage may leave out.
    """
    posts = within(_posts(on), col(Employment.institution_id), scope).where(*name_begins(text))
    if institution_id is not None:
        posts = posts.where(col(Employment.institution_id) == institution_id)
    settings = training_settings(session, scope=scope)
    asked = Asked(on, Policy(window_months=settings.window_months), settings.amber_days)
    known = standings(session, posts.with_only_columns(col(Employment.educator_id)).order_by(None), asked)
    return [_staff_row(one, known.get(one[1].id, NOTHING), asked) for one in session.execute(posts)]


def _posts(on: date) -> Select[Employment, Educator, Institution, Any]:
    return (
        select(Employment, Educator, Institution, category_rank(on))
        .join(Educator, col(Educator.id) == col(Employment.educator_id))
        .join(Institution, col(Institution.id) == col(Employment.institution_id))
        .where(works_on(on))
        .order_by(col(Educator.name_key), col(Educator.id), col(Employment.id))
    )


def _staff_row(found: Row[Employment, Educator, Institution, Any], stands: Standing, asked: Asked) -> StaffRow:
    post, who, where, category = found
    last = stands.last
    return StaffRow(
        employment_id=post.id,
        educator_id=who.id,
        institution_id=where.id,
        name=full_name(who),
        institution=where.short_name or where.name,
        position=post.position,
        subjects=tuple(post.subjects),
        category=None if category is None else CATEGORY_NAMES[category],
        kind=post.kind,
        leave=post.leave,
        last_finished_on=last.finished_on if last else None,
        last_year=last.year if last and last.finished_on is None else None,
        status=due_status(stands.until, on=asked.on, amber_days=asked.amber_days),
        version=post.version,
    )
