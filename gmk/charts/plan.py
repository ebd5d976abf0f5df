"""Charts of the plan. Each is specified once, without data; `*_table` gives the rows that it draws."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from textwrap import shorten
from typing import Any

import altair as alt
import pyarrow as pa

from gmk.charts.theme import FAINT_OPACITY, FEW, MAIN, MARK, bar_step, captions, specification
from gmk.plan.execution import Execution, ExecutionRow
from gmk.plan.timeline import TimelineRow
from gmk.wording import day_text, percent_text

_LONGEST = 60
_UNSEEN = "\u200b"
MOST_LINES = 60
"""So many items does a timeline show at once; more can't be read."""


def execution_table(found: Execution) -> pa.Table:
    """What `execution_bars` draws: a row for each group that had something to do."""
    rows = [row for row in found.rows if row.planned]
    return pa.table(
        {
            "order": pa.array(range(len(rows)), pa.int32()),
            "caption": _told_apart(f"{_short(row.label)} – {_figure(row)}" for row in rows),
            "label": [row.label for row in rows],
            "done": pa.array([row.done / row.planned for row in rows], pa.float64()),
            "held": pa.array([(row.done + row.held) / row.planned for row in rows], pa.float64()),
            "overdue": pa.array([(row.done + row.held + row.overdue) / row.planned for row in rows], pa.float64()),
            "figure": [_figure(row) for row in rows],
            "late": pa.array([row.overdue for row in rows], pa.int32()),
            "open": pa.array([row.held for row in rows], pa.int32()),
        }
    )


def _figure(row: ExecutionRow) -> str:
    return f"{row.done} из {row.planned} ({percent_text(row.share)})"


def _short(text: str) -> str:
    return shorten(text, _LONGEST, placeholder="…")


def _told_apart(captions_: Iterable[str]) -> list[str]:
    """The captions, those that were there before with marks that nobody sees: each is a row of its own."""
    seen: Counter[str] = Counter()
    told = []
    for caption in captions_:
        told.append(caption + _UNSEEN * seen[caption])
        seen[caption] += 1
    return told


def execution_alt(found: Execution) -> str:
    """The chart in words, for whoever can't see it."""
    parts = "; ".join(f"{row.label}: {_figure(row)}" for row in found.rows if row.planned)
    return f"Столбчатая диаграмма выполнения плана, разрез: {found.by.label}. {parts}. Все числа – в таблице ниже."


@cache
def execution_bars() -> dict[str, Any]:
    """What of each group is done, held without its outcome, overdue, as parts of a bar; its caption says the figure."""
    bar: dict[str, Any] = {"height": 11, "yOffset": 8}
    titles = {"label": "Группа", "figure": "Выполнено", "open": "Проведено без итога", "late": "Просрочено"}
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
    base = alt.Chart().encode(y=captions(1), tooltip=tooltip)
    track = base.mark_bar(**bar, color=FEW, opacity=FAINT_OPACITY).encode(x=alt.datum(0), x2=alt.datum(1))
    late = base.mark_bar(**bar, color=MARK).encode(x="held:Q", x2="overdue:Q")
    held = base.mark_bar(**bar, color=FEW).encode(x="done:Q", x2="held:Q")
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], labelExpr="format(datum.value * 100, '.0f') + ' %'", orient="top")
    done = base.mark_bar(**bar, color=MAIN).encode(
        x=alt.X("done:Q", scale=alt.Scale(domain=[0, 1]), axis=axis, title=None)
    )
    return specification(alt.layer(track, done, held, late).properties(height=alt.Step(bar_step(1))))


def timeline_table(rows: Sequence[TimelineRow]) -> pa.Table:
    """What `timeline_bars` draws: a row for each item; where it was signed elsewhere, the signed days too."""
    shown = list(rows)[:MOST_LINES]
    return pa.table(
        {
            "order": pa.array(range(len(shown)), pa.int32()),
            "caption": _told_apart(_short(row.title) for row in shown),
            "title": [row.title for row in shown],
            "starts": pa.array([row.starts_on for row in shown], pa.date32()),
            "ends": pa.array([_after(row.ends_on) for row in shown], pa.date32()),
            "signed_starts": pa.array([row.signed_starts_on for row in shown], pa.date32()),
            "signed_ends": pa.array([_after(row.signed_ends_on) for row in shown], pa.date32()),
            "state": [row.state for row in shown],
            "now": [row.now for row in shown],
            "signed": [row.signed or "как сейчас" for row in shown],
        }
    )


def _after(day: date | None) -> date | None:
    """The end of a bar: a single day is a day wide."""
    return day if day is None else date.fromordinal(day.toordinal() + 1)


def timeline_alt(rows: Sequence[TimelineRow]) -> str:
    """The chart in words, for whoever can't see it."""
    moved = [f"{row.title}: было {row.signed}, стало {row.now}" for row in rows if row.signed]
    days = [row.starts_on for row in rows]
    span = f" с {day_text(min(days))}" if days else ""
    told = "; ".join(moved) or "нет"
    return f"Лента времени: {len(rows)} мероприятий{span}. Перенесённые: {told}."


@cache
def timeline_bars() -> dict[str, Any]:
    """Each item as a bar on the days it has now, behind it as a ghost the days that were signed."""
    titles = {"title": "Мероприятие", "now": "Срок", "signed": "Утверждено", "state": "Статус"}
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
    base = alt.Chart().encode(y=captions(1), tooltip=tooltip)
    axis = alt.Axis(format="%b", tickCount="month", orient="top", title=None, grid=True, gridOpacity=FAINT_OPACITY)
    ghost = base.mark_bar(height=15, yOffset=8, color=FEW, opacity=0.45).encode(x="signed_starts:T", x2="signed_ends:T")
    bar = base.mark_bar(height=9, yOffset=8).encode(
        x=alt.X("starts:T", axis=axis),
        x2="ends:T",
        color=alt.condition("datum.state === 'отменено'", alt.value(FEW), alt.value(MAIN)),
    )
    return specification(alt.layer(ghost, bar).properties(height=alt.Step(bar_step(1))))
