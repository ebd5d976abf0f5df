"""Step 3: what each column means; guesses are marked, and a person confirms them."""

import streamlit as st

from gmk.excel.grid import Grid, column_index
from gmk.excel.headers import JOINT
from gmk.excel.reading import MappedColumn, SheetReading
from gmk.ui.texts import plain
from gmk.ui.upload.draft import GUESSED, Draft, Step
from gmk.ui.upload.frame import closed, title, to_come
from gmk.ui.upload.pictures import cell_text
from gmk.ui.upload.words import MATCH_WORDS, fields_to_choose, group_text
from gmk.wording import counted

IGNORE = ""
RECALLED = "запомнено с прошлого раза"
_EXAMPLES = 3
_WIDTHS = (5, 6, 6)


def show_columns(draft: Draft, at: Step) -> None:
    """The step, open or closed; `at` is the step that is open now."""
    if at is Step.COLUMNS:
        with st.container(border=True):
            _open(draft)
    elif at < Step.COLUMNS:
        to_come(Step.COLUMNS)
    else:
        closed(draft, Step.COLUMNS, _summary(draft))


def needs_answer(draft: Draft) -> bool:
    """A column's meaning was only guessed."""
    return bool(draft.guesses())


def _summary(draft: Draft) -> str:
    known = sum(len(sheet.mapping) for sheet in draft.tables())
    ignored = sum(len(sheet.ignored_columns) for sheet in draft.tables())
    left = f", не загружаются {ignored}" if ignored else ""
    return f"узнано {counted(known, 'столбец', 'столбца', 'столбцов')}{left}"


def _open(draft: Draft) -> None:
    st.subheader(title(Step.COLUMNS), anchor=False)
    sheet = _pick_sheet(draft)
    guessed = sum(column.match in GUESSED for column in sheet.mapping)
    if guessed:
        number = counted(guessed, "столбец", "столбца", "столбцов")
        st.warning(
            f"Программа догадалась, что значит {number}, но не уверена: они отмечены. "
            "Проверьте их и нажмите «Всё верно».",
            icon=":material/help:",
        )
    st.caption("Столбец вашего файла, примеры из него и то, чем программа его считает.")
    with st.form(draft.key(f"columns_{sheet.sheet}"), border=False):
        chosen = _ask_columns(draft, sheet)
        if not st.form_submit_button("Всё верно", type="primary", key="gmk_upload_columns_done"):
            return
    _apply(draft, sheet, chosen)
    draft.step = None
    st.rerun()


def _pick_sheet(draft: Draft) -> SheetReading:
    tables = draft.tables()
    if len(tables) == 1:
        return tables[0]
    unsure = {name for name, _ in draft.guesses()}
    first = next((place for place, sheet in enumerate(tables) if sheet.sheet in unsure), 0)
    return st.selectbox("Лист", tables, index=first, format_func=lambda sheet: sheet.sheet, key=draft.key("columns_of"))


def _ask_columns(draft: Draft, sheet: SheetReading) -> dict[str, str]:
    """Column letter → field chosen, `IGNORE` for none."""
    fields = {IGNORE: "не загружать", **fields_to_choose(sheet.format or "")}
    mapped = {column.column: column for column in sheet.mapping}
    letters = sorted({*mapped, *sheet.ignored_columns}, key=column_index)
    grid = draft.grid(sheet.sheet)
    return {letter: _ask_column(draft, sheet, grid, letter, mapped.get(letter), fields) for letter in letters}


def _ask_column(
    draft: Draft, sheet: SheetReading, grid: Grid, letter: str, column: MappedColumn | None, fields: dict[str, str]
) -> str:
    heading = column.header if column else heading_in(grid, sheet, letter)
    mark = _match_mark(column, is_recalled=draft.is_recalled(sheet.sheet, letter))
    with st.container(key=f"gmk_upload_heading_{letter}"):
        left, middle, right = st.columns(_WIDTHS, vertical_alignment="center")
    left.markdown(f"**{letter}** · {plain(heading) or ':gray[без заголовка]'}  \n{mark}")
    middle.caption(plain("; ".join(examples(grid, sheet, letter))) or "пусто")
    options = list(fields)
    chosen: str = right.selectbox(
        f"Что в столбце {letter}",
        options,
        index=options.index(column.field) if column and column.field in fields else 0,
        format_func=lambda name: fields[name],
        key=draft.key(f"column_{sheet.sheet}_{letter}"),
        label_visibility="collapsed",
    )
    return chosen


def _match_mark(column: MappedColumn | None, *, is_recalled: bool) -> str:
    if column is None:
        return f":gray[{RECALLED if is_recalled else 'не узнан'}]"
    stands_for = group_text(column.group)
    told = (RECALLED if is_recalled else MATCH_WORDS[column.match]) + (f", {stands_for}" if stands_for else "")
    return f":orange-badge[:material/help: {told}]" if column.match in GUESSED else f":gray[{told}]"


def heading_in(grid: Grid, sheet: SheetReading, letter: str) -> str:
    """The heading of a column that fills no field, its levels joined."""
    index = column_index(letter)
    rows = [row for number, row in zip(grid.numbers, grid.rows, strict=True) if number in sheet.header_rows]
    return JOINT.join(text for row in rows if index < len(row) and (text := cell_text(row[index])))


def examples(grid: Grid, sheet: SheetReading, letter: str) -> list[str]:
    """The first different values of the column."""
    index, found = column_index(letter), dict[str, None]()
    start = sheet.first_data_row or (sheet.header_rows[-1] + 1 if sheet.header_rows else 1)
    for number, row in zip(grid.numbers, grid.rows, strict=True):
        if number >= start and index < len(row) and (text := cell_text(row[index])):
            found[text] = None
            if len(found) == _EXAMPLES:
                break
    return list(found)


def _apply(draft: Draft, sheet: SheetReading, chosen: dict[str, str]) -> None:
    """Takes over what differs from the reading, and every guess, which is the person's word from now on."""
    before = {column.column: column for column in sheet.mapping}
    said = {letter: field or None for letter, field in chosen.items() if _differs(before.get(letter), field)}
    if said:
        draft.choose_sheet(sheet.sheet, columns={**(draft.choice(sheet.sheet).columns or {}), **said})


def _differs(column: MappedColumn | None, field: str) -> bool:
    if column is None:
        return field != IGNORE
    return column.field != field or column.match in GUESSED
