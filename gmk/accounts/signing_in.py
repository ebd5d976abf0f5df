"""Login and password, with a lock after repeated failures, also for logins that nobody has."""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session, col, select

from gmk.access import User
from gmk.accounts.passwords import is_password
from gmk.accounts.sessions import open_sign_in
from gmk.db.keys import name_key
from gmk.db.session import read_session, write_session
from gmk.db.tables import SignInFailure, UserAccount
from gmk.errors import OfficeError, RuleBroken

TRIES = 5
LOCK = timedelta(minutes=15)
LONGEST_LOGIN = 64


class SignInRefused(OfficeError):
    """Wrong login or password; which of the two isn't told."""

    def __init__(self) -> None:
        super().__init__("Неверный логин или пароль. Проверьте раскладку клавиатуры и Caps Lock.")


class SignInLocked(OfficeError):
    """Too many failures under this login."""

    def __init__(self) -> None:
        minutes = int(LOCK.total_seconds() // 60)
        super().__init__(
            f"Слишком много неудачных попыток. Подождите {minutes} минут и повторите "
            "или попросите руководителя ГМК назначить новый пароль."
        )


def sign_in(*, login: str, password: str, at: datetime) -> str:
    """Checks login and password and gives the token of a new sign-in.

    Raises:
        SignInRefused: wrong login or password, or a deactivated user.
        SignInLocked: five failures; each login has its own count.
    """
    user_id = check_credentials(login=login, password=password, at=at)
    with write_session() as session:
        return open_sign_in(session, user_id=user_id, at=at)


def check_credentials(*, login: str, password: str, at: datetime) -> int:
    """The id of the user whose login and password these are; counts the attempt.

    Raises:
        SignInRefused: wrong login or password, or a deactivated user.
        SignInLocked: five failures; each login has its own count.
    """
    key = name_key(login)[:LONGEST_LOGIN]
    count_attempt(key, at=at)
    user_id, password_hash = _known(key)
    # Outside of any transaction: the check takes a quarter of a second, and nobody's work waits for it.
    if not is_password(password, password_hash) or user_id is None:
        raise SignInRefused()
    forget_attempts(key)
    return user_id


def check_own_password(user: User, password: str, *, at: datetime) -> None:
    """Passes whoever knows the own password; an open tab is no place for guessing it, so tries are counted too.

    Raises:
        RuleBroken: it is another one.
        SignInLocked: five failures.
    """
    try:
        check_credentials(login=user.login, password=password, at=at)
    except SignInRefused:
        raise RuleBroken("Нынешний пароль введён неверно.") from None


def _known(key: str) -> tuple[int, str] | tuple[None, None]:
    """Id and password hash of an active user."""
    asked = select(UserAccount.id, UserAccount.password_hash)
    with read_session() as session:
        found = session.exec(asked.where(UserAccount.login_key == key, col(UserAccount.is_active))).first()
    return (found[0], found[1]) if found else (None, None)


def count_attempt(key: str, *, at: datetime) -> None:
    """Counts an attempt before it is checked, so that many at once get no more tries than one after another.

    Raises:
        SignInLocked: the tries are used up and the lock isn't over.
    """
    with write_session() as session:
        failure = _failure(session, key)
        if failure.locked_until is not None and failure.locked_until > at:
            raise SignInLocked()
        failure.attempts = 1 if failure.locked_until is not None else failure.attempts + 1
        failure.locked_until = at + LOCK if failure.attempts >= TRIES else None


def forget_attempts(key: str) -> None:
    """Clears the count after a success; the row stays, so that an attempt at the same moment finds it."""
    with write_session() as session:
        failure = session.get(SignInFailure, key, with_for_update=True)
        if failure is not None:
            failure.attempts, failure.locked_until = 0, None


_NEW_FAILURE = text("insert into sign_in_failure (login_key, attempts) values (:key, 0) on conflict do nothing")


def _failure(session: Session, key: str) -> SignInFailure:
    """The count of this login, locked until the transaction ends; made when there is none."""
    session.execute(_NEW_FAILURE, {"key": key})
    return session.get_one(SignInFailure, key, with_for_update=True)
