"""What the first page shows: what is due, what was imported last, what to do first."""

from collections.abc import Sequence

import streamlit as st

from gmk.excel.write import TableColumn, TableSpec
from gmk.intake.model import ImportRow
from gmk.training.rows import DueCounts, DueStatus
from gmk.ui.cards import offer_upload
from gmk.ui.clock import moment_text
from gmk.ui.links import link
from gmk.ui.tables import show_table
from gmk.ui.upload.words import formats_text
from gmk.wording import number_text

LAST = 5
"""So many imports are shown."""
LAST_IMPORTS: TableSpec[ImportRow] = TableSpec(
    "Последние загрузки",
    (
        TableColumn("Когда", lambda row: moment_text(row.at), width=18),
        TableColumn("Файл", lambda row: row.file, width=36),
        TableColumn("Что в нём", lambda row: formats_text(row.formats), width=26),
        TableColumn("Кто", lambda row: row.user, width=30),
        TableColumn("Ошибки", lambda row: row.totals.get("error", 0), kind="number", width=9),
    ),
)


def show_what_is_due(counts: DueCounts, imports: Sequence[ImportRow] | None) -> None:
    """Counters, each with the way to what it counts; without imports for whoever doesn't see them."""
    places = st.columns(3 if imports is None else 4)
    for place, status, count in zip(
        places,
        (DueStatus.OVERDUE, DueStatus.NEVER, DueStatus.SOON),
        (counts.overdue, counts.never, counts.soon),
        strict=False,
    ):
        with place:
            st.metric(status.label.capitalize(), number_text(count), border=True)
            link("training/due.py", "Подробнее", status=status.label)
    if imports is not None:
        with places[-1]:
            errors = sum(row.totals.get("error", 0) for row in imports[:LAST])
            st.metric("Ошибки в загрузках", number_text(errors), border=True)
            link("data/imports.py", "Журнал загрузок")


def show_waiting_requests(count: int) -> None:
    """That others have sent rows for the user to decide about; nothing where none waits."""
    if count:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/mark_email_unread: **Заявки: {number_text(count)}**", width="content")
            st.markdown("Вам прислали строки, которые вправе записать вы.", width="content")
            link("data/requests.py", "Посмотреть и решить")


def show_last_imports(imports: Sequence[ImportRow]) -> None:
    """The last imports, the latest first."""
    st.subheader("Последние загрузки")
    show_table(LAST_IMPORTS, imports[:LAST], key="last_imports", empty="Загрузок ещё не было.")


def show_first_steps(*, has_institutions: bool, has_people: bool, has_plan: bool) -> None:
    """What to do with an empty database, and what of it is done."""
    st.subheader("С чего начать")
    _step(has_institutions, "Загрузите перечень учреждений", "По нему программа узнаёт школы и детские сады в списках.")
    _step(has_people, "Загрузите списки педагогов", "Такие, какие присылают учреждения: переделывать не надо.")
    _step(False, "Загрузите сведения о курсах", "Тогда на странице «Охват обучением» появятся проценты.")
    _step(has_plan, "Загрузите план работы на год", "Тогда программа напомнит о сроках и подготовит отчёты.")
    offer_upload("Перейти к загрузке файла")


def _step(is_done: bool, what: str, why: str) -> None:
    icon = ":material/check_circle:" if is_done else ":material/radio_button_unchecked:"
    st.markdown(f"{icon} **{what}**  \n{why}")


def show_administration() -> None:
    """The ways of whoever looks after users and the program."""
    link("office/users.py", "Пользователи")
    link("office/health.py", "Состояние программы")
