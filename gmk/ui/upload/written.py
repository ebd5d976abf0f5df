"""After «Записать»: what was written, where to see it, and how to take it back; the next file is chosen below it."""

import streamlit as st

from gmk.ui.links import link
from gmk.ui.texts import plain
from gmk.ui.upload.draft import Draft
from gmk.ui.upload.undo import ask_to_undo, offer_undo
from gmk.wording import counted

_COUNTED = {"institutions", "staff", "courses"}
"""Formats after which coverage is another one."""
_LEFT = ("строка с ошибками не записана", "строки с ошибками не записаны", "строк с ошибками не записано")
_SENT = ("строка отправлена владельцу", "строки отправлены владельцам", "строк отправлено владельцам")


def show_written(draft: Draft) -> None:
    """The result of the upload of this tab."""
    if draft.written is None:
        return
    st.success(f"**Записано.** Загрузка № {draft.written}: {_told(draft)}", icon=":material/task_alt:")
    with st.container(horizontal=True, vertical_alignment="center"):
        if _COUNTED & set(draft.formats):
            link("training/coverage.py", "Охват обучением", icon=":material/monitoring:")
        link("data/imports.py", "Открыть в журнале", icon=":material/history:", load=str(draft.written))
        if draft.counts.get("sent"):
            link("data/requests.py", "Ваши заявки")
        offer_undo(draft.written)
    ask_to_undo(draft.written)


def _told(draft: Draft) -> str:
    counts = draft.counts
    parts = (
        f"{counted(counts['create'], 'новая строка', 'новые строки', 'новых строк')}" if counts["create"] else "",
        counted(counts["update"], "изменение", "изменения", "изменений") if counts["update"] else "",
        counted(counts["error"], *_LEFT) if counts["error"] else "",
        counted(counts["sent"], *_SENT) if counts.get("sent") else "",
    )
    return f"{plain(draft.file)} – " + ", ".join(part for part in parts if part) + "."
