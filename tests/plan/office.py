"""An office of three people for the tests of the plan: its head, a methodist, the chair of the committee."""

from datetime import date
from typing import Any

from sqlalchemy import Engine, insert

from gmk import service
from gmk.access import Role, User
from gmk.db.session import write_session
from gmk.db.tables import UserAccount
from gmk.plan.actions import add_activity
from gmk.plan.approval import approve_plan, submit_plan
from gmk.plan.queries import plan_of
from gmk.plan.rows import ActivityFields, ActivityRow, ApprovalPaper, Plan

HEAD = User(1, "golova", "Светлова Ирина Олеговна", frozenset({Role.HEAD}))
METHODIST = User(2, "metodist", "Ладейщикова Нина Павловна", frozenset({Role.METHODIST}))
CHAIR = User(3, "predsedatel", "Громов Пётр Ильич", frozenset({Role.CHAIR}))
BOTH = User(1, "golova", "Светлова Ирина Олеговна", frozenset({Role.HEAD, Role.CHAIR}))
COORDINATOR = User(4, "shkola", "Белова Анна Юрьевна", frozenset({Role.COORDINATOR}), frozenset({1}))
VIEWER = User(5, "gost", "Гость", frozenset({Role.VIEWER}))
YEAR = 2026
PAPER = ApprovalPaper("1", date(2026, 8, 28), "181-О", date(2026, 9, 1))


def open_office(engine: Engine) -> None:
    """Stores the users."""
    with write_session(engine) as session:
        session.execute(
            insert(UserAccount),
            [
                {"id": u.id, "login": u.login, "login_key": u.login, "full_name": u.full_name, "roles": [],
                 "password_hash": ""}
                for u in (HEAD, METHODIST, CHAIR, COORDINATOR, VIEWER)
            ],
        )  # fmt: skip


def do(user: User, action: Any, **arguments: Any) -> Any:
    """Runs an action as the user."""
    return service.save(user, action, **arguments)


def plan(user: User = HEAD) -> Plan:
    """The plan of the year."""
    return service.load(user, plan_of, school_year=YEAR)


def item(activity_id: int) -> ActivityRow:
    """One item as it stands now."""
    return next(one for one in plan().items if one.id == activity_id)


def fields(title: str = "Семинар", **told: Any) -> ActivityFields:
    """What a form says."""
    return ActivityFields(title, **{"period_text": "октябрь", **told})


def add(title: str, user: User = METHODIST, reason: str = "", **told: Any) -> int:
    """Adds an item and gives its id."""
    found: int = do(user, add_activity, school_year=YEAR, fields=fields(title, **told), reason=reason)
    return found


def version() -> int:
    """The version of the version on its way; 0 where there is none."""
    opened = plan().open_version
    return opened.version if opened else 0


def submit(user: User = HEAD) -> None:
    """Sends the plan to the chair."""
    do(user, submit_plan, school_year=YEAR, version=version())


def approve(user: User = CHAIR) -> int:
    """Signs what was submitted."""
    found: int = do(user, approve_plan, school_year=YEAR, version=version(), paper=PAPER)
    return found
