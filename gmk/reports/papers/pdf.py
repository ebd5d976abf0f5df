"""Papers as PDF: for the print that must look the same everywhere and isn't edited any more.

typst sets them from the `.typ` files beside this one, with the fonts beside this one and no others.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from gmk.reports.papers.kinds import PaperKind
from gmk.reports.papers.lines import Paper, Section

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
Size = Literal["a4", "a3"]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid: its title, and what each month holds, a text for each item."""

    title: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """Months across, rows down; `corner` heads the rows, `note` stands at the foot of each page."""

    title: str
    period: str
    corner: str
    months: tuple[str, ...]
    rows: tuple[GridRow, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """An item on the line of time, from `from_` to `to`: shares of the school year, 0..1; `was` says that it moved."""

    title: str
    now: str
    from_: float
    to: float
    is_cancelled: bool = False
    was: str = ""
    signed_from: float = 0.0
    signed_to: float = 0.0


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars over the months of a school year; `note` stands at the foot of each page."""

    title: str
    period: str
    months: tuple[str, ...]
    rows: tuple[Bar, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    field: str
    width: int


_OF_PLAN = (
    _Column("№", "number", 2),
    _Column("Мероприятие", "title", 16),
    _Column("Сроки", "period", 7),
    _Column("Ответственные", "responsible", 9),
    _Column("Категория участников", "audience", 7),
    _Column("Результат", "outcome", 7),
    _Column("Примечание", "remark", 7),
)
_COLUMNS: dict[PaperKind, tuple[_Column, ...]] = {
    PaperKind.YEAR: _OF_PLAN,
    PaperKind.MONTH: _OF_PLAN,
    PaperKind.WEEK: (
        _Column("№", "number", 2),
        _Column("Мероприятие", "title", 14),
        _Column("Сроки", "period", 7),
        _Column("Место", "place", 8),
        _Column("Как прошло", "fact", 9),
        _Column("Ответственные", "responsible", 8),
    ),
    PaperKind.EXECUTION: (
        _Column("№", "number", 2),
        _Column("Мероприятие", "title", 16),
        _Column("Сроки", "period", 6),
        _Column("Ответственные", "responsible", 8),
        _Column("Отметка", "status", 7),
        _Column("Как прошло", "fact", 9),
        _Column("Причина", "reason", 6),
    ),
    PaperKind.CORRECTION: (
        _Column("№", "number", 2),
        _Column("Мероприятие", "title", 14),
        _Column("Было", "fact", 11),
        _Column("Стало", "outcome", 11),
        _Column("Причина", "reason", 9),
    ),
}
_APPROVED = {PaperKind.YEAR, PaperKind.MONTH, PaperKind.CORRECTION}
_UPRIGHT = {PaperKind.WEEK}


def pdf_paper(kind: PaperKind, paper: Paper, *, size: Size = "a4") -> bytes:
    """The paper as PDF."""
    data = paper.as_data() | {"sections": [asdict(section) for section in _sections(kind, paper)]}
    return _compiled(
        "paper.typ",
        {
            "paper": json.dumps(data, ensure_ascii=False),
            "columns": json.dumps([asdict(column) for column in _COLUMNS[kind]], ensure_ascii=False),
            "size": size,
            "flipped": "false" if kind in _UPRIGHT else "true",
            "approval": "true" if kind in _APPROVED else "false",
            "empty": "Мероприятий нет.",
        },
    )


def pdf_grid(grid: MonthGrid, *, size: Size = "a3") -> bytes:
    """The grid as PDF, lying on its side."""
    return _compiled("grid.typ", {"grid": json.dumps(asdict(grid), ensure_ascii=False), "size": size})


def pdf_timeline(line: Timeline, *, size: Size = "a3") -> bytes:
    """The line of time as PDF, lying on its side."""
    rows = [{name.rstrip("_"): value for name, value in asdict(bar).items()} for bar in line.rows]
    data = asdict(line) | {"rows": rows}
    return _compiled("timeline.typ", {"timeline": json.dumps(data, ensure_ascii=False), "size": size})


def _sections(kind: PaperKind, paper: Paper) -> Sequence[Section]:
    """The two halves of a week are its sections, and a section tells how much of it is done."""
    if kind is PaperKind.WEEK:
        return (
            Section(f"Проведено {paper.past_period}", paper.past),
            Section(f"Запланировано {paper.coming_period}", paper.coming),
        )
    if kind is PaperKind.EXECUTION:
        return [
            Section(f"{one.title}: выполнено {one.done} из {one.planned} ({one.share})", one.lines)
            for one in paper.sections
        ]
    return paper.sections


def _compiled(name: str, inputs: dict[str, str]) -> bytes:
    import typst  # a tenth of a second and 80 MB that only papers need

    made = typst.compile(
        HERE / name, root=HERE, font_paths=[FONTS], ignore_system_fonts=True, format="pdf", sys_inputs=inputs
    )
    if not isinstance(made, bytes):
        raise TypeError("one PDF was expected")
    return made
