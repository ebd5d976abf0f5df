"""Sign-ins that count: a random token in the browser's cookie, its SHA-256 in the database."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import CursorResult
from sqlmodel import Session, col, delete, select

from gmk.access import Role, User
from gmk.accounts.rows import SignedIn
from gmk.db.tables import SignInSession, UserAccount, UserInstitution

LASTS = timedelta(days=7)
IDLE = timedelta(hours=8)
TOUCH = timedelta(minutes=1)
"""How exactly «last seen» is kept: not every click writes."""


def open_sign_in(session: Session, *, user_id: int, at: datetime) -> str:
    """Begins a sign-in and gives its token: 256 random bits. Sign-ins that are over are cleared away on the way."""
    session.exec(delete(SignInSession).where(col(SignInSession.expires_at) <= at))
    session.exec(delete(SignInSession).where(col(SignInSession.last_seen_at) <= at - IDLE))
    token = secrets.token_urlsafe(32)
    session.add(
        SignInSession(
            token_hash=token_hash(token), user_id=user_id, created_at=at, last_seen_at=at, expires_at=at + LASTS
        )
    )
    return token


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def signed_in(session: Session, *, token: str, at: datetime) -> SignedIn | None:
    """Whoever the token stands for; None when the sign-in is over, ended or idle, or its user is deactivated."""
    found = session.exec(
        select(SignInSession, UserAccount)
        .join(UserAccount, col(UserAccount.id) == SignInSession.user_id)
        .where(
            SignInSession.token_hash == token_hash(token),
            col(SignInSession.expires_at) > at,
            col(SignInSession.last_seen_at) > at - IDLE,
            col(UserAccount.is_active),
        )
    ).first()
    if found is None:
        return None
    _, account = found
    return SignedIn(_user(session, account), account.must_change_password)


def is_touch_due(session: Session, *, token: str, at: datetime) -> bool:
    """Whether it is time to note that the sign-in is in use: at most once a minute."""
    row = session.get(SignInSession, token_hash(token))
    return row is not None and at - row.last_seen_at >= TOUCH


def touch(session: Session, *, token: str, at: datetime) -> None:
    """Notes that the sign-in is in use."""
    row = session.get(SignInSession, token_hash(token))
    if row is not None:
        row.last_seen_at = at


def end_sign_in(session: Session, *, token: str) -> None:
    """Ends one sign-in; nothing happens when there is none."""
    session.exec(delete(SignInSession).where(col(SignInSession.token_hash) == token_hash(token)))


def end_sign_ins_of(session: Session, *, user_id: int, but_token: str | None = None) -> int:
    """Ends the sign-ins of a user everywhere, except perhaps the one at hand; gives their number."""
    statement = delete(SignInSession).where(col(SignInSession.user_id) == user_id)
    if but_token:
        statement = statement.where(col(SignInSession.token_hash) != token_hash(but_token))
    ended: CursorResult[object] = session.exec(statement)
    return ended.rowcount


def _user(session: Session, account: UserAccount) -> User:
    institutions = select(UserInstitution.institution_id).where(UserInstitution.user_id == account.id)
    return User(
        id=account.id,
        login=account.login,
        full_name=account.full_name,
        roles=frozenset(map(Role, account.roles)),
        institution_ids=frozenset(session.exec(institutions).all()),
    )
