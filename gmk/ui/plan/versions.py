"""The signed versions of a plan: what was signed when, and any two of them side by side."""

import streamlit as st

from gmk.plan.approval import is_unchanged
from gmk.plan.rows import Plan, VersionRow
from gmk.reports.plan_tables import VERSIONS, version_text
from gmk.ui.data import load
from gmk.ui.tables import show_table
from gmk.vocabulary import PlanState

NOW, EMPTY = "план, как он сейчас", "ничего (весь план как новый)"


def signed(plan: Plan) -> list[VersionRow]:
    """The signed versions, the first one first."""
    return [version for version in plan.versions if version.state is PlanState.APPROVED]


def show_versions(found: list[VersionRow]) -> None:
    """The signed versions with their papers, and whether their sums still fit."""
    show_table(VERSIONS, found, key="plan_versions", empty="План этого года ещё не утверждали.")
    broken = [version.number for version in found if not load(is_unchanged, version_id=version.id)]
    if broken:
        numbers = ", ".join(map(str, broken))
        st.error(f"Контрольная сумма не сходится: версия {numbers}. Кто-то менял базу в обход программы.")
    elif found:
        st.caption("Контрольные суммы всех версий сходятся: с момента подписания в них ничего не менялось.")


def pick_two(found: list[VersionRow]) -> tuple[int | None, int | None]:
    """Which two versions are compared: ids, None for nothing before and for the plan as it stands after."""
    by_label: dict[str, int | None] = {version_text(version): version.id for version in found}
    older, newer = st.columns(2)
    before = {EMPTY: None, **by_label}
    after = {**by_label, NOW: None}
    several = len(found) > 1
    was = older.selectbox("Сравнить", list(before), len(found) - 1 if several else 1, key="before", bind="query-params")
    now = newer.selectbox("с чем", list(after), len(found) - 1 if several else 1, key="after", bind="query-params")
    return before[was], after[now]
