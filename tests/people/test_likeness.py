import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmk.people.likeness import one_letter_apart

KEY = "иванова анна петровна"


@pytest.mark.parametrize(
    "other",
    [
        "ивонова анна петровна",  # another letter
        "иванва анна петровна",  # one left out
        "ивановаа анна петровна",  # one too many
        "ивнаова анна петровна",  # two swapped
        "иванова анна петрована",
        "иванова анна петровн",
        "иванова инна петровна",
    ],
)
def test_one_slip_is_found(other: str) -> None:
    assert list(one_letter_apart([KEY, "сидорова ольга ивановна", other])) == [(0, 2)]


@pytest.mark.parametrize(
    "other",
    [
        KEY,  # the same name isn't a slip
        "ивонова анна петрова",  # two slips
        "иванцева анна петровна",
        "иванова анна",
        "иванова мария петровна",
    ],
)
def test_anything_else_is_not(other: str) -> None:
    assert list(one_letter_apart([KEY, other])) == []


def test_each_pair_is_given_once() -> None:
    assert sorted(one_letter_apart(["петрова анна", "петрова инна", "петрова янна"])) == [(0, 1), (0, 2), (1, 2)]


WORDS = st.text("абвгдеж", min_size=2, max_size=6)


@given(st.lists(WORDS, min_size=3, max_size=3), st.integers(0, 2), st.data())
def test_a_slip_inside_any_word_is_always_found(words: list[str], which: int, data: st.DataObject) -> None:
    word = words[which]
    place = data.draw(st.integers(0, len(word) - 1))
    slip = word[:place] + data.draw(st.sampled_from("абвгдежя")) + word[place:]
    misspelt = [*words[:which], slip, *words[which + 1 :]]

    assert list(one_letter_apart([" ".join(words), " ".join(misspelt)])) == [(0, 1)]
