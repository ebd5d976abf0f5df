from gmk.excel.grid import Grid
from gmk.excel.repairs import repaired


def test_a_repaired_cell_has_the_new_text_and_the_sheet_stays() -> None:
    grid = Grid("Лист1", [1, 3], [["ФИО", "Дата"], ["Иванова", "32.13.2025"]])
    grid.sample(1)
    found = repaired(grid, {"B3": ("32.13.2025", "31.12.2025")})
    assert found.rows == [["ФИО", "Дата"], ["Иванова", "31.12.2025"]]
    assert grid.rows[1] == ["Иванова", "32.13.2025"]


def test_a_cell_beyond_the_end_of_its_row_is_added() -> None:
    assert repaired(Grid("Лист1", [2], [["а"]]), {"D2": ("", "г")}).rows == [["а", "", "", "г"]]


def test_samples_are_taken_of_the_repaired_rows() -> None:
    grid = Grid("Лист1", [1], [["а", "б", "в"]])
    assert grid.sample(0) == [["а", "б", "в"]]
    assert repaired(grid, {"A1": ("а", "я")}).sample(0) == [["я", "б", "в"]]


def test_an_address_outside_the_sheet_changes_nothing() -> None:
    grid = Grid("Лист1", [1], [["а"]])
    assert repaired(grid, {"A2": ("", "б"), "нет": ("", "в")}).rows == [["а"]]
    assert repaired(grid, {}) is grid
