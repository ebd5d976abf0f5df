"""The words under a figure."""

from datetime import date

import pytest

from gmk.reports.definitions import coverage_definition, policy_text, window_text
from gmk.training.rows import Policy


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
