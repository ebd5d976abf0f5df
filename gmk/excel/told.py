"""What titles, the sheet name and section rows tell for all the rows below them: an association, a school year."""

from collections.abc import Iterator, Sequence
from typing import Any

from gmk.excel.grid import Grid
from gmk.excel.row_texts import is_number, texts_of
from gmk.excel.sheet import Finder, Sheet

_SECTIONS_LOOKED_AT = 200


def told_above(grid: Grid, header: int, sheet: Sheet) -> dict[str, Any]:
    """What the title above the table says, the nearest first (stamps stand higher), and the sheet name."""
    titles = [text for cells in reversed(grid.rows[:header]) for text in texts_of(cells)]
    texts = [grid.sheet, *titles] if sheet.told_by_name_first else [*titles, grid.sheet]
    return told_by(texts, sheet)


def told_by(texts: Sequence[str], sheet: Sheet) -> dict[str, Any]:
    """The first answer of each finder."""
    answers = {name: next(_answers(texts, find), None) for name, find in sheet.told}
    return {name: answer for name, answer in answers.items() if answer is not None}


def _answers(texts: Sequence[str], find: Finder) -> Iterator[Any]:
    return (answer for answer in map(find, texts) if answer is not None)


def told_by_sections(grid: Grid, first: int, sheet: Sheet) -> frozenset[str]:
    """The fields of which a row with a single text says something."""
    lines = map(_only_text, grid.rows[first : first + _SECTIONS_LOOKED_AT])
    return frozenset(told_by([line for line in lines if line], sheet))


def _only_text(cells: Sequence[Any]) -> str | None:
    if len(cells) - cells.count("") > 2:
        return None
    words = [text for text in texts_of(cells) if not is_number(text)]
    return words[0] if len(words) == 1 else None
