"""The look of all charts: colours, Russian numbers and months. Charts are specified here without data."""

from typing import Any

import altair as alt

from gmk.wording import NO_BREAK

MAIN = "#2F7EC7"
"""Bars. Every colour here has a contrast of 3:1 with the light and the dark background; words tell meanings apart."""
FEW = "#777E88"
"""Groups of which too little is known."""
MARK = "#C0571B"
"""Lines to compare with."""
INK = {"light": "#1c2733", "dark": "#e6ebf0"}
"""Texts in a chart, as the texts of the page around it (`.streamlit/config.toml`)."""
FAINT_OPACITY = 0.16
UNSELECTED_OPACITY = 0.45

BAR_STEP, LINE_STEP = 20, 16
"""Height in pixels of a bar with its surroundings, and of each line of the caption above it."""

CONFIG: dict[str, Any] = {
    "locale": {
        "number": {"decimal": ",", "thousands": NO_BREAK, "grouping": [3], "currency": ["", NO_BREAK + "₽"]},
        "time": {
            "dateTime": "%d.%m.%Y %H:%M",
            "date": "%d.%m.%Y",
            "time": "%H:%M",
            "periods": ["", ""],
            "days": ["воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"],
            "shortDays": ["вс", "пн", "вт", "ср", "чт", "пт", "сб"],
            "months": [
                "январь", "февраль", "март", "апрель", "май", "июнь",
                "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
            ],
            "shortMonths": ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"],
        },
    },
    "axis": {"labelLimit": 0, "labelFontSize": 13, "titleFontSize": 13},
}  # fmt: skip


def inked(specified: dict[str, Any], scheme: str | None) -> dict[str, Any]:
    """The specification with its texts in the ink of a colour scheme, «light» or «dark»."""
    ink = INK.get(scheme or "light", INK["light"])
    config = {**CONFIG, "axis": {**CONFIG["axis"], "labelColor": ink}, "text": {"color": ink}}
    return {**specified, "config": config}


def specification(chart: alt.LayerChart | alt.FacetChart) -> dict[str, Any]:
    """The Vega-Lite specification of layers without data, in our look, as wide as its place on the page."""
    with alt.theme.enable("none"):
        specified: dict[str, Any] = chart.to_dict()
    for part in (specified, *specified["layer"]):
        part.pop("data", None)
    specified.pop("datasets", None)  # where there is no data, Altair puts one empty row
    specified["config"] = CONFIG
    specified["autosize"] = {"type": "fit-x", "contains": "padding"}
    return specified


def bar_step(lines: int) -> int:
    """Height in pixels of a bar with a caption of so many lines."""
    return BAR_STEP + lines * LINE_STEP


def captions(lines: int) -> alt.Y:
    """The axis of bars by `caption`, in their `order`.

    Captions stand in the plot above their bars: on a narrow screen too, none is cut.
    """
    axis = alt.Axis(
        labelAlign="left",
        labelBaseline="top",
        labelExpr="split(datum.label, '\\n')",
        labelLineHeight=LINE_STEP,
        labelOffset=3 - bar_step(lines) / 2,
        labelPadding=0,
        ticks=False,
        domain=False,
        title=None,
    )
    return alt.Y("caption:N", sort=alt.SortField("order"), axis=axis)
