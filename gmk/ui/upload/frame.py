"""What every step has around it: its number and name, its summary when it is closed, and the way back into it."""

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gmk.ui.upload.draft import Draft, Step

STYLE = Path(__file__).with_name("style.css")
NAMES = {
    Step.FILE: "Файл",
    Step.SHEETS: "Лист и шапка",
    Step.COLUMNS: "Столбцы",
    Step.NAMES: "Учреждения и люди",
    Step.CHECK: "Проверка",
}


def title(step: Step) -> str:
    """«2. Лист и шапка»."""
    return f"{int(step)}. {NAMES[step]}"


DONE, OPEN = ":green[:material/check_circle:]", ":orange[:material/error:]"


def closed(draft: Draft, step: Step, summary: str, *, change: str = "Исправить", mark: str = DONE) -> DeltaGenerator:
    """A step that is past: one line, and the button that opens it. Gives the line, for further buttons."""
    line = st.container(horizontal=True, vertical_alignment="center", key=f"gmk_upload_closed_{int(step)}")
    line.markdown(f"{mark} **{title(step)}.** {summary}", width="stretch")
    if change and line.button(change, key=f"gmk_upload_open_{int(step)}", type="tertiary"):
        draft.step = step
        st.rerun()
    return line


def to_come(step: Step) -> None:
    """A step that waits for those before it."""
    st.markdown(f":gray[:material/radio_button_unchecked: {title(step)}]")
