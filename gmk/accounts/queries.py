"""What is asked about users."""

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from gmk.access import Right, Role, Scope, requires
from gmk.accounts.rows import AccessRow, SignInRow, UserRow
from gmk.accounts.sessions import IDLE
from gmk.db.tables import AccessRecord, SignInSession, UserAccount, UserInstitution
from gmk.people.queries import institution_choices
from gmk.people.rows import InstitutionChoice

MOST_ACCESS_ROWS = 1000


@requires(Right.MANAGE_USERS)
def users(session: Session, *, scope: Scope, at: datetime) -> list[UserRow]:
    """All users by name; active ones first. Counts the sign-ins that hold at the moment."""
    counted = (
        select(SignInSession.user_id, func.count(), func.max(SignInSession.last_seen_at))
        .where(col(SignInSession.expires_at) > at, col(SignInSession.last_seen_at) > at - IDLE)
        .group_by(col(SignInSession.user_id))
    )
    sign_ins = {user_id: (number, seen) for user_id, number, seen in session.exec(counted).all()}
    institutions: dict[int, set[int]] = {}
    for link in session.exec(select(UserInstitution)).all():
        institutions.setdefault(link.user_id, set()).add(link.institution_id)
    accounts = session.exec(
        select(UserAccount).order_by(col(UserAccount.is_active).desc(), UserAccount.full_name)
    ).all()
    return [_row(one, institutions.get(one.id, set()), *sign_ins.get(one.id, (0, None))) for one in accounts]


def _row(account: UserAccount, institution_ids: set[int], sign_ins: int, seen: datetime | None) -> UserRow:
    return UserRow(
        id=account.id,
        login=account.login,
        full_name=account.full_name,
        roles=frozenset(map(Role, account.roles)),
        institution_ids=frozenset(institution_ids),
        is_active=account.is_active,
        must_change_password=account.must_change_password,
        sign_ins=sign_ins,
        last_seen_at=seen,
        version=account.version,
    )


@requires(Right.MANAGE_USERS)
def institutions_to_choose(session: Session, *, scope: Scope, on: date) -> list[InstitutionChoice]:
    """The institutions that a coordinator may answer for; an administrator sees their names and nothing else."""
    return institution_choices(session, scope=scope, on=on)


@requires(Right.OWN_ACCOUNT)
def own_sign_ins(session: Session, *, scope: Scope, user_id: int, at: datetime) -> list[SignInRow]:
    """The sign-ins of a user that hold at the moment, the last used first."""
    asked = (
        select(SignInSession)
        .where(
            SignInSession.user_id == user_id,
            col(SignInSession.expires_at) > at,
            col(SignInSession.last_seen_at) > at - IDLE,
        )
        .order_by(col(SignInSession.last_seen_at).desc())
    )
    return [
        SignInRow(row.token_hash, row.created_at, row.last_seen_at, row.expires_at) for row in session.exec(asked).all()
    ]


@requires(Right.MANAGE_USERS)
def access_records(
    session: Session,
    *,
    scope: Scope,
    since: datetime,
    until: datetime,
    user_name: str | None = None,
    limit: int = MOST_ACCESS_ROWS,
) -> list[AccessRow]:
    """Who opened lists, cards and files with names, the last first; `since` is included, `until` isn't."""
    asked = select(AccessRecord).where(col(AccessRecord.at) >= since, col(AccessRecord.at) < until)
    if user_name:
        asked = asked.where(AccessRecord.user_name == user_name)
    rows = session.exec(asked.order_by(col(AccessRecord.id).desc()).limit(limit)).all()
    return [AccessRow(row.at, row.user_name, row.what, row.filters or {}, row.row_count) for row in rows]
