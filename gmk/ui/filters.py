"""Filters of pages. Each is bound to the address: its key is the parameter, and the address holds the whole view.

The pages of training share their filters, so a day or a policy chosen on one holds on the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from gmk.people.queries import institution_choices
from gmk.reports.definitions import window_text
from gmk.reports.training_tables import Order
from gmk.training.queries import training_settings
from gmk.training.rows import Coverage, CoverageBy, CoverageRow, DueStatus, EducatorDue, Policy, Shown
from gmk.training.rules import NEWCOMER_YEARS
from gmk.ui.clock import local, now
from gmk.ui.data import load

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
WINDOWS = (12, 24, 36, 48, 60)
BREAKDOWNS: tuple[CoverageBy, ...] = tuple(CoverageBy)
ORDERS: tuple[Order, ...] = tuple(Order)
WHOLE = "*"
"""The group of everybody together."""
SHOWN = {Shown.ALL: "все", Shown.COVERED: "обученные", Shown.NOT_COVERED: "не обученные"}


def pick_day() -> date:
    """The day of which everything on the page is told; today unless chosen."""
    today = local(now()).date()
    picked = st.date_input(
        "По состоянию на",
        today,
        min_value=EARLIEST,
        max_value=LATEST,
        format="DD.MM.YYYY",
        key="on",
        bind="query-params",
    )
    return picked or today


def pick_breakdown() -> CoverageBy:
    """By what coverage is broken down; by institution unless chosen."""
    return st.selectbox("Разрез", BREAKDOWNS, format_func=_label, key="by", bind="query-params")


def _label(one: CoverageBy | DueStatus | Order) -> str:
    return one.label


def pick_policy() -> tuple[Policy, Policy]:
    """Whom the denominator counts and how long a course counts: as chosen, and as is usual in the office."""
    usual = usual_policy()
    with st.popover("Кого считаем", icon=":material/tune:", width="stretch"):
        st.markdown("Основные работники считаются всегда. Ещё считать:")
        with_internal = _yes("внутренних совместителей", "internal", usual.with_internal)
        with_external = _yes("внешних совместителей", "external", usual.with_external)
        with_leave = _yes("тех, кто в длительном отпуске или в отпуске по уходу за ребёнком", "leave", usual.with_leave)
        st.markdown("Не считать:")
        without = _yes(f"педагогов со стажем меньше {NEWCOMER_YEARS} лет", "no_newcomers", usual.without_newcomers)
        window = pick_window(usual.window_months)
    return Policy(window, with_internal, with_external, with_leave, without), usual


def usual_policy() -> Policy:
    """The office's own: the default with the window of its settings."""
    return Policy(window_months=load(training_settings).window_months)


def _yes(label: str, key: str, default: bool) -> bool:
    return st.checkbox(label, default, key=key, bind="query-params")


def pick_window(default: int) -> int:
    """How many months a course counts."""
    windows = sorted({*WINDOWS, default})
    return st.selectbox(
        "Курс действует",
        windows,
        index=windows.index(default),
        format_func=window_text,
        key="window",
        bind="query-params",
    )


@dataclass(frozen=True, slots=True)
class Group:
    """A group whose people are looked at: its figures, and its key for the query, None for all together."""

    key: str | None
    row: CoverageRow


def pick_group(coverage: Coverage) -> Group | None:
    """One group of the coverage, or all together; None if none is chosen."""
    rows = {WHOLE: replace(coverage.total, label="все вместе")} | {row.key: row for row in coverage.rows if row.active}
    key = group_key(coverage.by)
    if st.session_state.get(key) not in rows:
        st.session_state.pop(key, None)
    picked = st.selectbox(
        coverage.by.label.capitalize(),
        rows,
        index=None,
        format_func=lambda code: rows[code].label,
        placeholder="все: диаграмма и таблица",
        key=key,
        bind="query-params",
    )
    return None if picked is None else Group(None if picked == WHOLE else picked, rows[picked])


def group_key(by: CoverageBy) -> str:
    """Parameter and key of the chosen group; each breakdown has its own."""
    return f"group_{by.value}"


def choose_group(by: CoverageBy, group: str, shown: Shown = Shown.ALL) -> None:
    """Chooses a group from elsewhere on the page; for callbacks, before the filter is drawn."""
    st.session_state[group_key(by)] = group
    st.session_state["shown"] = shown


def choose_row(by: CoverageBy, row: CoverageRow) -> None:
    """Chooses the group of a row; for callbacks, as `choose_group`."""
    choose_group(by, row.key)


def pick_order() -> Order:
    """In which order the groups stand; those with the greatest share first unless chosen."""
    return st.selectbox("Порядок", ORDERS, format_func=_label, key="order", bind="query-params")


def pick_shown() -> Shown:
    """Which people of the group are listed."""
    picked = st.segmented_control(
        "Показать",
        SHOWN,
        default=Shown.ALL,
        format_func=SHOWN.__getitem__,
        required=True,
        key="shown",
        bind="query-params",
    )
    return picked or Shown.ALL


def pick_institution(on: date) -> tuple[int | None, str | None]:
    """One institution of those that the user may see, its id and its label; None for all."""
    labels = {choice.id: choice.label for choice in load(institution_choices, on=on)}
    picked = _picked_institution(labels) if len(labels) > 1 else None
    return picked, labels.get(picked) if picked else None


def _picked_institution(labels: dict[int, str]) -> int | None:
    return st.selectbox(
        "Учреждение",
        labels,
        index=None,
        format_func=labels.__getitem__,
        placeholder="все учреждения",
        key="institution",
        bind="query-params",
    )


def pick_statuses() -> frozenset[DueStatus]:
    """Where the listed people stand; everywhere unless chosen."""
    choices = [DueStatus.OVERDUE, DueStatus.NEVER, DueStatus.SOON, DueStatus.VALID]
    picked = st.multiselect(
        "Состояние", choices, format_func=_label, placeholder="любое", key="status", bind="query-params"
    )
    return frozenset(picked or choices)


def with_status(rows: Sequence[EducatorDue], statuses: frozenset[DueStatus]) -> list[EducatorDue]:
    """Of the people those who stand so, in their order."""
    return [row for row in rows if row.status in statuses]


def pick_horizon(default: int) -> int:
    """So many months ahead the list of the due looks."""
    months = sorted({3, 6, 12, default})
    return st.selectbox(
        "Срок подойдёт не позже чем через",
        months,
        index=months.index(default),
        format_func=window_text,
        key="horizon",
        bind="query-params",
    )


def picked_person() -> int | None:
    """The educator that the address names by number; None if it names none."""
    text = st.query_params.get("id", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
