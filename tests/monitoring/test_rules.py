"""How results are added up, at the borders."""

import pytest

from gmk.monitoring.rows import Scores
from gmk.monitoring.rules import is_small, top_of, weighted_mean


@pytest.mark.parametrize(("points", "scored", "mean"), [(1800.0, 40, 45.0), (0.0, 3, 0.0), (0.0, 0, None)])
def test_a_mean_without_participants_is_unknown_and_not_nought(points, scored, mean) -> None:
    assert weighted_mean(points, scored) == mean


@pytest.mark.parametrize(("scored", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_four_participants_are_too_few_and_five_are_enough(scored, small) -> None:
    assert is_small(scored) is small


@pytest.mark.parametrize(("mean", "top"), [(None, 100), (3.9, 5), (5.0, 5), (5.1, 100)])
def test_marks_end_at_five_and_scores_at_a_hundred(mean, top) -> None:
    assert top_of(mean) == top


def test_unknown_participants_stay_unknown_until_somebody_names_some() -> None:
    unknown = Scores(1, None, 0, 0.0, 1)
    assert (unknown + unknown).participants is None
    assert unknown + Scores(1, 7, 7, 70.0) == Scores(2, 7, 7, 70.0, 1)
