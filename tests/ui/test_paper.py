"""Tables on paper: the columns of the screen as HTML, and how many rows are printed."""

from dataclasses import dataclass
from datetime import date

import pytest

from gmk.excel.write import TableColumn, TableSpec
from gmk.ui.paper import MOST_ROWS, paper_table


@dataclass(frozen=True)
class Row:
    name: str | None
    share: float | None = None
    on: date | None = None


SPEC = TableSpec(
    "Проба",
    (
        TableColumn[Row]("Имя", lambda row: row.name),
        TableColumn[Row]("Доля", lambda row: row.share, kind="percent", missing="нет данных"),
        TableColumn[Row]("День", lambda row: row.on, kind="date"),
    ),
)


def test_a_printed_table_has_the_columns_of_the_screen_in_russian() -> None:
    html = paper_table(SPEC, [Row("Анна", 0.735, date(2026, 11, 1)), Row(None)], is_file_offered=True)
    assert html == (
        '<table class="gmk-paper"><thead><tr><th>Имя</th><th>Доля</th><th>День</th></tr></thead><tbody>'
        "<tr><td>Анна</td><td>73,5\u00a0%</td><td>01.11.2026</td></tr>"
        "<tr><td></td><td>нет данных</td><td></td></tr></tbody></table>"
    )


def test_a_name_is_never_markup() -> None:
    html = paper_table(SPEC, [Row("<img src=x onerror=alert(1)>")], is_file_offered=True)
    assert "<td>&lt;img src=x onerror=alert(1)&gt;</td>" in html


@pytest.mark.parametrize(("count", "printed", "is_cut"), [(100, 100, False), (101, 100, True)])
def test_the_first_hundred_rows_are_printed_and_the_others_named(count, printed, is_cut) -> None:
    html = paper_table(SPEC, [Row("А")] * count, is_file_offered=True)
    assert html.count("<td>А</td>") == printed == MOST_ROWS
    assert ("Напечатаны первые 100 строк из 101. Вся таблица – в файле" in html) is is_cut


def test_nobody_is_sent_to_a_file_that_is_not_offered() -> None:
    html = paper_table(SPEC, [Row("А")] * 101, is_file_offered=False)
    assert "Напечатаны первые 100 строк из 101.</p>" in html
