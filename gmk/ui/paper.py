"""Tables on paper: on the screen a table is a canvas of a few rows, so a hidden twin of it is printed."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from gmk.excel.write import Kind, Row, TableColumn, TableSpec
from gmk.wording import day_text, number_text, percent_text, score_text

MOST_ROWS = 100
"""As many people as a large school has; whoever needs more of them on paper prints the workbook."""
_TEXTS: dict[Kind, Callable[[Any], str]] = {
    "percent": percent_text,
    "score": score_text,
    "date": day_text,
    "number": number_text,
}


def paper_table(spec: TableSpec[Row], rows: Sequence[Row], *, is_file_offered: bool) -> str:
    """The first of the rows as HTML that the style sheet shows on paper only; says where the others are."""
    heads = _cells("th", (escape(column.title) for column in spec.columns))
    lines = [_cells("td", (escape(_text(column, row)) for column in spec.columns)) for row in rows[:MOST_ROWS]]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table class="gmk-paper"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>' + _rest(
        len(rows), is_file_offered=is_file_offered
    )


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def _text(column: TableColumn[Any], row: Any) -> str:
    value = column.value(row)
    if value is None:
        return column.missing
    return _TEXTS.get(column.kind, str)(value)


def _rest(count: int, *, is_file_offered: bool) -> str:
    if count <= MOST_ROWS:
        return ""
    where = " Вся таблица – в файле, который даёт кнопка «Скачать xlsx»." if is_file_offered else ""
    return f'<p class="gmk-paper">Напечатаны первые {MOST_ROWS} строк из {number_text(count)}.{where}</p>'
