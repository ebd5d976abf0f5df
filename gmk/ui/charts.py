"""Charts on the page: a specification with the rows that it draws."""

from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st

from gmk.charts.theme import inked
from gmk.charts.training import (
    PICK,
    caption_lines,
    coverage_alt,
    coverage_bars,
    coverage_table,
    expiries_alt,
    expiries_bars,
    expiries_table,
)
from gmk.training.rows import Coverage, CoverageBy, MonthOfExpiries
from gmk.ui.filters import choose_group
from gmk.wording import percent_text


def show_coverage(coverage: Coverage, *, opens: bool) -> None:
    """The bars of coverage; with `opens`, a click on a bar chooses the group whose people are listed."""
    key = f"bars_{coverage.by.value}"
    st.vega_lite_chart(
        coverage_table(coverage),
        _inked(coverage_bars(caption_lines(coverage))),
        key=key,
        alt=coverage_alt(coverage),
        on_select=partial(_take_pick, key, coverage.by) if opens else "ignore",
        selection_mode=PICK,
    )
    hint = " Щёлкните по столбцу, чтобы увидеть людей." if opens else ""
    st.caption(f"Оранжевая черта – все вместе: {percent_text(coverage.total.share)}.{hint}")


def _inked(specified: dict[str, Any]) -> dict[str, Any]:
    return inked(specified, st.context.theme.type)


def _take_pick(key: str, by: CoverageBy) -> None:
    picked = st.session_state[key].selection.get(PICK)
    if picked:
        choose_group(by, picked[0]["key"])


def show_expiries(months: list[MonthOfExpiries]) -> None:
    """For how many people the term comes in which month."""
    show_chart(expiries_table(months), expiries_bars(), key="expiries", alt=expiries_alt(months))


def show_chart(rows: pa.Table, specified: dict[str, Any], *, key: str, alt: str) -> None:
    """A chart that is only looked at."""
    st.vega_lite_chart(rows, _inked(specified), key=key, alt=alt)
