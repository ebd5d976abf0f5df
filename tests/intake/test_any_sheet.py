"""Whatever stands in a sheet: reading never fails, and no row below the header is lost or doubled."""

from datetime import date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gmk.excel.cells import BrokenCell
from gmk.excel.grid import Grid
from gmk.intake.recognise import read_sheet

_HEADINGS = (
    "ФИО",
    "Должность",
    "Тема курсов",
    "Кол-во часов",
    "2024",
    "Курсы",
    "Категория",
    "Наименование ОО",
    "Адрес",
    "Год",
)
_WORDS = (
    "Иванова Анна Петровна",
    "Петров П.П.",
    "МБОУ «СОШ № 3»",
    "Итого",
    "Вакансия",
    "Директор ____ А.П. Кедров",
    "«Тема», 72 ч., 2024; Б (36 ч.)",
    "32.13.2025",
    "нет",
    "—",
    " ",
    "\u00a0",
)
CELLS = st.one_of(
    st.just(""),
    st.sampled_from(_HEADINGS),
    st.sampled_from(_WORDS),
    st.text(max_size=30),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-5, 70_000).map(float),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),
    st.sampled_from([BrokenCell("#N/A"), BrokenCell("")]),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=12)
RANGES = st.tuples(st.integers(1, 12), st.integers(0, 6), st.integers(0, 3), st.integers(0, 3))


def _says_something(cell: Any) -> bool:
    return not isinstance(cell, str) or bool(cell.strip("\u200b\ufeff\u00ad \t\r\n\u00a0"))


@settings(max_examples=300, deadline=None)
@given(rows=ROWS, ranges=st.lists(RANGES, max_size=3), date_1904=st.booleans(), with_header=st.booleans())
def test_every_row_below_the_header_appears_once(
    rows: list[list[Any]], ranges: list[tuple[int, int, int, int]], date_1904: bool, with_header: bool
) -> None:
    if with_header:
        rows = [["№", "ФИО", "Должность", "Тема курсов", "Часы", "Дата окончания", "Категория"], *rows]
    kept = [(number, row) for number, row in enumerate(rows, 1) if any(cell != "" for cell in row)]
    merged = [(top, left, top + down, left + right) for top, left, down, right in ranges]
    numbers = [number for number, _ in kept]
    grid = Grid("Лист1", numbers, [row for _, row in kept], merged, frozenset(), date_1904)
    reading = read_sheet(grid)
    if reading.format is not None:
        below = [number for number, row in kept if number > reading.header_rows[-1]]
        said = {number for number, row in kept if any(map(_says_something, row))}
        found = [row.row for row in reading.rows]
        assert found == sorted(set(found))
        assert set(below) & said <= set(found) <= set(below)
        assert all(row.problems for row in reading.rows if row.skipped)
