from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from gmk.db import bulk
from gmk.db.tables import CourseRecord, Educator, Employment, Institution

COURSES = CourseRecord.__table__  # type: ignore[attr-defined]
EMPLOYMENTS = Employment.__table__  # type: ignore[attr-defined]


def prepared(session: Session) -> None:
    session.add(Educator(id=1, last_name="Ерёмина", first_name="Анна", name_key="еремина анна"))
    session.add(Institution(id=1, kind="school", number=1, name="Школа № 1", name_key="школа № 1"))
    session.flush()


@pytest.mark.parametrize("count", [0, 1, 148, 149, 150, 299])
def test_every_row_is_added_once_and_in_order_however_many_fit_one_statement(database: Engine, count: int) -> None:
    with Session(database) as session:
        prepared(session)
        rows = [[number, 1, f"Тема {number}", "тема", date(2026, 1, 1), 1] for number in range(1, count + 1)]
        fields = ("id", "educator_id", "title", "title_key", "finished_on", "version")
        bulk.insert_rows(session.connection(), COURSES, fields, rows, same={"kind": "seminar", "by_profile": False})
        columns = (COURSES.c.id, COURSES.c.title, COURSES.c.kind, COURSES.c.finished_on, COURSES.c.by_profile)
        found = session.execute(select(*columns).order_by(COURSES.c.id)).all()
    expected = [(number, f"Тема {number}", "seminar", date(2026, 1, 1), False) for number in range(1, count + 1)]
    assert [tuple(row) for row in found] == expected


def test_a_list_that_all_rows_share_is_kept_as_json(database: Engine) -> None:
    with Session(database) as session:
        prepared(session)
        same = {"subjects": ["Химия"], "kind": "main", "position_key": "учитель", "version": 1}
        bulk.insert_rows(
            session.connection(), EMPLOYMENTS, ("id", "educator_id", "institution_id"), [[7, 1, 1]], same=same
        )
        assert session.execute(select(EMPLOYMENTS.c.id, EMPLOYMENTS.c.subjects)).all() == [(7, ["Химия"])]


def test_a_row_that_refers_to_nobody_is_refused_as_by_any_statement(database: Engine) -> None:
    fields = ("id", "educator_id", "title", "title_key", "kind", "version", "by_profile")
    with Session(database) as session, pytest.raises(IntegrityError):
        bulk.insert_rows(session.connection(), COURSES, fields, [[1, 99, "Тема", "тема", "seminar", 1, True]])
        session.commit()
