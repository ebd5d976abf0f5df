"""How the plan is carried out, on the screen: figures by groups, and the items behind each."""

import streamlit as st

from gmk.charts.plan import execution_alt, execution_bars, execution_table
from gmk.excel.write import TableColumn, TableSpec
from gmk.periods import school_year_text
from gmk.plan.execution import Execution, ExecutionBy, ExecutionRow
from gmk.plan.rows import Plan
from gmk.ui.charts import show_chart
from gmk.ui.plan.filters import today
from gmk.ui.plan.year import show_items
from gmk.ui.tables import show_table
from gmk.wording import UNKNOWN, day_text, number_text, percent_text

GROUP = "group"
BREAKDOWNS: tuple[ExecutionBy, ...] = tuple(ExecutionBy)


def pick_breakdown() -> ExecutionBy:
    """By what the figures are broken down."""
    return st.selectbox("Разрез", BREAKDOWNS, format_func=lambda one: one.label, key="by", bind="query-params")


def execution_spec(by: ExecutionBy) -> TableSpec[ExecutionRow]:
    """The table of the groups; a percentage stands only where something was to be done."""
    return TableSpec(
        "Исполнение плана",
        (
            TableColumn(by.label.capitalize(), lambda row: row.label, width=44),
            TableColumn("Запланировано", lambda row: row.planned, kind="number", width=14),
            TableColumn("Выполнено", lambda row: row.done, kind="number", width=12),
            TableColumn("Доля", lambda row: row.share, kind="percent", width=10, missing=UNKNOWN),
            TableColumn("В срок", lambda row: row.in_time, kind="number", width=10),
            TableColumn("Проведено без итога", lambda row: row.held, kind="number", width=18),
            TableColumn("Просрочено", lambda row: row.overdue, kind="number", width=12),
            TableColumn("Перенесено", lambda row: row.moved, kind="number", width=12),
            TableColumn("Отменено", lambda row: row.cancelled, kind="number", width=12),
        ),
        names_people=by is ExecutionBy.RESPONSIBLE,
        sheet="Исполнение",
    )


def show_total(found: Execution) -> None:
    """The figures of the whole plan, each item once."""
    total = found.total
    figures = (
        (f"Выполнено из {number_text(total.planned)}", number_text(total.done)),
        ("Доля", percent_text(total.share)),
        ("Без итога", number_text(total.held)),
        ("Просрочено", number_text(total.overdue)),
        ("Перенесено", number_text(total.moved)),
        ("Отменено", number_text(total.cancelled)),
    )
    for place, (label, figure) in zip(st.columns(len(figures)), figures, strict=True):
        place.metric(label, figure, border=True)


def show_groups(found: Execution, plan: Plan) -> None:
    """Bars and table of the groups; a click on a group lists its items."""
    show_chart(execution_table(found), execution_bars(), key=f"execution_{found.by}", alt=execution_alt(found))
    st.caption("Синее – выполнено, серое – проведено без итога, оранжевое – просрочено.")
    parameters = [("Учебный год", school_year_text(plan.school_year)), ("Разрез", found.by.label)]
    show_table(execution_spec(found.by), found.rows, key="execution", parameters=parameters, on_open=_open)
    say_definition(found)


def _open(row: ExecutionRow) -> None:
    st.session_state[GROUP] = row.label


def say_definition(found: Execution) -> None:
    """What the share is a share of."""
    told = (
        "Доля = выполнено / (все мероприятия без отменённых). «Выполнено» – с фактической датой и итогом, «в срок» – "
        "не позже последнего дня срока. «В течение года» и повторяющиеся не просрочены до 31 августа."
    )
    several = " Мероприятие с двумя ответственными – в строке каждого; в числах сверху оно одно."
    st.caption(told + (several if found.by is ExecutionBy.RESPONSIBLE else ""))


def pick_group(found: Execution) -> ExecutionRow | None:
    """The group whose items are listed; None for the figures of all."""
    by_label = {row.label: row for row in found.rows}
    if st.session_state.get(GROUP) not in by_label:
        st.session_state.pop(GROUP, None)
    picked = st.selectbox(
        found.by.label.capitalize(),
        list(by_label),
        index=None,
        placeholder="все: диаграмма и таблица",
        key=GROUP,
        bind="query-params",
    )
    return by_label[picked] if picked else None


def show_group(row: ExecutionRow, plan: Plan) -> None:
    """The figures of one group and its items."""
    st.markdown(
        f"**Выполнено {number_text(row.done)} из {number_text(row.planned)}** ({percent_text(row.share)}), "
        f"проведено без итога {number_text(row.held)}, просрочено {number_text(row.overdue)}, "
        f"отменено {number_text(row.cancelled)}."
    )
    show_items(plan, [item for item in plan.items if item.id in row.ids])


def say_day(plan: Plan) -> None:
    """Of which day the figures are."""
    st.caption(f"План на {school_year_text(plan.school_year)} учебный год, по состоянию на {day_text(today())}.")
