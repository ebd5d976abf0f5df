"""Sheets come out of their bytes with the numbers of the user's rows and columns."""

import io
import zipfile
from importlib.util import find_spec

import pytest
from openpyxl import Workbook

from gmk.errors import WorkbookUnreadable
from gmk.excel.cells import BrokenCell
from gmk.excel.read import read_grids
from tests.fixtures.workbooks import workbook


def test_rows_and_columns_keep_their_places_when_the_sheet_begins_below_and_to_the_right() -> None:
    names, grids = read_grids(workbook({"Список": [["а"], [""], ["б", 2]]}, first_cell=(4, 3)))
    assert names == ["Список"]
    assert grids[0].numbers == [4, 6]
    assert grids[0].rows == [["", "", "а", ""], ["", "", "б", 2.0]]


def test_a_formula_that_nobody_calculated_is_no_empty_cell() -> None:
    _names, grids = read_grids(workbook({"Лист": [["часы"], ["=36*2"]]}))
    assert grids[0].rows == [["часы"], [BrokenCell("")]]


def test_a_named_sheet_is_read_alone() -> None:
    names, grids = read_grids(workbook({"А": [["1"]], "Б": [["2"]]}), only_sheet="Б")
    assert names == ["А", "Б"]
    assert [grid.sheet for grid in grids] == ["Б"]


def with_cells(cells: dict[str, str]) -> bytes:
    book = Workbook()
    for place, text in cells.items():
        book.active[place] = text
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("place", "part"),
    [("A200001", "есть значение в строке № 200001"), ("KO3", "есть значение в столбце № 301")],
)
def test_one_value_far_from_the_others_is_refused_by_its_place(place: str, part: str) -> None:
    with pytest.raises(WorkbookUnreadable, match=part) as refused:
        read_grids(with_cells({"A1": "ФИО", "A2": "Иванова Анна Петровна", place: "лишнее"}))

    assert refused.value.code == "file.too_large"


def test_the_last_row_that_is_read_may_stand_alone() -> None:
    _, [grid] = read_grids(with_cells({"A1": "ФИО", "A200000": "Иванова Анна Петровна"}))

    assert (grid.numbers, grid.rows[-1]) == ([1, 200_000], ["Иванова Анна Петровна"])


@pytest.mark.skipif(find_spec("resource") is None, reason="this system has no limits of memory for a process")
def test_a_small_file_that_claims_a_far_cell_gets_little_memory() -> None:
    """The row says that it is the second one, its cell that it stands a million rows below."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(with_cells({"A1": "ФИО", "A2": "Иванова"}))) as old,
        zipfile.ZipFile(target, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'r="A2"', b'r="CV1048000"'))

    with pytest.raises(WorkbookUnreadable) as refused:
        read_grids(target.getvalue())

    assert refused.value.code == "file.too_large"
