"""Tables on the screen: types, order of texts, what a button gives back."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest

from gmk.excel.write import TableColumn, TableSpec
from gmk.ui import tables
from gmk.ui.tables import arrow_table, rows_text


@dataclass(frozen=True)
class Row:
    name: str
    share: float | None = None
    on: date | None = None
    people: int | None = None


SPEC = TableSpec(
    "Проба",
    (
        TableColumn[Row]("Имя", lambda row: row.name),
        TableColumn[Row]("Доля", lambda row: row.share, kind="percent", missing="нет данных"),
        TableColumn[Row]("День", lambda row: row.on, kind="date"),
        TableColumn[Row]("Людей", lambda row: row.people, kind="number"),
    ),
)


def test_columns_are_typed_and_a_percentage_has_a_comma() -> None:
    table = arrow_table(SPEC, [Row("А", 0.735, date(2026, 11, 1), 3)])
    assert [str(kind) for kind in table.schema.types] == ["string", "string", "date32[day]", "int64"]
    assert table.to_pylist() == [{"Имя": "А", "Доля": " 73,5\u00a0%", "День": date(2026, 11, 1), "Людей": 3}]


def test_percentages_sort_as_texts_as_they_do_as_numbers() -> None:
    shares = [1.0, 0.05, 0.0, 0.735, 0.1]
    texts = arrow_table(SPEC, [Row("А", share) for share in shares])["Доля"].to_pylist()
    assert sorted(shares) == [shares[texts.index(text)] for text in sorted(texts)]


def test_a_score_has_two_decimals_and_sorts_as_a_number() -> None:
    spec = TableSpec("Баллы", (TableColumn[Row]("Балл", lambda row: row.share, kind="score", missing="нет данных"),))
    texts = arrow_table(spec, [Row("А", 9.55), Row("Б", 62.66), Row("В", 100.0), Row("Г")])["Балл"].to_pylist()
    assert [text.strip() for text in texts] == ["9,55", "62,66", "100,00", "нет данных"]
    assert sorted(texts[:3]) == texts[:3]


def test_what_is_unknown_is_said() -> None:
    assert arrow_table(SPEC, [Row("А")]).to_pylist() == [
        {"Имя": "А", "Доля": "нет данных", "День": None, "Людей": None}
    ]


@pytest.mark.parametrize("people", [[3, None, 12], [None, None, None], [3, 4, 12]])
def test_a_number_that_is_unknown_is_said_and_the_others_sort(people: list[int | None]) -> None:
    spec = TableSpec("Люди", (TableColumn[Row]("Людей", lambda row: row.people, kind="number", missing="–"),))
    rows = [Row("А", people=count) for count in people]
    texts = arrow_table(spec, rows)["Людей"].to_pylist()
    assert [text.strip() for text in texts] == ["–" if count is None else str(count) for count in people]
    known = [text for text in texts if text != "–"]
    assert sorted(known) == known
    assert tables._looks(spec, arrow_table(spec, rows))["Людей"]["alignment"] == "right"


def test_a_missing_date_stays_empty_whatever_word_the_file_has_for_it() -> None:
    spec = TableSpec("Дни", (TableColumn[Row]("День", lambda row: row.on, kind="date", missing="нет"),))
    assert arrow_table(spec, [Row("А", on=date(2026, 11, 1)), Row("Б")])["День"].to_pylist() == [
        date(2026, 11, 1),
        None,
    ]


@pytest.mark.parametrize(("count", "text"), [(1, "1 строка"), (3, "3 строки"), (11, "11 строк"), (0, "0 строк")])
def test_rows_are_counted_in_russian(count, text) -> None:
    assert rows_text(count) == text.replace(" ", "\u00a0")


def test_a_press_names_its_row_and_one_of_a_longer_table_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [Row("А"), Row("Б")]
    for at, expected in ((1, rows[1]), (2, None)):
        monkeypatch.setattr(tables, "st", SimpleNamespace(session_state={"t_open": SimpleNamespace(row=at)}))
        assert tables._pressed("t_open", rows) == expected


@pytest.mark.parametrize(
    ("title", "values", "width"),
    [
        ("Всего", [1, 40, None], 42 + 18),  # the heading is longer
        ("Срок", ["25.11.2026 10:00", ""], 16 * 8 + 18),
        ("Кто", ["Анна Яр"], 7 * 8 + 2 * 2 + 18),  # capitals are wider
        ("Балл", ["   9,6", None], 34 + 18),  # spaces that only align don't count
        ("Кто", [], 25 + 18),
        ("Курс", ["а" * 500], 300),
    ],
)
def test_a_column_is_as_wide_as_its_heading_and_its_longest_value(title, values, width) -> None:
    assert tables.column_width(title, values) == width
