"""What the upload page and the journal ask of the import: the preview, the writing, the undo."""

from contextlib import suppress
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gmk import service
from gmk.access import User
from gmk.errors import OfficeError
from gmk.intake.commit import commit_import
from gmk.intake.foreign_rows import foreign_rows
from gmk.intake.journal import import_file, preview_undo, undo_import
from gmk.intake.kept_import import marked_import
from gmk.intake.layout_memory import forget_layout, known_layouts, remember_layouts
from gmk.intake.layouts import Layout, layout_of, recall, sender_of
from gmk.intake.model import ImportPreview, UndoReport
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_sheet
from gmk.intake.report import marked_workbook
from gmk.intake.requests import commit_with_requests
from gmk.ui.data import current_user, load, save
from gmk.ui.upload.check import Checked, checked
from gmk.ui.upload.draft import Draft

COMPARING = "Сравниваю с базой…"
STOPPED = "Сравнение с базой прервано. Ничего не записано."


def check(draft: Draft, place: DeltaGenerator) -> Checked:
    """What the upload would change; made once, and again after a choice that changes it. `place` shows the progress."""
    if draft.checked is None:
        draft.sheets()
        with place.container():
            bar = st.progress(0.0, text=COMPARING)
            st.button("Прервать", key="gmk_upload_stop_check", on_click=draft.stop_check, args=(STOPPED,))
        shown = load(
            preview_import,
            reading=draft.reading,
            options=draft.options,
            on_progress=lambda share: _tell(bar, share),
        )
        draft.checked = checked(shown)
        place.empty()
        draft.note_questions(draft.checked.preview.unknown, draft.checked.preview.people)
    return draft.checked


def _tell(bar: DeltaGenerator, share: float) -> None:
    """Shows the progress; a click on «Прервать» ends the run here, and with it the comparison."""
    bar.progress(min(max(share, 0.0), 1.0), text=COMPARING)


def write(draft: Draft, found: Checked, *, valid_only: bool, note: str | None = None) -> None:
    """Writes exactly the preview; if that can't be done any more, says why, and the preview is made anew.

    With a `note`, even an empty one, the rows of other institutions are sent to their owners.
    Nothing is drawn between the writing and its note in the draft: a second click would end the run just there.
    """
    layouts = _layouts(current_user(), draft)
    with st.spinner("Записываю…"):
        try:
            number = _write(draft, found.preview, valid_only=valid_only, note=note)
        except OfficeError as error:
            draft.outdate(
                notice=f"{error} Ничего не записано. Ниже – новая проверка: посмотрите её и запишите ещё раз."
            )
        else:
            sent = 0 if note is None else sum(one.count for one in foreign_rows(found.preview))
            draft.finish(number, found.totals | {"error": found.totals["error"] - sent, "sent": sent})
            _remember(current_user(), layouts)


def _write(draft: Draft, preview: ImportPreview, *, valid_only: bool, note: str | None) -> int:
    if note is None:
        return save(commit_import, preview=preview, data=draft.content, valid_only=valid_only)
    return save(commit_with_requests, preview=preview, data=draft.content, valid_only=valid_only, note=note)


def recall_layouts(draft: Draft) -> None:
    """Has the sheets of a new file read as people said that such ones are read."""
    kept = load(known_layouts)
    if kept:
        own = current_user().full_name
        sheets = {sheet.sheet: sheet for sheet in draft.sheets()}
        found = {
            grid.sheet: recall(grid, kept, sender_of(sheets[grid.sheet], own))
            for grid in draft.grids
            if grid.form is None
        }
        draft.recall({sheet: one for sheet, one in found.items() if one is not None})


def forget(draft: Draft, sheet: str) -> None:
    """What is remembered of such sheets is forgotten, and this one read without it."""
    save(forget_layout, layout_id=draft.recalled[sheet].kept.id)
    draft.forget(sheet)


def marked_file(user: User, draft: Draft, preview: ImportPreview) -> bytes:
    """The file with its mistakes marked; it needs no new answers when it comes back corrected.

    Runs outside the session of the tab.
    """
    _remember(user, _layouts(user, draft))
    return marked_workbook(draft.content, preview)


def _layouts(user: User, draft: Draft) -> list[Layout]:
    """What the person said of the sheets, as far as it isn't remembered yet."""
    layouts = []
    for sheet, choice in draft.options.reading.choices.items():
        reading = next((one for one in draft.sheets() if one.sheet == sheet), None)
        if choice.skip:
            reading = read_sheet(draft.grid(sheet), replace(draft.options.reading, choices={}))
        if reading is not None:
            layouts.append(layout_of(draft.grid(sheet), reading, choice, sender_of(reading, user.full_name)))
    known = [one.kept.layout for one in draft.recalled.values()]
    return [one for one in layouts if one is not None and one not in known]


def _remember(user: User, layouts: list[Layout]) -> None:
    """A memory that fails is no reason to refuse what was asked."""
    if layouts:
        with suppress(OfficeError):
            service.save(user, remember_layouts, layouts=layouts)


def look_at_undo(import_id: int) -> UndoReport:
    """What an undo would do.

    Raises:
        OfficeError: the import can't be undone by this user, or not any more.
    """
    return load(preview_undo, import_id=import_id)


def undo(import_id: int) -> UndoReport:
    """Takes the import back as far as nobody has touched its records since.

    Raises:
        OfficeError: the import can't be undone by this user, or not any more.
    """
    return save(undo_import, import_id=import_id)


def kept_file(user: User, import_id: int) -> bytes:
    """The file of an import as it was uploaded; for the download, which runs outside the session of the tab."""
    return service.load(user, import_file, import_id=import_id).data


def marked_kept_file(user: User, import_id: int) -> bytes:
    """The same file with the mistakes marked that it still has; for the download too."""
    return service.load(user, marked_import, import_id=import_id)
