"""Charts of exam results. Specified once, without data; `scores_table` gives the rows that they draw."""

from collections.abc import Sequence
from functools import cache
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
from gmk.monitoring.rows import NOBODY, Scores, Side, SubjectScores
from gmk.monitoring.rules import top_of
from gmk.wording import counted, score_text

_LINES = 2
TOO_FEW = "мало данных: меньше пяти участников"
"""What a tooltip says of a mean score that isn't compared."""


def scores_table(rows: Sequence[SubjectScores], rest: Side | None) -> pa.Table:
    """What `scores_bars` draws: a row for each subject in the given order, own against the rest if there is one."""
    others = [row.of(rest) if rest else NOBODY for row in rows]
    return pa.table(
        {
            "order": pa.array(range(len(rows)), pa.int32()),
            "label": [row.label for row in rows],
            "caption": [_caption(row, rest) for row in rows],
            "own": pa.array([row.of(Side.OWN).mean for row in rows], pa.float64()),
            "rest": pa.array([one.mean for one in others], pa.float64()),
            "own_text": [_told(row.of(Side.OWN)) for row in rows],
            "rest_text": [_told(one) for one in others],
            "remark": [TOO_FEW if _is_small(row, rest) else "" for row in rows],
        }
    )


def _caption(row: SubjectScores, rest: Side | None) -> str:
    own = f"{row.label}\nсвои: {_short(row.of(Side.OWN))}"
    return own if rest is None else f"{own}, {'город' if rest is Side.TOWN else 'другие'}: {_short(row.of(rest))}"


def _short(scores: Scores) -> str:
    return score_text(scores.mean) + (" (мало)" if scores.is_small else "")


def _told(scores: Scores) -> str:
    people = counted(scores.scored, "участник", "участника", "участников")
    return score_text(scores.mean) if scores.mean is None else f"{score_text(scores.mean)}, {people}"


def _is_small(row: SubjectScores, rest: Side | None) -> bool:
    return row.of(Side.OWN).is_small or (rest is not None and row.of(rest).is_small)


def scores_top(rows: Sequence[SubjectScores]) -> int:
    """The end of the scale: 5 if all that is drawn are marks, else 100."""
    return max((top_of(scores.mean) for row in rows for scores in row.sides.values() if scores.scored), default=100)


def scores_alt(rows: Sequence[SubjectScores], rest: Side | None) -> str:
    """The chart in words, for whoever can't see it."""
    told = f"свои учреждения, всего предметов {len(rows)}" if rest is None else _compared(rows, rest)
    return f"Столбчатая диаграмма среднего балла по предметам: {told}. Все числа – в таблице рядом."


def _compared(rows: Sequence[SubjectScores], rest: Side) -> str:
    means = [(row.of(Side.OWN).mean, row.of(rest).mean) for row in rows if not _is_small(row, rest)]
    both = [(own, other) for own, other in means if own is not None and other is not None]
    above = sum(own > other for own, other in both)
    return f"свои учреждения и {rest.label}. Сравнить можно предметов: {len(both)}; выше у своих: {above}"


@cache
def scores_bars(top: int = 100) -> dict[str, Any]:
    """The own mean score as a bar for each subject, the rest as a tick, on a scale from 0 to `top`."""
    bar: dict[str, Any] = {"height": 11, "yOffset": _LINES * LINE_STEP / 2}
    base = alt.Chart().encode(y=captions(_LINES), tooltip=_tooltip())
    track = base.mark_bar(**bar, color=FEW, opacity=FAINT_OPACITY).encode(x=alt.datum(0), x2=alt.datum(top))
    bars = base.mark_bar(**bar).encode(
        x=alt.X("own:Q", scale=alt.Scale(domain=[0, top]), axis=alt.Axis(orient="top", tickCount=5), title=None),
        color=alt.condition("datum.remark === ''", alt.value(MAIN), alt.value(FEW)),
        opacity=alt.condition("datum.remark === ''", alt.value(1), alt.value(UNSELECTED_OPACITY)),
    )
    ticks = base.mark_tick(yOffset=bar["yOffset"], size=19, thickness=3, color=MARK, opacity=1).encode(x="rest:Q")
    return specification(alt.layer(track, bars, ticks).properties(height=alt.Step(bar_step(_LINES))))


def _tooltip() -> list[alt.Tooltip]:
    titles = {"label": "Предмет", "own_text": "Свои", "rest_text": "Остальные", "remark": "Внимание"}
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
