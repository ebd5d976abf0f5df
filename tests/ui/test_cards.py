"""Figures: why «Сообщить» isn't the sum of the other counters."""

import pytest

from gmk.training.rows import DueCounts
from gmk.ui.cards import _whom_to_tell


@pytest.mark.parametrize(
    ("due", "horizon", "said"),
    [
        (301, 6, "и ещё 1\u00a0педагог: обучение пока действует, но срок подойдёт не позже чем через 6\u00a0месяцев."),
        (350, 12, "и ещё 50\u00a0педагогов: обучение пока действует, но срок подойдёт не позже чем через 1\u00a0год."),
        (300, 3, "«Сообщить» – первые три числа вместе."),
        (280, 3, "из тех, кому срок подходит, – те, у кого он не дальше чем через 3\u00a0месяца."),
    ],
)
def test_the_number_to_tell_is_explained_where_it_is_not_the_sum(due: int, horizon: int, said: str) -> None:
    counts = DueCounts(active=842, valid=542, soon=55, overdue=166, never=79, due=due)
    assert _whom_to_tell(counts, horizon).endswith(said)
