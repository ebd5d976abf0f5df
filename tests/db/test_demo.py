"""The demonstration town: the same every time, as large as it says, with every state that a page has to show."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session

from gmk.db.demo import Town, build_town, invent_town
from gmk.db.demo_results import contest_results, exam_results
from gmk.db.keys import name_key
from gmk.db.session import write_session
from gmk.db.tables import ContestResult, CourseRecord, Educator, Employment, ExamResult, Institution, ReferenceItem
from gmk.errors import RuleBroken
from gmk.vocabulary import InstitutionKind

DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def town() -> Town:
    return invent_town(DAY)


def test_the_town_has_nine_schools_fifteen_kindergartens_and_four_of_additional_education(town: Town) -> None:
    assert Counter(row["kind"] for row in town.institutions) == {
        InstitutionKind.SCHOOL: 7,
        InstitutionKind.GYMNASIUM: 1,
        InstitutionKind.LYCEUM: 1,
        InstitutionKind.KINDERGARTEN: 15,
        InstitutionKind.ADDITIONAL: 4,
    }
    assert len(town.educators) == 880


def test_the_same_day_gives_the_same_town_and_another_day_moves_its_courses(town: Town) -> None:
    assert invent_town(DAY) == town
    later = invent_town(date(2026, 11, 26))
    moved = {(b["finished_on"] - a["finished_on"]).days for a, b in _pairs_with_a_day(town, later)}
    assert moved == {1}


def _pairs_with_a_day(town: Town, later: Town) -> list[tuple[dict[str, date], dict[str, date]]]:
    pairs = zip(town.courses, later.courses, strict=True)
    return [(a, b) for a, b in pairs if a["finished_on"] and b["finished_on"]]


def test_a_name_is_borne_by_one_person_and_is_compared_by_its_folded_form(town: Town) -> None:
    keys = [row["name_key"] for row in town.educators]
    full = [row["name_key"] for row in town.educators if not row["first_name"].endswith(".")]
    assert len(set(full)) == len(full)
    first = town.educators[0]
    assert keys[0] == name_key(f"{first['last_name']} {first['first_name']} {first['patronymic']}")


def test_every_flaw_and_every_state_occurs(town: Town) -> None:
    assert any(course["hours"] is None for course in town.courses)
    assert any(course["finished_on"] is None and course["year"] for course in town.courses)
    assert any(course["kind"] == "seminar" for course in town.courses)
    assert any(not course["by_profile"] for course in town.courses)
    assert any(person["first_name"].endswith(".") for person in town.educators)
    assert {post["leave"] for post in town.employments} == {None, "parental", "long"}
    assert {post["kind"] for post in town.employments} == {"main", "internal", "external"}
    assert any(post["valid_to"] for post in town.employments)
    assert {row["educator_id"] for row in town.courses} < set(range(1, 881))


def test_nobody_has_two_posts_of_one_kind_at_one_institution_nor_a_course_in_the_future(town: Town) -> None:
    posts = Counter((row["educator_id"], row["institution_id"], row["position_key"]) for row in town.employments)
    assert set(posts.values()) == {1}
    assert all(course["finished_on"] is None or course["finished_on"] < DAY for course in town.courses)


def test_nobody_takes_a_course_before_the_first_year_of_teaching_nor_works_before_twenty_two(town: Town) -> None:
    people = dict(enumerate(town.educators, start=1))
    for course in town.courses:
        person, year = people[course["educator_id"]], course["year"] or course["finished_on"].year
        assert person["birth_year"] is None or year - person["birth_year"] >= 22
        assert person["experience_teaching_years"] is None or DAY.year - year < person["experience_teaching_years"]
    for person in people.values():
        assert person["birth_year"] is None or DAY.year - person["birth_year"] - person["experience_total_years"] >= 22
        assert (person["experience_teaching_years"] or 0) <= person["experience_total_years"]


def test_exams_are_of_the_summers_that_are_over_and_of_schools_here_and_elsewhere() -> None:
    exams = exam_results(DAY)
    assert exams == exam_results(DAY)
    assert {row["year"] for row in exams} == {2024, 2025, 2026}
    assert {row["year"] for row in exam_results(date(2026, 6, 30))} == {2023, 2024, 2025}
    assert {row["institution_id"] for row in exams} == {*range(1, 10), None}
    assert all(0 < row["mean_score"] <= 98 and row["participants"] <= row["graduates"] for row in exams)


def test_nobody_takes_part_twice_in_one_subject_of_the_olympiad() -> None:
    taken = [(row["school_subject"], row["participant_key"]) for row in contest_results(DAY)]
    assert len(taken) == len(set(taken)) == 6 * 12
    assert Counter(row["result"] for row in contest_results(DAY)) == {"winner": 6, "prize": 18, "participant": 48}


def test_it_is_stored_in_an_empty_database_and_refused_in_any_other(database: Engine) -> None:
    with write_session(database) as session:
        build_town(session, on=DAY)
        assert _count(session, Institution) == 28
        assert _count(session, Educator) == 880
        assert _count(session, Employment) > 900
        assert _count(session, CourseRecord) > 3000
        assert _count(session, ReferenceItem) == (16 + 17 + 5) + (5 + 4 + 7 + 15) + 5 + 5
        assert _count(session, ExamResult) > 300
        assert _count(session, ContestResult) == 6 * 12
    with pytest.raises(RuleBroken, match="уже есть данные"), write_session(database) as session:
        build_town(session, on=DAY)


def _count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("on", [DAY, date(2026, 9, 1), date(2028, 2, 29)])
def test_nobody_leaves_before_coming(on: date) -> None:
    posts = invent_town(on).employments
    assert any(post["valid_to"] for post in posts)
    assert [post for post in posts if post["valid_to"] and post["valid_to"] < (post["valid_from"] or date.min)] == []
