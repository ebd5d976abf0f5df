"""Step 1: the file is chosen and read; a file that can't be read is refused in one sentence."""

from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from gmk.errors import WorkbookUnreadable
from gmk.intake.formats import FORMATS
from gmk.settings import MIB, settings
from gmk.ui import state
from gmk.ui.texts import plain
from gmk.ui.upload import draft as drafts
from gmk.ui.upload import whole_file, work
from gmk.ui.upload.draft import Draft, Step
from gmk.ui.upload.frame import closed, title
from gmk.wording import counted, day_text, number_text

PASTED = "pasted"
NO_TABLE = (
    "Во вставленном нет таблицы. Выделите в Excel ячейки вместе с шапкой (не меньше двух столбцов и двух строк), "
    "скопируйте их и вставьте снова."
)
STOPPED = "Чтение прервано. Ничего не загружено."


def choose_file(on: date, *, heading: str = title(Step.FILE)) -> None:
    """Draws the drop zone; keeps the upload and goes on when the file could be read."""
    st.subheader(heading, anchor=False)
    key = f"gmk_upload_file_{drafts.turn()}"
    uploaded = st.file_uploader("Перетащите сюда файл с таблицей или выберите его", key=key)
    if uploaded is None:
        _offer_to_paste(on)
        st.markdown(_what_fits())
        return
    refused = st.session_state.get(state.UPLOAD_REFUSED)
    if refused and refused[0] == uploaded.file_id:
        _show_refusal(uploaded.name, refused[1])
        return
    _read(uploaded.name, uploaded.getvalue(), on, file_id=uploaded.file_id)
    st.rerun()


def _offer_to_paste(on: date) -> None:
    """Cells copied in Excel are a file of text."""
    with st.expander("Вставить из буфера", icon=":material/content_paste:"), st.form("gmk_upload_paste", border=False):
        text = st.text_area(
            "Ячейки из Excel вместе с шапкой",
            height=160,
            placeholder="Выделите таблицу в Excel, скопируйте её (Ctrl+C), щёлкните здесь и вставьте (Ctrl+V)",
            key="gmk_upload_pasted",
        )
        is_pasted = st.form_submit_button("Проверить вставленное", key="gmk_upload_paste_done")
    if is_pasted and text.strip():
        _read(pasted_name(on), text.encode(), on, file_id=PASTED)
        st.rerun()
    refused = st.session_state.pop(state.UPLOAD_REFUSED, None)
    if refused and refused[0] == PASTED:
        st.error(NO_TABLE if refused[1] != STOPPED else STOPPED, icon=":material/block:")


def pasted_name(on: date) -> str:
    """What the journal calls what was pasted; the ending is that of a table as text."""
    return f"Вставлено из буфера {day_text(on)}.csv"


def _what_fits() -> str:
    limits = settings()
    formats = "; ".join(sheet.title.lower() for sheet in FORMATS)
    return (
        f"**Что можно загрузить:** {formats}. Таблица годится в том виде, в каком её прислали: программа сама "
        "найдёт лист, шапку и столбцы и до записи покажет, что изменится.\n\n"
        "**Какие файлы:** Excel (.xlsx, .xlsm, .xls), LibreOffice (.ods) или .csv, без пароля; "
        f"до {limits.max_file_bytes // MIB} МБ и {number_text(limits.max_rows)} строк."
    )


def _read(name: str, content: bytes, on: date, *, file_id: str) -> None:
    bar = st.progress(0.0, text=f"Читаю файл «{plain(name)}»…")
    st.button("Прервать", key="gmk_upload_stop", on_click=_refuse, args=(file_id, STOPPED))
    try:
        found = drafts.begin(name, content, on=on, on_progress=lambda share: _tell(bar, share))
    except WorkbookUnreadable as error:
        _refuse(file_id, str(error))
    else:
        work.recall_layouts(found)
        drafts.keep(found)


def _tell(bar: DeltaGenerator, share: float) -> None:
    """Shows the progress; a click on «Прервать» ends the run here, and with it the reading."""
    bar.progress(min(max(share, 0.0), 1.0), text=f"Читаю файл… {share:.0%}".replace("%", "\u00a0%"))


def _show_refusal(name: str, why: str) -> None:
    if why != STOPPED:
        st.error(f"**{plain(name)}**: {plain(why)}", icon=":material/block:")
        return
    st.info(STOPPED, icon=":material/stop_circle:")
    if st.button("Прочитать снова", key="gmk_upload_retry"):
        del st.session_state[state.UPLOAD_REFUSED]
        st.rerun()


def _refuse(file_id: str, why: str) -> None:
    st.session_state[state.UPLOAD_REFUSED] = (file_id, why)


def show_file(draft: Draft) -> None:
    """The step when the file is read: a line, or what can still be said of the file."""
    if draft.step is Step.FILE:
        _open(draft)
    else:
        line = closed(draft, Step.FILE, _summary(draft))
        if line.button("Другой файл", key="gmk_upload_other", type="tertiary"):
            drafts.drop()
            st.rerun()


def _summary(draft: Draft) -> str:
    sheets = counted(len(draft.grids), "лист", "листа", "листов")
    as_of = draft.options.reading.as_of
    return f"{plain(draft.file)} ({_size(len(draft.content))}, {sheets}), сведения на {day_text(as_of)}"


def _size(size: int) -> str:
    if size < MIB:
        return f"{max(size // 1024, 1)}\u00a0КБ"
    return f"{size / MIB:.1f}".replace(".", ",") + "\u00a0МБ"


def _open(draft: Draft) -> None:
    with st.container(border=True):
        st.subheader(title(Step.FILE), anchor=False)
        st.markdown(f"{plain(draft.file)} ({_size(len(draft.content))})")
        chosen = st.date_input(
            "На какой день верны сведения",
            draft.options.reading.as_of,
            format="DD.MM.YYYY",
            help="Курс, который заканчивается позже этого дня, будет отмечен предупреждением.",
            width=260,
        )
        said = whole_file.ask_beforehand(draft)
        with st.container(horizontal=True):
            if st.button("Дальше", type="primary", key="gmk_upload_file_done"):
                if isinstance(chosen, date) and chosen != draft.options.reading.as_of:
                    draft.choose_reading(as_of=chosen)
                whole_file.take(draft, said)
                draft.step = None
                st.rerun()
            if st.button("Выбрать другой файл", key="gmk_upload_other"):
                drafts.drop()
                st.rerun()
