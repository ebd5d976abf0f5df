"""What stands in a cell, as text."""

from datetime import date, datetime
from typing import Any

import pytest

from gmk.excel.cells import BrokenCell, clean_text, fold_look_alikes, lines_of, read_text, unquoted


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  МБОУ\u00a0 «СОШ  № 3» ", "МБОУ «СОШ № 3»"),
        ("учи\u00adтель", "учитель"),
        ("учитель\nфизики", "учитель физики"),
        ("педагог-\nпсихолог", "педагог-психолог"),
        ("Michael и\u0306", "Michael й"),
        ("Берѐзкина", "Берёзкина"),
        ("учитeль", "учитель"),
        ("Web-дизайн", "Web-дизайн"),
        ("Windows", "Windows"),
        ("текст\u200b", "текст"),
        ("=1+1", "=1+1"),
        (800.0, "800"),
        (12.5, "12.5"),
        (date(2026, 9, 12), "12.09.2026"),
        (datetime(2026, 9, 12, 14, 30), "12.09.2026 14:30"),
        (BrokenCell("#N/A"), "#N/A"),
        ("", None),
        ("  \u00a0 ", None),
        (None, None),
    ],
)
def test_text_is_cleaned(cell: Any, text: str | None) -> None:
    assert clean_text(cell) == text


@pytest.mark.parametrize("mark", ["х", "x", "Х", "-", "–", "—", "нет", "Нет", " - "])
def test_a_mark_of_absence_is_nothing(mark: str) -> None:
    assert read_text(mark) is None


def test_a_lone_latin_letter_is_folded_only_where_names_and_periods_are_read() -> None:
    assert clean_text("Иванова A.П.") == "Иванова A.П."
    assert fold_look_alikes("Иванова A.П.") == "Иванова А.П."
    assert fold_look_alikes("Web") == "Web"


def test_lines_of_a_cell_stay_apart_but_not_after_a_hyphen() -> None:
    assert lines_of("Физика\n\n Химия\r\nсоциально-\nбытовая") == ["Физика", "Химия", "социально-бытовая"]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("«Урок»", "Урок"),
        ('"Урок"', "Урок"),
        ("„Урок“", "Урок"),
        ("«Школа «Свет»»", "Школа «Свет»"),
        ("«А» и «Б»", "«А» и «Б»"),
        ("Школа «Свет»", "Школа «Свет»"),
    ],
)
def test_only_the_pair_that_encloses_the_whole_goes(text: str, inside: str) -> None:
    assert unquoted(text) == inside
