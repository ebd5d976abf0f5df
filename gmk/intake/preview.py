"""What an import would do: every row with its fate, and the change set that a commit writes."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlmodel import Session, col

from gmk.access import Right, Scope, User, requires
from gmk.changes.journal import last_set_id
from gmk.db import bulk
from gmk.db.tables import ImportRun
from gmk.excel.problems import problem
from gmk.excel.reading import SheetReading, WorkbookReading
from gmk.intake import messages
from gmk.intake.course_sheets import course_row
from gmk.intake.filled_forms import institutions_of_forms, with_new_name
from gmk.intake.institution_sheets import institution_rows
from gmk.intake.model import ACTIONS, ImportOptions, ImportPreview, NotInFile, RowPreview, SheetPreview
from gmk.intake.not_in_file import not_in_file
from gmk.intake.people_sheets import Located, locate
from gmk.intake.plan_sheets import plan_rows
from gmk.intake.result_sheets import contest_rows, exam_rows
from gmk.intake.roster_sheets import roster_row
from gmk.intake.staff_sheets import staff_row
from gmk.intake.workbench import Workbench, left_out, open_workbench, passed_over

OnProgress = Callable[[float], None]
AT_ONCE = 1000
"""So many rows between two reports of the progress."""
PEOPLE_FORMATS = ("staff", "courses", "roster")
ROW_OF_FORMAT = {"staff": staff_row, "courses": course_row, "roster": roster_row}

RESULT_ROWS = {"results": contest_rows, "exams": exam_rows}


@requires(Right.IMPORT)
@bulk.without_collector()
def preview_import(
    session: Session,
    *,
    scope: Scope,
    viewer: User,
    reading: WorkbookReading,
    options: ImportOptions,
    on_progress: OnProgress | None = None,
) -> ImportPreview:
    """What the workbook would change, for this user; nothing is written.

    Sheets of institutions count before the others of the same workbook, so that their people find them. `on_progress`
    is told now and then which share of the rows of people, 0..1, is through; whatever it raises ends the preview.
    """
    steps = _Steps(reading, on_progress)
    based_on = last_set_id(session)
    bench = open_workbench(session, scope=scope, viewer=viewer, options=options, file=reading.file)
    bench.of_forms = institutions_of_forms(reading.sheets)
    rows: dict[str, list[RowPreview]] = {}
    for sheet in reading.sheets:
        if sheet.format == "institutions":
            rows[sheet.sheet] = institution_rows(bench, sheet)
    bench.draft.sheet = bench.draft.row = None
    people = [sheet for sheet in reading.sheets if sheet.format in PEOPLE_FORMATS]
    located = locate(session, bench, people) if people else {}
    steps.tell()
    for name in PEOPLE_FORMATS:
        for sheet in people:
            if sheet.format == name:
                rows[sheet.sheet] = _people_rows(bench, sheet, located[sheet.sheet], steps)
    for sheet in reading.sheets:
        if sheet.format == "plan":
            rows[sheet.sheet] = plan_rows(session, bench, sheet)
        elif sheet.format in RESULT_ROWS:
            rows[sheet.sheet] = RESULT_ROWS[sheet.format](session, bench, sheet)
    absent = {s.sheet: not_in_file(session, bench, located, s.sheet, s.format or "") for s in people}
    return ImportPreview(
        reading.file,
        reading.sha256,
        [_sheet(sheet, rows.get(sheet.sheet, []), absent.get(sheet.sheet, [])) for sheet in reading.sheets],
        bench.draft.change_set,
        options,
        sorted(bench.questions.values(), key=lambda one: (-one.count, one.text)),
        sorted(bench.people_asked.values(), key=lambda one: (not one.is_open, -one.count, one.text)),
        _seen_before(session, reading.sha256),
        based_on,
        scope,
        bench.outside,
    )


class _Steps:
    """Counts the rows of people that are through, and tells of them every so often."""

    def __init__(self, reading: WorkbookReading, on_progress: OnProgress | None) -> None:
        self.total = sum(len(sheet.rows) for sheet in reading.sheets if sheet.format in PEOPLE_FORMATS)
        self.done = 0
        self.on_progress = on_progress

    def tell(self) -> None:
        if self.on_progress and self.total:
            self.on_progress(self.done / self.total)


def _people_rows(bench: Workbench, sheet: SheetReading, located: list[Located], steps: _Steps) -> list[RowPreview]:
    """What becomes of each row, in the order of the sheet."""
    bench.draft.sheet = sheet.sheet
    waiting = iter(located)
    rows: list[RowPreview] = []
    for start in range(0, len(sheet.rows), AT_ONCE):
        portion = sheet.rows[start : start + AT_ONCE]
        rows += [
            passed_over(row) if row.skipped else _people_row(bench, sheet.format or "", next(waiting))
            for row in portion
        ]
        steps.done += len(portion)
        steps.tell()
    return rows


def _people_row(bench: Workbench, format_name: str, one: Located) -> RowPreview:
    values = one.row.values
    if one.institution_id is not None:
        values["institution"] = bench.name(one.institution_id)
    if one.is_ignored:
        return left_out(one.row.row, values, one.problems, problem("institution.ignored", messages.IGNORED))
    if one.is_broken or one.person is None:
        return RowPreview(one.row.row, "error", values, problems=one.problems)
    bench.draft.row = one.row.row
    return with_new_name(bench, one, ROW_OF_FORMAT[format_name](bench, one, values))


def _sheet(sheet: SheetReading, rows: list[RowPreview], absent: list[NotInFile]) -> SheetPreview:
    return SheetPreview(
        sheet=sheet.sheet,
        format=sheet.format,
        header_rows=sheet.header_rows,
        first_data_row=sheet.first_data_row,
        mapping=sheet.mapping,
        ignored_columns=sheet.ignored_columns,
        rows=rows,
        not_in_file=absent,
        problems=sheet.problems,
        totals=_totals(rows),
        why=sheet.why,
    )


def _totals(rows: list[RowPreview]) -> dict[str, int]:
    totals = {"rows": len(rows)} | dict.fromkeys(ACTIONS, 0)
    for row in rows:
        totals[row.action] += 1
    return totals


def _seen_before(session: Session, sha256: str) -> int | None:
    same = (col(ImportRun.sha256) == sha256, col(ImportRun.state) == "committed")
    return session.execute(select(func.max(col(ImportRun.id))).where(*same)).scalar()
