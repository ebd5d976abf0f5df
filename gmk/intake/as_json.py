"""Previews, refusals and undo reports as JSON: what `gmk import --json` prints."""

from datetime import date
from typing import Any

from gmk.errors import WorkbookUnreadable
from gmk.excel.reading import MappedColumn, Problem
from gmk.intake.model import ImportPreview, LeftRecord, RowPreview, SheetPreview, UndoReport


def preview_as_json(preview: ImportPreview, *, state: str, import_id: int | None = None) -> dict[str, Any]:
    """The preview as a tree of plain values; `state`: "preview" or "committed"."""
    tree: dict[str, Any] = {"file": preview.file, "sha256": preview.sha256, "state": state}
    if import_id is not None:
        tree["import_id"] = import_id
    if preview.seen_before is not None:
        tree["seen_before"] = preview.seen_before
    return tree | {"sheets": [_sheet(sheet) for sheet in preview.sheets]}


def refusal_as_json(file: str, error: WorkbookUnreadable) -> dict[str, Any]:
    """A file that isn't read."""
    problem = {"level": "error", "code": error.code, "message": str(error)}
    return {"file": file, "state": "refused", "problems": [problem]}


def undo_as_json(report: UndoReport) -> dict[str, Any]:
    """What an undo restored, kept and couldn't restore."""
    return {
        "import_id": report.import_id,
        "state": report.state,
        "restored": report.restored,
        "kept": [_left(one) | {"by": one.by} for one in report.kept],
        "impossible": [_left(one) for one in report.impossible],
    }


def _left(one: LeftRecord) -> dict[str, Any]:
    return {"label": one.label, "why": one.why}


def _sheet(sheet: SheetPreview) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "format": sheet.format,
        "why": sheet.why,
        "header_rows": sheet.header_rows,
        "first_data_row": sheet.first_data_row,
        "mapping": [_column(column) for column in sheet.mapping],
        "ignored_columns": sheet.ignored_columns,
        "problems": [_problem(problem) for problem in sheet.problems],
        "rows": [_row(row) for row in sheet.rows],
        "not_in_file": [{"id": one.id, "label": one.label} for one in sheet.not_in_file],
        "totals": sheet.totals,
    }


def _column(column: MappedColumn) -> dict[str, Any]:
    named = {"column": column.column, "header": column.header, "field": column.field, "match": column.match}
    return named | ({"group": _plain(column.group)} if column.group else {})


def _row(row: RowPreview) -> dict[str, Any]:
    return {
        "row": row.row,
        "action": row.action,
        "values": _plain(row.values),
        "changes": {name: [_plain(old), _plain(new)] for name, (old, new) in row.changes.items()},
        "problems": [_problem(problem) for problem in row.problems],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    told = {"level": problem.level, "code": problem.code}
    place = {"column": problem.column, "cell": problem.cell, "value": problem.value}
    return told | {name: value for name, value in place.items() if value is not None} | {"message": problem.message}


def _plain(value: Any) -> Any:
    """Days as ISO texts, at any depth."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
