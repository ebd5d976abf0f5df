"""Sign-in with a lock after failures; the clock is given, nothing waits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from gmk.access import Role
from gmk.accounts.sessions import signed_in
from gmk.accounts.signing_in import SignInLocked, SignInRefused, check_credentials, sign_in
from gmk.db.session import read_session, write_session
from gmk.db.tables import SignInFailure, SignInSession, UserAccount
from gmk.errors import OfficeError
from tests.fixtures.app import PASSWORD, user_of

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def head(database: Engine) -> UserAccount:
    with write_session() as session:
        return user_of(session, Role.HEAD)


def _fail(login: str, times: int, at: datetime = AT) -> list[type[OfficeError]]:
    raised = []
    for _ in range(times):
        with pytest.raises(OfficeError) as caught:
            check_credentials(login=login, password="неверный пароль", at=at)
        raised.append(caught.type)
    return raised


@pytest.mark.parametrize("login", ["head", "HEAD", " head "])
def test_a_login_is_recognised_in_any_case(head: UserAccount, login: str) -> None:
    token = sign_in(login=login, password=PASSWORD, at=AT)
    with read_session() as session:
        found = signed_in(session, token=token, at=AT)
    assert found is not None
    assert (found.user.login, found.user.roles) == ("head", {Role.HEAD})


def test_the_database_never_sees_the_token(head: UserAccount) -> None:
    token = sign_in(login="head", password=PASSWORD, at=AT)
    with read_session() as session:
        (kept,) = session.exec(select(SignInSession.token_hash)).all()
    assert len(token) == 43  # 256 bits, six to a letter
    assert token not in kept
    assert len(kept) == 64


@pytest.mark.parametrize("login", ["head", "nobody"])
def test_the_sixth_try_is_refused_whether_the_login_exists_or_not(head: UserAccount, login: str) -> None:
    assert _fail(login, 6) == [SignInRefused] * 5 + [SignInLocked]


def test_the_right_password_does_not_open_a_locked_login(head: UserAccount) -> None:
    _fail("head", 5)
    with pytest.raises(SignInLocked):
        check_credentials(login="head", password=PASSWORD, at=AT + timedelta(minutes=14, seconds=59))


def test_the_lock_ends_after_fifteen_minutes(head: UserAccount) -> None:
    _fail("head", 5)
    assert check_credentials(login="head", password=PASSWORD, at=AT + timedelta(minutes=15)) == head.id


def test_after_a_lock_there_are_five_tries_again(head: UserAccount) -> None:
    _fail("head", 5)
    assert _fail("head", 6, AT + timedelta(minutes=15)) == [SignInRefused] * 5 + [SignInLocked]


def test_the_fifth_try_may_still_be_right_and_clears_the_count(head: UserAccount) -> None:
    _fail("head", 4)
    assert check_credentials(login="head", password=PASSWORD, at=AT) == head.id
    assert _fail("head", 5) == [SignInRefused] * 5


def test_failures_of_one_login_do_not_lock_another(head: UserAccount) -> None:
    _fail("nobody", 6)
    assert check_credentials(login="head", password=PASSWORD, at=AT) == head.id


def test_many_tries_at_once_get_no_more_than_five(head: UserAccount) -> None:
    def attempt(_turn: int) -> type[OfficeError]:
        return _fail("head", 1)[0]

    with ThreadPoolExecutor(4) as pool:
        raised = list(pool.map(attempt, range(12)))
    assert raised.count(SignInRefused) == 5
    assert raised.count(SignInLocked) == 7


def test_a_deactivated_user_is_refused_like_a_wrong_password(head: UserAccount) -> None:
    with write_session() as session:
        session.get_one(UserAccount, head.id).is_active = False
    with pytest.raises(SignInRefused):
        check_credentials(login="head", password=PASSWORD, at=AT)


def test_an_endless_login_is_refused_without_being_kept(head: UserAccount) -> None:
    _fail("ж" * 10_000, 1)
    with read_session() as session:
        assert [len(key) for key in session.exec(select(SignInFailure.login_key)).all()] == [64]
