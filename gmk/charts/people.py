"""A person's work along the time: posts and memberships as bars, courses and meetings as points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import altair as alt
import pyarrow as pa

from gmk.charts.theme import FAINT_OPACITY, FEW, MAIN, bar_step, captions, specification
from gmk.wording import day_text

SHORT = timedelta(days=31)
"""What doesn't last longer is a point: a bar of it wouldn't be seen among years."""


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """Something on the line of a person: from a day to a day, or on one day (`ends_on` is the same day).

    `caption` is the line on which it stands; what `is_open` has no end yet: `ends_on` is the day asked.
    """

    caption: str
    title: str
    starts_on: date
    ends_on: date
    is_open: bool = False

    @property
    def days(self) -> str:
        """When, in words."""
        if self.is_open:
            return f"с {day_text(self.starts_on)}"
        if self.starts_on == self.ends_on:
            return day_text(self.starts_on)
        return f"{day_text(self.starts_on)} – {day_text(self.ends_on)}"


def life_table(events: Sequence[LifeEvent]) -> pa.Table:
    """What `life_bars` draws: a row for each event, the lines in the order in which they are given."""
    order = {caption: number for number, caption in enumerate(dict.fromkeys(one.caption for one in events))}
    return pa.table(
        {
            "order": pa.array([order[one.caption] for one in events], pa.int32()),
            "caption": [one.caption for one in events],
            "title": [one.title for one in events],
            "starts": pa.array([one.starts_on for one in events], pa.date32()),
            "ends": pa.array([one.ends_on for one in events], pa.date32()),
            "point": [one.ends_on - one.starts_on <= SHORT for one in events],
            "days": [one.days for one in events],
        }
    )


def life_alt(events: Sequence[LifeEvent]) -> str:
    """The chart in words, for whoever can't see it."""
    told = "; ".join(f"{one.caption}: {one.title}, {one.days}" for one in events)
    return f"Лента времени. {told or 'Событий нет'}."


@cache
def life_bars() -> dict[str, Any]:
    """A line for each kind of event, with bars for what lasts and points for what is short."""
    tooltip = [alt.Tooltip(f"{field}:N", title=title) for field, title in {"title": "Что", "days": "Когда"}.items()]
    base = alt.Chart().encode(y=captions(1), tooltip=tooltip)
    axis = alt.Axis(format="%Y", tickCount="year", orient="top", title=None, grid=True, gridOpacity=FAINT_OPACITY)
    bars = (
        base.transform_filter("!datum.point")
        .mark_bar(height=11, yOffset=8, color=MAIN, opacity=0.75)
        .encode(x=alt.X("starts:T", axis=axis), x2="ends:T")
    )
    points = (
        base.transform_filter("datum.point")
        .mark_point(filled=True, size=70, yOffset=8, color=MAIN, stroke=FEW, strokeWidth=1)
        .encode(x=alt.X("starts:T", axis=axis))
    )
    return specification(alt.layer(bars, points).properties(height=alt.Step(bar_step(1))))
