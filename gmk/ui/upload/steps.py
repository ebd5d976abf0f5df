"""The upload page: five steps one under another, open only where an answer is needed."""

from datetime import date

import streamlit as st

from gmk.ui.upload import check_step, column_step, file_step, name_step, sheet_step, work
from gmk.ui.upload import draft as drafts
from gmk.ui.upload.draft import Draft, Step
from gmk.ui.upload.frame import STYLE, to_come
from gmk.ui.upload.recalled import show_recalled
from gmk.ui.upload.written import show_written


def upload_in_steps(on: date) -> None:
    """Draws the page. `on` is the day for which a new file is taken to hold."""
    st.html(STYLE)
    draft = drafts.current()
    if draft is None:
        file_step.choose_file(on)
        for step in list(Step)[1:]:
            to_come(step)
    elif draft.written is not None:
        show_written(draft)
        file_step.choose_file(on, heading="Загрузить ещё файл")
    else:
        _show_steps(draft)


def _show_steps(draft: Draft) -> None:
    """Everything is known: the page stands at the check. Otherwise at the first step that needs an answer."""
    at = draft.step or _first_reading_step(draft)
    waiting = st.empty()  # there in each run, so that nothing below moves when there is nothing to wait for
    found = work.check(draft, waiting) if at >= Step.NAMES else None
    if found and draft.step is None and name_step.needs_answer(draft, found):
        at = Step.NAMES
    if draft.notice and found is None:
        st.info(draft.notice, icon=":material/stop_circle:")
    with st.container(gap="xsmall"):
        file_step.show_file(draft)
        sheet_step.show_sheets(draft, at)
        column_step.show_columns(draft, at)
        show_recalled(draft)
        name_step.show_names(draft, at, found)
        check_step.show_check(draft, at, found)


def _first_reading_step(draft: Draft) -> Step:
    if sheet_step.needs_answer(draft):
        return Step.SHEETS
    return Step.COLUMNS if column_step.needs_answer(draft) else Step.CHECK
