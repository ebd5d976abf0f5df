"""Addresses of calendars on the screen: making one, the ways to subscribe, closing one."""

from urllib.parse import urlsplit

import streamlit as st

from gmk.access import Right
from gmk.excel.write import TableColumn, TableSpec
from gmk.plan.feeds import FeedRow, calendar_feeds, make_feed, revoke_feed
from gmk.plan.queries import association_choices, responsible_choices, short_name
from gmk.ui import state
from gmk.ui.clock import moment_text
from gmk.ui.data import current_user, load, may, save
from gmk.ui.forms import field_key, submit
from gmk.ui.tables import show_table

ALL, PERSON, ASSOCIATION = "весь план", "один ответственный", "одно объединение"
FEEDS: TableSpec[FeedRow] = TableSpec(
    "Адреса календарей",
    (
        TableColumn("Название", lambda row: row.name, width=30),
        TableColumn("Что в нём", lambda row: row.responsible or row.association or ALL, width=30),
        TableColumn("Кто завёл", lambda row: row.by, width=30),
        TableColumn("Заведён", lambda row: moment_text(row.created_at), width=18),
        TableColumn("Читали последний раз", lambda row: moment_text(row.last_read_at) or "ещё не читали", width=22),
    ),
    names_people=True,
)


def feed_form() -> None:
    """A new address; it is shown once."""
    form = "feed"
    with st.container(border=True):
        st.markdown("**Новый адрес**")
        name_place, what_place, whose_place = st.columns(3)
        name = name_place.text_input("Название", placeholder="Мой телефон", key=field_key(form, "name"))
        what = what_place.selectbox("Что показывать", (PERSON, ASSOCIATION, ALL), key=field_key(form, "what"))
        told: dict[str, object] = {}
        if what == PERSON:
            names = load(responsible_choices) if may(Right.EDIT_PLAN) else [short_name(current_user().full_name)]
            own = short_name(current_user().full_name)
            told["responsible"] = whose_place.selectbox(
                "Ответственный", names, names.index(own) if own in names else 0, key=field_key(form, "who")
            )
        elif what == ASSOCIATION:
            labels = load(association_choices)
            told["association_id"] = whose_place.selectbox(
                "Объединение",
                list(labels),
                format_func=labels.__getitem__,
                placeholder="объединений пока нет",
                key=field_key(form, "association"),
            )
        is_ready = what == ALL or all(told.values())
        if st.button("Завести адрес", type="primary", key=field_key(form, "make"), disabled=not is_ready):
            submit(form, lambda: _make(name, told), done="Адрес заведён")
    _show_new()


def _make(name: str, told: dict[str, object]) -> None:
    token = save(make_feed, name=name, **told)
    parts = urlsplit(st.context.url or "")
    st.session_state[state.NEW_FEED] = f"{parts.scheme}://{parts.netloc}/calendar/{token}.ics"


def _show_new() -> None:
    address = st.session_state.pop(state.NEW_FEED, None)
    if address:
        st.success("Скопируйте адрес сейчас: второй раз программа его не покажет.", icon=":material/key:")
        st.code(address, language=None)


def show_feeds() -> None:
    """The addresses in use, and closing one."""
    rows = load(calendar_feeds)
    show_table(FEEDS, rows, key="feeds", empty="Адресов пока нет.")
    if not rows:
        return
    by_id = {row.id: row for row in rows}
    form = "revoke_feed"
    place, button = st.columns([3, 1], vertical_alignment="bottom")
    chosen = place.selectbox(
        "Закрыть адрес",
        list(by_id),
        index=None,
        format_func=lambda key: by_id[key].name,
        placeholder="выберите",
        key=field_key(form, "which"),
    )
    if button.button("Закрыть", key=field_key(form, "close"), disabled=chosen is None) and chosen:
        submit(
            form, lambda: save(revoke_feed, feed_id=chosen), done="Адрес закрыт: календарь по нему больше не откроется"
        )


def say_how_to_subscribe() -> None:
    """What is in such a calendar, and where to put its address."""
    with st.expander("Как подключить и что в календаре", icon=":material/help:"):
        st.markdown(
            "- **Яндекс Календарь:** «Новый календарь» → «Импорт» → «По ссылке», вставьте адрес.\n"
            "- **Outlook:** «Добавить календарь» → «Из Интернета», вставьте адрес.\n"
            "- **iPhone:** «Настройки» → «Календарь» → «Учётные записи» → «Добавить» → «Подписной календарь».\n"
            "- **Android:** подпишите Яндекс или другой календарь в браузере, телефон покажет его сам.\n\n"
            "В календаре мероприятия с точными днями: «12.09.2026», «12–14 сентября», «до 15 мая». Месяцы, кварталы и "
            "«в течение года» в него не попадают. Отменённые приходят с пометкой об отмене. Фамилий в нём нет. "
            "Адрес открывает календарь без входа в программу, поэтому не публикуйте его. Если он стал известен чужим, "
            "закройте его и заведите новый."
        )
