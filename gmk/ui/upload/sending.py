"""Rows that the person may not write: counted apart, and sent to their owners if the person wants."""

from collections.abc import Sequence

import streamlit as st

from gmk.intake.foreign_rows import ForeignRows, foreign_rows, has_own_errors
from gmk.intake.requests import LONGEST_TEXT
from gmk.ui.texts import plain
from gmk.ui.upload import work
from gmk.ui.upload.check import Checked, Only
from gmk.ui.upload.draft import Draft
from gmk.wording import counted

_ROWS = ("строка", "строки", "строк")


def offer_to_send(draft: Draft, found: Checked) -> bool:
    """Says whose rows they are; True if the person sends them, and is asked here for the writing of all."""
    foreign = foreign_rows(found.preview)
    if not foreign:
        return False
    with st.container(border=True, key="gmk_upload_foreign"):
        st.markdown(_told(foreign))
        is_wanted = st.checkbox(
            "Отправить заявку владельцу",
            key=draft.key("send"),
            help="Ваши строки запишутся сразу. Остальные увидит ответственный этого учреждения или методический "
            "кабинет: он примет их или отклонит, и вы узнаете об этом на странице «Заявки».",
        )
        if is_wanted:
            _ask_to_send(draft, found)
    return is_wanted


def _told(foreign: Sequence[ForeignRows]) -> str:
    lines = [f"- {counted(one.count, *_ROWS)} {plain(one.label)}: {_why(one)}" for one in foreign]
    return "\n".join(["**Есть строки, которые сами вы не запишете.**", "", *lines])


def _why(one: ForeignRows) -> str:
    return "это не ваше учреждение" if one.institution_id is not None else "такие сведения вносит он"


def _ask_to_send(draft: Draft, found: Checked) -> None:
    is_partly = has_own_errors(found.preview)
    if is_partly:
        st.markdown(":orange[:material/error:] Остальные строки с ошибками не запишутся и не отправятся.")
    note = st.text_input("Пояснение для владельца (не обязательно)", max_chars=LONGEST_TEXT, key=draft.key("send_note"))
    is_seen = not found.rows.get(Only.WARNING) or st.checkbox(
        "Предупреждения просмотрены, можно записывать", key=draft.key("send_warnings_seen")
    )
    label = "Записать верные и отправить" if is_partly else "Записать и отправить"
    if st.button(label, type="primary", icon=":material/send:", disabled=not is_seen, key="gmk_upload_send"):
        work.write(draft, found, valid_only=is_partly, note=note)
        st.rerun()
