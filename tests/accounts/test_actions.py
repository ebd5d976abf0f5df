"""What may be done with users and what may not, through the service as the pages do it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from gmk import service
from gmk.access import Role, User
from gmk.accounts import actions
from gmk.accounts.demo_users import DEMO_PASSWORD, DEMO_USERS, add_demo_users
from gmk.accounts.queries import users
from gmk.accounts.rows import UserRow
from gmk.accounts.sessions import open_sign_in, signed_in
from gmk.accounts.signing_in import SignInLocked, SignInRefused, check_credentials, check_own_password
from gmk.db.session import read_session, write_session
from gmk.db.tables import Institution, UserAccount, UserInstitution
from gmk.errors import Conflict, NotAllowed, RuleBroken
from tests.fixtures.app import PASSWORD, user_of

AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


def _user(role: Role) -> User:
    with write_session() as session:
        account = user_of(session, role)
        return User(account.id, account.login, account.full_name, frozenset({role}))


@pytest.fixture
def head(database: Engine) -> User:
    return _user(Role.HEAD)


@pytest.fixture
def methodist(head: User) -> User:
    return _user(Role.METHODIST)


def _row(head: User, login: str) -> UserRow:
    return next(row for row in service.load(head, users, at=AT) if row.login == login)


def _sign_in(user: User) -> str:
    with write_session() as session:
        return open_sign_in(session, user_id=user.id or 0, at=AT)


def _holds(token: str) -> bool:
    with read_session() as session:
        return signed_in(session, token=token, at=AT) is not None


def _create(head: User, **changed: object) -> str:
    values = {"login": "ivanova", "full_name": " Иванова  Анна ", "roles": [Role.METHODIST], **changed}
    return service.save(head, actions.create_user, **values)


def test_the_first_head_is_created_once(database: Engine) -> None:
    with write_session() as session:
        assert not actions.has_users(session)
        actions.create_first_head(session, login="berestova", full_name="Берестова А. К.", password=PASSWORD)
        assert actions.has_users(session)
        with pytest.raises(Conflict):
            actions.create_first_head(session, login="second", full_name="Второй", password=PASSWORD)
    assert check_credentials(login="berestova", password=PASSWORD, at=AT)


def test_a_new_user_signs_in_with_the_one_time_password_and_must_change_it(head: User) -> None:
    password = _create(head)
    assert check_credentials(login="ivanova", password=password, at=AT)
    row = _row(head, "ivanova")
    assert (row.full_name, row.roles, row.must_change_password) == ("Иванова Анна", {Role.METHODIST}, True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"login": "HEAD"}, "Логин «HEAD» уже занят"),
        ({"login": "a"}, "Логин – от 2 до 64 знаков"),
        ({"login": "anna ivanova"}, "Логин – от 2 до 64 знаков без пробелов"),
        ({"full_name": "  "}, "Не указаны фамилия, имя и отчество"),
        ({"roles": []}, "Не выбрана роль"),
        ({"roles": [Role.COORDINATOR]}, "Ответственному нужно учреждение"),
    ],
)
def test_a_user_that_cannot_be_created_says_why(head: User, changed: dict[str, object], sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        _create(head, **changed)
    assert len(service.load(head, users, at=AT)) == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.HEAD, Role.ADMINISTRATOR)])
def test_only_head_and_administrator_manage_users(head: User, role: Role) -> None:
    user = _user(role)
    with pytest.raises(NotAllowed):
        _create(user)
    with pytest.raises(NotAllowed):
        service.load(user, users, at=AT)


def test_institutions_are_kept_for_coordinators_only(head: User) -> None:
    with write_session() as session:
        session.add_all(Institution(id=i, kind="school", name=f"Школа {i}", name_key=f"школа {i}") for i in (1, 2))
    _create(head, roles=[Role.COORDINATOR], institution_ids=[1, 2])
    row = _row(head, "ivanova")
    assert row.institution_ids == {1, 2}
    _change(head, row, roles=[Role.VIEWER], institution_ids=[1, 2])
    assert _row(head, "ivanova").institution_ids == frozenset()


def _change(head: User, row: UserRow, **changed: object) -> None:
    values = {"full_name": row.full_name, "roles": row.roles, "institution_ids": row.institution_ids, **changed}
    service.save(head, actions.change_user, user_id=row.id, version=row.version, **values)


def test_two_people_on_one_user_lose_nothing(head: User, methodist: User) -> None:
    seen = _row(head, "methodist")
    _change(head, seen, full_name="Первая Правка")
    with pytest.raises(Conflict, match="тем временем изменил кто-то другой"):
        _change(head, seen, full_name="Вторая Правка")
    assert _row(head, "methodist").full_name == "Первая Правка"


def test_nobody_takes_the_management_of_users_from_oneself(head: User) -> None:
    _user(Role.ADMINISTRATOR)
    row = _row(head, "head")
    with pytest.raises(RuleBroken, match="у самого себя"):
        _change(head, row, roles=[Role.METHODIST])
    with pytest.raises(RuleBroken, match="у самого себя"):
        service.save(head, actions.set_active, user_id=row.id, version=row.version, is_active=False)


def test_the_last_head_stays(head: User) -> None:
    administrator = _user(Role.ADMINISTRATOR)
    row = _row(head, "head")
    with pytest.raises(RuleBroken, match="единственный руководитель"):
        _change(administrator, row, roles=[Role.VIEWER])
    with pytest.raises(RuleBroken, match="единственный руководитель"):
        service.save(administrator, actions.set_active, user_id=row.id, version=row.version, is_active=False)
    _create(administrator, login="second", roles=[Role.HEAD])
    _change(administrator, row, roles=[Role.VIEWER])
    assert _row(administrator, "head").roles == {Role.VIEWER}


def test_a_head_may_become_administrator_too(head: User) -> None:
    _change(head, _row(head, "head"), roles=[Role.HEAD, Role.ADMINISTRATOR])
    assert _row(head, "head").roles == {Role.HEAD, Role.ADMINISTRATOR}


def test_a_deactivated_user_is_signed_out_everywhere_and_refused(head: User, methodist: User) -> None:
    token, row = _sign_in(methodist), _row(head, "methodist")
    service.save(head, actions.set_active, user_id=row.id, version=row.version, is_active=False)
    assert not _holds(token)
    with pytest.raises(SignInRefused):
        check_credentials(login="methodist", password=PASSWORD, at=AT)
    row = _row(head, "methodist")
    service.save(head, actions.set_active, user_id=row.id, version=row.version, is_active=True)
    assert not _holds(token)
    assert check_credentials(login="methodist", password=PASSWORD, at=AT) == methodist.id


def test_a_reset_password_ends_sign_ins_and_opens_a_locked_login(head: User, methodist: User) -> None:
    token = _sign_in(methodist)
    for _ in range(5):
        with pytest.raises(SignInRefused):
            check_credentials(login="methodist", password="неверный пароль", at=AT)
    with pytest.raises(SignInLocked):
        check_credentials(login="methodist", password=PASSWORD, at=AT)
    password = service.save(head, actions.reset_password, user_id=methodist.id)
    assert not _holds(token)
    assert check_credentials(login="methodist", password=password, at=AT) == methodist.id
    assert _row(head, "methodist").must_change_password


def test_the_own_password_is_not_reset(head: User) -> None:
    with pytest.raises(RuleBroken, match="Моя учётная запись"):
        service.save(head, actions.reset_password, user_id=head.id)


def test_ending_the_sign_ins_of_a_user_says_how_many_there_were(head: User, methodist: User) -> None:
    tokens = [_sign_in(methodist), _sign_in(methodist)]
    assert _row(head, "methodist").sign_ins == 2
    assert service.save(head, actions.end_user_sign_ins, user_id=methodist.id) == 2
    assert not any(map(_holds, tokens))


def _replace(user: User, **changed: object) -> None:
    values = {"new": "другой пароль", "repeated": "другой пароль", "token": None, **changed}
    service.save(user, actions.change_own_password, **values)


def test_a_changed_own_password_throws_out_the_other_browsers(methodist: User) -> None:
    here, there = _sign_in(methodist), _sign_in(methodist)
    _replace(methodist, token=here)
    assert _holds(here)
    assert not _holds(there)
    assert check_credentials(login="methodist", password="другой пароль", at=AT)
    with pytest.raises(SignInRefused):
        check_credentials(login="methodist", password=PASSWORD, at=AT)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"repeated": "другой парол"}, "его повтор различаются"),
        ({"new": PASSWORD, "repeated": PASSWORD}, "совпадает с нынешним"),
        ({"new": "мало", "repeated": "мало"}, "слишком короткий"),
    ],
)
def test_a_password_that_is_not_replaced_says_why(methodist: User, changed: dict[str, object], sentence: str) -> None:
    token = _sign_in(methodist)
    with pytest.raises(RuleBroken, match=sentence):
        _replace(methodist, **changed)
    assert _holds(token)


def test_guessing_the_own_password_from_an_open_tab_is_locked_too(methodist: User) -> None:
    check_own_password(methodist, PASSWORD, at=AT)
    for _ in range(5):
        with pytest.raises(RuleBroken, match="Нынешний пароль введён неверно"):
            check_own_password(methodist, "неверный", at=AT)
    with pytest.raises(SignInLocked):
        check_own_password(methodist, PASSWORD, at=AT)


def test_everybody_ends_the_own_sign_ins(methodist: User) -> None:
    here, there = _sign_in(methodist), _sign_in(methodist)
    assert service.save(methodist, actions.end_own_sign_ins, but_token=here) == 1
    assert (_holds(here), _holds(there)) == (True, False)
    assert service.save(methodist, actions.end_own_sign_ins) == 1
    assert not _holds(here)


def test_the_demonstration_town_has_a_user_of_each_role(database: Engine) -> None:
    with write_session() as session:
        session.add_all(Institution(id=i, kind="school", name=f"Школа {i}", name_key=f"школа {i}") for i in (5, 6, 7))
        session.flush()
        add_demo_users(session)
    assert {one.role for one in DEMO_USERS} == set(Role)
    for one in DEMO_USERS:
        assert check_credentials(login=one.login, password=DEMO_PASSWORD, at=AT)
    with read_session() as session:
        assert sorted(session.exec(select(UserInstitution.institution_id)).all()) == [5, 6]
        assert not any(session.exec(select(UserAccount.must_change_password)).all())
