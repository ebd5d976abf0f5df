"""Writes a previewed import: exactly its change set, or nothing."""

import hashlib
from collections import Counter
from dataclasses import asdict
from typing import Any

from sqlmodel import Session

from gmk.access import Right, Scope, User, requires
from gmk.changes.commit import commit
from gmk.db import bulk
from gmk.db.tables import ImportRun
from gmk.errors import NotAllowed, RuleBroken
from gmk.intake import files
from gmk.intake.educators import educators_of
from gmk.intake.model import ImportOptions, ImportPreview, SheetPreview
from gmk.intake.twins import refuse_twins
from gmk.training.latest import refresh_latest_counted


@requires(Right.IMPORT)
@bulk.without_collector()
def commit_import(
    session: Session, *, user: User, scope: Scope, preview: ImportPreview, data: bytes, valid_only: bool = False
) -> int:
    """Writes the change set of the preview, keeps the file and journals both; gives the number of the import.

    `data` are the bytes that were read for the preview. With `valid_only` the rows without errors are written.

    Raises:
        Conflict: somebody changed one of the records, or made the same ones, since the preview.
        NotAllowed: the user's institutions aren't those of the preview.
        RuleBroken: the workbook has errors and not `valid_only`, or `data` are other bytes.
    """
    _check(preview, scope, data, valid_only)
    bulk.wait_for_turn(session.connection())
    refuse_twins(session, preview)
    known = educators_of(session, preview.change_set)
    done = commit(session, preview.change_set, user=user)
    refresh_latest_counted(session, educator_ids={done.new_ids.get(one, one) for one in known})
    run = _run(preview, data, valid_only, user)
    run.change_set_id = done.change_set_id
    session.add(run)
    session.flush()
    run.stored_as = files.keep(session, data, preview.sha256)
    return run.id


def _check(preview: ImportPreview, scope: Scope, data: bytes, valid_only: bool) -> None:
    if preview.scope != scope:
        raise NotAllowed("Список ваших учреждений изменился после просмотра. Загрузите файл ещё раз.")
    if preview.has_errors() and not valid_only:
        raise RuleBroken("В файле есть ошибки. Исправьте их или выберите запись только строк без ошибок.")
    if hashlib.sha256(data).hexdigest() != preview.sha256:
        raise RuleBroken("Файл изменился после просмотра. Загрузите его ещё раз.")


def _run(preview: ImportPreview, data: bytes, valid_only: bool, user: User) -> ImportRun:
    read = [sheet for sheet in preview.sheets if sheet.format]
    return ImportRun(
        file_name=preview.file,
        sha256=preview.sha256,
        size=len(data),
        formats=list(dict.fromkeys(sheet.format for sheet in read if sheet.format)),
        mapping={sheet.sheet: {one.column: one.field for one in sheet.mapping} for sheet in read},
        totals=_totals(read),
        options=_options(preview.options, valid_only),
        user_id=user.id,
        user_name=user.full_name,
    )


def _totals(sheets: list[SheetPreview]) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for sheet in sheets:
        totals.update(sheet.totals)
    return dict(totals)


def _options(options: ImportOptions, valid_only: bool) -> dict[str, Any]:
    reading = options.reading
    return {
        "format": reading.format,
        "sheet": reading.sheet,
        "institution": reading.institution,
        "association": reading.association,
        "school_year": reading.school_year,
        "as_of": reading.as_of.isoformat() if reading.as_of else None,
        "policy": options.policy,
        "valid_only": valid_only,
        "answers": {key: [answer.kind, answer.institution_id] for key, answer in options.answers.items()},
        "people": options.people,
        "leaving": sorted(options.leaving.ids) if options.leaving else [],
        "last_day": options.leaving.last_day.isoformat() if options.leaving else None,
        "leaving_members": sorted(options.leaving_members.ids) if options.leaving_members else [],
        "last_day_of_members": options.leaving_members.last_day.isoformat() if options.leaving_members else None,
        "choices": {sheet: asdict(choice) for sheet, choice in reading.choices.items()},
    }
