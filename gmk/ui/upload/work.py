"""What the upload page and the journal ask of the import: the preview, the writing, the undo."""

import streamlit as st

from gmk import service
from gmk.access import User
from gmk.errors import OfficeError
from gmk.intake.commit import commit_import
from gmk.intake.journal import import_file, preview_undo, undo_import
from gmk.intake.model import UndoReport
from gmk.intake.preview import preview_import
from gmk.ui.data import load, save
from gmk.ui.upload.check import Checked, checked
from gmk.ui.upload.draft import Draft


def check(draft: Draft) -> Checked:
    """What the upload would change; made once, and again after a choice that changes it."""
    if draft.checked is None:
        draft.sheets()
        with st.spinner("Сравниваю с базой…"):
            draft.checked = checked(load(preview_import, reading=draft.reading, options=draft.options))
        draft.asked.update({name.key: name for name in draft.checked.preview.unknown})
        draft.people_asked.update({asked.key: asked for asked in draft.checked.preview.people})
    return draft.checked


def write(draft: Draft, found: Checked, *, valid_only: bool) -> None:
    """Writes exactly the preview; if that can't be done any more, says why, and the preview is made anew.

    Nothing is drawn between the writing and its note in the draft: a second click would end the run just there.
    """
    with st.spinner("Записываю…"):
        try:
            number = save(commit_import, preview=found.preview, data=draft.content, valid_only=valid_only)
        except OfficeError as error:
            draft.outdate(
                notice=f"{error} Ничего не записано. Ниже – новая проверка: посмотрите её и запишите ещё раз."
            )
        else:
            draft.finish(number, found.totals)


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
