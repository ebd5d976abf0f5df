"""The example workbooks are understood; what needs the database (matching of names) is left to the preview."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gmk.errors import WorkbookUnreadable
from gmk.excel.reading import ReadingOptions, RowReading, SheetChoice, SheetReading
from gmk.intake.recognise import read_workbook
from tests.check_import import compare
from tests.fixtures.workbooks import read_rows, workbook

WORKBOOKS = Path(__file__).parent.parent / "workbooks"
OPTIONS = ReadingOptions(school_year=2026, as_of=date(2026, 9, 1))
NEEDS_THE_DATABASE = {
    "person.initials_only",
    "person.ambiguous",
    "institution.unknown",
    "institution.ambiguous",
    "row.duplicate",
    "row.conflict",
}


@pytest.mark.parametrize(
    "name",
    [
        "01-institutions",
        "02-staff-school",
        "03-staff-kindergartens",
        "04-staff-site-form",
        "05-courses",
        "06-courses-by-years",
        "12-courses-errors",
    ],
)
def test_an_example_workbook_is_read_in_full(name: str) -> None:
    expected = json.loads((WORKBOOKS / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    reading = read_workbook((WORKBOOKS / expected["workbook"]).read_bytes(), file_name=name, options=OPTIONS)
    later = {sheet["sheet"]: _without_database(sheet) for sheet in expected["sheets"]}
    actual = {"sheets": [_as_printed(sheet, later[sheet.sheet]) for sheet in reading.sheets]}
    report = compare(expected, actual)
    assert report.differences == []
    assert report.score == 1.0


def _without_database(sheet: dict[str, Any]) -> set[int]:
    """Takes out of the expectation what only matching can tell; the rows whose action depends on it."""
    rows = set()
    for row in [option for whole in sheet["rows"] for option in (whole, *whole.get("any_of", ()))]:
        row["values"] = _no_institution(row.get("values", {}))
        problems = [p for p in row.get("problems", []) if not NEEDS_THE_DATABASE & _codes(p)]
        if len(problems) < len(row.get("problems", [])):
            rows.add(row["row"])
            row["action"] = "create"
            row["problems"] = problems
    return rows


def _codes(problem: dict[str, Any]) -> set[str]:
    return set(problem["code"]) if isinstance(problem["code"], list) else {problem["code"]}


def _no_institution(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _no_institution(item) for key, item in value.items() if key != "institution"}
    return [_no_institution(item) for item in value] if isinstance(value, list) else value


def _as_printed(sheet: SheetReading, later: set[int]) -> dict[str, Any]:
    rows = [_row(row, undecided=row.row in later) for row in sheet.rows]
    actions = [row["action"] for row in rows]
    return {
        "sheet": sheet.sheet,
        "format": sheet.format,
        "header_rows": sheet.header_rows,
        "first_data_row": sheet.first_data_row,
        "mapping": [{"column": column.column, "field": column.field} for column in sheet.mapping],
        "rows": rows,
        "totals": {"rows": len(rows), **{action: actions.count(action) for action in set(actions)}},
    }


def _row(row: RowReading, *, undecided: bool) -> dict[str, Any]:
    failed = any(problem.level == "error" for problem in row.problems)
    action = "skip" if row.skipped else "error" if failed and not undecided else "create"
    problems = [{"level": p.level, "code": p.code, "column": p.column, "cell": p.cell} for p in row.problems]
    return {"row": row.row, "action": action, "values": _plain(row.values), "problems": problems}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


REFUSED = {
    "01-text-renamed.xlsx": "file.wrong_type",
    "02-empty.xlsx": "file.no_table",
    "03-letter.xlsx": "file.no_table",
    "04-password.xlsx": "file.password",
    "05-truncated.xlsx": "file.corrupt",
    "06-zip-bomb.xlsx": "file.too_large",
    "08-entities.xlsx": "file.dangerous",
    "16-html.xls": "file.wrong_type",
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_workbook_with_a_table_is_refused(name: str) -> None:
    with pytest.raises(WorkbookUnreadable) as refusal:
        read_workbook((WORKBOOKS / "bad" / name).read_bytes(), file_name=name)
    assert refusal.value.code == REFUSED[name]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("07-million-rows.xlsx", "Ежевикин"),
        ("10-text-formulas.xlsx", "Журавлёва"),
        ("11-old.xls", "Пчёлкина"),
        ("12-table.ods", "Лужайкина-Малинина"),
        ("13-table.csv", "Лужайкина-Малинина"),
        ("14-macros.xlsm", "Листопадова"),
        ("17-renamed.xlsx", "Ручейкова"),
    ],
)
def test_other_kinds_of_files_are_read_by_their_contents(name: str, first: str) -> None:
    sheet = read_workbook((WORKBOOKS / "bad" / name).read_bytes(), file_name=name).sheets[0]
    assert (sheet.format, sheet.header_rows, sheet.first_data_row) == ("courses", [1], 2)
    assert [row.row for row in sheet.rows] == [2, 3, 4, 5]
    assert sheet.rows[0].values["last_name"] == first
    assert (sheet.rows[0].values["hours"], sheet.rows[0].values["finished_on"]) == (36, date(2025, 3, 10))
    assert [row.problems for row in sheet.rows] == [[], [], [], []]


def test_tables_side_by_side_are_not_guessed_at() -> None:
    name = "15-side-by-side.xlsx"
    sheet = read_workbook((WORKBOOKS / "bad" / name).read_bytes(), file_name=name).sheets[0]
    assert [problem.code for problem in sheet.problems] == ["sheet.several_tables"]
    assert {row.skipped for row in sheet.rows} == {True}


def test_formulas_that_were_never_calculated_are_errors() -> None:
    name = "09-formulas.xlsx"
    sheet = read_workbook((WORKBOOKS / "bad" / name).read_bytes(), file_name=name).sheets[0]
    found = [(problem.code, problem.cell) for row in sheet.rows for problem in row.problems]
    assert found == [("cell.formula_not_calculated", f"D{row}") for row in (2, 3, 4)]


def test_sheets_come_in_order_and_one_without_a_table_says_so() -> None:
    reading = read_workbook(
        workbook(
            {
                "Пояснение": [["Таблицу заполнять до 1 октября"]],
                "Педагоги": [["ФИО", "Должность"], ["Иванова Анна Петровна", "учитель"]],
                "Курсы": [["ФИО", "Тема", "Часы", "Год"], ["Иванова Анна Петровна", "Урок", 72, 2025]],
            }
        ),
        file_name="книга.xlsx",
    )
    assert [(sheet.sheet, sheet.format) for sheet in reading.sheets] == [
        ("Пояснение", None),
        ("Педагоги", "staff"),
        ("Курсы", "courses"),
    ]
    assert [problem.code for problem in reading.sheets[0].problems] == ["sheet.not_recognised"]
    assert "«Педагогические работники»" in reading.sheets[1].why


def test_a_named_sheet_is_read_alone_and_an_unknown_one_is_refused() -> None:
    rows = [["ФИО", "Должность"], ["Иванова Анна Петровна", "учитель"]]
    data = workbook({"Лист1": rows, "Лист2": rows})
    reading = read_workbook(data, file_name="книга.xlsx", options=ReadingOptions(sheet="Лист2"))
    assert [sheet.sheet for sheet in reading.sheets] == ["Лист2"]
    with pytest.raises(WorkbookUnreadable, match="«Лист1», «Лист2»"):
        read_workbook(data, file_name="книга.xlsx", options=ReadingOptions(sheet="Лист3"))


def test_what_the_user_says_of_columns_counts_more_than_their_headings() -> None:
    choice = SheetChoice(columns={"B": None, "C": "position"})
    rows = [["ФИО", "Должность", "Работа"], ["Иванова Анна Петровна", "штат", "учитель"]]
    sheet = read_rows(rows, choices={"Лист1": choice}, format="staff")
    assert [(c.column, c.field, c.match) for c in sheet.mapping] == [
        ("A", "full_name", "synonym"),
        ("C", "position", "user"),
    ]
    assert sheet.ignored_columns == ["B"]
    assert sheet.rows[0].values["position"] == "учитель"


def test_the_user_may_name_the_header_rows_and_the_format() -> None:
    rows = [
        ["ФИО", "Должность", "Категория"],
        ["Кто", "Работа", "Что"],
        ["Иванова Анна Петровна", "учитель", "первая"],
    ]
    choice = SheetChoice(format="staff", header_rows=(2,), columns={"A": "full_name", "B": "position", "C": "category"})
    sheet = read_rows(rows, choices={"Лист1": choice})
    assert (sheet.header_rows, sheet.first_data_row) == ([2], 3)
    assert [row.values["category"] for row in sheet.rows] == ["first"]


def test_a_sheet_that_the_user_left_out_gives_nothing() -> None:
    rows = [["ФИО", "Должность"], ["Иванова Анна Петровна", "учитель"]]
    sheet = read_rows(rows, choices={"Лист1": SheetChoice(skip=True)})
    assert (sheet.format, sheet.rows) == (None, [])


def test_progress_grows_to_the_end() -> None:
    shares: list[float] = []
    data = workbook({"Лист1": [["ФИО", "Должность"], ["Иванова Анна Петровна", "учитель"]]})
    read_workbook(data, file_name="книга.xlsx", on_progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_the_school_year_of_a_roster_is_that_of_its_title_else_what_was_said() -> None:
    file = (WORKBOOKS / "07-rosters.xlsx").read_bytes()
    for said, others in ((None, None), (2025, 2025)):
        options = ReadingOptions(school_year=said, as_of=date(2026, 9, 1))
        sheets = read_workbook(file, file_name="07", options=options).sheets[:4]
        told = [{row.values["school_year"] for row in sheet.rows if not row.skipped} for sheet in sheets]
        assert told == [{2026}, {others}, {others}, {others}]
