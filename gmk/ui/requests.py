"""Requests: what others sent for the user to decide about, and what became of the user's own."""

from collections.abc import Callable, Sequence

import streamlit as st

from gmk.excel.write import TableColumn, TableSpec
from gmk.intake.request_rows import RequestRow, RequestState
from gmk.intake.requests import withdraw_request
from gmk.ui.clock import moment_text
from gmk.ui.data import save
from gmk.ui.forms import submit
from gmk.ui.request_decision import show_decision
from gmk.ui.tables import show_table
from gmk.ui.texts import plain
from gmk.wording import counted

PARAMETER = "request"
_ROWS = ("строка", "строки", "строк")


def _column(title: str, value: Callable[[RequestRow], str | None], width: int) -> TableColumn[RequestRow]:
    return TableColumn(title, value, width=width)


_WHICH = (
    _column("Заявка", lambda row: f"№ {row.id}", 8),
    _column("Состояние", lambda row: row.state.label, 22),
    _column("Учреждение", lambda row: row.institution, 30),
)
_OUTCOME = (
    _column("Решена", lambda row: moment_text(row.decided_at), 16),
    _column("Ответ", lambda row: row.answer, 40),
    _column("Файл", lambda row: row.file, 25),
    _column("Отправлена", lambda row: moment_text(row.sent_at), 16),
)
DECIDED: TableSpec[RequestRow] = TableSpec(
    "Решённые заявки",
    (
        *_WHICH,
        _column("Кто отправил", lambda row: row.sender, 26),
        _column("Кто решил", lambda row: row.decided_by, 26),
        _column("Загрузка", lambda row: f"№ {row.import_id}" if row.import_id else None, 10),
        *_OUTCOME,
    ),
)
OWN: TableSpec[RequestRow] = TableSpec("Ваши заявки", (*_WHICH, *_OUTCOME))


def show_requests_to_decide(rows: Sequence[RequestRow]) -> None:
    """Those that wait, each with the way to its decision; below them the decided ones. Nothing without any."""
    if not rows:
        return
    waiting, decided = _split(rows)
    chosen = _chosen(waiting)
    if chosen is not None:
        with st.container(border=True):
            show_decision(chosen, about=_about(chosen), close=_close)
    st.subheader("Ждут вашего решения")
    if not waiting:
        st.markdown("Сейчас решать нечего.")
    for row in waiting:
        if row is not chosen:
            _show_waiting(row)
    if decided:
        st.subheader("Решённые")
        show_table(DECIDED, decided, key="gmk_requests_decided", empty="Решённых заявок нет.")


def show_own_requests(rows: Sequence[RequestRow]) -> None:
    """What the user sent: open ones can be taken back. Nothing without any."""
    if not rows:
        return
    waiting, decided = _split(rows)
    st.subheader("Ваши заявки")
    for row in waiting:
        _show_own(row)
    if decided:
        show_table(OWN, decided, key="gmk_requests_own", empty="Заявок нет.")


def _split(rows: Sequence[RequestRow]) -> tuple[list[RequestRow], list[RequestRow]]:
    waiting = [row for row in rows if row.state is RequestState.OPEN]
    return waiting, [row for row in rows if row.state is not RequestState.OPEN]


def _about(row: RequestRow) -> str:
    rows = counted(row.count, *_ROWS)
    note = f"  \n«{plain(row.note)}»" if row.note else ""
    return f"**{plain(row.institution)}** – {rows} из файла «{plain(row.file)}», {moment_text(row.sent_at)}{note}"


def _show_waiting(row: RequestRow) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"{_about(row)}  \n:gray[От кого: {plain(row.sender)}]")
        if st.button("Посмотреть и решить", key=f"gmk_request_open_{row.id}", icon=":material/visibility:"):
            st.query_params[PARAMETER] = str(row.id)
            st.rerun()


def _show_own(row: RequestRow) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"{_about(row)}  \n:orange[{row.state.label}]")
        if st.button("Отозвать", key=f"gmk_request_withdraw_{row.id}", icon=":material/undo:"):
            act = lambda: save(withdraw_request, request_id=row.id)  # noqa: E731 - said at once
            submit(f"request_{row.id}", act, done="Заявка отозвана")


def _chosen(waiting: Sequence[RequestRow]) -> RequestRow | None:
    """The request that the address names."""
    asked = st.query_params.get(PARAMETER)
    found = next((row for row in waiting if str(row.id) == asked), None)
    if asked and found is None:
        st.warning("Этой заявки нет среди тех, что ждут вашего решения: возможно, её уже решили или отозвали.")
    return found


def _close() -> None:
    st.query_params.pop(PARAMETER, None)
