"""The memory of layouts in the database: what is known, what is to be remembered, what is to be forgotten."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.db.tables import KnownLayout
from gmk.intake.layouts import KeptLayout, Layout


@requires(Right.IMPORT)
def known_layouts(session: Session, *, scope: Scope, viewer: User) -> list[KeptLayout]:
    """What is remembered; who answers for own institutions alone is told what they said themselves."""
    statement = select(KnownLayout).order_by(col(KnownLayout.id))
    if not scope.everything:
        statement = statement.where(col(KnownLayout.user_id) == viewer.id)
    return [_kept(one) for one in session.scalars(statement)]


def _kept(one: KnownLayout) -> KeptLayout:
    layout = Layout(
        frozenset(one.headings), one.levels, one.sender, one.format, one.header_given, one.skip, one.columns
    )
    return KeptLayout(one.id, layout, one.user_name, one.saved_at)


@requires(Right.IMPORT)
def remember_layouts(session: Session, *, user: User, scope: Scope, layouts: Sequence[Layout]) -> None:
    """Keeps what was said; it takes the place of what was said of the same headings of the same sender."""
    for one in layouts:
        said = delete(KnownLayout).where(
            col(KnownLayout.headings_key) == one.key(), col(KnownLayout.sender) == one.sender
        )
        session.execute(said if scope.everything else said.where(col(KnownLayout.user_id) == user.id))
        session.add(
            KnownLayout(
                headings=sorted(one.headings), headings_key=one.key(), sender=one.sender, levels=one.levels,
                format=one.format, header_given=one.header_given, skip=one.skip, columns=dict(one.columns),
                user_id=user.id, user_name=user.full_name,
            )
        )  # fmt: skip


@requires(Right.IMPORT)
def forget_layout(session: Session, *, user: User, scope: Scope, layout_id: int) -> None:
    """Forgets one layout; nothing if somebody did so before."""
    said = delete(KnownLayout).where(col(KnownLayout.id) == layout_id)
    session.execute(said if scope.everything else said.where(col(KnownLayout.user_id) == user.id))
