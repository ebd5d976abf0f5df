"""The words under a figure."""

from datetime import date

import pytest

from gmk.reports.definitions import (
    coverage_definition,
    coverage_parameters,
    due_parameters,
    policy_text,
    window_text,
)
from gmk.training.rows import Coverage, CoverageBy, CoverageRow, DueStatus, Policy


def test_a_definition_names_the_window_and_what_counts():
    assert coverage_definition(date(2026, 11, 1), Policy()) == (
        "Доля педагогов, которые с 01.11.2023 по 01.11.2026 закончили хотя бы один учтённый курс: повышение "
        "квалификации, переподготовку или стажировку по профилю, от 16 часов."
    )


LEAVE = "в отпуске по уходу за ребёнком или в длительном"


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        (Policy(), f"основные работники и внутренние совместители, без тех, кто {LEAVE}."),
        (Policy(with_internal=False, with_leave=True), f"основные работники, с теми, кто {LEAVE}."),
        (
            Policy(with_internal=False, with_external=True, without_newcomers=True),
            f"основные работники и внешние совместители, без тех, кто {LEAVE}; без педагогов со стажем меньше 2 лет.",
        ),
    ],
)
def test_a_policy_says_whom_it_counts(policy, text):
    assert policy_text(policy) == f"Считаются {text}"


@pytest.mark.parametrize(("months", "text"), [(36, "3 года"), (60, "5 лет"), (12, "1 год"), (18, "18 месяцев")])
def test_a_window_is_named_in_years_where_it_is_whole_years(months, text):
    assert window_text(months) == text.replace(" ", "\u00a0")


def coverage_of(policy: Policy, covered: int) -> Coverage:
    return Coverage(date(2026, 11, 1), CoverageBy.POSITION, policy, (), CoverageRow("", "всего", covered, 8))


def test_a_file_of_coverage_holds_both_figures_where_a_policy_was_chosen():
    longer = Policy(window_months=60)
    lines = dict(coverage_parameters(coverage_of(longer, 6), coverage_of(Policy(), 4), "по списку"))
    assert (lines["Разрез"], lines["Порядок"]) == ("должность", "по списку")
    assert lines["Все вместе"] == "75,0\u00a0%: 6 из 8"
    assert lines["Все вместе, как принято в кабинете"] == "50,0\u00a0%: 4 из 8"
    assert lines["Курс действует"] == "5\u00a0лет"


def test_under_the_usual_policy_there_is_one_figure():
    usual = coverage_of(Policy(), 4)
    assert "Все вместе, как принято в кабинете" not in dict(coverage_parameters(usual, usual))


def test_a_file_of_the_due_holds_its_filters():
    lines = due_parameters(date(2026, 11, 1), Policy(), 6, {DueStatus.NEVER, DueStatus.SOON}, None)
    assert lines[:3] == [
        ("Срок подойдёт не позже чем через", "6\u00a0месяцев"),
        ("Учреждение", "все"),
        ("Состояние", "срок подходит, учтённых курсов нет"),
    ]
