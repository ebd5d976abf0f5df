"""The papers of the plan on the screen: which one, for which period, as which file; templates and particulars."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from gmk.plan.requisites import TITLES, Requisites, change_requisites, requisites
from gmk.plan.rows import Plan
from gmk.plan.selection import months
from gmk.reports.papers.kinds import OF_PLAN, PaperKind
from gmk.reports.papers.own_templates import drop_template, keep_template, template_of
from gmk.reports.plan_papers import Form, Wanted, may_have_papers, plan_paper_file
from gmk.reports.plan_tables import version_text
from gmk.ui.data import current_user, load, save
from gmk.ui.forms import field_key, opened_version, submit
from gmk.ui.plan.filters import today
from gmk.ui.plan.versions import signed
from gmk.ui.tables import DOCX, XLSX, offer_file
from gmk.wording import day_text, month_text

PDF = "application/pdf"
KINDS = OF_PLAN
WITH_TEMPLATES: tuple[PaperKind, ...] = tuple(PaperKind)
FORMS: dict[Form, tuple[str, str]] = {
    "docx": ("Скачать Word", DOCX), "pdf": ("Скачать PDF", PDF), "xlsx": ("Скачать Excel", XLSX)
}  # fmt: skip
_WEEK = timedelta(days=7)


def pick_paper(plan: Plan) -> Wanted | None:
    """Which paper and which period; None where there is nothing to choose from. At first: the week's information."""
    what, when = st.columns(2)
    kind = what.selectbox("Документ", KINDS, format_func=lambda one: one.label, key="paper", bind="query-params")
    with when:
        return _with_period(kind, plan)


def _with_period(kind: PaperKind, plan: Plan) -> Wanted | None:
    year = plan.school_year
    if kind is PaperKind.WEEK:
        monday = _monday(st.date_input("Предстоящая неделя", _next_monday(today()), format="DD.MM.YYYY", key="week"))
        st.caption(
            f"Проведённые: {day_text(monday - _WEEK)}–{day_text(monday - timedelta(days=1))}. "
            f"Запланированные: {day_text(monday)}–{day_text(monday + timedelta(days=6))}."
        )
        return Wanted(kind, year, monday)
    if kind is PaperKind.MONTH:
        choices = months(year)
        current = today().replace(day=1)
        at = choices.index(current) if current in choices else 0
        return Wanted(kind, year, st.selectbox("Месяц", choices, at, format_func=month_text, key="paper_month"))
    if kind is PaperKind.EXECUTION:
        start, end = date(year, 9, 1), min(max(today(), date(year, 9, 1)), date(year + 1, 8, 31))
        picked = st.date_input("За период", (start, end), format="DD.MM.YYYY", key="paper_period")
        return Wanted(kind, year, *picked) if isinstance(picked, tuple) and len(picked) == 2 else None
    if kind is PaperKind.CORRECTION:
        return _correction(plan)
    return Wanted(kind, year)


def _correction(plan: Plan) -> Wanted | None:
    found = {one.id: one for one in signed(plan) if one.number != 1}
    if not found:
        st.info("Утверждённых корректировок в этом учебном году нет.", icon=":material/info:")
        return None
    key = st.selectbox(
        "Корректировка",
        list(found),
        len(found) - 1,
        format_func=lambda one: version_text(found[one]),
        key="paper_version",
    )
    return Wanted(PaperKind.CORRECTION, plan.school_year, version_id=key)


def _next_monday(day: date) -> date:
    """The day itself if it is a Monday, else the next one."""
    return day + timedelta(days=-day.weekday() % 7)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def offer_paper(wanted: Wanted) -> None:
    """A button for each form of the paper: each makes the file on the click."""
    user, on = current_user(), today()
    if not may_have_papers(user):
        st.info("Документы с фамилиями вам не открыты.", icon=":material/lock:")
        return
    with st.container(horizontal=True, key="plan_paper_files"):
        for form, (label, mime) in FORMS.items():
            make = partial(plan_paper_file, user, wanted, form, on=on)
            offer_file(label, make, f"{_file_name(wanted, on)}.{form}", mime, key=f"paper_{form}")


def _file_name(wanted: Wanted, on: date) -> str:
    return f"{wanted.kind.label} {day_text(wanted.first or on)}"


def templates_block() -> None:
    """«Шаблоны Word»: the one in use to be edited in Word, taking in one's own, going back to the built-in one."""
    with st.expander("Шаблоны Word", icon=":material/edit_document:"):
        st.markdown(
            "Скачайте шаблон, измените его в Word – шрифт, поля, подписи, столбцы – и загрузите обратно. "
            "Метки в двойных фигурных скобках программа заменит данными плана."
        )
        kind = st.selectbox("Шаблон", WITH_TEMPLATES, format_func=lambda one: one.label, key="template_kind")
        data, is_own = template_of(kind)
        st.caption("Сейчас действует свой шаблон кабинета." if is_own else "Сейчас действует шаблон программы.")
        form = f"template_{kind}"
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.download_button(
                "Скачать шаблон",
                data,
                f"Шаблон – {kind.label}.docx",
                DOCX,
                key=field_key(form, "get"),
                on_click="ignore",
            )
            if is_own and st.button("Вернуть шаблон программы", key=field_key(form, "drop")):
                submit(form, lambda: save(drop_template, kind=kind), done="Действует шаблон программы")
        given = st.file_uploader("Свой шаблон (.docx)", "docx", key=field_key(form, "file"))
        if given and st.button("Взять этот шаблон", type="primary", key=field_key(form, "take")):
            told = {"kind": kind, "data": given.getvalue()}
            submit(form, lambda: save(keep_template, **told), done="Шаблон проверен, документы пойдут по нему")


def requisites_block() -> None:
    """«Реквизиты»: who approves and who signs, as the papers name them."""
    with st.expander("Реквизиты", icon=":material/badge:"):
        form = "requisites"
        now = load(requisites)
        version = opened_version(form, now.version)
        with st.form(field_key(form, "form"), border=False):
            places = st.columns(2)
            told = {
                name: places[index % 2].text_input(title, getattr(now, name), key=field_key(form, name))
                for index, (name, title) in enumerate(TITLES.items())
            }
            sent = st.form_submit_button("Сохранить", type="primary")
        if sent:
            submit(form, lambda: save(change_requisites, version=version, told=Requisites(**told)), done="Записано")
