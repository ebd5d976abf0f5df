"""A sheet of the year plan: rows to changes."""

from typing import Any

from sqlmodel import Session

from gmk.excel.problems import problem
from gmk.excel.reading import RowReading, SheetReading
from gmk.intake import messages
from gmk.intake.model import RowPreview
from gmk.intake.repeats import Repeats
from gmk.intake.workbench import Workbench, has_error, left_out, passed_over
from gmk.plan.plan_changes import FIELDS, Fate, load_activities
from gmk.plan.queries import stage


def plan_rows(session: Session, bench: Workbench, sheet: SheetReading) -> list[RowPreview]:
    """What becomes of each row."""
    years = {row.values["school_year"] for row in sheet.rows if row.values.get("school_year")}
    bench.plan.known.update(load_activities(session, years - bench.plan.loaded))
    bench.plan.stages.update((year, stage(session, year)) for year in years - bench.plan.loaded)
    bench.plan.loaded |= years
    bench.draft.sheet = sheet.sheet
    return [passed_over(row) if row.skipped else _row(bench, sheet, row) for row in sheet.rows]


def _row(bench: Workbench, sheet: SheetReading, row: RowReading) -> RowPreview:
    values = row.values
    if has_error(row.problems):
        return RowPreview(row.row, "error", values, problems=row.problems)
    if not bench.may_teach:
        told = problem("institution.outside_scope", messages.OFFICE_ONLY)
        return left_out(row.row, values, row.problems, told)
    key = bench.plan.key(values)
    repeated = bench.repeats.setdefault("plan", Repeats(_said)).check(key, None, values, (sheet.sheet, row.row))
    if repeated is not None:
        return left_out(row.row, values, row.problems, repeated)
    bench.draft.row = row.row
    return _told(row, *bench.plan.apply(key, values))


def _told(row: RowReading, fate: Fate, found: dict[str, tuple[Any, Any]]) -> RowPreview:
    if fate == "known":
        return left_out(row.row, row.values, row.problems, problem("row.known", messages.KNOWN))
    if fate == "closed":
        return left_out(row.row, row.values, row.problems, problem("plan.closed", messages.PLAN_CLOSED))
    return RowPreview(row.row, fate, row.values, found, row.problems)


def _said(_row: None, values: dict[str, Any]) -> list[Any]:
    return [values.get(name) for name in FIELDS]
