"""How a file was read, kept with a request, and the same rows of the same file read again for its owner."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlmodel import Session

from gmk.db.tables import Institution, RowRequest
from gmk.errors import RuleBroken
from gmk.excel.reading import ReadingOptions, RowReading, SheetChoice, SheetReading, WorkbookReading
from gmk.excel.repairs import row_number
from gmk.intake import files
from gmk.intake.model import ImportOptions
from gmk.intake.recognise import read_workbook

Rows = dict[str, list[int]]


def as_kept(options: ImportOptions, *, without: Rows) -> dict[str, Any]:
    """What makes reading and comparing come out the same again, as plain values.

    Answers are the sender's own, and so are the corrected cells in the rows `without` which the request is.
    """
    reading = options.reading
    as_of = reading.as_of.isoformat() if reading.as_of else None
    choices = {sheet: _without(choice, set(without.get(sheet, ()))) for sheet, choice in reading.choices.items()}
    return {"policy": options.policy, "reading": asdict(replace(reading, choices=choices)) | {"as_of": as_of}}


def _without(choice: SheetChoice, rows: set[int]) -> SheetChoice:
    repairs = {cell: pair for cell, pair in choice.repairs.items() if row_number(cell) not in rows}
    return replace(choice, repairs=repairs)


def as_chosen(kept: dict[str, Any], people: dict[str, str]) -> ImportOptions:
    """The options from what was kept, with the owner's own answers about people."""
    told = dict(kept["reading"])
    told["as_of"] = date.fromisoformat(told["as_of"]) if told["as_of"] else None
    told["choices"] = {sheet: choice_as_chosen(choice) for sheet, choice in told["choices"].items()}
    return ImportOptions(ReadingOptions(**told), kept["policy"], people=people)


def choice_as_chosen(told: dict[str, Any]) -> SheetChoice:
    """A choice that was kept as plain values: what JSON has made lists of, as tuples again."""
    header = told["header_rows"]
    repairs = {cell: tuple(pair) for cell, pair in told["repairs"].items()}
    return SheetChoice(**told | {"header_rows": header and tuple(header), "repairs": repairs})


def read_again(session: Session, request: RowRequest, options: ImportOptions) -> WorkbookReading:
    """The rows of the request and no others; they belong to its institution, if it has one, whatever the file calls it.

    Raises:
        RuleBroken: the file isn't kept any more.
    """
    reading = read_workbook(kept_data(request), file_name=request.file_name, options=options.reading)
    key = request.institution_id
    institution = session.get_one(Institution, key).name if key is not None else None
    sheets = [_restricted(sheet, request.rows, institution) for sheet in reading.sheets]
    return replace(reading, sheets=[sheet for sheet in sheets if sheet.rows])


def kept_data(request: RowRequest) -> bytes:
    """The bytes of the file.

    Raises:
        RuleBroken: it isn't kept any more.
    """
    data = files.kept(request.stored_as)
    if data is None:
        raise RuleBroken("Файл этой заявки больше не хранится. Отклоните её и попросите прислать файл ещё раз.")
    return data


def _restricted(sheet: SheetReading, wanted: Rows, institution: str | None) -> SheetReading:
    numbers = set(wanted.get(sheet.sheet, ()))
    return replace(sheet, rows=[_of(row, institution) for row in sheet.rows if row.row in numbers])


def _of(row: RowReading, institution: str | None) -> RowReading:
    if institution is None:
        return row
    return replace(row, values=row.values | {"institution": institution})
