"""Texts of documents: their number alone, or number and date in one cell."""

from datetime import date

import pytest

from gmk.excel.texts import read_document, read_document_number


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("№ ПК-123", "ПК-123"), ("ПК-123", "ПК-123"), (800, "800"),
        ("№", None), ("№–", None), ("№ нет", None), ("–", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_the_number_of_a_document_is_without_its_sign_and_a_dash_is_none(cell: object, number: str | None) -> None:
    assert read_document_number(cell) == number


@pytest.mark.parametrize(
    ("cell", "document"),
    [
        ("ПК-123 от 12.03.2025", ("ПК-123", date(2025, 3, 12))),
        ("№ – от 12.03.2025", (None, date(2025, 3, 12))),
        ("№ –", (None, None)),
        ("–", None),
    ],
)
def test_number_and_date_of_a_document_in_one_cell(cell: str, document: tuple[str | None, date | None] | None) -> None:
    assert read_document(cell) == document
