"""Step 5: what would change, row by row, and «Записать»."""

from functools import partial
from typing import get_args

import streamlit as st

from gmk.intake.model import Policy
from gmk.intake.problem_list import problem_workbook
from gmk.ui.data import current_user
from gmk.ui.links import link
from gmk.ui.texts import plain
from gmk.ui.upload import work
from gmk.ui.upload.check import Checked, Only
from gmk.ui.upload.draft import Draft, Step
from gmk.ui.upload.frame import title, to_come
from gmk.ui.upload.leaving import show_not_in_file
from gmk.ui.upload.pictures import rows_picture
from gmk.ui.upload.repair import offer_repair, show_repairs
from gmk.ui.upload.sending import offer_to_send
from gmk.ui.upload.words import ACTION_TOTALS, POLICY_WORDS
from gmk.wording import counted, number_text

ON_A_PAGE = 50
_ROWS = ("строка", "строки", "строк")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_check(draft: Draft, at: Step, found: Checked | None) -> None:
    """The step, if it is its turn."""
    if at is not Step.CHECK or found is None:
        to_come(Step.CHECK)
        return
    with st.container(border=True):
        _open(draft, found)


def _open(draft: Draft, found: Checked) -> None:
    st.subheader(title(Step.CHECK), anchor=False)
    _say_first(draft, found)
    _show_figures(found.totals)
    _ask_to_write(draft, found)
    _ask_policy(draft)
    _show_rows(draft, found)
    show_not_in_file(draft, found)


def _say_first(draft: Draft, found: Checked) -> None:
    if draft.notice:
        st.warning(plain(draft.notice), icon=":material/sync_problem:")
    if found.preview.seen_before is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(f"Этот же файл уже загружен: загрузка № {found.preview.seen_before}.", icon=":material/history:")
            link("data/imports.py", "Открыть в журнале", load=str(found.preview.seen_before))


def _show_figures(counts: dict[str, int]) -> None:
    with st.container(horizontal=True, key="gmk_upload_figures"):
        for action, name in ACTION_TOTALS.items():
            st.metric(name, number_text(counts[action]), border=True, width=165)


def _ask_to_write(draft: Draft, found: Checked) -> None:
    good = found.totals["create"] + found.totals["update"]
    if offer_to_send(draft, found):
        return
    if found.preview.has_errors():
        _ask_to_write_the_good(draft, found, good)
    elif not found.preview.change_set.changes:
        st.success("Записывать нечего: всё, что есть в файле, уже есть в базе.", icon=":material/done_all:")
    elif _are_warnings_seen(draft, found) and st.button(
        "Записать", type="primary", icon=":material/save:", key="gmk_upload_write"
    ):
        work.write(draft, found, valid_only=False)
        st.rerun()


def _are_warnings_seen(draft: Draft, found: Checked) -> bool:
    """True without warnings; otherwise the person says so once."""
    number = len(found.rows.get(Only.WARNING, ()))
    if not number:
        return True
    rows = counted(number, "строке", "строках", "строках")
    _offer_marked(draft, found)
    return st.checkbox(f"Предупреждения в {rows} просмотрены, можно записывать", key=draft.key("warnings_seen"))


def _ask_to_write_the_good(draft: Draft, found: Checked, good: int) -> None:
    bad = found.totals["error"]
    wrong = counted(bad, "строке", "строках", "строках")
    text = f"Ошибки в {wrong}." if bad else "Лист целиком взять нельзя."
    st.error(
        f"{text} Пока они есть, файл целиком не запишется. Исправьте ячейки ниже, в таблице «Исправить здесь», или "
        "скачайте файл с замечаниями, исправьте его в Excel и загрузите снова – или запишите только верные строки.",
        icon=":material/error:",
    )
    whole = number_text(good + bad)
    with st.container(horizontal=True):
        st.button("Записать", type="primary", disabled=True, icon=":material/save:", key="gmk_upload_write")
        if good:
            with st.popover(f"Записать только верные ({number_text(good)} из {whole})", key="gmk_upload_valid"):
                st.markdown(
                    f"Запишутся {counted(good, *_ROWS)}, строки с ошибками ({number_text(bad)}) – нет. "
                    "Исправленный файл можно загрузить снова: уже записанное не удвоится."
                )
                if st.button("Да, записать верные", type="primary", key="gmk_upload_write_valid"):
                    work.write(draft, found, valid_only=True)
                    st.rerun()
        _offer_marked(draft, found)


def _offer_marked(draft: Draft, found: Checked) -> None:
    """The file with its mistakes marked, made on the click."""
    st.download_button(
        "Скачать с замечаниями",
        partial(work.marked_file, current_user(), draft, found.preview),
        file_name=marked_name(draft.file),
        mime=XLSX,
        on_click="ignore",
        icon=":material/edit_note:",
        key="gmk_upload_marked",
        help="Ваша же книга: отмеченные ячейки закрашены, в примечаниях – что не так и что сделать. Макросы не "
        "сохраняются.",
    )


def marked_name(file: str) -> str:
    """«Курсы – с замечаниями.xlsx»."""
    return f"{file.rsplit('.', 1)[0]} – с замечаниями.xlsx"


def _ask_policy(draft: Draft) -> None:
    policies: tuple[Policy, ...] = get_args(Policy)
    key = draft.key("policy")

    def change() -> None:
        draft.choose(policy=st.session_state[key])

    st.selectbox(
        "Если запись уже есть в базе",
        policies,
        index=policies.index(draft.options.policy),
        format_func=lambda policy: POLICY_WORDS[policy],
        key=key,
        on_change=change,
        help="Пустая ячейка никогда не стирает то, что записано в базе.",
        width=360,
    )


def _show_rows(draft: Draft, found: Checked) -> None:
    """A repair makes the widgets anew: what was chosen stays chosen."""
    first = Only.ERROR if Only.ERROR in found.rows else Only.ALL
    only = st.pills(
        "Какие строки показать",
        list(found.rows),
        default=draft.only if draft.only in found.rows else first,
        required=True,
        format_func=lambda one: f"{one} {number_text(len(found.rows[one]))}",
        key=draft.key(f"only_{draft.options.policy}"),
    )
    draft.only = None if only is first else only
    _show_page(draft, found, only or first)


def _show_page(draft: Draft, found: Checked, only: Only) -> None:
    rows = found.rows[only]
    pages = -(-len(rows) // ON_A_PAGE)
    page = 1
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        if pages > 1:
            before = min(draft.pages.get(only, 1), pages)
            page = draft.pages[only] = st.pagination(pages, default=before, key=draft.key(f"page_{only.name}"))
        start = (page - 1) * ON_A_PAGE
        st.caption(f"Показаны {start + 1}–{min(start + ON_A_PAGE, len(rows))} из {number_text(len(rows))}.")
        _offer_problems(draft, found)
    names_sheet = sum(bool(sheet.rows) for sheet in found.preview.sheets) > 1
    shown = rows[start : start + ON_A_PAGE]
    if only in (Only.ERROR, Only.WARNING):
        offer_repair(draft, shown)
    show_repairs(draft)
    st.html(rows_picture(shown, names_sheet=names_sheet))


def _offer_problems(draft: Draft, found: Checked) -> None:
    if Only.ERROR in found.rows or Only.WARNING in found.rows:
        st.download_button(
            "Скачать список замечаний",
            lambda: problem_workbook(found.preview),
            file_name=f"Замечания – {draft.file.rsplit('.', 1)[0]}.xlsx",
            mime=XLSX,
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            key="gmk_upload_problems",
        )
