"""Colours are told from both backgrounds of the app."""

import tomllib
from pathlib import Path

import pytest

from gmk.charts import theme

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
COLOURS = {"main": theme.MAIN, "few": theme.FEW, "mark": theme.MARK}


def luminance(colour: str) -> float:
    """Relative luminance. Source: WCAG 2.2, «relative luminance»."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_has_a_contrast_of_three_to_one(name, scheme):
    assert contrast(COLOURS[name], CONFIG["theme"][scheme]["backgroundColor"]) >= 3


def test_the_mark_is_told_from_the_bar_by_its_shape():
    """The tick is higher than the bar: its ends stand out from it, so the colours needn't differ."""
    from gmk.charts.training import coverage_bars

    marks = [layer["mark"] for layer in coverage_bars()["layer"]]
    tick = next(mark for mark in marks if mark["type"] == "tick")
    bar = next(mark for mark in marks if mark["type"] == "bar" and "height" in mark)
    assert tick["size"] >= bar["height"] + 6
