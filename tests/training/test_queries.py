"""Coverage, the people behind it and their cards, on offices small enough to count by hand."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from gmk.access import EVERYTHING, Scope
from gmk.db.session import read_session, write_session
from gmk.errors import NotAllowed
from gmk.training.queries import (
    coverage,
    due_counts,
    educators_due,
    expiries_by_month,
    people_behind,
    person_card,
)
from gmk.training.rows import CoverageBy, CoverageRow, DueCounts, DueStatus, MonthOfExpiries, Policy, Shown
from tests.training.office import Office

DAY = date(2026, 11, 25)
BORDER = date(2023, 11, 25)


def _rows(session: Session, by: CoverageBy = CoverageBy.INSTITUTION, **asked: object) -> dict[str, tuple[int, int]]:
    arguments = {"scope": EVERYTHING, "on": DAY, "policy": Policy(), **asked}
    found = coverage(session, by=by, **arguments)  # type: ignore[arg-type]
    return {row.label: (row.covered, row.active) for row in (*found.rows, found.total)}


@pytest.fixture
def office(database: Engine) -> Office:
    """An empty office; what a test adds is stored when the test reads it."""
    with write_session() as session:
        yield Office(session)


def test_an_empty_office_has_no_groups_and_no_share(sqlite: Engine) -> None:
    with read_session() as session:
        for by in CoverageBy:
            found = coverage(session, scope=EVERYTHING, by=by, on=DAY, policy=Policy())
            assert (found.rows, found.total) == ((), CoverageRow("", "Всего", 0, 0))
            assert found.total.share is None
        assert due_counts(session, scope=EVERYTHING, on=DAY, policy=Policy()) == DueCounts(0, 0, 0, 0, 0, 0)
        assert educators_due(session, scope=EVERYTHING, on=DAY, policy=Policy()) == []


def test_the_first_and_the_last_day_of_the_window_count(office: Office) -> None:
    school = office.institution("Школа")
    for day in (BORDER, date(2023, 11, 24), DAY, date(2026, 11, 26)):
        office.course(office.employee(school), day)
    assert _rows(office.session) == {"Школа": (2, 4), "Всего": (2, 4)}


def test_sixteen_hours_count_and_fifteen_or_none_do_not(office: Office) -> None:
    school = office.institution("Школа")
    for hours in (16, 15, None):
        office.course(office.employee(school), DAY, hours=hours)
    office.course(office.employee(school), DAY, kind="seminar")
    assert _rows(office.session)["Школа"] == (1, 4)


def test_a_course_of_which_only_the_year_is_known_counts_by_its_year_and_is_marked(office: Office) -> None:
    school = office.institution("Школа")
    for year in (2022, 2023, 2026, 2027):
        office.course(office.employee(school), year=year)
    both = office.employee(school)
    office.course(both, DAY)
    office.course(both, year=2025)
    found = coverage(office.session, scope=EVERYTHING, by=CoverageBy.INSTITUTION, on=DAY, policy=Policy())
    assert (found.total.covered, found.total.active, found.total.by_year) == (3, 5, 2)


def test_who_is_active_on_the_day(office: Office) -> None:
    school = office.institution("Школа")
    office.employee(school, valid_from=DAY)
    office.employee(school, valid_to=DAY)
    office.employee(school, valid_from=date(2026, 11, 26))
    office.employee(school, valid_to=date(2026, 11, 24))
    office.employee(school, leave="parental")
    office.employee(school, kind="external")
    office.employee(school, kind="internal")
    assert _rows(office.session)["Школа"] == (0, 3)
    assert _rows(office.session, policy=Policy(with_leave=True))["Школа"] == (0, 4)
    assert _rows(office.session, policy=Policy(with_external=True))["Школа"] == (0, 4)
    assert _rows(office.session, policy=Policy(with_internal=False))["Школа"] == (0, 2)


def test_newcomers_are_left_out_if_wished_and_whoever_has_no_stated_experience_stays(office: Office) -> None:
    school = office.institution("Школа")
    for years in (1, 2, None):
        office.post(office.person(experience_teaching_years=years), school)
    assert _rows(office.session)["Школа"] == (0, 3)
    for by in CoverageBy:
        assert _rows(office.session, by, policy=Policy(without_newcomers=True))["Всего"] == (0, 2)


def test_two_posts_at_one_institution_are_one_person_and_two_institutions_count_at_each(office: Office) -> None:
    first, second = office.institution("Школа"), office.institution("Сад", kind="kindergarten")
    person = office.employee(first)
    office.post(person, first, "методист", kind="internal")
    office.post(person, second, "воспитатель", kind="internal")
    office.course(person, DAY)
    assert _rows(office.session) == {"Школа": (1, 1), "Сад": (1, 1), "Всего": (1, 1)}
    assert _rows(office.session, CoverageBy.POSITION) == {
        "воспитатель": (1, 1), "методист": (1, 1), "учитель": (1, 1), "Всего": (1, 1),
    }  # fmt: skip


def test_a_moved_person_takes_the_courses_along(office: Office) -> None:
    old, new = office.institution("Школа № 1", number=1), office.institution("Школа № 2", number=2)
    person = office.person()
    office.post(person, old, valid_to=date(2026, 8, 31))
    office.post(person, new, valid_from=date(2026, 9, 1))
    office.course(person, date(2025, 2, 1), institution_id=old)
    assert _rows(office.session) == {"Школа № 2": (1, 1), "Всего": (1, 1)}
    assert _rows(office.session, on=date(2026, 8, 31)) == {"Школа № 1": (1, 1), "Всего": (1, 1)}


def test_groups_stand_in_the_order_people_expect_and_the_unknown_comes_last(office: Office) -> None:
    garden = office.institution("Детский сад № 2", "kindergarten", 2)
    ten, two = office.institution("Школа № 10", number=10), office.institution("Школа № 2", number=2)
    anna = office.employee(ten, subjects=["Химия", "Биология"])
    office.category(anna, "highest")
    vera = office.employee(two, "Клёнова Вера Юрьевна", position=None)
    office.category(vera, "first", valid_until=date(2026, 11, 24))
    office.employee(garden, "Лугова Яна Павловна", position="воспитатель")
    assert list(_rows(office.session)) == ["Школа № 2", "Школа № 10", "Детский сад № 2", "Всего"]
    assert list(_rows(office.session, CoverageBy.INSTITUTION_KIND)) == ["школа", "детский сад", "Всего"]
    assert list(_rows(office.session, CoverageBy.POSITION)) == ["воспитатель", "учитель", "не указано", "Всего"]
    assert _rows(office.session, CoverageBy.SUBJECT) == {
        "Биология": (0, 1), "Химия": (0, 1), "не указано": (0, 2), "Всего": (0, 3),
    }  # fmt: skip
    assert list(_rows(office.session, CoverageBy.CATEGORY)) == ["высшая", "без категории", "не указано", "Всего"]


def test_the_category_of_a_day_is_the_best_one_that_holds_on_it(office: Office) -> None:
    person = office.employee(office.institution())
    office.category(person, "first", awarded_on=date(2022, 1, 10))
    office.category(person, "highest", awarded_on=date(2026, 11, 26))
    assert list(_rows(office.session, CoverageBy.CATEGORY)) == ["первая", "Всего"]
    assert list(_rows(office.session, CoverageBy.CATEGORY, on=date(2026, 11, 26))) == ["высшая", "Всего"]
    assert list(_rows(office.session, CoverageBy.CATEGORY, on=date(2022, 1, 9))) == ["не указано", "Всего"]


def _town(office: Office) -> tuple[int, int]:
    """Five people at two institutions: valid, soon (till 25.12.2026), overdue, never, and covered by a year."""
    school, garden = office.institution("Школа № 1", number=1), office.institution("Сад № 1", "kindergarten", 1)
    anna = office.employee(school, "Берестова Анна Ивановна", subjects=["физика"])
    office.course(anna, date(2026, 3, 1))
    office.category(anna, "highest")
    vera = office.employee(school, "Клёнова Вера Юрьевна", subjects=["физика", "химия"])
    office.post(vera, garden, "методист", kind="internal")
    office.course(vera, date(2023, 12, 25), title="Первая помощь")
    yana = office.employee(school, "Лугова Яна Павловна")
    office.course(yana, date(2023, 11, 24))
    office.employee(garden, "Мятина Инна Львовна", position="воспитатель")
    lada = office.employee(garden, "Озёрская Лада Юрьевна", position=None)
    office.course(lada, year=2025)
    return school, garden


def test_the_people_behind_every_figure_are_as_many_as_it_says(office: Office) -> None:
    _town(office)
    session, common = office.session, {"scope": EVERYTHING, "on": DAY, "policy": Policy()}
    for by in CoverageBy:
        found = coverage(session, by=by, **common)
        assert (found.total.covered, found.total.active) == (3, 5)
        for row in found.rows:
            numbers = [len(people_behind(session, by=by, key=row.key, shown=shown, **common)) for shown in Shown]
            assert numbers == [row.active, row.covered, row.active - row.covered], (by, row.label)
        assert len(people_behind(session, by=by, key=None, **common)) == 5
        assert people_behind(session, by=by, key="9" * 30, **common) == []


def test_a_person_behind_a_figure_says_where_the_training_stands(office: Office) -> None:
    school, _ = _town(office)
    people = people_behind(
        office.session, scope=EVERYTHING, by=CoverageBy.INSTITUTION, key=str(school), on=DAY, policy=Policy()
    )
    assert [row.name for row in people] == [
        "Берестова Анна Ивановна", "Клёнова Вера Юрьевна", "Лугова Яна Павловна",
    ]  # fmt: skip
    anna, vera, yana = people
    assert (anna.status, anna.category, anna.covered, anna.due_on) == (
        DueStatus.VALID, "высшая", True, date(2029, 3, 2),
    )  # fmt: skip
    assert (vera.status, vera.subjects, vera.last_title, vera.due_on, vera.days_left) == (
        DueStatus.SOON, ("физика", "химия"), "Первая помощь", date(2026, 12, 26), 31,
    )  # fmt: skip
    assert (yana.status, yana.covered, yana.due_on, yana.days_left) == (
        DueStatus.OVERDUE, False, DAY, 0,
    )  # fmt: skip


def test_the_list_of_the_due_goes_by_institution_and_urgency_and_names_a_person_at_each(office: Office) -> None:
    _, garden = _town(office)
    common = {"scope": EVERYTHING, "on": DAY, "policy": Policy()}
    due = educators_due(office.session, **common)
    assert [(row.institution, row.name.split()[0], row.status) for row in due] == [
        ("Школа № 1", "Лугова", DueStatus.OVERDUE),
        ("Школа № 1", "Клёнова", DueStatus.SOON),
        ("Сад № 1", "Мятина", DueStatus.NEVER),
        ("Сад № 1", "Клёнова", DueStatus.SOON),
    ]
    assert [row.name.split()[0] for row in educators_due(office.session, institution_id=garden, **common)] == [
        "Мятина", "Клёнова",
    ]  # fmt: skip
    on, soon = date(2026, 5, 25), {"scope": EVERYTHING, "policy": Policy()}
    assert "Клёнова" not in {row.name.split()[0] for row in educators_due(office.session, on=on, **soon)}
    longer = educators_due(office.session, on=on, horizon_months=8, **soon)
    assert "Клёнова" in {row.name.split()[0] for row in longer}


def test_counts_for_the_home_page_and_the_coming_months(office: Office) -> None:
    _town(office)
    common = {"scope": EVERYTHING, "on": DAY, "policy": Policy()}
    assert due_counts(office.session, **common) == DueCounts(active=5, valid=2, soon=1, overdue=1, never=1, due=3)
    months = expiries_by_month(office.session, months=3, **common)
    assert months == [
        MonthOfExpiries(date(2026, 11, 1), 0),
        MonthOfExpiries(date(2026, 12, 1), 1),
        MonthOfExpiries(date(2027, 1, 1), 0),
    ]


def test_a_card_shows_every_course_with_the_reason_why_it_does_not_count(office: Office) -> None:
    person = office.employee(office.institution("Школа № 1"), subjects=["физика"], valid_from=date(2020, 9, 1))
    office.course(person, date(2022, 3, 12))
    office.course(person, date(2025, 3, 1), hours=None, title="Без часов")
    office.category(person, "first", awarded_on=date(2024, 2, 29), order_text="Приказ № 7-р")
    card = person_card(office.session, scope=EVERYTHING, educator_id=person, on=DAY, policy=Policy())
    assert card.why == (
        "Срок подошёл: последний учтённый курс «Цифровые ресурсы», 72 ч., окончен 12.03.2022, действовал по 12.03.2025."
    )
    assert (card.status, card.due_on) == (DueStatus.OVERDUE, date(2025, 3, 13))
    assert [(row.title, row.counts, row.why_not) for row in card.courses] == [
        ("Без часов", False, "часы не указаны"),
        ("Цифровые ресурсы", False, "закончен слишком давно"),
    ]
    assert [(row.institution, row.subjects) for row in card.employments] == [("Школа № 1", ("физика",))]
    assert [(row.category, row.order_text) for row in card.categories] == [("первая", "Приказ № 7-р")]


def test_a_card_is_shown_to_whoever_has_the_person_now_and_hides_posts_elsewhere(office: Office) -> None:
    old, new = office.institution("Школа № 1"), office.institution("Школа № 2")
    person = office.person()
    office.post(person, old, valid_to=date(2026, 8, 31))
    office.post(person, new, valid_from=date(2026, 9, 1))
    asked = {"educator_id": person, "on": DAY, "policy": Policy()}
    card = person_card(office.session, scope=Scope(frozenset({new})), **asked)
    assert [row.institution for row in card.employments] == ["Школа № 2"]
    assert len(person_card(office.session, scope=EVERYTHING, **asked).employments) == 2
    for scope in (Scope(frozenset({old})), Scope(frozenset())):
        with pytest.raises(NotAllowed):
            person_card(office.session, scope=scope, **asked)
    with pytest.raises(NotAllowed):
        person_card(office.session, scope=EVERYTHING, **{**asked, "educator_id": person + 1})


def test_a_narrow_scope_narrows_every_question(office: Office) -> None:
    _, garden = _town(office)
    narrow = {"scope": Scope(frozenset({garden})), "on": DAY, "policy": Policy()}
    nothing = {**narrow, "scope": Scope(frozenset())}
    for by in CoverageBy:
        total = coverage(office.session, by=by, **narrow).total
        assert (total.covered, total.active, total.by_year) == (2, 3, 1), by
        assert coverage(office.session, by=by, **nothing).rows == ()
        assert len(people_behind(office.session, by=by, key=None, **narrow)) == 3
    assert {row.institution for row in educators_due(office.session, **narrow)} == {"Сад № 1"}
    assert due_counts(office.session, **narrow).active == 3
    assert due_counts(office.session, **nothing).active == 0
    assert sum(row.people for row in expiries_by_month(office.session, **narrow)) == 1
