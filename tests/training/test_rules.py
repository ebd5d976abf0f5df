"""The norms: borders first, every value counted by hand."""

from datetime import date

import pytest

from gmk.training import rules
from gmk.training.rows import DueStatus
from gmk.training.rules import CountedCourse

DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("kind", "hours", "by_profile", "expected"),
    [
        ("advanced", 16, True, True),
        ("advanced", 15, True, False),
        ("advanced", None, True, False),
        ("advanced", 0, True, False),
        ("advanced", 72, False, False),
        ("retraining", 250, True, True),
        ("internship", 16, True, True),
        ("seminar", 72, True, False),
    ],
)
def test_what_counts_at_all(kind: str, hours: int | None, by_profile: bool, expected: bool) -> None:
    assert rules.is_counted(kind, hours, by_profile=by_profile) is expected


@pytest.mark.parametrize(
    ("on", "months", "first"),
    [
        (date(2026, 11, 25), 36, date(2023, 11, 25)),
        (date(2027, 2, 28), 36, date(2024, 2, 28)),
        (date(2028, 2, 29), 36, date(2025, 2, 28)),
        (date(2027, 3, 31), 1, date(2027, 2, 28)),
        (date(2027, 1, 1), 12, date(2026, 1, 1)),
    ],
)
def test_the_window_begins_on_the_same_day_so_many_months_earlier(on: date, months: int, first: date) -> None:
    assert rules.counts_since(on, window_months=months) == first


@pytest.mark.parametrize(
    ("finished_on", "year", "expected"),
    [
        (date(2023, 11, 25), None, True),
        (date(2023, 11, 24), None, False),
        (DAY, None, True),
        (date(2026, 11, 26), None, False),
        (None, 2023, True),
        (None, 2026, True),
        (None, 2022, False),
        (None, 2027, False),
        (None, None, False),
        (date(2020, 1, 1), 2025, False),
    ],
)
def test_both_borders_of_the_window_belong_to_it(finished_on: date | None, year: int | None, expected: bool) -> None:
    assert rules.is_in_window(finished_on, year, on=DAY) is expected


@pytest.mark.parametrize(
    ("finished_on", "year", "months", "last"),
    [
        (date(2022, 3, 12), None, 36, date(2025, 3, 12)),
        (date(2024, 2, 29), None, 36, date(2027, 2, 28)),
        (date(2023, 2, 28), None, 12, date(2024, 2, 29)),
        (date(2023, 2, 28), None, 36, date(2026, 2, 28)),
        (date(2025, 2, 28), None, 36, date(2028, 2, 29)),
        (date(2026, 2, 28), None, 1, date(2026, 3, 31)),
        (date(2025, 12, 31), None, 36, date(2028, 12, 31)),
        (None, 2023, 36, date(2026, 12, 31)),
        (None, None, 36, None),
    ],
)
def test_until_when_a_course_counts(finished_on: date | None, year: int | None, months: int, last: date | None) -> None:
    assert rules.counts_until(finished_on, year, window_months=months) == last


def test_a_course_counts_on_its_last_day_and_not_on_the_next_whatever_the_day_and_the_window() -> None:
    for days in range(0, 1500, 7):
        finished_on = date.fromordinal(date(2023, 1, 1).toordinal() + days)
        for months in (1, 6, 12, 36):
            last = rules.counts_until(finished_on, None, window_months=months)
            assert last is not None
            assert rules.is_in_window(finished_on, None, on=last, window_months=months)
            assert not rules.is_in_window(finished_on, None, on=last + rules.ONE_DAY, window_months=months)


@pytest.mark.parametrize(
    ("until", "status", "is_due"),
    [
        (None, DueStatus.NEVER, True),
        (date(2026, 11, 24), DueStatus.OVERDUE, True),
        (date(2026, 11, 25), DueStatus.SOON, True),
        (date(2027, 2, 22), DueStatus.SOON, True),
        (date(2027, 2, 23), DueStatus.VALID, True),
        (date(2027, 5, 24), DueStatus.VALID, True),
        (date(2027, 5, 25), DueStatus.VALID, False),
    ],
)
def test_status_and_place_on_the_list_of_the_due(until: date | None, status: DueStatus, is_due: bool) -> None:
    """Ninety days before 23 February is 25 November; six months after 25 November is 25 May."""
    assert rules.due_status(until, on=DAY) is status
    assert rules.is_due(until, on=DAY) is is_due


def test_the_term_comes_on_the_day_after_the_last_one() -> None:
    assert rules.due_on(date(2025, 3, 12)) == date(2025, 3, 13)
    assert rules.due_on(None) is None


def _course(title: str, finished_on: date | None = None, year: int | None = None, hours: int = 72) -> CountedCourse:
    return CountedCourse(title, hours, finished_on, year)


def test_the_latest_course_is_the_one_that_counts_longest() -> None:
    spring, winter = _course("весна", date(2025, 5, 1)), _course("зима", date(2025, 12, 31))
    only_year = _course("год", year=2025)
    assert rules.latest_counted([spring, only_year], on=DAY) == only_year
    assert rules.latest_counted([only_year, spring, _course("новый", date(2026, 1, 1))], on=DAY).title == "новый"
    assert rules.latest_counted([winter, spring], on=DAY) == winter


def test_a_course_that_ends_after_the_day_is_not_known_yet() -> None:
    courses = [_course("завтра", date(2026, 11, 26)), _course("через год", year=2027), _course("сегодня", DAY)]
    assert rules.latest_counted(courses, on=DAY).title == "сегодня"
    assert rules.latest_counted(courses[:2], on=DAY) is None


@pytest.mark.parametrize(
    ("kind", "hours", "finished_on", "year", "by_profile", "expected"),
    [
        ("advanced", 72, date(2023, 11, 25), None, True, None),
        ("advanced", 16, None, 2023, True, None),
        ("seminar", None, DAY, None, True, "семинар"),
        ("advanced", 72, DAY, None, False, "не по профилю"),
        ("advanced", None, DAY, None, True, "часы не указаны"),
        ("advanced", 15, DAY, None, True, "меньше 16 часов"),
        ("advanced", 16, date(2023, 11, 24), None, True, "закончен слишком давно"),
        ("advanced", 16, None, 2022, True, "закончен слишком давно"),
        ("advanced", 16, date(2026, 11, 26), None, True, "ещё не закончен"),
        ("advanced", 16, None, 2027, True, "ещё не закончен"),
        ("advanced", 16, None, None, True, "дата окончания не указана"),
    ],
)
def test_why_a_course_does_not_count(
    kind: str, hours: int | None, finished_on: date | None, year: int | None, by_profile: bool, expected: str | None
) -> None:
    assert rules.why_not_counted(kind, hours, finished_on, year, by_profile=by_profile, on=DAY) == expected


@pytest.mark.parametrize(
    ("course", "status", "sentence"),
    [
        (
            _course("Цифровые ресурсы", date(2022, 3, 12)),
            DueStatus.OVERDUE,
            (
                "Срок подошёл: последний учтённый курс «Цифровые ресурсы», 72 ч., окончен 12.03.2022, "
                "действовал по 12.03.2025."
            ),
        ),
        (
            _course("Цифровые ресурсы", date(2024, 1, 9)),
            DueStatus.SOON,
            (
                "Срок подходит: последний учтённый курс «Цифровые ресурсы», 72 ч., окончен 09.01.2024, "
                "действует по 09.01.2027, право на новое обучение – с 10.01.2027."
            ),
        ),
        (
            _course("Первая помощь", date(2026, 1, 9), hours=16),
            DueStatus.VALID,
            (
                "Обучение действует: последний учтённый курс «Первая помощь», 16 ч., окончен 09.01.2026, "
                "действует по 09.01.2029."
            ),
        ),
        (
            _course("Первая помощь", year=2025),
            DueStatus.VALID,
            (
                "Обучение действует: последний учтённый курс «Первая помощь», 72 ч., окончен в 2025 году "
                "(день не указан), действует по 31.12.2028."
            ),
        ),
        (None, DueStatus.NEVER, "Учтённых курсов нет: педагог имеет право на обучение."),
    ],
)
def test_the_status_in_one_sentence(course: CountedCourse | None, status: DueStatus, sentence: str) -> None:
    assert rules.why(course, status) == sentence
