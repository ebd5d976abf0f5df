"""Pilot and innovation sites on the screen: the list, what is owed, the forms of a site and of its reports."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from gmk.access import Right
from gmk.associations import sites as kept
from gmk.associations.sites import TITLES, ReportRow, SiteFields, SiteRow
from gmk.people.contents import reference_names
from gmk.people.queries import institution_choices
from gmk.periods import school_year_of
from gmk.reports.association_tables import SITES
from gmk.ui.data import load, may, save
from gmk.ui.forms import SAVED, field_key, opened_version, submit
from gmk.ui.tables import show_table
from gmk.ui.texts import plain
from gmk.wording import day_text

NEW = "Новая площадка"
_EARLIEST, _LATEST = date(1980, 1, 1), date(2099, 12, 31)


def show_sites(rows: Sequence[SiteRow], on: date) -> None:
    """The sites of the day or all, then what is overdue and what ends in this school year."""
    with_past = st.toggle("Показать и завершённые", key="with_past") if rows else False
    shown = [row for row in rows if with_past or row.works_on(on)]
    show_table(
        SITES,
        shown,
        key="sites",
        empty="Действующих площадок нет." if rows else "Площадок пока нет. Добавьте первую ниже.",
        parameters=[("По состоянию на", on)],
    )
    for row in rows:
        for report in row.owed(on):
            st.warning(
                f"{plain(row.institution)}: не сдан отчёт «{plain(report.name)}», срок {day_text(report.due_on)}.",
                icon=":material/assignment_late:",
            )
    ends = date(school_year_of(on) + 1, 8, 31)
    ending = [row for row in shown if row.fields.ends_on and on <= row.fields.ends_on <= ends]
    if ending:
        names = "; ".join(f"{row.institution}, {day_text(row.fields.ends_on)}" for row in ending)
        st.caption(f"Заканчиваются в этом учебном году: {plain(names)}.")


def offer_changes(rows: Sequence[SiteRow], on: date) -> None:
    """The forms, for whoever may change sites."""
    if not may(Right.EDIT_ASSOCIATIONS):
        return
    by_id = {row.id: row for row in rows}
    with st.container(border=True):
        chosen = st.selectbox(
            "Площадка",
            [None, *by_id],
            format_func=lambda key: f"{by_id[key].institution}: {by_id[key].fields.topic}" if key else NEW,
            key="site_chosen",
        )
        row = by_id.get(chosen) if chosen else None
        _site_form(row)
    if row:
        with st.container(border=True):
            st.markdown("**Отчёты**")
            _reports(row, on)


def _site_form(row: SiteRow | None) -> None:
    form = f"site_{row.id if row else 'new'}"
    version = opened_version(form, row.version) if row else 0
    with st.form(field_key(form, "form"), border=False):
        fields = _fields(form, row.fields if row else SiteFields(None, "", ""))
        sent = st.form_submit_button("Сохранить" if row else "Добавить площадку", type="primary")
    if sent and row:
        told: dict[str, Any] = {"site_id": row.id, "version": version, "fields": fields}
        submit(form, lambda: save(kept.edit_site, **told), done=SAVED)
    elif sent:
        submit(form, lambda: save(kept.add_site, fields=fields), done="Площадка добавлена")
    if row and st.button("Удалить ошибочную запись", key=field_key(form, "remove")):
        submit(form, lambda: save(kept.remove_site, site_id=row.id, version=version), done=SAVED)


def _fields(form: str, now: SiteFields) -> SiteFields:
    lists = load(reference_names, on=date.today())
    places = {one.id: one.label for one in load(institution_choices, on=date.today())}
    statuses = list(dict.fromkeys([*lists.get("site_statuses", []), *([now.status] if now.status else [])]))
    activities = load(kept.activity_choices)
    where, status = st.columns(2)
    topic = st.text_input(TITLES["topic"], now.topic, key=field_key(form, "topic"))
    pairs = [st.columns(2) for _ in range(3)]  # row by row: a phone stacks the columns of each
    (left, right), (led_by, advised_by), (ordered, at_stage) = pairs
    return SiteFields(
        institution_id=where.selectbox(
            TITLES["institution_id"],
            list(places),
            list(places).index(now.institution_id) if now.institution_id in places else None,
            format_func=places.__getitem__,
            placeholder="выберите учреждение",
            key=field_key(form, "place"),
        ),
        status=status.selectbox(
            TITLES["status"],
            statuses,
            statuses.index(now.status) if now.status else None,
            placeholder="выберите статус",
            accept_new_options=True,
            key=field_key(form, "status"),
        )
        or "",
        topic=topic,
        starts_on=left.date_input(
            TITLES["starts_on"], now.starts_on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "since")
        ),
        ends_on=right.date_input(
            TITLES["ends_on"], now.ends_on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "until")
        ),
        head=led_by.text_input(TITLES["head"], now.head, key=field_key(form, "head")),
        scientific_adviser=advised_by.text_input(
            TITLES["scientific_adviser"], now.scientific_adviser, key=field_key(form, "adviser")
        ),
        order_text=ordered.text_input(TITLES["order_text"], now.order_text, key=field_key(form, "order")),
        stage=at_stage.text_input(TITLES["stage"], now.stage, key=field_key(form, "stage")),
        direction=st.text_input(TITLES["direction"], now.direction, key=field_key(form, "direction")),
        products=st.text_area("Продукты, по одному в строке", now.products, key=field_key(form, "products")),
        activity_ids=tuple(
            st.multiselect(
                TITLES["activity_ids"],
                list(activities),
                [key for key in now.activity_ids if key in activities],
                format_func=activities.__getitem__,
                placeholder="выберите мероприятия",
                key=field_key(form, "activities"),
            )
        ),
        note=st.text_input(TITLES["note"], now.note, key=field_key(form, "note")),
    )


def _reports(row: SiteRow, on: date) -> None:
    for report in row.reports:
        _report(report, on)
    form = f"report_new_{row.id}"
    name_place, day_place = st.columns([3, 1])
    name = name_place.text_input("Новый отчёт", placeholder="Отчёт за 2026/27", key=field_key(form, "name"))
    due = day_place.date_input("Срок сдачи", on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "due"))
    if st.button("Назначить отчёт", key=field_key(form, "add")):
        told: dict[str, Any] = {"site_id": row.id, "name": name, "due_on": due}
        submit(form, lambda: save(kept.ask_for_report, **told), done="Отчёт назначен")


def _report(report: ReportRow, on: date) -> None:
    form = f"report_{report.id}"
    version = opened_version(form, report.version)
    told_place, day_place, button_place = st.columns([3, 1, 1], vertical_alignment="bottom")
    late = (" **Сдан с опозданием.**" if report.received_on else " **Просрочен.**") if report.is_late(on) else ""
    told_place.markdown(f"{plain(report.name)}, срок {day_text(report.due_on)}.{late}")
    received = day_place.date_input(
        "Получен", report.received_on, _EARLIEST, _LATEST, format="DD.MM.YYYY", key=field_key(form, "day")
    )
    if button_place.button("Записать", key=field_key(form, "save"), disabled=received == report.received_on):
        told: dict[str, Any] = {"report_id": report.id, "version": version, "received_on": received}
        submit(form, lambda: save(kept.note_report, **told), done=SAVED)
