"""Readings as `read_workbook` gives them, by hand: rows of a sheet with the fields that a test is about."""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Any

from gmk.access import CONSOLE, User
from gmk.excel.problems import problem
from gmk.excel.reading import MappedColumn, ReadingOptions, RowReading, SheetReading, WorkbookReading
from gmk.intake.commit import commit_import
from gmk.intake.model import ImportOptions, ImportPreview, RowPreview
from gmk.intake.preview import OnProgress, preview_import
from gmk.service import load, save

DATA = b"a workbook"
AS_OF = date(2026, 9, 1)
SCHOOLS = ("МБОУ «СОШ № 1»", "МБОУ «СОШ № 2»", "МБОУ «Лицей № 8»", "МБДОУ «Детский сад № 8»")
KINDS = ("school", "school", "lyceum", "kindergarten")
NUMBERS = (1, 2, 8, 8)


def sheet(format_name: str, rows: Iterable[dict[str, Any]], name: str = "Лист1") -> SheetReading:
    mapping = [MappedColumn("C", "ОО", "institution", "exact")]
    readings = [RowReading(number, dict(values)) for number, values in enumerate(rows, 2)]
    return SheetReading(name, format_name, [1], 2, mapping, rows=readings)


def workbook(*sheets: SheetReading) -> WorkbookReading:
    return WorkbookReading("файл.xlsx", hashlib.sha256(DATA).hexdigest(), list(sheets))


def preview(
    *sheets: SheetReading, user: User = CONSOLE, told: OnProgress | None = None, **options: Any
) -> ImportPreview:
    chosen = ImportOptions(ReadingOptions(as_of=AS_OF), **options)
    return load(user, preview_import, reading=workbook(*sheets), options=chosen, on_progress=told)


def write(*sheets: SheetReading, user: User = CONSOLE, valid_only: bool = False, **options: Any) -> int:
    shown = preview(*sheets, user=user, **options)
    return save(user, commit_import, preview=shown, data=DATA, valid_only=valid_only)


def rows_of(shown: ImportPreview) -> list[RowPreview]:
    return [row for one in shown.sheets for row in one.rows]


def fates(shown: ImportPreview) -> list[str]:
    return [row.action for row in rows_of(shown)]


def codes(shown: ImportPreview) -> list[list[str]]:
    return [[told.code for told in row.problems] for row in rows_of(shown)]


def institutions() -> SheetReading:
    rows = zip(SCHOOLS, KINDS, NUMBERS, strict=True)
    return sheet("institutions", ({"name": name, "kind": kind, "number": number} for name, kind, number in rows))


def course(name: str, institution: str | None = "СОШ №1", **values: Any) -> dict[str, Any]:
    usual = {"title": "Современный урок", "kind": "advanced", "hours": 36, "finished_on": date(2025, 3, 10)}
    return person(name, institution, position="учитель") | usual | values


def person(name: str, institution: str | None = "СОШ №1", **values: Any) -> dict[str, Any]:
    parts = [*name.split(), None, None][:3]
    named = dict(zip(("last_name", "first_name", "patronymic"), parts, strict=True))
    return {**named, "institution": institution, "position": "учитель", **values}


def with_error(values: dict[str, Any]) -> RowReading:
    told = problem("number.unreadable", "Не число.", row=9, column="I")
    return RowReading(9, values, [told])
