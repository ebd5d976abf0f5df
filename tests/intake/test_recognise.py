"""The example workbooks are understood; what needs the database (matching of names) is left to the preview."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gmk.errors import WorkbookUnreadable
from gmk.excel.reading import ReadingOptions, RowReading, SheetReading
from gmk.intake.recognise import read_workbook
from tests.check_import import compare

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


def test_a_letter_holds_no_table() -> None:
    with pytest.raises(WorkbookUnreadable) as refusal:
        read_workbook((WORKBOOKS / "bad" / "03-letter.xlsx").read_bytes(), file_name="03-letter.xlsx")
    assert refusal.value.code == "file.no_table"
