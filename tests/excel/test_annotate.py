"""A marked workbook is the same workbook: nothing is lost but what was to be replaced."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from gmk.errors import WorkbookUnreadable
from gmk.excel import annotate
from gmk.excel.annotate import Mark, MarkList, annotated_workbook
from gmk.excel.grid import Grid
from gmk.excel.read import read_grids
from tests.fixtures.workbooks import workbook

WORKBOOKS = Path(__file__).parent.parent / "workbooks"
ERROR, WARNING = "FFF4A6A0", "FFFFF2B3"
EMPTY_VALUE = re.compile("<v ?/>|<v></v>")
"""As the two libraries behind openpyxl write it."""
COLUMNS = [("Где", 10), ("Важность", 12), ("Что", 40)]


def listing(*marks: Mark) -> MarkList:
    rows = [(mark.cell, mark.level, mark.text) for mark in marks]
    levels = [mark.level for mark in marks]
    return MarkList("Замечания", COLUMNS, rows, levels, [(mark.sheet, mark.cell) for mark in marks], 0, 1)


def annotated(data: bytes, *marks: Mark) -> Workbook:
    return load_workbook(io.BytesIO(annotated_workbook(data, marks, listing(*marks))))


def made(change: Callable[[Worksheet], None]) -> bytes:
    book = load_workbook(io.BytesIO(workbook({"Лист1": [["ФИО", "Часы"], ["Иванова", "много"], ["Петрова", 72]]})))
    change(book["Лист1"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()) if entry == name else content)
    return out.getvalue()


def marked_cells(sheet: Worksheet) -> dict[str, str]:
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.fill.fgColor.rgb for cell in cells if cell.fill.fgColor.rgb in (ERROR, WARNING)}


def looks(sheet: Worksheet) -> dict[str, object]:
    return {
        "merged": sorted(map(str, sheet.merged_cells.ranges)),
        "widths": {name: (one.width, one.hidden) for name, one in sheet.column_dimensions.items()},
        "rows": {number: (one.height, one.hidden) for number, one in sheet.row_dimensions.items()},
        "formats": [cell.number_format for row in sheet.iter_rows() for cell in row],
        "fonts": [(cell.font.b, cell.font.sz, cell.alignment.wrap_text) for row in sheet.iter_rows() for cell in row],
        "values": [(cell.value, cell.data_type) for row in sheet.iter_rows() for cell in row],
        "filter": sheet.auto_filter.ref,
        "panes": sheet.freeze_panes,
        "state": sheet.sheet_state,
        "print": sheet.print_title_rows,
    }


def read(data: bytes) -> list[Grid]:
    """The grids; the order of merged cells, and spaces alone in a cell, say nothing."""
    grids = read_grids(data)[1]
    for grid in grids:
        grid.merged.sort()
        grid.rows = [["" if isinstance(cell, str) and not cell.strip() else cell for cell in row] for row in grid.rows]
    return grids


@pytest.mark.parametrize("path", sorted(WORKBOOKS.glob("*.xlsx")), ids=lambda path: path.stem)
def test_layout_values_and_formats_of_every_sheet_are_kept(path: Path) -> None:
    data = path.read_bytes()
    before, after = load_workbook(io.BytesIO(data)), annotated(data)
    assert after.sheetnames == [*before.sheetnames, "Замечания"]
    assert [looks(after[name]) for name in before.sheetnames] == [looks(before[name]) for name in before.sheetnames]
    assert read(annotated_workbook(data, (), listing()))[:-1] == read(data)


def test_a_marked_cell_is_coloured_and_says_all_that_is_wrong() -> None:
    marks = (
        Mark("Лист1", "B2", "warning", "Мало."),
        Mark("Лист1", "B2", "error", "Не число."),
        Mark("Лист1", "C3", "warning", "Пусто."),
        Mark("Лист1", "C3", "warning", "Пусто."),
    )
    sheet = annotated(made(lambda _sheet: None), *marks)["Лист1"]
    assert marked_cells(sheet) == {"B2": ERROR, "C3": WARNING}
    assert sheet["B2"].comment.text == "Замечания проверки:\nПредупреждение. Мало.\nОшибка. Не число."
    assert sheet["C3"].comment.text == "Замечания проверки:\nПредупреждение. Пусто."


def test_the_colours_differ_in_grey_too() -> None:
    def grey(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (2, 4, 6))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert round(grey(WARNING)) == 239
    assert round(grey(ERROR)) == 189


def test_of_a_merged_cell_the_first_one_is_marked() -> None:
    data = made(lambda sheet: sheet.merge_cells("A2:A3"))
    sheet = annotated(data, Mark("Лист1", "A2", "warning", "Раз."), Mark("Лист1", "A3", "error", "Два."))["Лист1"]
    assert marked_cells(sheet) == {"A2": ERROR}
    assert sheet["A2"].comment.text == "Замечания проверки:\nПредупреждение. Раз.\nОшибка. Два."


def test_the_list_leads_to_the_cells_and_keeps_text_as_text() -> None:
    mark = Mark("О'Лист", "A2", "error", "=1+1")
    sheet = annotated(workbook({"О'Лист": [["ФИО"], ["я"]]}), mark)["Замечания"]
    assert list(sheet.iter_rows(values_only=True)) == [("Где", "Важность", "Что"), ("A2", "error", "=1+1")]
    assert sheet["C2"].data_type == "s"
    assert sheet["A2"].hyperlink.location == "'О''Лист'!A2"
    assert sheet["B2"].fill.fgColor.rgb == ERROR


def test_marks_of_an_earlier_time_are_replaced() -> None:
    def write_comment(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment("Уточнить у школы", "Методист")
        sheet["A3"].fill = PatternFill("solid", fgColor="FF00FF00")

    first = annotated_workbook(
        made(write_comment), marks := (Mark("Лист1", "B2", "error", "Раз."), Mark("Лист1", "A2", "error", "Два.")),
        listing(*marks),
    )  # fmt: skip
    assert load_workbook(io.BytesIO(first))["Лист1"]["B2"].comment.text == (
        "Уточнить у школы\n\nЗамечания проверки:\nОшибка. Раз."
    )
    again = annotated(first, Mark("Лист1", "B3", "warning", "Три."))
    assert again.sheetnames == ["Лист1", "Замечания"]
    sheet = again["Лист1"]
    assert marked_cells(sheet) == {"B3": WARNING}
    assert (sheet["B2"].comment.text, sheet["B2"].comment.author) == ("Уточнить у школы", "Методист")
    assert sheet["A2"].comment is None
    assert sheet["A3"].fill.fgColor.rgb == "FF00FF00"


def test_a_sheet_of_the_users_own_with_the_name_of_the_list_stays() -> None:
    data = workbook({"Замечания": [["Проверить школу № 3"]]})
    assert annotated(data).sheetnames == ["Замечания", "Замечания1"]
    assert annotated(annotated_workbook(data, (), listing())).sheetnames == ["Замечания", "Замечания1"]


def test_formulas_stay_and_keep_what_excel_had_computed() -> None:
    data = made(lambda sheet: [sheet.cell(4, 1, '=A2&" & "'), sheet.cell(4, 2, "=B3*2"), sheet.cell(4, 3, "=1/0")])
    stored = {"A4": ("str", "Иванова &amp; "), "B4": ("n", "144"), "C4": ("e", "#DIV/0!")}

    def store(xml: str) -> str:
        for cell, (kind, value) in stored.items():
            before, after = xml.split(f'<c r="{cell}">', 1)
            xml = f'{before}<c r="{cell}" t="{kind}">{EMPTY_VALUE.sub(f"<v>{value}</v>", after, count=1)}'
        return xml

    data = with_part(data, "xl/worksheets/sheet1.xml", store)
    result = annotated_workbook(data, [Mark("Лист1", "B4", "error", "Много.")], listing())
    formulas, values = (load_workbook(io.BytesIO(result), data_only=only)["Лист1"] for only in (False, True))
    assert [cell.value for cell in formulas[4]] == ['=A2&" & "', "=B3*2", "=1/0"]
    assert [cell.value for cell in values[4]] == ["Иванова & ", 144, "#DIV/0!"]
    assert marked_cells(formulas) == {"B4": ERROR}


def test_text_that_looks_like_a_formula_stays_text() -> None:
    data = (WORKBOOKS / "bad" / "10-text-formulas.xlsx").read_bytes()
    result = annotated_workbook(data, (), listing())
    assert read_grids(result)[1][0] == read_grids(data)[1][0]
    assert [cell.data_type for row in load_workbook(io.BytesIO(result)).worksheets[0] for cell in row].count("f") == 0


@pytest.mark.parametrize("name", ["11-old.xls", "12-table.ods", "13-table.csv"])
def test_other_kinds_become_an_xlsx_with_the_same_values_in_the_same_cells(name: str) -> None:
    data = (WORKBOOKS / "bad" / name).read_bytes()
    sheet = read_grids(data)[1][0].sheet
    result = annotated_workbook(data, [Mark(sheet, "B2", "error", "Нет.")], listing())
    before, after = read_grids(data)[1][0], read_grids(result)[1][0]
    assert (after.sheet, after.numbers, after.rows) == (before.sheet, before.numbers, before.rows)
    assert marked_cells(load_workbook(io.BytesIO(result))[sheet]) == {"B2": ERROR}


def test_formulas_written_in_a_csv_become_text() -> None:
    result = annotated_workbook("ФИО;Тема\nИванова;=1+1\nПетрова;+7\n".encode(), (), listing())
    assert [cell.data_type for cell in load_workbook(io.BytesIO(result))["Лист1"]["B"]] == ["s", "s", "s"]


def test_macros_do_not_come_along() -> None:
    result = annotated_workbook((WORKBOOKS / "bad" / "14-macros.xlsm").read_bytes(), (), listing())
    with zipfile.ZipFile(io.BytesIO(result)) as archive:
        assert [name for name in archive.namelist() if "vba" in name.lower()] == []
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")


HOSTILE = {
    "01-text-renamed.xlsx": "file.wrong_type",
    "04-password.xlsx": "file.password",
    "05-truncated.xlsx": "file.corrupt",
    "06-zip-bomb.xlsx": "file.too_large",
    "07-million-rows.xlsx": "file.too_large",
    "08-entities.xlsx": "file.dangerous",
    "16-html.xls": "file.wrong_type",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str) -> None:
    with pytest.raises(WorkbookUnreadable) as refusal:
        annotated((WORKBOOKS / "bad" / name).read_bytes())
    assert refusal.value.code == HOSTILE[name]


def test_a_csv_above_the_limit_of_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotate, "MOST_CELLS", 3)
    with pytest.raises(WorkbookUnreadable, match="больше 3 ячеек"):
        annotated(b"a;b\n1;2\n")


def test_a_file_that_openpyxl_cannot_open_is_a_refusal_and_no_crash() -> None:
    styles = "xl/styles.xml"
    data = with_part(made(lambda _sheet: None), styles, lambda xml: xml.replace('<family val="2"', '<family val="200"'))
    assert read_grids(data)[1][0].rows[0] == ["ФИО", "Часы"]
    with pytest.raises(WorkbookUnreadable):
        annotated(data)
