"""Workbooks out: read back with openpyxl, cell by cell."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from gmk.excel.write import TableColumn, TableSpec, clean, sheet_name, workbook_bytes


@dataclass(frozen=True)
class Person:
    name: str
    on: date | None = None
    hours: int | None = None
    share: float | None = None


SPEC = TableSpec(
    "Педагоги",
    (
        TableColumn[Person]("Имя", lambda row: row.name, width=30),
        TableColumn[Person]("День", lambda row: row.on, kind="date", width=12),
        TableColumn[Person]("Часы", lambda row: row.hours, kind="number", width=8),
        TableColumn[Person]("Доля", lambda row: row.share, kind="percent", width=10, missing="нет данных"),
    ),
)
ROWS = [Person("Иванова", date(2026, 11, 1), 72, 0.735), Person("Петров")]


def opened(spec=SPEC, rows=ROWS, parameters=()):
    return openpyxl.load_workbook(BytesIO(workbook_bytes(spec, rows, parameters)))


def test_cells_keep_their_types():
    sheet = opened()["Педагоги"]
    assert [cell.value for cell in sheet[1]] == ["Имя", "День", "Часы", "Доля"]
    assert [cell.value for cell in sheet[2]] == ["Иванова", datetime(2026, 11, 1), 72, 0.735]
    assert [cell.data_type for cell in sheet[2]] == ["s", "d", "n", "n"]
    assert [cell.number_format for cell in sheet[2]] == ["@", "dd.mm.yyyy", "General", "0.0%"]


def test_unknown_is_empty_or_what_the_column_says():
    assert [cell.value for cell in opened()["Педагоги"][3]] == ["Петров", None, None, "нет данных"]


@pytest.mark.parametrize("text", ["=1+1", "+7 921", "-5", "@SUM(A1)", "{=A1}", "http://example.org", "0012"])
def test_text_stays_text(text):
    cell = opened(rows=[Person(text)])["Педагоги"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_header_is_frozen_and_filtered():
    sheet = opened()["Педагоги"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D3")
    assert [sheet.column_dimensions[letter].width for letter in "ABCD"] == pytest.approx(
        [30.7, 12.7, 8.7, 10.7], abs=0.1
    )


def test_a_table_without_rows_has_its_header():
    sheet = opened(rows=[])["Педагоги"]
    assert (sheet.max_row, sheet.auto_filter.ref, sheet["A1"].value) == (1, "A1:D1", "Имя")


def test_it_prints_on_a4_with_the_header_on_each_page():
    sheet = opened()["Педагоги"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.right.text == "Страница &P из &N"
    assert "Педагоги" in sheet.oddHeader.center.text
    assert sheet.page_setup.orientation == "portrait"


def test_a_wide_table_lies_across():
    wide = TableSpec("Широкая", (TableColumn[Person]("Имя", lambda row: row.name, width=91),))
    assert opened(wide)["Широкая"].page_setup.orientation == "landscape"


def test_parameters_stand_on_their_own_sheet():
    given = (("На день", date(2026, 11, 1)), ("Сделано", datetime(2026, 11, 2, 9, 30)), ("Строк", 2), ("Кто", "=Я"))
    book = opened(parameters=given)
    assert book.sheetnames == ["Педагоги", "Параметры"]
    assert [tuple(cell.value for cell in row) for row in book["Параметры"].rows] == [
        ("На день", datetime(2026, 11, 1)),
        ("Сделано", datetime(2026, 11, 2, 9, 30)),
        ("Строк", 2),
        ("Кто", "=Я"),
    ]
    assert book["Параметры"]["B4"].data_type == "s"
    assert book["Параметры"]["B2"].number_format == "dd.mm.yyyy hh:mm"


def test_control_characters_are_taken_out_and_line_breaks_stay():
    cell = opened(rows=[Person("А\x00Б\x1f\nВ\ud800")])["Педагоги"]["A2"]
    assert cell.value == "АБ\nВ"


def test_a_text_ends_where_a_cell_of_excel_ends():
    assert clean("я" * 32_767) == "я" * 32_767
    assert clean("я" * 32_768) == "я" * 32_766 + "…"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Охват: 2026/27 [все]?", "Охват  2026 27  все"),
        ("'в кавычках'", "в кавычках"),
        ("А" * 40, "А" * 31),
        ("//", "Таблица"),
    ],
)
def test_sheet_names_are_those_that_excel_accepts(title, name):
    assert sheet_name(title) == name
