"""A sheet of institutions: rows to changes."""

from typing import Any

from gmk.excel.problems import problem
from gmk.excel.reading import RowReading, SheetReading
from gmk.intake import messages
from gmk.intake.model import RowAction, RowPreview
from gmk.intake.repeats import Repeats
from gmk.intake.workbench import Workbench, column_of, has_error, left_out, passed_over
from gmk.people.institution_changes import FIELDS

SIGNED = (*FIELDS, "municipality")


def institution_rows(bench: Workbench, sheet: SheetReading) -> list[RowPreview]:
    """What becomes of each row."""
    return [passed_over(row) if row.skipped else _row(bench, sheet, row) for row in sheet.rows]


def _row(bench: Workbench, sheet: SheetReading, row: RowReading) -> RowPreview:
    if has_error(row.problems):
        return RowPreview(row.row, "error", row.values, problems=row.problems)
    if not bench.may_teach:
        return left_out(
            row.row, row.values, row.problems, problem("institution.outside_scope", messages.REFERENCE_ONLY)
        )
    values = row.values
    key = (values.get("kind"), values["number"]) if values.get("number") is not None else values.get("name")
    repeats = bench.repeats.setdefault("institutions", Repeats(_said))
    told = repeats.check(key, None, values, (sheet.sheet, row.row))
    if told is not None:
        return left_out(row.row, values, row.problems, told)
    return _written(bench, sheet, row)


def _said(_row: None, values: dict[str, Any]) -> list[Any]:
    return [values.get(name) for name in SIGNED]


def _written(bench: Workbench, sheet: SheetReading, row: RowReading) -> RowPreview:
    known = bench.list_of.known(row.values)
    if len(known) > 1:
        labels = [bench.label(key) for key in known]
        asked = messages.ambiguous_institution(row.values["name"], row.row, column_of(sheet, "name"), labels)
        return left_out(row.row, row.values, row.problems, asked)
    bench.draft.sheet, bench.draft.row = sheet.sheet, row.row
    if known and bench.options.policy == "skip":
        return left_out(row.row, row.values, row.problems, problem("row.known", messages.KNOWN))
    is_new, found = bench.list_of.apply(row.values, known[0] if known else None)
    action: RowAction = "create" if is_new else "update" if found else "unchanged"
    return RowPreview(row.row, action, row.values, found, row.problems)
