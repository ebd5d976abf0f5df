"""The journal of changes on the screen: who changed what when, record by record, and the way to take it back."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

import streamlit as st

from gmk.access import Right
from gmk.excel.write import TableColumn, TableSpec
from gmk.intake.change_journal import MOST_SETS, PAGE, change_authors, change_set, change_sets
from gmk.intake.change_rows import ChangeKind, ChangeSetRow, Fate, FieldChange, RecordChange
from gmk.intake.change_undo import preview_change_undo, undo_change
from gmk.ui.clock import local, midnight, moment_text, now
from gmk.ui.data import load, may, save
from gmk.ui.filters import EARLIEST, LATEST
from gmk.ui.links import link
from gmk.ui.tables import show_table
from gmk.ui.texts import plain
from gmk.ui.undo import Undoing, ask_to_undo, offer_undo
from gmk.ui.upload.words import value_text
from gmk.wording import counted, number_text

PARAMETER = "change"
DAYS = 30
_RECORDS = ("запись", "записи", "записей")
_FATES: dict[Fate, str] = {"create": "добавлено", "update": "изменено", "delete": "удалено"}

JOURNAL: TableSpec[ChangeSetRow] = TableSpec(
    "Журнал изменений",
    (
        TableColumn("Номер", lambda row: f"№ {row.id}", width=12),
        TableColumn("Когда", lambda row: moment_text(row.at), width=18),
        TableColumn("Что сделано", lambda row: row.title, width=60),
        TableColumn("Кто", lambda row: row.by, width=30),
        TableColumn("Откуда", lambda row: row.kind.label, width=12),
        TableColumn("Записей", lambda row: row.records, kind="number", width=10),
        TableColumn("Отменено", lambda row: moment_text(row.undone_at), width=18),
    ),
    names_people=True,
)


def find_changes() -> list[ChangeSetRow]:
    """The change sets of the chosen days, person and kind; all three are in the address."""
    places = st.columns(4)
    today = local(now()).date()
    with places[0]:
        since = _day("С", "changed_since", today - timedelta(days=DAYS))
    with places[1]:
        until = _day("По", "changed_until", today)
    with places[2]:
        by = _pick_author(load(change_authors))
    with places[3]:
        kind = _pick_kind()
    return load(
        change_sets, since=midnight(since), until=midnight(until) + timedelta(days=1), by=by, kind=kind
    )  # fmt: skip


def _day(label: str, key: str, usual: date) -> date:
    picked = st.date_input(label, usual, EARLIEST, LATEST, format="DD.MM.YYYY", key=key, bind="query-params")
    return picked or usual


def _pick_author(names: Sequence[str]) -> str | None:
    """Who made the change; nothing to choose where the journal holds own changes alone."""
    if not names:
        return None
    return st.selectbox(
        "Кто", names, index=None, placeholder="кто угодно", key="changed_by", bind="query-params"
    )  # fmt: skip


def _pick_kind() -> ChangeKind | None:
    return st.selectbox(
        "Откуда",
        list(ChangeKind),
        index=None,
        format_func=lambda kind: kind.label,
        placeholder="всё",
        key="changed_how",
        bind="query-params",
    )


def show_changes(rows: Sequence[ChangeSetRow]) -> None:
    """The change sets, the latest first; above them the details of the one that the address names."""
    asked = st.query_params.get(PARAMETER, "")
    if asked.isascii() and asked.isdigit() and len(asked) < 10:
        with st.container(border=True):
            _show_details(int(asked))
    empty = "За эти дни изменений нет. Выберите другие дни или уберите отбор."
    opened = show_table(JOURNAL, rows, key="gmk_changes", empty=empty, opens=True)
    if len(rows) == MOST_SETS:
        st.caption(f"Показаны последние {MOST_SETS}. Если нужны более ранние, выберите другие дни.")
    if opened is not None:
        st.query_params[PARAMETER] = str(opened.id)
        st.session_state.pop("gmk_change_page", None)
        st.rerun()


def _show_details(set_id: int) -> None:
    """One change set: who, when and what; its records; its undo."""
    page = int(st.session_state.get("gmk_change_page", 1)) - 1
    found = load(change_set, set_id=set_id, page=page)
    row = found.row
    st.subheader(f"Изменение № {row.id}", anchor=False)
    st.markdown(f"**{plain(row.title)}** – {moment_text(row.at)}, {plain(row.by)}, {counted(row.records, *_RECORDS)}.")
    if row.undone_at:
        st.info(f"Отменено: {moment_text(row.undone_at)}, {plain(row.undone_by or '')}.", icon=":material/undo:")
    for record in found.records:
        st.markdown(record_text(record))
    _turn_pages(row.records)
    with st.container(horizontal=True, vertical_alignment="center"):
        if row.import_id is not None:
            link("data/imports.py", f"Открыть загрузку № {row.import_id}", load=str(row.import_id))
        elif _may_undo(row):
            offer_undo(_undoing(row.id))
        st.button("Закрыть", key="gmk_change_close", on_click=_close)
    ask_to_undo(_undoing(row.id))


def _turn_pages(records: int) -> None:
    pages = -(-records // PAGE)
    if pages > 1:
        st.number_input(f"Страница из {number_text(pages)}", 1, pages, key="gmk_change_page", width=180)


def record_text(record: RecordChange) -> str:
    """One record in a line of Markdown, and below it a line for each of its fields."""
    place = f" ({plain(record.place)})" if record.place else ""
    head = f"**{plain(record.label)}** – {_FATES[record.fate]}{place}"
    return "\n".join([head, *(f"- {plain(one.title)}: {_old_and_new(record.fate, one)}" for one in record.fields)])


def _old_and_new(fate: Fate, one: FieldChange) -> str:
    old, new = (plain(value_text(one.name, value)) for value in (one.old, one.new))
    return new if fate == "create" else old if fate == "delete" else f"{old} → {new}"


def _may_undo(row: ChangeSetRow) -> bool:
    is_open = row.kind is ChangeKind.FORM and row.undone_at is None
    return is_open and (may(Right.UNDO_ANY) or (row.is_own and may(Right.UNDO_OWN)))


def _undoing(set_id: int) -> Undoing:
    return Undoing(
        key=f"change_{set_id}",
        button="Отменить изменение",
        what=f"изменение № {set_id}",
        done=f"Изменение № {set_id} отменено",
        look=partial(load, preview_change_undo, set_id=set_id),
        act=partial(save, undo_change, set_id=set_id),
    )


def _close() -> None:
    st.query_params.pop(PARAMETER, None)
