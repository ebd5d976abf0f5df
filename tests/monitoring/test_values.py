import pytest

from gmk.monitoring.values import read_contest


@pytest.mark.parametrize(
    ("text", "name"),
    [("«Учитель года»", "Учитель года"), ("«А» и «Б»", "«А» и «Б»"), ("«-»", None), ("-", None), ("", None)],
)
def test_a_contest_is_its_name_without_the_outer_marks(text: str, name: str | None) -> None:
    assert read_contest(text) == name
    assert read_contest(name) == name
