"""Whatever is stored in a format: written as the export writes it and read again, it is the same."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gmk.excel.form import Cells, cell_text
from gmk.excel.form_stamp import FormStamp
from gmk.excel.grid import Grid, Percent
from gmk.excel.reading import ReadingOptions, RowReading
from gmk.excel.sheet import Column, Sheet
from gmk.intake.formats import FORMATS
from gmk.intake.recognise import read_sheet
from gmk.periods import school_year_text

DAY = date(2026, 9, 1)
PAGE = "Лист1"
TEXTS = st.one_of(
    st.text("абвгдеёЯЖ АБ0123456789.,;:/()«»\"'№%-–=+@*", min_size=1, max_size=40),
    st.sampled_from(
        ["Итого", "Всего понемногу", "=1+1", "СОШ № 5", "Вакансия", "Директор", "г. Сосновый Бор", "12.09"]
    ),
)
SAID = {
    "full_name": st.sampled_from(
        ["Иванова Анна Петровна", "Петров И.С.", "Ким Ю.", "Римская-Корсакова Ольга", "О'Хара Вера Ильинична"]
    ),
    "period_text": st.sampled_from(
        ["12.09.2026", "октябрь", "до 15 мая", "ежемесячно", "IV квартал", "12-14 сентября"]
    ),
    "school_year": st.sampled_from(["2025/26", "2030/31"]),
    "year": st.integers(2000, 2026),
    "birth_year": st.integers(1940, 2005),
    "grade": st.integers(1, 11),
    "result": st.sampled_from(["winner", "prize", "participant"]),
}


def cells_of(column: Column) -> st.SearchStrategy[Any]:
    """Values that a column may hold, None too."""
    if column.field in SAID:
        found = SAID[column.field]
    elif column.choices is not None:
        found = st.sampled_from([str(choice) for choice in column.choices])
    elif column.type == "list":
        found = st.lists(TEXTS, max_size=3)
    else:
        found = {
            "date": st.dates(date(1950, 1, 1), DAY),
            "number": st.integers(0, 300),
            "percent": st.floats(0, 1),
        }.get(column.type, TEXTS)
    return found if column.required else st.one_of(st.none(), found)


def contents(sheet: Sheet) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries({column.field: cells_of(column) for column in sheet.written()})
    return st.lists(row, min_size=1, max_size=8)


def read(sheet: Sheet, rows: list[Cells]) -> list[RowReading]:
    """The rows as a sheet of an export holds them, read again."""
    columns = sheet.written()
    body = [[cell(column, row.get(column.field)) for column in columns] for row in rows]
    grid = Grid(PAGE, list(range(1, len(rows) + 2)), [[column.title for column in columns], *body])
    grid.form = FormStamp(sheet.format, sheet.version(), DAY, (PAGE,))
    return read_sheet(grid, ReadingOptions(as_of=DAY)).rows


def cell(column: Column, value: Any) -> Any:
    if value is None or value == []:
        return ""
    if column.type == "percent":
        return Percent(value)
    return value if isinstance(value, date | int | float) else cell_text(column, value)


def stored(sheet: Sheet, row: RowReading) -> dict[str, Any]:
    """A row that was read as the database gives it out again."""
    values = dict(row.values)
    values["full_name"] = " ".join(
        part for name in ("last_name", "first_name", "patronymic") if (part := values.get(name))
    )
    if isinstance(values.get("school_year"), int):
        values["school_year"] = school_year_text(values["school_year"])
    return {column.field: values.get(column.field) for column in sheet.written()}


def is_written(sheet: Sheet, row: RowReading) -> bool:
    """Whether the row could be stored; results of exams always have an institution."""
    is_right = not row.skipped and not any(one.level == "error" for one in row.problems)
    return is_right and (sheet.format != "exams" or row.values.get("institution") is not None)


@pytest.mark.parametrize("sheet", FORMATS, ids=lambda sheet: sheet.format)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_was_read_once_is_read_the_same_again(sheet: Sheet, data: st.DataObject) -> None:
    written = [row for row in read(sheet, data.draw(contents(sheet))) if is_written(sheet, row)]
    again = read(sheet, [stored(sheet, row) for row in written])

    assert [row.values for row in again] == [row.values for row in written]
