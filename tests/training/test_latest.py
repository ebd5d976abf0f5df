"""What is kept with an employment: right after each refresh, and the same figures as without it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, literal, select
from sqlmodel import Session, col

from gmk.access import EVERYTHING, Scope
from gmk.db.session import connect, write_session
from gmk.db.tables import CourseRecord, Employment, Institution, KeptFinishes
from gmk.training.groups import Question
from gmk.training.kept import figures_by_institution, how_by_kept
from gmk.training.latest import refresh_latest_counted
from gmk.training.rows import CoverageBy, Policy
from tests.training.office import Office

DAY = date(2026, 11, 1)


def _kept(session: Session, post: int) -> tuple[date | None, int | None, int | None]:
    kept = session.get_one(Employment, post, populate_existing=True)
    return kept.last_counted_on, kept.last_counted_year, kept.post_count


def test_the_latest_counted_day_and_the_latest_counted_year_are_kept(database: Engine) -> None:
    with write_session(database) as session:
        office = Office(session)
        person, school = office.person(), office.institution()
        post = office.post(person, school)
        office.course(person, date(2024, 5, 1))
        office.course(person, date(2026, 5, 1), hours=8)
        office.course(person, date(2026, 6, 1), kind="seminar")
        office.course(person, date(2026, 7, 1), by_profile=False)
        office.course(person, date(2026, 8, 1), hours=None)
        office.course(person, year=2022)
        office.course(person, year=2025, hours=15)
        assert _kept(session, post) == (None, None, None)
        refresh_latest_counted(session, educator_ids=[person])
        assert _kept(session, post) == (date(2024, 5, 1), 2022, 1)


def test_only_the_named_people_are_refreshed_and_none_means_all(database: Engine) -> None:
    with write_session(database) as session:
        office = Office(session)
        school = office.institution()
        anna, vera = office.person(), office.person("Клёнова Вера Юрьевна")
        posts = office.post(anna, school), office.post(vera, school)
        for person in (anna, vera):
            office.course(person, date(2025, 1, 1))
        refresh_latest_counted(session, educator_ids=[anna])
        assert [_kept(session, post)[0] for post in posts] == [date(2025, 1, 1), None]
        refresh_latest_counted(session, educator_ids=[])
        assert _kept(session, posts[1])[0] is None
        refresh_latest_counted(session, educator_ids=None)
        assert _kept(session, posts[1])[0] == date(2025, 1, 1)


def test_a_course_taken_away_uncovers_every_post_of_the_person(database: Engine) -> None:
    with write_session(database) as session:
        office = Office(session)
        person = office.person()
        posts = [office.post(person, office.institution(name)) for name in ("Школа № 1", "Школа № 2")]
        course = office.course(person, date(2025, 1, 1))
        refresh_latest_counted(session, educator_ids={person})
        assert [_kept(session, post) for post in posts] == [(date(2025, 1, 1), None, 2)] * 2
        session.delete(session.get_one(CourseRecord, course))
        refresh_latest_counted(session, educator_ids={person})
        assert [_kept(session, post) for post in posts] == [(None, None, 2)] * 2


def test_the_version_of_a_post_is_left_alone(database: Engine) -> None:
    with write_session(database) as session:
        office = Office(session)
        person = office.employee(office.institution())
        office.course(person, date(2025, 1, 1))
        refresh_latest_counted(session, educator_ids=None)
        assert session.scalars(select(col(Employment.version))).all() == [1]


_days = st.dates(DAY - timedelta(days=1500), DAY + timedelta(days=400))
_borders = st.sampled_from([date(2023, 10, 31), date(2023, 11, 1), DAY, DAY + timedelta(days=1), date(2024, 2, 29)])
_finishes = st.one_of(_days, _borders)
_courses = st.lists(
    st.fixed_dictionaries(
        {
            "finished_on": st.one_of(st.none(), _finishes),
            "year": st.one_of(st.none(), st.integers(2021, 2028)),
            "hours": st.sampled_from([None, 15, 16, 72]),
            "kind": st.sampled_from(["advanced", "internship", "seminar"]),
            "by_profile": st.booleans(),
        }
    ),
    max_size=3,
)
_posts = st.lists(
    st.fixed_dictionaries(
        {
            "place": st.integers(0, 2),
            "kind": st.sampled_from(["main", "main", "internal", "external"]),
            "leave": st.sampled_from([None, None, None, "parental"]),
            "valid_from": st.one_of(st.none(), _days),
            "valid_to": st.one_of(st.none(), _days),
        }
    ),
    max_size=3,
)
_people = st.lists(st.tuples(_posts, _courses, st.booleans()), max_size=6)
_windows = st.sampled_from([1, 12, 36, 60])
_policies = st.one_of(
    st.builds(Policy, window_months=_windows),
    st.builds(
        Policy,
        window_months=_windows,
        with_internal=st.booleans(),
        with_external=st.booleans(),
        with_leave=st.booleans(),
        without_newcomers=st.booleans(),
    ),
)
_edits = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "kind": st.sampled_from(["main", "external"]),
            "leave": st.sampled_from([None, "long"]),
            "valid_from": st.one_of(st.none(), _days),
            "valid_to": st.one_of(st.none(), _days),
        },
    ),
    max_size=2,
)


@pytest.fixture(scope="module")
def one_database(sqlite_template: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{sqlite_template}")
    yield engine
    engine.dispose()


@contextmanager
def _thrown_away(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        yield session
        session.rollback()


def _build(session: Session, people: Any) -> list[int]:
    office = Office(session)
    places = [office.institution(f"Школа № {number}") for number in (1, 2, 3)]
    for posts, courses, is_newcomer in people:
        person = office.person(experience_teaching_years=1 if is_newcomer else 7)
        for number, post in enumerate(posts):
            fields = {name: value for name, value in post.items() if name != "place"}
            office.post(person, places[post["place"]], f"должность {number}", **fields)
        for course in courses:
            office.course(person, **course)
    return places


def _edited(session: Session, edits: Any) -> list[int]:
    """Changes as many posts past everything that keeps; gives the people."""
    posts = session.scalars(select(Employment).order_by(col(Employment.id))).all()[: len(edits)]
    for post, values in zip(posts, edits, strict=False):
        post.sqlmodel_update(values)
    session.flush()
    return [post.educator_id for post in posts]


@given(
    people=_people,
    day=_finishes,
    policy=_policies,
    is_kept=st.sampled_from([True, True, False]),
    is_narrow=st.booleans(),
    edits=_edits,
    is_renewed=st.booleans(),
)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_kept_gives_the_same_figures_as_the_courses(
    one_database: Engine,
    people: Any,
    day: date,
    policy: Policy,
    is_kept: bool,
    is_narrow: bool,
    edits: Any,
    is_renewed: bool,
) -> None:
    with _thrown_away(one_database) as session:
        places = _build(session, people)
        if is_kept:
            refresh_latest_counted(session, educator_ids=None)
        changed = _edited(session, edits)
        if is_renewed:
            refresh_latest_counted(session, educator_ids=changed)
        scope = Scope(frozenset(places[:2])) if is_narrow else EVERYTHING
        found, whole = figures_by_institution(session, scope=scope, on=day, policy=policy)
        question = Question(scope, day, policy)
        by_kept = Question(scope, day, policy, how=how_by_kept(day, policy))
        assert sorted(found) == sorted(question.counted(session, CoverageBy.INSTITUTION))
        for by in (CoverageBy.POSITION, CoverageBy.INSTITUTION_KIND):
            assert sorted(by_kept.counted(session, by)) == sorted(question.counted(session, by))
        together = [row[1:] for row in session.execute(question.counting(literal(1)))]
        assert [whole] == (together or [(0, 0, 0)])


def _packed(session: Session) -> list[int]:
    return sorted(session.scalars(select(col(KeptFinishes.institution_id))).all())


def _town(session: Session) -> tuple[list[int], int, int]:
    """Three institutions, packed; a person at the first two, and the number of the post at the second."""
    office = Office(session)
    places = [office.institution(f"Школа № {number}") for number in (1, 2, 3)]
    anna = office.employee(places[0])
    post = office.post(anna, places[1])
    office.employee(places[2], "Клёнова Вера Юрьевна")
    office.course(anna, date(2025, 1, 1))
    refresh_latest_counted(session, educator_ids=None)
    assert _packed(session) == places
    return places, anna, post


def _figures(session: Session, day: date = DAY) -> tuple[list[tuple[int, ...]], tuple[int, ...]]:
    found, whole = figures_by_institution(session, scope=EVERYTHING, on=day, policy=Policy())
    return sorted(found), whole


def test_a_town_that_is_packed_counts_a_person_at_each_institution_and_once_in_all(database: Engine) -> None:
    with write_session(database) as session:
        places, _, _ = _town(session)
        assert _figures(session) == ([(places[0], 1, 1, 0), (places[1], 1, 1, 0), (places[2], 0, 1, 0)], (1, 2, 0))


def test_a_post_that_changes_takes_away_what_is_packed_wherever_the_person_works(database: Engine) -> None:
    with write_session(database) as session:
        places, anna, post = _town(session)
        session.get_one(Employment, post).leave = "parental"
        session.flush()
        assert _packed(session) == places[2:]
        assert _figures(session) == ([(places[0], 1, 1, 0), (places[2], 0, 1, 0)], (1, 2, 0))
        refresh_latest_counted(session, educator_ids=[anna])
        assert _packed(session) == places
        assert _figures(session) == ([(places[0], 1, 1, 0), (places[2], 0, 1, 0)], (1, 2, 0))


def test_a_new_post_and_one_that_is_deleted_take_it_away_too(database: Engine) -> None:
    with write_session(database) as session:
        places, anna, post = _town(session)
        Office(session).post(anna, places[2])
        assert _packed(session) == []
        assert _figures(session)[1] == (1, 2, 0)
        refresh_latest_counted(session, educator_ids=[anna])
        session.delete(session.get_one(Employment, post))
        session.flush()
        assert _packed(session) == []
        assert _figures(session) == ([(places[0], 1, 1, 0), (places[2], 1, 2, 0)], (1, 2, 0))


def test_on_a_past_day_a_later_finish_hides_neither_an_earlier_day_nor_an_earlier_year(database: Engine) -> None:
    """Two people are covered by a day, one by a year, one by neither; the latest course of all four came afterwards."""
    with Session(database) as session:
        office = Office(session)
        place = office.institution("Школа № 1")
        earlier = ({"finished_on": date(2024, 5, 1)}, {"finished_on": date(2024, 6, 1)}, {"year": 2024}, None)
        for number, course in enumerate(earlier):
            person = office.employee(place, f"Клёнова Вера {'Ю' * number or 'А'}рьевна")
            office.course(person, date(2026, 10, 1), title="Позже")
            if course:
                office.course(person, **{"finished_on": None, **course})
        refresh_latest_counted(session, educator_ids=None)

        assert _figures(session, date(2025, 11, 1)) == ([(place, 3, 4, 1)], (3, 4, 1))


def test_a_post_that_begins_later_counts_from_its_first_day_on(database: Engine) -> None:
    with write_session(database) as session:
        places, anna, _ = _town(session)
        Office(session).post(anna, places[2], valid_from=DAY + timedelta(days=1))
        refresh_latest_counted(session, educator_ids=None)
        assert _figures(session) == ([(places[0], 1, 1, 0), (places[1], 1, 1, 0), (places[2], 0, 1, 0)], (1, 2, 0))
        found, whole = _figures(session, DAY + timedelta(days=1))
        assert (found[2], whole) == ((places[2], 1, 2, 0), (1, 2, 0))


def test_an_institution_without_people_is_packed_and_can_be_deleted(database: Engine) -> None:
    with write_session(database) as session:
        empty = Office(session).institution()
        refresh_latest_counted(session, educator_ids=[])
        assert _packed(session) == [empty]
        assert _figures(session) == ([], (0, 0, 0))
        session.delete(session.get_one(Institution, empty))
        session.flush()
        assert _packed(session) == []
