"""Charts of training. Each is specified once, without data; `*_table` gives the rows that it draws."""

from collections.abc import Sequence
from functools import cache
from textwrap import wrap
from typing import Any

import altair as alt
import pyarrow as pa

from gmk.charts.theme import (
    FAINT_OPACITY,
    FEW,
    LINE_STEP,
    MAIN,
    MARK,
    UNSELECTED_OPACITY,
    bar_step,
    captions,
    specification,
)
from gmk.training.rows import Coverage, CoverageRow, MonthOfExpiries
from gmk.wording import counted, month_text, percent_text

PICK = "pick"
"""The selection of a bar; it gives the `key` of the group."""
TOO_FEW = "мало данных"
_LINE = 38  # letters that stand side by side beside the table of a desk of 1440 pixels


def coverage_table(coverage: Coverage) -> pa.Table:
    """What `coverage_bars` draws: a row for each group in the order of the coverage; groups without people left out."""
    rows = [row for row in coverage.rows if row.active]
    lines = caption_lines(coverage)
    return pa.table(
        {
            "order": pa.array(range(len(rows)), pa.int32()),
            "key": [row.key for row in rows],
            "label": [row.label for row in rows],
            "caption": [_standing_on_bar(_caption(row), lines) for row in rows],
            "share": pa.array([row.share for row in rows], pa.float64()),
            "percent": [percent_text(row.share) for row in rows],
            "people": [f"{row.covered} из {row.active}" for row in rows],
            "remark": [TOO_FEW + ": меньше пяти человек" if row.is_small else "" for row in rows],
            "whole": pa.array([coverage.total.share] * len(rows), pa.float64()),
        }
    )


def _caption(row: CoverageRow) -> str:
    """What stands above the bar, in at most two lines; a longer name is cut here and whole in the table."""
    figure = f"{row.covered} из {row.active}, {TOO_FEW}" if row.is_small else percent_text(row.share)
    caption = f"{row.label} – {figure}"
    return caption if len(caption) <= _LINE else "\n".join(wrap(caption, _LINE, max_lines=2, placeholder="…"))


def _standing_on_bar(caption: str, lines: int) -> str:
    return "\n" * (lines - 1 - caption.count("\n")) + caption


def caption_lines(coverage: Coverage) -> int:
    """How many lines the captions of the chart take, 1 or 2."""
    return max((_caption(row).count("\n") + 1 for row in coverage.rows if row.active), default=1)


def coverage_alt(coverage: Coverage) -> str:
    """The chart in words, for whoever can't see it."""
    ranked = [row for row in coverage.rows if row.active and not row.is_small]
    if not ranked:
        return "Столбчатая диаграмма охвата обучением. Групп, в которых не меньше пяти человек, нет."
    best, worst = max(ranked, key=_share), min(ranked, key=_share)
    return (
        f"Столбчатая диаграмма охвата обучением, разрез: {coverage.by.label}. "
        f"В целом {percent_text(coverage.total.share)}; больше всего: {best.label}, {percent_text(best.share)}; "
        f"меньше всего: {worst.label}, {percent_text(worst.share)}. Все числа – в таблице рядом."
    )


def _share(row: CoverageRow) -> float:
    return row.share or 0.0


@cache
def coverage_bars(lines: int = 1) -> dict[str, Any]:
    """Shares of the groups as bars with a caption of so many lines above each, and a tick at the share of the whole.

    A click anywhere in the row of a group picks it.
    """
    picked = alt.selection_point(name=PICK, fields=["key"])
    bar: dict[str, Any] = {"height": 11, "yOffset": lines * LINE_STEP / 2}
    base = alt.Chart().encode(y=captions(lines), tooltip=_coverage_tooltip())
    row = base.mark_bar(opacity=0).encode(x=alt.datum(0), x2=alt.datum(1)).add_params(picked)
    track = base.mark_bar(**bar, color=FEW, opacity=FAINT_OPACITY).encode(x=alt.datum(0), x2=alt.datum(1))
    bars = base.mark_bar(**bar).encode(
        x=alt.X("share:Q", scale=alt.Scale(domain=[0, 1]), axis=_percent_axis(), title=None),
        color=alt.condition("datum.remark === ''", alt.value(MAIN), alt.value(FEW)),
        stroke=alt.condition("datum.remark === ''", alt.value(MAIN), alt.value(FEW)),
        fillOpacity=alt.condition("datum.remark === ''", alt.value(1), alt.value(UNSELECTED_OPACITY)),
        opacity=alt.condition(picked, alt.value(1), alt.value(UNSELECTED_OPACITY)),
    )
    whole = base.mark_tick(yOffset=bar["yOffset"], size=19, thickness=3, color=MARK, opacity=1).encode(x="whole:Q")
    return specification(alt.layer(track, bars, whole, row).properties(height=alt.Step(bar_step(lines))))


def _percent_axis() -> alt.Axis:
    return alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], labelExpr="format(datum.value * 100, '.0f') + ' %'", orient="top")


def _coverage_tooltip() -> list[alt.Tooltip]:
    titles = {"label": "Группа", "percent": "Охват", "people": "Обучены", "remark": "Внимание"}
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def expiries_table(months: Sequence[MonthOfExpiries]) -> pa.Table:
    """What `expiries_bars` draws: a row for each month."""
    return pa.table(
        {
            "order": pa.array(range(len(months)), pa.int32()),
            "month": [month_text(row.month) for row in months],
            "people": pa.array([row.people for row in months], pa.int32()),
            "caption": [str(row.people) for row in months],
        }
    )


def expiries_alt(months: Sequence[MonthOfExpiries]) -> str:
    """The chart in words, for whoever can't see it."""
    parts = (f"{month_text(row.month)} – {counted(row.people, 'педагог', 'педагога', 'педагогов')}" for row in months)
    return f"Столбчатая диаграмма: у скольких педагогов в каком месяце подходит срок. {'; '.join(parts)}."


@cache
def expiries_bars() -> dict[str, Any]:
    """For how many people the term comes in which month: columns with their numbers, the year under the month."""
    axis = alt.Axis(labelAngle=0, labelExpr="[slice(split(datum.label, ' ')[0], 0, 3), split(datum.label, ' ')[1]]")
    base = alt.Chart().encode(
        x=alt.X("month:N", sort=alt.SortField("order"), axis=axis, title=None),
        y=alt.Y("people:Q", axis=None, title=None),
        tooltip=[alt.Tooltip("month:N", title="Месяц"), alt.Tooltip("people:Q", title="Педагогов", format="d")],
    )
    numbers = base.mark_text(dy=-8, fontSize=13, fontWeight="bold").encode(text="caption:N")
    return specification(alt.layer(base.mark_bar(color=MAIN), numbers).properties(height=170))
