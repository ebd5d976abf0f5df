"""Tables on the screen: rows by their `TableSpec`, and the same rows as a workbook."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from gmk.access import Right
from gmk.excel.write import Kind, Parameters, Row, TableColumn, TableSpec
from gmk.reports.due_lists import due_lists
from gmk.reports.export import may_export, table_file
from gmk.training.rows import Policy
from gmk.ui.clock import local, now
from gmk.ui.data import current_user, may, while_signed_in
from gmk.ui.paper import paper_table
from gmk.wording import counted, day_text, percent_text, score_text

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP = "application/zip"
_LETTER, _CAPITAL, _HEADING_LETTER, _PADDING, _BUTTON = 8, 10, 8.5, 18, 18  # pixels
_WIDEST = 300
_HEIGHT = 560
_ALL_ROWS_TO = 30
_TYPES: dict[Kind, pa.DataType | None] = {
    "text": pa.string(),
    "date": pa.date32(),
    "number": None,
    "percent": pa.string(),
    "score": pa.string(),
}
_TEXTS: dict[Kind, Callable[[Any], str]] = {"percent": percent_text, "score": score_text}


def show_table(
    spec: TableSpec[Row],
    rows: Sequence[Row],
    *,
    key: str,
    empty: str = "Здесь пока никого нет.",
    parameters: Parameters = (),
    opens: bool = False,
    on_open: Callable[[Row], None] | None = None,
) -> Row | None:
    """Shows the rows with their number and «Скачать xlsx», or the sentence `empty`.

    With `opens`, the first column is a button: the row whose button was pressed in this run comes back; `on_open` is
    called with it before the run, so that it may choose in filters.
    """
    if not rows:
        st.info(empty, icon=":material/info:")
        return None
    button = f"{key}_open"
    take = partial(_take, button, rows, on_open) if on_open else None
    shown = arrow_table(spec, rows)
    st.dataframe(
        shown,
        hide_index=True,
        column_config=_looks(spec, shown, button, take) if opens or on_open else _looks(spec, shown),
        height="content" if len(rows) <= _ALL_ROWS_TO else _HEIGHT,
        placeholder="",
        key=key,
        alt=f"{spec.title}: {rows_text(len(rows))}",
    )
    st.html(paper_table(spec, rows, is_file_offered=may_export(current_user(), spec)))
    offer_table(spec, rows, parameters, key)
    return _pressed(button, rows) if opens else None


def _pressed(button: str, rows: Sequence[Row]) -> Row | None:
    press = st.session_state.get(button)
    return rows[press.row] if press and press.row < len(rows) else None


def _take(button: str, rows: Sequence[Row], on_open: Callable[[Row], None]) -> None:
    row = _pressed(button, rows)
    if row is not None:
        on_open(row)


def rows_text(count: int) -> str:
    """How many rows: «1 строка», «2 строки», «5 строк»."""
    return counted(count, "строка", "строки", "строк")


def arrow_table(spec: TableSpec[Row], rows: Sequence[Row]) -> pa.Table:
    """The rows as the screen shows them: typed, except percentages and scores: texts with a decimal comma.

    A number that has a word for a missing one is a text, too. A missing date stays empty, so that dates sort.
    """
    return pa.table({column.title: _arrow_column(column, rows) for column in spec.columns})


def _arrow_column(column: TableColumn[Any], rows: Sequence[Any]) -> pa.Array:
    values = [column.value(row) for row in rows]
    if (text_of := _text_of(column)) is not None:
        return pa.array([_sortable(value, text_of, column.missing) for value in values], pa.string())
    if column.missing and column.kind == "text":
        values = [column.missing if value is None else value for value in values]
    return pa.array(values, _TYPES[column.kind])


def _text_of(column: TableColumn[Any]) -> Callable[[Any], str] | None:
    """How a figure is shown as text; None where it is shown as it is."""
    return str if column.kind == "number" and column.missing else _TEXTS.get(column.kind)


def _sortable(value: float | None, text_of: Callable[[Any], str], missing: str) -> str:
    """Right-aligned with spaces, so that a click on the heading sorts texts as it would numbers."""
    return missing if value is None else text_of(value).rjust(len("100,0 %"))


def _looks(
    spec: TableSpec[Row], shown: pa.Table, button: str | None = None, take: Callable[[], None] | None = None
) -> dict[str, Any]:
    widths = {title: column_width(title, shown[title].to_pylist()) for title in shown.column_names}
    looks = {column.title: _look(column, widths[column.title]) for column in spec.columns}
    if button:
        first = spec.columns[0].title
        looks[first] = st.column_config.ButtonColumn(
            width=widths[first] + _BUTTON, alignment="left", key=button, on_click=take
        )
    return looks


def _look(column: TableColumn[Any], width: int) -> Any:
    if column.kind == "date":
        return st.column_config.DateColumn(format="DD.MM.YYYY", width=width)
    if column.kind == "number" and not column.missing:
        return st.column_config.NumberColumn(width=width)
    return st.column_config.TextColumn(width=width, alignment="right" if _text_of(column) else "left")


def column_width(title: str, values: Sequence[Any]) -> int:
    """Pixels for the heading and the longest of the values, so that few columns fit the page without being cut."""
    texts = {str(value).strip() for value in values if value is not None}
    return min(max(int(len(title) * _HEADING_LETTER), *map(_letters, texts), 0) + _PADDING, _WIDEST)


def _letters(text: str) -> int:
    return len(text) * _LETTER + sum(map(str.isupper, text)) * (_CAPITAL - _LETTER)


def offer_table(spec: TableSpec[Row], rows: Sequence[Row], parameters: Parameters, key: str) -> None:
    """The number of the rows, and «Скачать xlsx» for whoever may have them as a file."""
    user, at = current_user(), local(now())
    with st.container(horizontal=True, vertical_alignment="center", key=f"screen_{key}"):
        st.caption(rows_text(len(rows)))
        if may_export(user, spec):
            make = partial(table_file, user, spec, rows, parameters=parameters, at=at)
            offer_file("Скачать xlsx", make, f"{spec.title} {_day(at)}.xlsx", XLSX, key=f"{key}_file")


def offer_file(label: str, make: Any, name: str, mime: str, *, key: str) -> None:
    """A button behind which `make` gives the bytes of the file; it works on the click, outside the session."""
    st.download_button(label, while_signed_in(make), name, mime, key=key, on_click="ignore", icon=":material/download:")


def offer_due_lists(*, on: date, policy: Policy, horizon: int, institution_id: int | None) -> None:
    """«Сообщить в учреждения»: a zip of workbooks, for whoever may have files with names."""
    user, at = current_user(), local(now())
    if may(Right.EXPORT_PEOPLE):
        make = partial(
            due_lists, user, on=on, policy=policy, at=at, horizon_months=horizon, institution_id=institution_id
        )
        with st.container(horizontal=True, vertical_alignment="center", key="screen_due_lists"):
            offer_file("Сообщить в учреждения", make, f"Сроки обучения {day_text(on)}.zip", ZIP, key="due_lists")
            st.caption("Архив: для каждого учреждения своя таблица с теми, кому подошёл или подходит срок.")


def _day(at: datetime) -> str:
    return day_text(at.date())
