"""`gmk demo`: makes the database of the demonstration town."""

import argparse
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import Engine, func, insert, select
from sqlmodel import Session, col

from gmk.accounts.actions import has_users
from gmk.accounts.demo_users import DEMO_USERS, add_demo_users, demo_user
from gmk.commands.demo_associations import make_associations
from gmk.commands.demo_plan import make_plan
from gmk.db.demo import build_town
from gmk.db.migrate import upgrade
from gmk.db.session import connect, write_session
from gmk.db.tables import ChangeRecord, ChangeSetRecord, CourseRecord, Employment, ImportRun
from gmk.errors import RuleBroken
from gmk.periods import school_year_of
from gmk.settings import Settings
from gmk.training.latest import refresh_latest_counted

FILE = "Курсы за месяц.xlsx"


def add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `gmk demo` to the parser."""
    parser = commands.add_parser("demo", help="создать учебный город с вымышленными людьми (data/demo.db)")
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Makes the town in the database of the demonstration, as of today."""
    engine = connect(Settings(demo=True).url())
    upgrade(engine)
    make_demo(engine, on=date.today())
    print(f"Учебный город готов: {engine.url.render_as_string()}.")
    print(f"Пользователей: {len(DEMO_USERS)}, их имена и пароль названы на странице входа.")
    engine.dispose()
    return 0


def make_demo(engine: Engine, *, on: date) -> None:
    """Fills an empty, migrated database with the town and its users.

    Raises:
        RuleBroken: the database has users or data.
    """
    with write_session(engine) as session:
        if has_users(session):
            raise RuleBroken("В этой базе уже есть пользователи. Учебный город создаётся только в пустой базе.")
        build_town(session, on=on)
        _let_some_leave_early(session, school_year_of(on))
        refresh_latest_counted(session, educator_ids=None)
        add_demo_users(session)
        _journal_latest_courses(session, on)
        make_plan(session, on=on)
        make_associations(session, user=demo_user(session, "metodist"), on=on)


def _let_some_leave_early(session: Session, year: int) -> None:
    """Of those who have left and came two to four years ago some left after their first year, if no course is later."""
    last = func.max(col(CourseRecord.finished_on))
    courses = select(col(CourseRecord.educator_id), last).group_by(col(CourseRecord.educator_id))
    last_course = dict(session.execute(courses).tuples().all())
    for post in session.scalars(select(Employment).where(col(Employment.valid_to).is_not(None))):
        came = post.valid_from
        if came is None or not year - 4 <= came.year <= year - 2:
            continue
        end_of_year = date(came.year + 1, 6, 30)
        if (last_course.get(post.educator_id) or came) <= end_of_year:
            post.valid_to = end_of_year


def _journal_latest_courses(session: Session, on: date) -> None:
    """Lets the courses of the last month have come in a workbook of the methodist, so that the journal has a line."""
    finish = col(CourseRecord.finished_on)
    ids = session.scalars(select(col(CourseRecord.id)).where(finish > on - timedelta(days=30)).order_by(finish)).all()
    who = demo_user(session, "metodist")
    made = ChangeSetRecord(kind="import", title=f"Загрузка файла «{FILE}»", user_id=who.id, user_name=who.full_name)
    session.add(made)
    session.flush()
    lines = [
        {"change_set_id": made.id, "entity": "course_record", "entity_id": one, "action": "create", "version": 1}
        for one in ids
    ]
    session.execute(insert(ChangeRecord), lines)
    session.add(
        ImportRun(
            change_set_id=made.id,
            file_name=FILE,
            sha256=sha256(FILE.encode()).hexdigest(),
            size=0,
            formats=["courses"],
            totals={"rows": len(ids), "create": len(ids)},
            user_id=who.id,
            user_name=who.full_name,
        )
    )
