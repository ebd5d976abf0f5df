"""What the pages of associations ask of the database: milliseconds of each question, and its growth.

`python -m benchmarks.associations [people ...]`. For every hundred people one association of twenty members, whose
roster was formed anew in each of three years, with four meetings a year; the database is SQLite.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, insert
from sqlmodel import Session

from benchmarks.coverage_base import TODAY, sqlite_base
from benchmarks.measure import machine, table
from gmk.access import EVERYTHING
from gmk.associations import coverage, meetings, mentoring, queries
from gmk.db.session import connect, read_session, write_session
from gmk.db.tables import Association, Attendance, Meeting, Membership
from gmk.questions.smart_lists import Conditions, listed

ROUNDS = 5
YEARS = (2024, 2025, 2026)
MEMBERS, MEETINGS, CAME = 20, 4, 15
Question = Callable[[Session], Any]
QUESTIONS: dict[str, Question] = {
    "list of associations": lambda session: queries.associations(session, scope=EVERYTHING, on=TODAY),
    "one roster": lambda session: queries.roster(session, scope=EVERYTHING, association_id=1, on=TODAY),
    "meetings of one": lambda session: meetings.meetings(session, scope=EVERYTHING, association_id=1),
    "matrix": lambda session: coverage.representation(session, scope=EVERYTHING, on=TODAY),
    "members by subject": lambda session: coverage.subject_coverage(session, scope=EVERYTHING, on=TODAY),
    "early-career educators": lambda session: mentoring.early_career_educators(session, scope=EVERYTHING, on=TODAY),
    "who came and stayed": lambda session: mentoring.newcomers(session, scope=EVERYTHING, on=TODAY),
    "smart list: leaders without courses": lambda session: listed(
        session, scope=EVERYTHING, conditions=Conditions(roles=("leader",), no_course_since="2023-09-01"), on=TODAY
    ),
    "smart list: all without courses": lambda session: listed(
        session, scope=EVERYTHING, conditions=Conditions(no_course_since="2023-09-01"), on=TODAY
    ),
}


def fill(session: Session, people: int) -> None:
    """Associations, the memberships of three years, meetings with those who came."""
    count = max(1, people // 100)
    names = [f"ГМО № {number}" for number in range(1, count + 1)]
    session.execute(
        insert(Association),
        [{"name": name, "name_key": name.lower(), "kind": "gmo", "school_subject": "физика"} for name in names],
    )
    memberships, held, came = [], [], []
    for association in range(1, count + 1):
        for year in YEARS:
            first, last = date(year, 9, 1), None if year == YEARS[-1] else date(year + 1, 8, 31)
            members = [(association * 97 + year + number * 13) % people + 1 for number in range(MEMBERS)]
            for number, person in enumerate(dict.fromkeys(members)):
                memberships.append(
                    {
                        "association_id": association, "educator_id": person, "institution_id": None,
                        "role": "member" if number else "leader", "valid_from": first, "valid_to": last,
                    }
                )  # fmt: skip
            for number in range(MEETINGS):
                held.append(
                    {
                        "association_id": association, "held_on": date(year, 9 + number, 15), "school_year": year,
                        "topic": "Тема", "agenda": [], "minutes_number": str(number + 1),
                    }
                )  # fmt: skip
                came += [{"meeting_id": len(held), "educator_id": person} for person in members[:CAME]]
    session.execute(insert(Membership), memberships)
    session.execute(insert(Meeting), held)
    session.execute(insert(Attendance), came)


def milliseconds(engine: Engine, ask: Question) -> float:
    """The median of several rounds, each in a session of its own."""
    spent = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        with read_session(engine) as session:
            ask(session)
        spent.append((time.perf_counter() - began) * 1000)
    return median(spent)


def measure(people: int) -> list[float]:
    """Each question on a copy of the base of so many people."""
    made = sqlite_base(people)
    path = made.url.database
    made.dispose()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "associations.db"
        shutil.copy(str(path), copy)
        engine = connect(f"sqlite:///{copy}")
        with write_session(engine) as session:
            fill(session, people)
        found = [milliseconds(engine, ask) for ask in QUESTIONS.values()]
        engine.dispose()
    return found


def main() -> None:
    sizes = [int(text) for text in sys.argv[1:]] or [1_000, 6_000, 30_000]
    columns = [measure(people) for people in sizes]
    print(machine())
    rows = [[name, *(f"{one[number]:.1f}" for one in columns)] for number, name in enumerate(QUESTIONS)]
    print(table(["question, ms", *(f"{people:,} people" for people in sizes)], rows))


if __name__ == "__main__":
    main()
