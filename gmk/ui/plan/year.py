"""The plan of a year on the screen: the list of its items, and what to do where there is none."""

from collections.abc import Sequence

import streamlit as st

from gmk.access import Right
from gmk.periods import school_year_text
from gmk.plan.rows import ActivityRow, Plan
from gmk.plan.rules import is_content_open
from gmk.reports.plan_tables import PLAN_TABLE
from gmk.ui.data import may
from gmk.ui.links import link
from gmk.ui.navigation import ROOT
from gmk.ui.tables import show_table
from gmk.wording import counted

ACTIVITY = "plan/activity.py"


def open_activity(activity_id: int | None, school_year: int) -> None:
    """Opens the page of an item; None: of a new one."""
    query = {"year": school_year_text(school_year)} | ({"id": str(activity_id)} if activity_id else {})
    st.switch_page(ROOT / ACTIVITY, query_params=query)


def offer_new(plan: Plan) -> None:
    """The way to a new item, while the plan may get one."""
    if may(Right.EDIT_PLAN) and is_content_open(plan.stage, None):
        pressed = st.button("Добавить мероприятие", icon=":material/add:", key="plan_add", type="primary")
        if pressed:
            open_activity(None, plan.school_year)


def show_items(plan: Plan, items: Sequence[ActivityRow]) -> None:
    """The items as a table; the title of each opens it."""
    parameters = [("Учебный год", school_year_text(plan.school_year))]
    empty = "Таких мероприятий в плане нет. Измените отбор."
    opened = show_table(PLAN_TABLE, items, key="plan_items", empty=empty, parameters=parameters, opens=True)
    if len(items) < len(plan.items):
        total = counted(len(plan.items), "мероприятие", "мероприятия", "мероприятий")
        st.caption(f"Всего в плане {total}.")
    if opened:
        open_activity(opened.id, plan.school_year)


def offer_next_year(plan: Plan) -> None:
    """The way to the plan of the next school year, made out of this one."""
    next_year = school_year_text(plan.school_year + 1)
    link("plan/rollover.py", f"Перенести в план на {next_year}", year=school_year_text(plan.school_year))


def say_no_plan(plan: Plan) -> None:
    """What to do where the year has no plan yet."""
    st.info(f"Плана на {school_year_text(plan.school_year)} учебный год пока нет.", icon=":material/info:")
    if not may(Right.EDIT_PLAN):
        st.caption("План составляет методический кабинет.")
        return
    st.markdown("Загрузите план, который уже есть в Excel, перенесите прошлогодний или начните с первого мероприятия.")
    with st.container(horizontal=True):
        link("data/upload.py", "Загрузить план из Excel")
        link("plan/rollover.py", "Перенести прошлогодний план", year=school_year_text(plan.school_year - 1))
        link("plan/cyclogram.py", "Создать из циклограммы")
    offer_new(plan)
