"""An import as it would be today: its kept file read and compared again, and given back with what is still wrong."""

from datetime import date
from typing import Any

from sqlmodel import Session

from gmk.access import Right, Scope, User, requires
from gmk.db.tables import ImportRun
from gmk.excel.reading import ReadingOptions
from gmk.intake.journal import import_file
from gmk.intake.model import Answer, ImportOptions
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_workbook
from gmk.intake.report import marked_workbook
from gmk.intake.request_reading import choice_as_chosen


@requires(Right.IMPORT, names=True)
def marked_import(session: Session, *, scope: Scope, viewer: User, import_id: int) -> bytes:
    """The file of an import with the mistakes marked that it still has, as an xlsx.

    Raises:
        NotAllowed: it is somebody else's, or holds the rows of others, and the user answers for own institutions alone.
        RuleBroken: there is no such import, or its file isn't kept any more.
    """
    kept = import_file(session, scope=scope, viewer=viewer, import_id=import_id)
    options = options_of(session.get_one(ImportRun, import_id).options or {})
    reading = read_workbook(kept.data, file_name=kept.name, options=options.reading)
    preview = preview_import(session, scope=scope, viewer=viewer, reading=reading, options=options)
    return marked_workbook(kept.data, preview)


def options_of(kept: dict[str, Any]) -> ImportOptions:
    """What had been chosen; whose posts were closed with the import is no matter any more."""
    as_of = kept.get("as_of")
    reading = ReadingOptions(
        format=kept.get("format"),
        sheet=kept.get("sheet"),
        institution=kept.get("institution"),
        association=kept.get("association"),
        school_year=kept.get("school_year"),
        as_of=date.fromisoformat(as_of) if as_of else None,
        choices={sheet: choice_as_chosen(choice) for sheet, choice in kept.get("choices", {}).items()},
    )
    answers = {key: Answer(kind, id_) for key, (kind, id_) in kept.get("answers", {}).items()}
    return ImportOptions(reading, kept.get("policy", "update"), answers=answers, people=kept.get("people", {}))
