"""What collides in the plan, on the screen, and the limits that the office sets for it."""

import streamlit as st

from gmk.access import Right
from gmk.excel.write import TableColumn, TableSpec
from gmk.plan.check_settings import MOST_PER_WEEK, change_check_limits, check_limits
from gmk.plan.clashes import Clash, ClashKind, clashes
from gmk.plan.rows import Plan
from gmk.ui.data import load, may, save
from gmk.ui.forms import field_key, opened_version, submit
from gmk.ui.links import link
from gmk.ui.plan.year import open_activity
from gmk.ui.tables import show_table
from gmk.wording import counted

CLASHES: TableSpec[Clash] = TableSpec(
    "Накладки в плане",
    (
        TableColumn("Мероприятие", lambda row: row.titles[0], width=44),
        TableColumn("День", lambda row: row.on, kind="date", width=12),
        TableColumn("Что не так", lambda row: row.kind.label, width=36),
        TableColumn("Подробно", lambda row: row.told, width=80),
    ),
    names_people=True,
    sheet="Накладки",
)
_FINDINGS = ("накладка", "накладки", "накладок")


def found_in(plan: Plan) -> list[Clash]:
    """What collides among the items that are still to come."""
    limits, _version = load(check_limits)
    return clashes(plan.items, plan.school_year, limits)


def warn_of_clashes(plan: Plan) -> None:
    """A line before the plan is sent: how many there are, and the way to them."""
    found = found_in(plan)
    if found:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="plan_clashes"):
            st.markdown(f":orange[:material/warning:] Проверка перед согласованием: {counted(len(found), *_FINDINGS)}.")
            link("plan/clashes.py", "Посмотреть")
    elif plan.items:
        st.caption("Проверка перед согласованием: накладок не найдено.")


def show_clashes(plan: Plan, kinds: list[ClashKind]) -> None:
    """The findings, each of which opens its first item."""
    found = [one for one in found_in(plan) if not kinds or one.kind in kinds]
    empty = "Накладок не найдено: точные дни ни у кого и нигде не совпали."
    opened = show_table(CLASHES, found, key="clashes", empty=empty, opens=True)
    st.caption(
        "Сравниваются мероприятия с точными днями (не длиннее трёх), которые ещё не прошли. Месяцы, кварталы и «в "
        "течение года» не сталкиваются: их ещё можно развести. Мероприятие без учреждений считается общим для всех."
    )
    if opened:
        open_activity(opened.activity_ids[0], plan.school_year)


def pick_kinds() -> list[ClashKind]:
    """Which findings are shown; all of them unless chosen."""
    return st.multiselect(
        "Что проверить",
        list(ClashKind),
        format_func=lambda one: one.label,
        placeholder="всё",
        key="clash",
        bind="query-params",
    )


def limits_form(plan: Plan) -> None:
    """How much a week bears, and when there are holidays and exams."""
    if not may(Right.EDIT_REFERENCE):
        return
    form = "check_limits"
    limits, known = load(check_limits)
    version = opened_version(form, known)
    with st.expander("Каникулы, экзамены, нагрузка", icon=":material/tune:"):
        if not known:
            st.caption("Пока стоят обычные сроки. Уточните их по приказу комитета.")
        with st.form(field_key(form, "form"), border=False):
            most = st.number_input(
                "Мероприятий для одного учреждения за неделю, не больше",
                *MOST_PER_WEEK,
                limits.most_per_week,
                key=field_key(form, "most"),
            )
            periods = st.text_area(
                "Каникулы и экзамены, по одному в строке",
                "\n".join(limits.periods),
                height=160,
                help="Год можно не писать: срок относится к каждому учебному году.",
                key=field_key(form, "periods"),
            )
            sent = st.form_submit_button("Сохранить", type="primary")
        if sent:
            told = {"most_per_week": most, "periods": periods, "school_year": plan.school_year, "version": version}
            submit(form, lambda: save(change_check_limits, **told), done="Настройки записаны")
