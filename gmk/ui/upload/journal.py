"""The journal of imports: who wrote which file when, what came of it, the file itself, and the way to take it back."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from gmk.access import Right
from gmk.excel.write import TableColumn, TableSpec
from gmk.intake.details import ImportDetails, import_details
from gmk.intake.model import ImportRow
from gmk.ui.clock import moment_text
from gmk.ui.data import current_user, load, may
from gmk.ui.links import link
from gmk.ui.tables import offer_file, show_table
from gmk.ui.texts import plain
from gmk.ui.upload import work
from gmk.ui.upload.check_step import XLSX, marked_name
from gmk.ui.upload.repair import repair_text
from gmk.ui.upload.undo import ask_to_undo, offer_undo
from gmk.ui.upload.words import ACTION_TOTALS, POLICY_WORDS, field_title, formats_text
from gmk.wording import counted, day_text, number_text

PARAMETER = "load"
STATES = {"committed": "записана", "undone": "отменена"}

JOURNAL: TableSpec[ImportRow] = TableSpec(
    "Журнал загрузок",
    (
        TableColumn("Номер", lambda row: f"№ {row.id}", width=8),
        TableColumn("Когда", lambda row: moment_text(row.at), width=16),
        TableColumn("Состояние", lambda row: STATES.get(row.state, row.state), width=10),
        TableColumn("Файл", lambda row: row.file, width=25),
        TableColumn("Что в нём", lambda row: formats_text(row.formats), width=14),
        TableColumn("Новые", lambda row: row.totals.get("create", 0), kind="number", width=6),
        TableColumn("Изменено", lambda row: row.totals.get("update", 0), kind="number", width=10),
        TableColumn("Ошибки", lambda row: row.totals.get("error", 0), kind="number", width=7),
        TableColumn("Кто", lambda row: row.user, width=26),
    ),
)


def show_journal(rows: Sequence[ImportRow]) -> None:
    """The journal, the last import first; the details of the one that the address names stand above it."""
    chosen = _chosen(rows)
    if chosen is not None:
        with st.container(border=True):
            _show_details(chosen)
    if not rows:
        st.info("Загрузок ещё не было. Здесь будет видно, кто какой файл загрузил, и каждую загрузку можно отменить.")
        link("data/upload.py", "Загрузить файл")
        return
    opened = show_table(JOURNAL, rows, key="gmk_journal", empty="Загрузок ещё не было.", opens=True)
    if opened is not None:
        st.query_params[PARAMETER] = str(opened.id)
        st.rerun()


def _show_details(row: ImportRow) -> None:
    """One import: what came of it, how it was read, its file, its undo."""
    st.subheader(f"Загрузка № {row.id}", anchor=False)
    st.markdown(f"**{plain(row.file)}** – {moment_text(row.at)}, {plain(row.user)}.")
    if row.state == "undone":
        by = f", {plain(row.undone_by)}" if row.undone_by else ""
        st.info(f"Загрузка отменена: {moment_text(row.undone_at)}{by}.", icon=":material/undo:")
    counts = [f"{name.lower()}: {number_text(row.totals.get(action, 0))}" for action, name in ACTION_TOTALS.items()]
    if row.totals.get("sent"):
        counts.append(f"отправлено владельцам: {number_text(row.totals['sent'])}")
    st.markdown(f"Строки файла – {', '.join(counts)}.")
    found = load(import_details, import_id=row.id)
    st.markdown(_choices_text(found))
    _show_mapping(row, found)
    _show_repairs(found)
    with st.container(horizontal=True, vertical_alignment="center"):
        if row.has_file:
            _offer_files(row)
        if _may_undo(row):
            offer_undo(row.id)
        st.button("Закрыть", key="gmk_import_close", on_click=_close)
    ask_to_undo(row.id)


def _offer_files(row: ImportRow) -> None:
    """The file as it came; for whoever imports also with what is still wrong in it."""
    make = partial(work.kept_file, current_user(), row.id)
    offer_file("Скачать файл", make, row.file, "application/octet-stream", key=f"gmk_import_file_{row.id}")
    if may(Right.IMPORT):
        marked = partial(work.marked_kept_file, current_user(), row.id)
        offer_file("Скачать с замечаниями", marked, marked_name(row.file), XLSX, key=f"gmk_import_marked_{row.id}")


def _choices_text(found: ImportDetails) -> str:
    options = found.options
    as_of, place = options.get("as_of"), options.get("institution")
    parts = (
        f"сведения на {day_text(date.fromisoformat(as_of))}" if as_of else "",
        f"если запись уже есть – {POLICY_WORDS[options['policy']]}" if options.get("policy") in POLICY_WORDS else "",
        "записаны только верные строки" if options.get("valid_only") else "",
        f"учреждение для всего файла – {plain(place)}" if place else "",
        f"закрыто мест работы людей, которых нет в файле: {len(options['leaving'])}" if options.get("leaving") else "",
        f"закончено участие людей, которых нет в файле: {len(options['leaving_members'])}"
        if options.get("leaving_members")
        else "",
        f"ответов о неизвестных учреждениях: {len(options['answers'])}" if options.get("answers") else "",
    )
    return f"Что было выбрано: {'; '.join(part for part in parts if part) or 'ничего, всё по умолчанию'}."


def _show_mapping(row: ImportRow, found: ImportDetails) -> None:
    """What each column was taken for; one format for all sheets is the usual case."""
    with st.expander("Как прочитаны столбцы"):
        for sheet, columns in found.mapping.items():
            told = ", ".join(f"{letter} – {plain(_title(row, field))}" for letter, field in columns.items())
            st.markdown(f"**{plain(sheet)}:** {told}")


def _show_repairs(found: ImportDetails) -> None:
    """What was corrected on the page before the file was written."""
    repairs = [
        (sheet, cell, *pair)
        for sheet, choice in found.options.get("choices", {}).items()
        for cell, pair in choice["repairs"].items()
    ]
    if repairs:
        with st.expander(f"Исправлено при загрузке: {counted(len(repairs), 'ячейка', 'ячейки', 'ячеек')}"):
            st.markdown("\n".join(f"- {plain(repair_text(*one))}" for one in repairs))


def _title(row: ImportRow, field: str) -> str:
    titles = (field_title(name, field) for name in row.formats)
    return next((title for title in titles if title != field), field)


def _may_undo(row: ImportRow) -> bool:
    return row.state == "committed" and (may(Right.UNDO_ANY) or (row.is_own and may(Right.UNDO_OWN)))


def _close() -> None:
    st.query_params.pop(PARAMETER, None)


def _chosen(rows: Sequence[ImportRow]) -> ImportRow | None:
    asked = st.query_params.get(PARAMETER)
    found = next((row for row in rows if str(row.id) == asked), None)
    if asked and found is None:
        st.warning("Такой загрузки в журнале нет или она вам не видна. Выберите загрузку из таблицы.")
    return found
