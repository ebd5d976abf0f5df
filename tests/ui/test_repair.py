"""Cells corrected on the upload page: what is shown, what is taken, and what is read anew."""

from datetime import date

from gmk.excel.grid import Grid
from gmk.excel.problems import problem
from gmk.excel.reading import ReadingOptions
from gmk.intake.model import ImportOptions, RowPreview, UnknownInstitution
from gmk.ui.upload.draft import Draft
from gmk.ui.upload.repair import repair_table, repair_text, repairs_of, text_at

HEADER = ["ФИО", "Учреждение", "Должность", "Год рождения"]
ROWS = [["Иванова Анна Петровна", "СОШ № 1", "учитель", "давно"], ["Петрова Мария Ивановна", "СОШ № 1", "учитель", ""]]
LETTERS = {"D · Год рождения": "D", "A · ФИО": "A"}


def staff(sheet: str = "Лист1") -> Grid:
    return Grid(sheet, [1, 2, 3], [HEADER, *ROWS])


def draft(*grids: Grid) -> Draft:
    return Draft("файл.xlsx", "0" * 64, b"", list(grids), ImportOptions(ReadingOptions()))


def codes(found: Draft, sheet: int = 0) -> list[list[str]]:
    return [[told.code for told in row.problems] for row in found.sheets()[sheet].rows]


def test_the_table_shows_number_remark_and_cells() -> None:
    told = problem("number.unreadable", "Не год.", row=2, column="D", value="давно")
    table = repair_table(staff(), [RowPreview(2, "error", problems=[told])], LETTERS)
    assert table.to_pylist() == [
        {"Строка": 2, "Что не так": "D2: Не год.", "D · Год рождения": "давно", "A · ФИО": "Иванова Анна Петровна"}
    ]


def test_cells_are_told_as_people_see_them() -> None:
    cells = [date(2026, 9, 1), 72.0, 12.5, 0.125, "текст"]
    grid = Grid("Лист1", [7], [cells], percents=frozenset({(7, 3)}))
    assert [text_at(grid, 7, letter) for letter in "ABCDEF"] == ["01.09.2026", "72", "12,5", "12,5\u00a0%", "текст", ""]


def test_what_is_written_becomes_repairs_with_the_old_text() -> None:
    edits = {0: {"D · Год рождения": " 1980 "}, 1: {"A · ФИО": None, "Строка": 5}}
    assert repairs_of(staff(), edits, [2, 3], LETTERS) == {
        "D2": ("давно", "1980"),
        "A3": ("Петрова Мария Ивановна", ""),
    }


def test_a_repair_is_checked_at_once_and_can_be_taken_back() -> None:
    found = draft(staff())
    assert codes(found) == [["date.unreadable"], []]
    found.repair("Лист1", {"D2": ("давно", "1980")})
    assert codes(found) == [[], []]
    assert found.sheets()[0].rows[0].values["birth_year"] == 1980
    assert found.repairs() == [("Лист1", "D2", "давно", "1980")]
    found.repair("Лист1", {"D2": ("давно", "давно")})
    assert codes(found) == [["date.unreadable"], []]
    assert found.repairs() == []


def test_the_other_sheets_are_not_read_again() -> None:
    found = draft(staff(), staff("Лист2"))
    other = found.sheets()[1]
    found.repair("Лист1", {"D2": ("давно", "1980")})
    assert found.sheets()[1] is other
    assert [sheet.sheet for sheet in found.sheets()] == ["Лист1", "Лист2"]


def test_a_repair_outlives_another_choice_for_the_sheet() -> None:
    found = draft(staff())
    found.repair("Лист1", {"D2": ("давно", "1980")})
    found.choose_sheet("Лист1", columns={"C": "education"})
    assert codes(found)[0] != ["date.unreadable"]
    assert found.repairs() == [("Лист1", "D2", "давно", "1980")]


def test_a_repair_is_told_with_its_place() -> None:
    assert repair_text("Лист1", "D2", "", "1980") == "Лист «Лист1», D2: было «пусто», стало «1980»"


def test_a_question_that_comes_up_later_is_asked_though_earlier_ones_were_left() -> None:
    found = draft(staff())
    first, second = (UnknownInstitution(name, name, 1, ambiguous=False) for name in ("школа", "лицей"))
    found.note_questions([first], [])
    found.names_left = True
    found.note_questions([first], [])
    assert found.names_left
    found.note_questions([first, second], [])
    assert not found.names_left
    assert list(found.asked) == ["школа", "лицей"]
