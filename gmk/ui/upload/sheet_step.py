"""Step 2: what each sheet holds and where its header is, with the sheet's first rows to look at."""

import streamlit as st

from gmk.excel.reading import SheetReading
from gmk.intake.formats import FORMATS
from gmk.ui.texts import plain
from gmk.ui.upload.draft import Draft, Step
from gmk.ui.upload.frame import closed, title, to_come
from gmk.ui.upload.pictures import ROWS_SHOWN, sheet_picture
from gmk.ui.upload.words import format_title
from gmk.wording import counted

SKIP = "Не загружать этот лист"
BY_ITSELF = "Пусть определит программа"
_MOST_LEVELS = 3


def show_sheets(draft: Draft, at: Step) -> None:
    """The step, open or closed; `at` is the step that is open now."""
    if at is Step.SHEETS:
        with st.container(border=True):
            _open(draft)
    elif at < Step.SHEETS:
        to_come(Step.SHEETS)
    else:
        closed(draft, Step.SHEETS, _summary(draft))


def needs_answer(draft: Draft) -> bool:
    """No sheet holds a table, or one can't be taken as it is."""
    return not draft.tables() or any(_is_broken(sheet) for sheet in draft.tables())


def _is_broken(sheet: SheetReading) -> bool:
    return any(problem.level == "error" for problem in sheet.problems)


def _summary(draft: Draft) -> str:
    return "; ".join(_said(sheet) for sheet in draft.tables())


def _said(sheet: SheetReading) -> str:
    what, rows = format_title(sheet.format).lower(), counted(sheet.row_count, "строка", "строки", "строк")
    return f"«{plain(sheet.sheet)}» – {what}, {rows}, {_header_text(sheet)}"


def _header_text(sheet: SheetReading) -> str:
    rows = sheet.header_rows
    return f"шапка в строке {rows[0]}" if len(rows) == 1 else f"шапка в строках {rows[0]}–{rows[-1]}"


def _open(draft: Draft) -> None:
    st.subheader(title(Step.SHEETS), anchor=False)
    if not draft.tables():
        st.warning(
            "В файле не найдено таблицы: ни на одном листе нет строки с такими заголовками столбцов, как «ФИО», "
            "«Должность», «Тема курсов». Возможно, это не тот файл. Если таблица есть, скажите, что на листе, "
            "и покажите строку шапки.",
            icon=":material/help:",
        )
    sheet = _pick_sheet(draft)
    _show_sheet(draft, sheet)
    if st.button("Дальше", type="primary", key="gmk_upload_sheets_done", disabled=not draft.tables()):
        draft.step = None
        st.rerun()


def _pick_sheet(draft: Draft) -> SheetReading:
    sheets = draft.sheets()
    if len(sheets) == 1:
        return sheets[0]
    broken = [place for place, sheet in enumerate(sheets) if _is_broken(sheet)]
    found = [place for place, sheet in enumerate(sheets) if sheet.format]
    return st.selectbox(
        "Лист",
        sheets,
        index=(broken or found or [0])[0],
        format_func=lambda sheet: f"{sheet.sheet}: {format_title(sheet.format).lower()}",
        key=f"gmk_upload_sheet_{draft.sha256[:8]}",
    )


def _show_sheet(draft: Draft, sheet: SheetReading) -> None:
    if sheet.format:
        st.markdown(f":green[:material/check_circle:] {_said(sheet)}")
    st.caption(plain(sheet.why))
    for problem in sheet.problems:
        if problem.level == "error":
            st.error(plain(problem.message), icon=":material/error:")
    _ask_format(draft, sheet)
    _ask_header(draft, sheet)
    st.html(sheet_picture(draft.grid(sheet.sheet), sheet.header_rows))
    total = len(draft.grid(sheet.sheet).rows)
    if total > ROWS_SHOWN:
        st.caption(f"Показаны первые {ROWS_SHOWN} строк из {total}. Строки шапки выделены.")


def _ask_format(draft: Draft, sheet: SheetReading) -> None:
    choice = draft.choice(sheet.sheet)
    options = [BY_ITSELF, *(known.format for known in FORMATS), SKIP]
    chosen = SKIP if choice.skip else choice.format or sheet.format or BY_ITSELF
    key = draft.key(f"format_{sheet.sheet}")

    def change() -> None:
        picked = st.session_state[key]
        known = None if picked in (SKIP, BY_ITSELF) else picked
        draft.choose_sheet(sheet.sheet, format=known, skip=picked == SKIP, columns=None)

    st.selectbox(
        "Что на этом листе",
        options,
        index=options.index(chosen),
        format_func=lambda name: name if name in (SKIP, BY_ITSELF) else format_title(name),
        key=key,
        on_change=change,
    )


def _ask_header(draft: Draft, sheet: SheetReading) -> None:
    """The first row of the header, and how many rows it has; a click reads the sheet anew."""
    numbers = draft.grid(sheet.sheet).numbers[:ROWS_SHOWN]
    first = sheet.header_rows[0] if sheet.header_rows else None
    levels = len(sheet.header_rows) or 1
    first_key, levels_key = draft.key(f"header_{sheet.sheet}"), draft.key(f"levels_{sheet.sheet}")

    def change() -> None:
        start, count = st.session_state[first_key], st.session_state[levels_key] or 1
        rows = tuple(range(start, start + count)) if start else None
        draft.choose_sheet(sheet.sheet, header_rows=rows, columns=None)

    with st.container(horizontal=True):
        shown = numbers if first in numbers or first is None else [*numbers, first]
        st.pills("Шапка начинается в строке", shown, default=first, key=first_key, on_change=change)
        st.pills("и занимает строк", range(1, _MOST_LEVELS + 1), default=levels, key=levels_key, on_change=change)
