"""Users, their institutions, sign-ins."""

from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field

from gmk.db.tables.base import Table, now


class UserAccount(Table, table=True):
    """A user; `login_key` is the folded login that decides who it is."""

    __tablename__ = "user_account"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int = Field(default=None, primary_key=True)
    login: str
    login_key: str = Field(unique=True)
    full_name: str
    roles: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    password_hash: str
    is_active: bool = True
    must_change_password: bool = False
    created_at: datetime = Field(default_factory=now)
    version: int = 1


class UserInstitution(Table, table=True):
    """An institution that a coordinator answers for."""

    __tablename__ = "user_institution"

    user_id: int = Field(foreign_key="user_account.id", primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", primary_key=True)


class SignInSession(Table, table=True):
    """A sign-in: the SHA-256 of the cookie's token, never the token."""

    __tablename__ = "sign_in_session"

    token_hash: str = Field(primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", index=True)
    created_at: datetime = Field(default_factory=now)
    last_seen_at: datetime = Field(default_factory=now)
    expires_at: datetime


class SignInFailure(Table, table=True):
    """Failed attempts to sign in under one login, known or not."""

    __tablename__ = "sign_in_failure"

    login_key: str = Field(primary_key=True)
    attempts: int = 0
    locked_until: datetime | None = None
