"""Filters that can be tried without a page; the others are tried on their pages."""

from dataclasses import replace

from gmk.training.rows import CoverageBy, DueStatus, EducatorDue
from gmk.ui.filters import group_key, with_status

NEVER = EducatorDue(1, 1, "Имя", "СОШ № 1", None, (), None, DueStatus.NEVER, False)
SOON = replace(NEVER, educator_id=2, status=DueStatus.SOON)


def test_people_are_narrowed_to_the_chosen_states_in_their_order() -> None:
    people = [SOON, NEVER, replace(SOON, educator_id=3)]
    assert [row.educator_id for row in with_status(people, frozenset({DueStatus.SOON}))] == [2, 3]
    assert with_status(people, frozenset()) == []


def test_each_breakdown_keeps_its_own_group() -> None:
    assert len({group_key(by) for by in CoverageBy}) == len(CoverageBy)
