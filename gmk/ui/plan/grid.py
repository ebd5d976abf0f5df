"""The plan as a grid of months and as a line of time, on the screen and on paper."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from gmk.charts.plan import MOST_LINES, timeline_alt, timeline_bars, timeline_table
from gmk.excel.write import TableColumn, TableSpec
from gmk.periods import school_year_text
from gmk.plan.month_grid import GridLine, month_grid
from gmk.plan.queries import signed_contents
from gmk.plan.rows import Plan
from gmk.plan.selection import months, selected
from gmk.plan.timeline import timeline
from gmk.reports.papers.pdf import Size
from gmk.reports.plan_papers import grid_file, may_have_papers, timeline_file
from gmk.ui.charts import show_chart
from gmk.ui.data import current_user, load
from gmk.ui.navigation import ROOT
from gmk.ui.plan import filters
from gmk.ui.tables import offer_file, show_table
from gmk.wording import counted, month_text

PDF = "application/pdf"
SIZES: tuple[Size, ...] = ("a3", "a4")


def _grid_spec(school_year: int) -> TableSpec[GridLine]:
    """Counts by month; empty where nothing is, so that the busy months are seen."""
    columns = [_month_column(index, month_text(month)[:3]) for index, month in enumerate(months(school_year))]
    heading: TableColumn[GridLine] = TableColumn("Направление", lambda row: row.heading, width=40)
    all_year: TableColumn[GridLine] = TableColumn(
        "Весь год", lambda row: len(row.all_year) or None, kind="number", width=9
    )
    return TableSpec("План по месяцам", (heading, *columns, all_year), sheet="По месяцам")


def _month_column(index: int, title: str) -> TableColumn[GridLine]:
    return TableColumn(title, lambda row: len(row.by_month[index]) or None, kind="number", width=9)


def show_grid(plan: Plan) -> None:
    """Months across, directions down, with counts; a direction opens its items; the whole grid as PDF."""
    lines = month_grid(plan.items, plan.school_year)
    opened = show_table(_grid_spec(plan.school_year), lines, key="grid", empty="В плане пока пусто.", opens=True)
    st.caption("Числа – сколько мероприятий в месяце. «Весь год» – повторяющиеся и те, у которых нет точного срока.")
    user = current_user()
    if lines:
        _offer("План по месяцам", plan, partial(grid_file, user, plan.school_year), key="grid")
    if opened:
        year = school_year_text(plan.school_year)
        st.switch_page(ROOT / "plan/year.py", query_params={"year": year, "direction": opened.heading})


def _offer(name: str, plan: Plan, make: Callable[[Size], bytes], *, key: str) -> None:
    """The same as PDF on A3 and A4, for whoever may have papers."""
    if may_have_papers(current_user()):
        with st.container(horizontal=True, key=f"{key}_files"):
            for size in SIZES:
                file = f"{name} {school_year_text(plan.school_year).replace('/', '-')} {size.upper()}.pdf"
                offer_file(f"PDF на {size.upper()}", partial(make, size), file, PDF, key=f"{key}_{size}")


def show_timeline(plan: Plan) -> None:
    """The dated items as bars, behind them as ghosts the days that were signed first."""
    left, right = st.columns(2)
    with left:
        heading = filters.pick_heading(plan)
    with right:
        who = filters.pick_responsible(plan)
    items = selected(plan.items, on=filters.today(), heading=heading, responsible=who)
    rows = timeline(items, load(signed_contents, school_year=plan.school_year))
    if not rows:
        st.info("Мероприятий с точными сроками здесь нет.", icon=":material/info:")
        return
    show_chart(timeline_table(rows), timeline_bars(), key="timeline", alt=timeline_alt(rows))
    st.caption("Серая тень – срок, который утвердили первым; её видно там, где мероприятие перенесли.")
    make = partial(timeline_file, current_user(), plan.school_year, heading=heading, responsible=who)
    _offer("Лента времени", plan, make, key="timeline")
    if len(rows) > MOST_LINES:
        many = counted(len(rows), "мероприятие", "мероприятия", "мероприятий")
        st.caption(f"Всего {many}, показаны первые {MOST_LINES}: выберите направление или ответственного.")
