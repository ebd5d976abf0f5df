"""`gmk demo`: makes the database of the demonstration town."""

import argparse
from datetime import date

from sqlalchemy import Engine

from gmk.accounts.actions import has_users
from gmk.accounts.demo_users import DEMO_USERS, add_demo_users
from gmk.db.demo import build_town
from gmk.db.migrate import upgrade
from gmk.db.session import connect, write_session
from gmk.errors import RuleBroken
from gmk.settings import Settings
from gmk.training.latest import refresh_latest_counted


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
        refresh_latest_counted(session, educator_ids=None)
        add_demo_users(session)
