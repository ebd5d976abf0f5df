"""What is remembered of sheets like those of the file: told, and forgotten on a click."""

import streamlit as st

from gmk.excel.letters import column_index
from gmk.intake.layouts import Recalled
from gmk.ui.clock import local
from gmk.ui.texts import plain
from gmk.ui.upload import work
from gmk.ui.upload.draft import Draft
from gmk.wording import day_text


def show_recalled(draft: Draft) -> None:
    """A line for each sheet that is read as in former uploads."""
    for place, (sheet, recalled) in enumerate(draft.recalled.items()):
        line = st.container(horizontal=True, vertical_alignment="center", key=f"gmk_upload_recalled_{place}")
        line.markdown(f":gray[:material/history:] {_told(draft, sheet, recalled)}", width="stretch")
        if line.button("Забыть", key=f"gmk_upload_forget_{place}", type="tertiary"):
            work.forget(draft, sheet)
            st.rerun()


def _told(draft: Draft, sheet: str, recalled: Recalled) -> str:
    on, by = day_text(local(recalled.kept.at).date()), plain(recalled.kept.by)
    name = f", лист «{plain(sheet)}»" if len(draft.grids) > 1 else ""
    return f"Запомнено с прошлого раза ({on}, {by}){name}: {_what(recalled)}."


def _what(recalled: Recalled) -> str:
    choice = recalled.choice
    letters = sorted(choice.columns or {}, key=column_index)
    parts = (
        "лист не загружать" if choice.skip else "",
        "что на листе" if choice.format else "",
        "где шапка" if choice.header_rows else "",
        f"что значат столбцы {', '.join(letters)}" if len(letters) > 1 else "",
        f"что значит столбец {letters[0]}" if len(letters) == 1 else "",
    )
    return ", ".join(part for part in parts if part)
