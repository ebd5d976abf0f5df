"""One request, opened to be decided: what its rows would change, the questions they raise, and the two answers."""

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from gmk.errors import OfficeError
from gmk.intake.model import NEW_PERSON, ImportPreview, PersonQuestion
from gmk.intake.request_rows import RequestRow
from gmk.intake.requests import LONGEST_TEXT, accept_request, decline_request, preview_answered, preview_request
from gmk.ui import state
from gmk.ui.data import load, save
from gmk.ui.forms import submit
from gmk.ui.texts import plain
from gmk.ui.upload.check import Checked, Only, checked
from gmk.ui.upload.frame import STYLE
from gmk.ui.upload.pictures import rows_picture
from gmk.ui.upload.words import ACTION_TOTALS
from gmk.wording import number_text

ON_A_PAGE = 50


@dataclass(slots=True)
class Opened:
    """The request that a tab looks at: the answers about people, the preview made with them, why it was made anew."""

    request_id: int
    people: dict[str, str] = field(default_factory=dict)
    found: Checked | None = None
    notice: str = ""

    def renew(self, *, notice: str = "", people: dict[str, str] | None = None) -> None:
        """The preview has to be made again."""
        self.found, self.notice = None, notice
        self.people |= people or {}


def show_decision(row: RequestRow, *, about: str, close: Callable[[], None]) -> None:
    """The rows as they would be written now, and «Принять» or «Отклонить»; `close` leaves the request open."""
    st.html(STYLE)
    st.subheader(f"Заявка № {row.id}", anchor=False)
    st.markdown(f"{about}  \nОт кого: {plain(row.sender)}")
    opened = _opened(row)
    found = _look(opened)
    if found is not None:
        _show_rows(opened, found)
    with st.container(horizontal=True, vertical_alignment="center"):
        if found is not None:
            _offer_to_accept(opened, found, close)
        _offer_to_decline(row, close)
        st.button("Закрыть", key="gmk_request_close", on_click=close)


def _opened(row: RequestRow) -> Opened:
    opened = st.session_state.get(state.REQUEST)
    if not isinstance(opened, Opened) or opened.request_id != row.id:
        opened = st.session_state[state.REQUEST] = Opened(row.id)
    return opened


def _look(opened: Opened) -> Checked | None:
    """The preview, made once; None if there can't be one, and why is said."""
    if opened.found is None:
        try:
            with st.spinner("Читаю файл и сравниваю с базой…"):
                opened.found = checked(_preview(opened))
        except OfficeError as error:
            st.error(plain(str(error)))
    return opened.found


def _preview(opened: Opened) -> ImportPreview:
    if opened.people:
        return load(preview_answered, request_id=opened.request_id, people=opened.people)
    return load(preview_request, request_id=opened.request_id)


def _show_rows(opened: Opened, found: Checked) -> None:
    if opened.notice:
        st.warning(plain(opened.notice), icon=":material/sync_problem:")
    counts = [f"{name.lower()}: {number_text(found.totals[action])}" for action, name in ACTION_TOTALS.items()]
    st.markdown(f"Если принять, станет так ({', '.join(counts)}):")
    _ask_people(opened, found)
    rows = found.rows[Only.ALL]
    pages = -(-len(rows) // ON_A_PAGE)
    page = st.pagination(pages, key=f"gmk_request_page_{opened.request_id}") if pages > 1 else 1
    names_sheet = len(found.preview.sheets) > 1
    st.html(rows_picture(rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE], names_sheet=names_sheet))


def _ask_people(opened: Opened, found: Checked) -> None:
    asked = found.preview.people
    if not asked:
        return
    with st.form(f"gmk_request_people_{opened.request_id}"):
        st.markdown("**По этим именам не ясно, о ком речь.** Скажите, кто это.")
        picked = {one.key: _ask(opened, one) for one in asked}
        is_said = st.form_submit_button("Применить", key="gmk_request_people_done")
    if is_said:
        opened.renew(people={key: token for key, token in picked.items() if token is not None})
        st.rerun()


def _ask(opened: Opened, one: PersonQuestion) -> str | None:
    labels = {token: f"Это {label}" for token, label in one.candidates}
    labels[NEW_PERSON] = "Другой человек, записать нового"
    return st.selectbox(
        plain(one.text),
        labels,
        index=None,
        format_func=labels.__getitem__,
        placeholder="Выберите, кто это",
        key=f"gmk_request_person_{opened.request_id}_{one.key}",
    )


def _offer_to_accept(opened: Opened, found: Checked, close: Callable[[], None]) -> None:
    """All rows; where some have errors, the others alone."""
    good = found.totals["create"] + found.totals["update"]
    has_errors = found.preview.has_errors()
    label = f"Принять верные ({number_text(good)} из {number_text(found.totals['rows'])})" if has_errors else "Принять"
    is_vain = has_errors and not good
    if st.button(label, type="primary", icon=":material/check:", disabled=is_vain, key="gmk_request_accept"):
        _accept(opened, found, close, valid_only=has_errors)


def _accept(opened: Opened, found: Checked, close: Callable[[], None], *, valid_only: bool) -> None:
    try:
        with st.spinner("Записываю…"):
            number = save(accept_request, request_id=opened.request_id, preview=found.preview, valid_only=valid_only)
    except OfficeError as error:
        opened.renew(notice=f"{error} Ниже – новый просмотр.")
    else:
        st.session_state.pop(state.REQUEST, None)
        close()
        written = f"загрузка № {number}. Отменить её можно в журнале загрузок" if number else "всё это уже записано"
        st.toast(f"Заявка принята: {written}", icon=":material/check:")
    st.rerun()


def _offer_to_decline(row: RequestRow, close: Callable[[], None]) -> None:
    def decline() -> None:
        save(decline_request, request_id=row.id, reason=reason or "")
        st.session_state.pop(state.REQUEST, None)
        close()

    with st.popover("Отклонить", icon=":material/close:", key="gmk_request_decline_open"):
        reason = st.text_area(
            "Почему", max_chars=LONGEST_TEXT, key=f"gmk_request_reason_{row.id}",
            help="Отправитель увидит эти слова. Не пишите в них о людях того, чего он знать не должен.",
        )  # fmt: skip
        if st.button("Отклонить заявку", type="primary", key="gmk_request_decline"):
            submit(f"request_{row.id}", decline, done="Заявка отклонена")
