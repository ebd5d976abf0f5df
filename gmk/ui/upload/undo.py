"""Taking an import back, from its result and from the journal."""

from functools import partial

from gmk.ui import undo
from gmk.ui.upload import work


def offer_undo(import_id: int) -> None:
    """The button; what it would do is asked for first. Nothing once the import is undone."""
    undo.offer_undo(_of(import_id))


def ask_to_undo(import_id: int) -> None:
    """The preview of the undo with its confirmation, or what the undo did."""
    undo.ask_to_undo(_of(import_id))


def _of(import_id: int) -> undo.Undoing:
    return undo.Undoing(
        key=str(import_id),
        button="Отменить загрузку",
        what=f"загрузку № {import_id}",
        done=f"Загрузка № {import_id} отменена",
        look=partial(work.look_at_undo, import_id),
        act=partial(work.undo, import_id),
    )
