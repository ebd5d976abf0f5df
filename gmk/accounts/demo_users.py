"""The invented users of the demonstration town, one for each role, named with their password on the sign-in page."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from gmk.access import Role, User
from gmk.accounts.actions import add_user
from gmk.accounts.passwords import hash_password
from gmk.db.tables import Institution, UserAccount, UserInstitution

DEMO_PASSWORD = "учебный-город"  # noqa: S105 - shown to everybody on the sign-in page


@dataclass(frozen=True, slots=True)
class DemoUser:
    """An invented user; a coordinator answers for the first `institutions` of the town."""

    login: str
    full_name: str
    role: Role
    institutions: int = 0


DEMO_USERS = (
    DemoUser("golova", "Берестова Алла Кирилловна", Role.HEAD),
    DemoUser("metodist", "Ладейщикова Нина Павловна", Role.METHODIST),
    DemoUser("predsedatel", "Крутоярский Игорь Матвеевич", Role.CHAIR),
    DemoUser("shkola", "Заречная Вера Тимофеевна", Role.COORDINATOR, institutions=2),
    DemoUser("gost", "Прохожий Семён Ильич", Role.VIEWER),
    DemoUser("admin", "Железняков Глеб Борисович", Role.ADMINISTRATOR),
)


def add_demo_users(session: Session) -> None:
    """Puts the invented users into a database that already has the town's institutions."""
    password_hash = hash_password(DEMO_PASSWORD)
    for demo in DEMO_USERS:
        account = add_user(
            session,
            login=demo.login,
            full_name=demo.full_name,
            roles={demo.role},
            password=DEMO_PASSWORD,
            password_hash=password_hash,
        )
        ids = session.exec(select(Institution.id).order_by(col(Institution.id)).limit(demo.institutions)).all()
        session.add_all(UserInstitution(user_id=account.id, institution_id=i) for i in ids)


def demo_user(session: Session, login: str) -> User:
    """One of the invented users of the office, to do something in their name."""
    account = session.exec(select(UserAccount).where(col(UserAccount.login) == login)).one()
    return User(account.id, account.login, account.full_name, frozenset(map(Role, account.roles)))
