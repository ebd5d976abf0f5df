"""Sheets of results of contests and of exams: rows to changes."""

import re
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from gmk.changes.draft import Differences
from gmk.db.keys import name_key
from gmk.excel.problems import problem
from gmk.excel.reading import Problem, RowReading, SheetReading
from gmk.intake import messages
from gmk.intake.model import RowPreview
from gmk.intake.repeats import Repeats
from gmk.intake.workbench import NOWHERE, Where, Workbench, column_of, has_error, left_out, passed_over
from gmk.monitoring.result_changes import (
    Fate,
    Key,
    contest_key,
    contest_record,
    exam_key,
    exam_record,
    load_contest_results,
    load_exam_results,
)

_EXTERNAL = "Учреждение другого муниципального образования: будет записано с названием из файла."
_SHOWN = {"school_subject": "subject", "order_text": "order"}
_TOWN_WORDS = re.compile(r"\b(?:город|гор|г|го|городской|муниципальный|округ|район|образование|мо|мр)\b\.?|[«»\"]")


def contest_rows(session: Session, bench: Workbench, sheet: SheetReading) -> list[RowPreview]:
    """What becomes of each row of a list of contest results."""
    years = {row.values.get("school_year") for row in sheet.rows if not row.skipped}
    bench.contests.known |= load_contest_results(session, years - bench.contests.loaded) if years else {}
    bench.contests.loaded |= years
    bench.draft.sheet = sheet.sheet
    return [passed_over(row) if row.skipped else _contest_row(bench, sheet, row) for row in sheet.rows]


def _contest_row(bench: Workbench, sheet: SheetReading, row: RowReading) -> RowPreview:
    where, problems = _place(bench, sheet, row, needs_place=not bench.scope.everything)
    if where.is_ignored:
        return left_out(row.row, row.values, problems, problem("institution.ignored", messages.IGNORED))
    if has_error(problems):
        return RowPreview(row.row, "error", row.values, problems=problems)
    record = contest_record(row.values, where.institution_id)
    key = contest_key(record)
    repeated = bench.repeats.setdefault("results", Repeats(_said)).check(key, None, record, (sheet.sheet, row.row))
    if repeated is not None:
        return left_out(row.row, row.values, problems, repeated)
    bench.draft.row = row.row
    fate, found = bench.contests.apply(key, record)
    return _told(bench, row, problems, {fate}, found)


def exam_rows(session: Session, bench: Workbench, sheet: SheetReading) -> list[RowPreview]:
    """What becomes of each row of a table of exam results; a wide row carries several subjects."""
    years = {row.values.get("year") for row in sheet.rows if not row.skipped}
    bench.exams.known |= load_exam_results(session, years - bench.exams.loaded) if years else {}
    bench.exams.loaded |= years
    bench.draft.sheet = sheet.sheet
    ours = {_town(name) for name in _municipalities(bench)}
    return [passed_over(row) if row.skipped else _exam_row(bench, sheet, row, ours) for row in sheet.rows]


def _municipalities(bench: Workbench) -> list[str]:
    """The municipalities in which an institution of the database is."""
    used = {one["municipality_id"] for one in bench.list_of.institutions.records.values()}
    return [one["name"] for one in bench.list_of.municipalities.values() if one["id"] in used]


def _town(name: str) -> str:
    return " ".join(_TOWN_WORDS.sub(" ", name_key(name)).split())


def _exam_row(bench: Workbench, sheet: SheetReading, row: RowReading, ours: set[str]) -> RowPreview:
    values = row.values
    municipality = values.get("municipality")
    if municipality is not None and _town(municipality) not in ours and values.get("institution"):
        where, problems = NOWHERE, [*row.problems, _external(bench, sheet, row)]
    else:
        where, problems = _place(bench, sheet, row, needs_place=True)
    if where.is_ignored:
        return left_out(row.row, values, problems, problem("institution.ignored", messages.IGNORED))
    if has_error(problems):
        return RowPreview(row.row, "error", values, problems=problems)
    return _written_exam(bench, sheet, row, where, problems)


def _external(bench: Workbench, sheet: SheetReading, row: RowReading) -> Problem:
    """Institutions of others are stored by the office alone."""
    column, text = column_of(sheet, "institution"), str(row.values["institution"])
    if not bench.scope.everything:
        return messages.outside_scope(text, row.row, column)
    return problem("institution.external", _EXTERNAL, row=row.row, column=column, value=text)


def _written_exam(
    bench: Workbench, sheet: SheetReading, row: RowReading, where: Where, problems: list[Problem]
) -> RowPreview:
    values = row.values
    records: dict[Key, dict[str, Any]] = {}
    repeats = bench.repeats.setdefault("exams", Repeats(_said))
    for told in _subjects(values):
        record = exam_record(told, where.institution_id, str(values["institution"]))
        key = exam_key(record)
        repeated = repeats.check(key, None, record, (sheet.sheet, row.row))
        if repeated is not None:
            for noted in records:
                repeats.forget(noted)
            return left_out(row.row, values, problems, repeated)
        records[key] = record
    bench.draft.row = row.row
    fates: set[Fate] = set()
    changed: Differences = {}
    for key, record in records.items():
        fate, found = bench.exams.apply(key, record)
        fates.add(fate)
        changed |= found
    return _told(bench, row, problems, fates, changed)


def _subjects(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each subject of the row with what is common to the row."""
    common = {name: value for name, value in values.items() if name != "records"}
    return [common | record for record in values["records"]] if values.get("records") else [common]


def _place(bench: Workbench, sheet: SheetReading, row: RowReading, *, needs_place: bool) -> tuple[Where, list[Problem]]:
    """The institution of the row, and what there is to say of it; its name comes among the values."""
    column = column_of(sheet, "institution")
    if row.institution_text is None:
        row.institution_text = row.values.get("institution")
    else:  # read once, previewed again
        row.values["institution"] = row.institution_text
    where = bench.where(row.institution_text)
    problems = list(row.problems)
    if where.trouble is not None:
        problems.append(where.trouble(row.row, column))
    elif needs_place and where == NOWHERE and not has_error(problems):
        problems.append(problem("institution.missing", messages.MISSING, row=row.row, column=column))
    if where.institution_id is not None:
        row.values["institution"] = bench.name(where.institution_id)
    return where, problems


def _said(_row: None, record: dict[str, Any]) -> dict[str, Any]:
    """The draft may have numbered the record meanwhile; texts that differ by case or ё are the same."""
    told = ((name, value) for name, value in record.items() if name != "id")
    return {name: name_key(value) if isinstance(value, str) else value for name, value in told}


def _told(
    bench: Workbench, row: RowReading, problems: list[Problem], fates: set[Fate], found: Differences
) -> RowPreview:
    if "create" in fates:
        return RowPreview(row.row, "create", row.values, {}, problems)
    if "update" in fates:
        return RowPreview(row.row, "update", row.values, _as_shown(bench, found), problems)
    if "known" in fates:
        return left_out(row.row, row.values, problems, problem("row.known", messages.KNOWN))
    return RowPreview(row.row, "unchanged", row.values, problems=problems)


def _as_shown(bench: Workbench, found: Differences) -> Differences:
    """The changes by the fields of the sheet; an institution by its name."""
    shown = {_SHOWN.get(name, name): pair for name, pair in found.items() if not name.endswith(("_key", "_id"))}
    if "institution_id" in found:
        old, new = found["institution_id"]
        shown["institution"] = (bench.name(old) if old else None, bench.name(new))
    if "institution_name" in shown:
        shown["institution"] = shown.pop("institution_name")
    return shown
