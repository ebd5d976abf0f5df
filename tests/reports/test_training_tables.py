"""Orders and words of the training tables."""

from datetime import date

import pytest

from gmk.reports.training_tables import Order, last_course_text, ordered, state_text
from gmk.training.rows import Coverage, CoverageBy, CoverageRow, DueStatus, EducatorDue, Policy

HALF, MOST = CoverageRow("1", "СОШ № 1", 5, 10), CoverageRow("2", "СОШ № 2", 9, 10)
SMALL, NOBODY = CoverageRow("3", "Лицей", 4, 4), CoverageRow("4", "Закрытая", 0, 0)
COVERAGE = Coverage(
    date(2026, 11, 1), CoverageBy.INSTITUTION, Policy(), (HALF, SMALL, MOST, NOBODY), CoverageRow("", "всего", 18, 24)
)


@pytest.mark.parametrize(
    ("order", "keys"), [(Order.BEST, "2134"), (Order.WORST, "1234"), (Order.LIST, "1324")], ids=lambda one: str(one)
)
def test_small_groups_are_never_ranked(order, keys) -> None:
    assert "".join(row.key for row in ordered(COVERAGE, order).rows) == keys


def test_five_people_are_ranked_and_four_are_not() -> None:
    assert not CoverageRow("", "", 0, 5).is_small
    assert CoverageRow("", "", 0, 4).is_small


def due(status: DueStatus, **more: object) -> EducatorDue:
    return EducatorDue(1, 1, "Имя", "СОШ № 1", None, (), None, status, False, **more)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (due(DueStatus.OVERDUE, due_on=date(2026, 3, 13), days_left=-233), "срок подошёл 13.03.2026"),
        (due(DueStatus.OVERDUE, last_year=2020), "срок подошёл"),
        (due(DueStatus.SOON, due_on=date(2026, 11, 2), days_left=1), "срок подходит: 1 день"),
        (due(DueStatus.VALID, due_on=date(2029, 1, 1), days_left=792), "обучение действует: 792 дня"),
        (due(DueStatus.NEVER), "учтённых курсов нет"),
    ],
)
def test_a_state_names_the_day_or_the_days_left(row, text) -> None:
    assert state_text(row) == text.replace(" день", "\u00a0день").replace(" дня", "\u00a0дня")


def test_the_last_course_is_told_with_its_day_or_else_its_year() -> None:
    assert (
        last_course_text(due(DueStatus.VALID, last_title="ФГОС", last_finished_on=date(2025, 5, 1)))
        == "ФГОС (01.05.2025)"
    )
    assert last_course_text(due(DueStatus.VALID, last_title="ФГОС", last_year=2025)) == "ФГОС (2025 год)"
    assert last_course_text(due(DueStatus.NEVER)) is None
