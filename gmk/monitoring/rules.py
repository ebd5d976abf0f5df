"""How results are added up. Pure: numbers in, numbers out."""

FEWEST = 5
"""A mean score of fewer participants is shown and marked, not compared: one pupil decides it. The office's habit."""


def weighted_mean(points: float, scored: int) -> float | None:
    """The mean of scores that were summed up by participants; None without participants, never 0."""
    return points / scored if scored else None


def is_small(scored: int) -> bool:
    """Whether a mean score rests on too few participants to be compared."""
    return 0 < scored < FEWEST


def top_of(mean: float | None) -> int:
    """The highest mark of the scale to which a mean score belongs: marks end at 5, scores of exams at 100."""
    return 5 if mean is not None and mean <= 5 else 100
