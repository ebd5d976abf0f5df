import streamlit as st

from gmk.access import Right
from gmk.plan.cyclogram_actions import cyclogram
from gmk.plan.queries import plan_of
from gmk.ui.data import load, may
from gmk.ui.plan import filters
from gmk.ui.plan.cyclogram import line_form, offer_making, pick_lines, show_lines
from gmk.ui.plan.grid import show_grid, show_timeline

st.title("Циклограмма")
year, _ = st.columns([1, 2])
with year:
    plan = load(plan_of, school_year=filters.pick_school_year())
lines, grid, line_of_time = st.tabs(
    ["Повторяющаяся работа", "План по месяцам", "Лента времени"], key="tab", on_change="rerun", bind="query-params"
)
if lines.open:
    with lines:
        rows = load(cyclogram)
        shown = pick_lines(rows)
        show_lines(shown)
        offer_making(plan, shown)
        if may(Right.EDIT_PLAN):
            line_form(rows)
if grid.open:
    with grid:
        show_grid(plan)
if line_of_time.open:
    with line_of_time:
        show_timeline(plan)
