"""The shapes that leave the room of accounts."""

from dataclasses import dataclass
from datetime import datetime

from gmk.access import Role, User


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Whoever a token stands for; `must_change_password` until the one-time password is replaced."""

    user: User
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user in the list. `last_seen_at` is None for one who has no sign-in that still counts."""

    id: int
    login: str
    full_name: str
    roles: frozenset[Role]
    institution_ids: frozenset[int]
    is_active: bool
    must_change_password: bool
    sign_ins: int
    last_seen_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class SignInRow:
    """One sign-in that still counts; `token_hash` names it."""

    token_hash: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AccessRow:
    """A list, card or file with names that somebody opened."""

    at: datetime
    user_name: str
    what: str
    filters: dict[str, object]
    row_count: int
