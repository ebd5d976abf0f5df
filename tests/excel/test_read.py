"""Sheets come out of their bytes with the numbers of the user's rows and columns."""

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
