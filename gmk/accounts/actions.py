"""What is done with users. Nothing here commits; the service does."""

from collections.abc import Collection

from sqlmodel import Session, col, delete, select

from gmk.access import RIGHTS, Right, Role, Scope, User, requires
from gmk.accounts.passwords import check_password, hash_password, is_password, one_time_password
from gmk.accounts.sessions import end_sign_ins_of
from gmk.accounts.signing_in import LONGEST_LOGIN
from gmk.db.keys import name_key
from gmk.db.tables import SignInFailure, UserAccount, UserInstitution
from gmk.errors import Conflict, RuleBroken


def has_users(session: Session) -> bool:
    """Whether anybody can sign in at all: False on the first start."""
    return session.exec(select(UserAccount.id).limit(1)).first() is not None


def create_first_head(session: Session, *, login: str, full_name: str, password: str) -> int:
    """The first user of an office: its head. Gives the id.

    Raises:
        Conflict: somebody was quicker.
        RuleBroken: the login, the name or the password can't be accepted.
    """
    if has_users(session):
        raise Conflict("Учётная запись руководителя уже создана. Обновите страницу и войдите.")
    return add_user(session, login=login, full_name=full_name, roles={Role.HEAD}, password=password).id


@requires(Right.MANAGE_USERS)
def create_user(
    session: Session,
    *,
    user: User,
    scope: Scope,
    login: str,
    full_name: str,
    roles: Collection[Role],
    institution_ids: Collection[int] = (),
) -> str:
    """A new user with a one-time password, which is returned and has to be changed at the first sign-in.

    Raises:
        RuleBroken: the login is taken or can't be accepted, no role, or a coordinator without an institution.
    """
    password = one_time_password()
    account = add_user(session, login=login, full_name=full_name, roles=roles, password=password)
    account.must_change_password = True
    _set_institutions(session, account, institution_ids)
    return password


def add_user(
    session: Session,
    *,
    login: str,
    full_name: str,
    roles: Collection[Role],
    password: str,
    password_hash: str | None = None,
) -> UserAccount:
    """Puts a user into the database; `password_hash` spares the slow hashing where several users share a password.

    Raises:
        RuleBroken: the login, the name or the password can't be accepted.
    """
    login, full_name = login.strip(), " ".join(full_name.split())
    _check_login(session, login)
    if not full_name:
        raise RuleBroken("Не указаны фамилия, имя и отчество. Заполните их.")
    check_password(password, login=login)
    account = UserAccount(
        login=login,
        login_key=name_key(login),
        full_name=full_name,
        roles=_checked(roles),
        password_hash=password_hash or hash_password(password),
    )
    session.add(account)
    session.flush()
    return account


def _check_login(session: Session, login: str) -> None:
    if not 2 <= len(login) <= LONGEST_LOGIN or any(character.isspace() for character in login):
        raise RuleBroken("Логин – от 2 до 64 знаков без пробелов. Например: ivanova.")
    if session.exec(select(UserAccount.id).where(UserAccount.login_key == name_key(login))).first() is not None:
        raise RuleBroken(f"Логин «{login}» уже занят. Выберите другой.")


def _checked(roles: Collection[Role]) -> list[str]:
    if not roles:
        raise RuleBroken("Не выбрана роль. Выберите хотя бы одну.")
    return sorted(role.value for role in roles)


def _set_institutions(session: Session, account: UserAccount, institution_ids: Collection[int]) -> None:
    is_coordinator = Role.COORDINATOR.value in account.roles
    if is_coordinator and not institution_ids:
        raise RuleBroken("Ответственному нужно учреждение: выберите одно или несколько.")
    session.exec(delete(UserInstitution).where(col(UserInstitution.user_id) == account.id))
    wanted = institution_ids if is_coordinator else ()
    session.add_all(UserInstitution(user_id=account.id, institution_id=i) for i in set(wanted))


@requires(Right.MANAGE_USERS)
def change_user(
    session: Session,
    *,
    user: User,
    scope: Scope,
    user_id: int,
    version: int,
    full_name: str,
    roles: Collection[Role],
    institution_ids: Collection[int] = (),
) -> None:
    """Changes name, roles and institutions; open tabs of the user notice within half a minute.

    Raises:
        Conflict: somebody changed the user in between.
        RuleBroken: no name, no role, own rights given away, or the last head.
    """
    account = _account(session, user_id, version)
    _check_office_keeps(session, account, user, roles=roles)
    account.full_name = " ".join(full_name.split()) or account.full_name
    account.roles = _checked(roles)
    account.version += 1
    _set_institutions(session, account, institution_ids)


@requires(Right.MANAGE_USERS)
def set_active(session: Session, *, user: User, scope: Scope, user_id: int, version: int, is_active: bool) -> None:
    """Deactivates a user, who is signed out everywhere, or lets one in again.

    Raises:
        Conflict: somebody changed the user in between.
        RuleBroken: oneself, or the last head.
    """
    account = _account(session, user_id, version)
    _check_office_keeps(session, account, user, roles=[Role(role) for role in account.roles] if is_active else [])
    account.is_active = is_active
    account.version += 1
    if not is_active:
        end_sign_ins_of(session, user_id=user_id)


@requires(Right.MANAGE_USERS)
def reset_password(session: Session, *, user: User, scope: Scope, user_id: int) -> str:
    """Gives a one-time password, ends the user's sign-ins and unlocks the login; returns the password.

    Raises:
        RuleBroken: oneself: the own password is changed on the page of the own account.
    """
    if user_id == user.id:
        raise RuleBroken("Свой пароль меняют на странице «Моя учётная запись».")
    account = session.get_one(UserAccount, user_id)
    password = one_time_password()
    account.password_hash = hash_password(password)
    account.must_change_password = True
    account.version += 1
    end_sign_ins_of(session, user_id=user_id)
    session.exec(delete(SignInFailure).where(col(SignInFailure.login_key) == account.login_key))
    return password


@requires(Right.MANAGE_USERS)
def end_user_sign_ins(session: Session, *, user: User, scope: Scope, user_id: int) -> int:
    """Signs a user out everywhere; gives the number of ended sign-ins."""
    return end_sign_ins_of(session, user_id=user_id)


@requires(Right.OWN_ACCOUNT)
def change_own_password(
    session: Session, *, user: User, scope: Scope, new: str, repeated: str, token: str | None
) -> None:
    """Replaces the own password; every other sign-in ends, the one of `token` stays.

    That the old password is known, `signing_in.check_own_password` checks before.

    Raises:
        RuleBroken: the new password can't be accepted.
    """
    account = session.get_one(UserAccount, user.id)
    if new != repeated:
        raise RuleBroken("Новый пароль и его повтор различаются. Введите их ещё раз.")
    check_password(new, login=account.login)
    if is_password(new, account.password_hash):
        raise RuleBroken("Новый пароль совпадает с нынешним. Придумайте другой.")
    account.password_hash = hash_password(new)
    account.must_change_password = False
    account.version += 1
    end_sign_ins_of(session, user_id=account.id, but_token=token)


@requires(Right.OWN_ACCOUNT)
def end_own_sign_ins(session: Session, *, user: User, scope: Scope, but_token: str | None = None) -> int:
    """Signs oneself out everywhere, except perhaps here; gives the number of ended sign-ins."""
    assert user.id is not None  # noqa: S101 - the console has no account
    return end_sign_ins_of(session, user_id=user.id, but_token=but_token)


def _account(session: Session, user_id: int, version: int) -> UserAccount:
    account = session.get_one(UserAccount, user_id)
    if account.version != version:
        raise Conflict(
            f"Запись «{account.full_name}» тем временем изменил кто-то другой. Обновите страницу и повторите."
        )
    return account


def _check_office_keeps(session: Session, account: UserAccount, user: User, *, roles: Collection[Role]) -> None:
    """Passes a change that leaves the office its head, and whoever makes it the right to make such changes."""
    if account.id == user.id and not any(Right.MANAGE_USERS in RIGHTS[role] for role in roles):
        raise RuleBroken("Право управлять пользователями нельзя отнять у самого себя. Попросите другого руководителя.")
    is_head = account.is_active and Role.HEAD.value in account.roles
    if is_head and Role.HEAD not in roles and not _has_another_head(session, account):
        raise RuleBroken(
            f"{account.full_name} – единственный руководитель ГМК в программе. Сначала назначьте другого руководителя."
        )


def _has_another_head(session: Session, account: UserAccount) -> bool:
    others = select(UserAccount.roles).where(col(UserAccount.is_active), UserAccount.id != account.id)
    return any(Role.HEAD.value in roles for roles in session.exec(others).all())
