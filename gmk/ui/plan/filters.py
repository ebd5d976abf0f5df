"""Filters of the pages of the plan; all but the words sought are in the address."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from gmk.periods import school_year_of, school_year_text
from gmk.plan.queries import school_years
from gmk.plan.rows import Plan
from gmk.plan.selection import Shown, headings, months, responsible_names
from gmk.ui import state
from gmk.ui.clock import local, now
from gmk.ui.data import current_user, load
from gmk.wording import month_text

SHOWN: tuple[Shown, ...] = tuple(Shown)


def today() -> date:
    """The day on the user's clock."""
    return local(now()).date()


def pick_school_year(label: str = "Учебный год") -> int:
    """The school year of the plan; the current one unless chosen."""
    current = school_year_of(today())
    years = sorted({*load(school_years), current, current + 1}, reverse=True)
    return st.selectbox(
        label,
        years,
        index=years.index(current),
        format_func=school_year_text,
        key="year",
        bind="query-params",
    )


def pick_shown() -> Shown:
    """Which items are listed, by how they stand."""
    return st.selectbox("Показать", SHOWN, format_func=lambda one: one.label, key="show", bind="query-params")


def pick_heading(plan: Plan) -> str | None:
    """One direction of the plan; None for all."""
    return _pick("Направление", headings(plan.items), "все направления", "direction")


def pick_responsible(plan: Plan) -> str | None:
    """One of those who answer for items; None for all."""
    return _pick("Ответственный", responsible_names(plan.items), "все", "who")


def pick_mine() -> str | None:
    """The user's own full name where only own items are wanted; None for all."""
    return current_user().full_name if st.checkbox("только мои", key="mine", bind="query-params") else None


def pick_month(plan: Plan) -> date | None:
    """One month of the school year; None for all of it."""
    by_label = {month_text(month): month for month in months(plan.school_year)}
    picked = _pick("Месяц", list(by_label), "весь год", "month")
    return by_label[picked] if picked else None


def pick_text() -> str:
    """Words of the title."""
    return st.text_input(
        "Найти в названиях", icon=":material/search:", placeholder="Например: семинар", key=state.PLAN_TITLE_SOUGHT
    )  # fmt: skip


def _pick(label: str, options: Sequence[str], everything: str, key: str) -> str | None:
    """A choice that the address may name; what isn't there any more counts as not chosen."""
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    return st.selectbox(label, options, index=None, placeholder=everything, key=key, bind="query-params")


def picked_activity() -> int | None:
    """The item that the address names by number; None if it names none."""
    text = st.query_params.get("id", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def addressed_year() -> int:
    """The school year that the address names; the current one where it names none."""
    text = st.query_params.get("year", "")
    digits = text[:4]  # «2026/27» as the filter writes it, or «2026»
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) == 4 else school_year_of(today())
