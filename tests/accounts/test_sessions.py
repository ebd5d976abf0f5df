"""How long a sign-in holds; the clock is given."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import func, select

from gmk.access import Role
from gmk.accounts.rows import SignedIn
from gmk.accounts.sessions import end_sign_in, end_sign_ins_of, is_touch_due, open_sign_in, signed_in, touch
from gmk.db.session import read_session, write_session
from gmk.db.tables import Institution, SignInSession, UserAccount
from tests.fixtures.app import user_of

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def user_id(database: Engine) -> int:
    with write_session() as session:
        return user_of(session, Role.METHODIST).id


def _open(user_id: int, at: datetime = AT) -> str:
    with write_session() as session:
        return open_sign_in(session, user_id=user_id, at=at)


def _who(token: str, at: datetime) -> SignedIn | None:
    with read_session() as session:
        return signed_in(session, token=token, at=at)


def _use_hourly(token: str, until: datetime) -> None:
    at = AT
    while at < until:
        with write_session() as session:
            touch(session, token=token, at=at)
        at += timedelta(hours=1)


def test_a_sign_in_ends_after_eight_hours_without_use(user_id: int) -> None:
    token = _open(user_id)
    assert _who(token, AT + timedelta(hours=8) - SECOND)
    assert _who(token, AT + timedelta(hours=8)) is None


def test_use_keeps_it_but_not_beyond_seven_days(user_id: int) -> None:
    token, end = _open(user_id), AT + timedelta(days=7)
    _use_hourly(token, end)
    assert _who(token, end - SECOND)
    assert _who(token, end) is None


def test_use_is_noted_once_a_minute(user_id: int) -> None:
    token = _open(user_id)
    with read_session() as session:
        assert not is_touch_due(session, token=token, at=AT + 59 * SECOND)
        assert is_touch_due(session, token=token, at=AT + 60 * SECOND)
        assert not is_touch_due(session, token="unknown", at=AT + 60 * SECOND)


def test_an_unknown_token_is_nobody(user_id: int) -> None:
    assert _who("unknown", AT) is None


def test_a_deactivated_user_is_nobody_at_once(user_id: int) -> None:
    token = _open(user_id)
    with write_session() as session:
        session.get_one(UserAccount, user_id).is_active = False
    assert _who(token, AT) is None


def test_a_changed_role_counts_at_once(user_id: int) -> None:
    token = _open(user_id)
    with write_session() as session:
        session.get_one(UserAccount, user_id).roles = ["viewer"]
    found = _who(token, AT)
    assert found is not None
    assert found.user.roles == {Role.VIEWER}


def test_a_coordinator_comes_with_the_own_institutions(database: Engine) -> None:
    with write_session() as session:
        session.add_all(Institution(id=i, kind="school", name=f"Школа {i}", name_key=f"школа {i}") for i in (1, 2, 3))
        session.flush()
        user = user_of(session, Role.COORDINATOR, (1, 3))
        token = open_sign_in(session, user_id=user.id, at=AT)
    found = _who(token, AT)
    assert found is not None
    assert found.user.institution_ids == {1, 3}


def test_ending_one_sign_in_leaves_the_others(user_id: int) -> None:
    here, there = _open(user_id), _open(user_id)
    with write_session() as session:
        end_sign_in(session, token=here)
    assert _who(here, AT) is None
    assert _who(there, AT)


def test_signing_out_everywhere_else_keeps_this_one(user_id: int) -> None:
    here, there, elsewhere = _open(user_id), _open(user_id), _open(user_id)
    with write_session() as session:
        assert end_sign_ins_of(session, user_id=user_id, but_token=here) == 2
    assert _who(here, AT)
    assert _who(there, AT) is None
    assert _who(elsewhere, AT) is None


def test_signing_out_everywhere_touches_nobody_else(user_id: int) -> None:
    with write_session() as session:
        other = open_sign_in(session, user_id=user_of(session, Role.HEAD).id, at=AT)
    _open(user_id)
    with write_session() as session:
        assert end_sign_ins_of(session, user_id=user_id) == 1
    assert _who(other, AT)


def test_sign_ins_that_are_over_are_cleared_away_by_the_next(user_id: int) -> None:
    for hours in (0, 1, 9):
        _open(user_id, AT + timedelta(hours=hours))
    with read_session() as session:
        assert session.exec(select(func.count()).select_from(SignInSession)).one() == 1  # 0 and 1 were idle at 9
