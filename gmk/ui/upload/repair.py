"""Mistakes repaired on the page: the rows with remarks as a table to write in, and what was repaired so far."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import pyarrow as pa
import streamlit as st

from gmk.excel.grid import Grid
from gmk.excel.letters import column_index
from gmk.excel.reading import SheetReading
from gmk.excel.repairs import repaired
from gmk.intake.model import RowPreview
from gmk.ui.texts import plain
from gmk.ui.upload.draft import Draft
from gmk.ui.upload.pictures import Shown, whole_text
from gmk.wording import counted, percent_text

ROW, WRONG = "Строка", "Что не так"
_SHOWN_REPAIRS = 50
_LONGEST_HEADING = 40

Edits = Mapping[Any, Mapping[str, Any]]
"""What was written: by the place of the row in the table, then by the heading."""


def offer_repair(draft: Draft, rows: Sequence[Shown]) -> None:
    """The cells of the rows, to be corrected; what is written is checked at once."""
    st.markdown(
        "**Исправить здесь.** Дважды щёлкните ячейку или выберите её стрелками и нажмите Enter, впишите верное "
        "значение и нажмите Enter: строка будет проверена сразу. Сам файл не изменится."
    )
    for sheet, of_sheet in groupby(rows, key=lambda one: one[0]):
        reading = next(one for one in draft.sheets() if one.sheet == sheet)
        if len(draft.tables()) > 1:
            st.caption(f"Лист «{plain(sheet)}»")
        _edit(draft, reading, [row for _, _, row in of_sheet])


def _edit(draft: Draft, sheet: SheetReading, rows: Sequence[RowPreview]) -> None:
    letters = _letters(sheet, rows)
    grid = repaired(draft.grid(sheet.sheet), draft.choice(sheet.sheet).repairs)
    table = repair_table(grid, rows, letters)
    key = draft.key(f"repair_{sheet.sheet}_{rows[0].row}")
    st.data_editor(
        table,
        hide_index=True,
        num_rows="fixed",
        disabled=[ROW, WRONG],
        column_config={
            ROW: st.column_config.NumberColumn(width=70, pinned=True),
            WRONG: st.column_config.TextColumn(width=300, pinned=True),
        },
        key=key,
        on_change=partial(_take, draft, sheet.sheet, key, [row.row for row in rows], letters),
    )


def _letters(sheet: SheetReading, rows: Sequence[RowPreview]) -> dict[str, str]:
    """Heading → letter of each column that is read; those with remarks come first."""
    headings = {column.column: column.header for column in sheet.mapping}
    wrong = {problem.column for row in rows for problem in row.problems if problem.level != "info"}
    order = sorted(headings, key=lambda letter: (letter not in wrong, column_index(letter)))
    return {f"{letter} · {headings[letter][:_LONGEST_HEADING]}".rstrip(" ·"): letter for letter in order}


def repair_table(grid: Grid, rows: Sequence[RowPreview], letters: Mapping[str, str]) -> pa.Table:
    """Number, what is wrong, and the texts of the cells of each row; `letters` by heading."""
    numbers = [row.row for row in rows]
    places = {number: place for place, number in enumerate(grid.numbers)}
    columns: dict[str, pa.Array] = {
        ROW: pa.array(numbers, pa.int64()),
        WRONG: pa.array([_wrong(row) for row in rows], pa.string()),
    }
    for heading, letter in letters.items():
        texts = [_text(grid, places[number], column_index(letter)) for number in numbers]
        columns[heading] = pa.array(texts, pa.string())
    return pa.table(columns)


def _wrong(row: RowPreview) -> str:
    """«K5: …»: the headings of the table begin with the letters of the columns."""
    told = [problem for problem in row.problems if problem.level != "info"]
    return " ".join(f"{problem.cell}: {problem.message}" if problem.cell else problem.message for problem in told)


def text_at(grid: Grid, number: int, letter: str) -> str:
    """The text of a cell as it is seen; a percentage with its sign."""
    return _text(grid, grid.numbers.index(number), column_index(letter))


def _text(grid: Grid, place: int, index: int) -> str:
    row = grid.rows[place]
    cell = row[index] if index < len(row) else ""
    if isinstance(cell, int | float) and (grid.numbers[place], index) in grid.percents:
        return percent_text(cell)
    return whole_text(cell)


def _take(draft: Draft, sheet: str, key: str, numbers: Sequence[int], letters: Mapping[str, str]) -> None:
    """Before the run: what was written becomes repairs."""
    edits: Edits = st.session_state[key]["edited_rows"]
    draft.repair(sheet, repairs_of(draft.grid(sheet), edits, numbers, letters))


def repairs_of(
    grid: Grid, edits: Edits, numbers: Sequence[int], letters: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Old and new text by the addresses of the cells; `grid` is the sheet as it is in the file."""
    written = (
        (numbers[int(place)], letters[heading], text)
        for place, cells in edits.items()
        for heading, text in cells.items()
        if heading in letters
    )
    return {f"{letter}{row}": (text_at(grid, row, letter), str(text or "").strip()) for row, letter, text in written}


def show_repairs(draft: Draft) -> None:
    """What was repaired here, each with the way back; nothing without repairs."""
    repairs = draft.repairs()
    if not repairs:
        return
    with st.expander(f"Исправлено при загрузке: {counted(len(repairs), 'ячейка', 'ячейки', 'ячеек')}", expanded=True):
        _show_repairs(draft, repairs[:_SHOWN_REPAIRS])
        if len(repairs) > _SHOWN_REPAIRS:
            st.caption(f"Показаны первые {_SHOWN_REPAIRS}.")


def _show_repairs(draft: Draft, repairs: Iterable[tuple[str, str, str, str]]) -> None:
    for place, (sheet, cell, old, new) in enumerate(repairs):
        line = st.container(horizontal=True, vertical_alignment="center", key=f"gmk_upload_repaired_{place}")
        line.markdown(plain(repair_text(sheet, cell, old, new)), width="stretch")
        if line.button("Вернуть", key=f"gmk_upload_unrepair_{place}", type="tertiary"):
            draft.repair(sheet, {cell: (old, old)})
            st.rerun()


def repair_text(sheet: str, cell: str, old: str, new: str) -> str:
    """«Лист «Курсы», F8: было «32.13.2025», стало «31.12.2025»»."""
    return f"Лист «{sheet}», {cell}: было «{old or 'пусто'}», стало «{new or 'пусто'}»"
