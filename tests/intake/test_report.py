"""A file given back with its mistakes marked is put right in Excel and uploaded again as it is."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from gmk.access import CONSOLE
from gmk.excel import annotate
from gmk.excel.reading import ReadingOptions, SheetChoice
from gmk.intake.as_json import preview_as_json
from gmk.intake.commit import commit_import
from gmk.intake.model import ImportOptions, ImportPreview
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_workbook
from gmk.intake.report import marked_workbook
from gmk.service import load, save
from tests.fixtures.workbooks import workbook

WORKBOOKS = Path(__file__).parent.parent / "workbooks"
ERRORS = (WORKBOOKS / "12-courses-errors.xlsx").read_bytes()
LEVELS = {"FFF4A6A0": "error", "FFFFF2B3": "warning"}
ERROR_CELLS = [
    "K5", "J6", "I7", "B8", "C9", "C10", "B14", "B17", "E18", "K19", "I25", "I27", "F29", "I32", "C33", "B38", "B39",
    "I40", "K40", "C41", "C42", "K44",
]  # fmt: skip
WARNING_CELLS = ["B16", "I20", "K21", "F28", "K30", "B36", "I43"]
CORRECTED = {
    "K5": date(2025, 9, 29), "J6": date(2025, 9, 1), "I7": 72, "K8": date(2026, 1, 16), "C9": "СОШ № 7",
    "C10": "Лицей № 8", "B14": "Подлескова Анна Петровна", "B17": "Ромашкина Инна Олеговна", "E18": "Современный урок",
    "K19": date(2026, 2, 20), "I25": 72, "I27": 72, "F29": "повышение квалификации", "I32": 72, "C33": "СОШ № 6",
    "E38": "Другая программа", "B39": "Полянская Инна Олеговна", "I40": 72, "K40": date(2025, 11, 3),
    "C41": "Гимназия № 5", "C42": "СОШ № 6", "K44": date(2026, 3, 7),
}  # fmt: skip


def look_at(data: bytes) -> ImportPreview:
    reading = ReadingOptions(as_of=date(2026, 9, 1), school_year=2026)
    found = read_workbook(data, file_name="курсы.xlsx", options=reading)
    return load(CONSOLE, preview_import, reading=found, options=ImportOptions(reading))


def marked(data: bytes) -> bytes:
    return marked_workbook(data, look_at(data))


def changed(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    book, out = load_workbook(io.BytesIO(data)), io.BytesIO()
    change(book)
    book.save(out)
    return out.getvalue()


def correct(book: Workbook) -> None:
    for cell, value in CORRECTED.items():
        book["Курсы"][cell] = value


def as_printed(data: bytes) -> list[dict[str, Any]]:
    sheets = preview_as_json(look_at(data), state="preview", import_id=None)["sheets"]
    return [sheet for sheet in sheets if sheet["sheet"] != "Замечания"]


def cells_by_level(book: Workbook, sheet: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"error": [], "warning": []}
    for cell in (cell for row in book[sheet].iter_rows() for cell in row):
        level = LEVELS.get(cell.fill.fgColor.rgb)
        assert (cell.comment is not None) == (level is not None)
        if level:
            found[level].append(cell.coordinate)
    return found


@pytest.fixture
def _town(sqlite: Engine) -> None:
    data = (WORKBOOKS / "01-institutions.xlsx").read_bytes()
    save(CONSOLE, commit_import, preview=look_at(data), data=data)


@pytest.mark.usefixtures("_town")
def test_exactly_the_bad_cells_are_coloured_and_commented() -> None:
    book = load_workbook(io.BytesIO(marked(ERRORS)))
    found = cells_by_level(book, "Курсы")
    assert (sorted(found["error"]), sorted(found["warning"])) == (sorted(ERROR_CELLS), sorted(WARNING_CELLS))
    assert book["Курсы"]["K5"].comment.text == (
        "Замечания проверки:\nОшибка. «32.13.2025» — не дата. Впишите день, месяц и год, например 12.09.2026."
    )


@pytest.mark.usefixtures("_town")
def test_the_list_names_every_problem_with_its_place() -> None:
    sheet = load_workbook(io.BytesIO(marked(ERRORS)))["Замечания"]
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    assert sorted(line[3] for line in lines) == sorted(ERROR_CELLS + WARNING_CELLS)
    assert lines[0] == (
        "Курсы", 5, "K", "K5", "Ивушкина Раиса Геннадьевна · Наставничество в образовательной организации",
        "32.13.2025", "ошибка", "«32.13.2025» — не дата. Впишите день, месяц и год, например 12.09.2026.",
    )  # fmt: skip
    assert sheet["D2"].hyperlink.location == "'Курсы'!K5"


@pytest.mark.usefixtures("_town")
def test_the_marked_file_is_understood_as_the_file_itself_and_marked_anew() -> None:
    first = marked(ERRORS)
    assert as_printed(first) == as_printed(ERRORS)
    book = load_workbook(io.BytesIO(marked(first)))
    assert book.sheetnames == ["Курсы", "Замечания"]
    assert sum(map(len, cells_by_level(book, "Курсы").values())) == len(ERROR_CELLS + WARNING_CELLS)


@pytest.mark.usefixtures("_town")
def test_the_corrected_file_has_no_errors_and_loses_its_marks() -> None:
    corrected = changed(marked(ERRORS), correct)
    sheets = as_printed(corrected)
    assert [sheet["totals"]["error"] for sheet in sheets] == [0]
    assert [sheet["mapping"] for sheet in sheets] == [sheet["mapping"] for sheet in as_printed(ERRORS)]
    again = load_workbook(io.BytesIO(marked(corrected)))
    assert cells_by_level(again, "Курсы")["error"] == []
    assert not any(row[6] == "ошибка" for row in again["Замечания"].iter_rows(min_row=2, values_only=True))


@pytest.mark.usefixtures("_town")
def test_the_list_is_passed_over_whatever_its_lines_look_like() -> None:
    name = "Наименование"  # a heading of the list of institutions, as the name of a sheet
    data = workbook({name: [["ФИО", "Тема", "Часы", "Год"], ["Иванова Анна Петровна", "Урок", "много", 2025]]})
    preview = look_at(marked(data))
    assert [(sheet.sheet, sheet.format) for sheet in preview.sheets] == [(name, "courses"), ("Замечания", None)]
    assert "не загружают" in preview.sheets[1].why


@pytest.mark.usefixtures("_town")
def test_problems_of_old_and_text_files_are_marked_in_an_xlsx() -> None:
    data = "ФИО;Тема;Часы;Год\nИванова Анна Петровна;=Урок;много;2025\n;Урок;72;2025\n".encode("cp1251")
    result = marked(data)
    assert cells_by_level(load_workbook(io.BytesIO(result)), "Лист1") == {"error": ["C2", "A3"], "warning": []}
    assert as_printed(result) == as_printed(data)


@pytest.mark.usefixtures("_town")
def test_a_file_that_cannot_be_marked_gives_its_list_of_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotate, "MOST_CELLS", 10)
    book = load_workbook(io.BytesIO(marked(ERRORS)))
    assert book.sheetnames == ["Замечания", "Параметры"]
    assert book["Замечания"].max_row == 1 + len(ERROR_CELLS + WARNING_CELLS)
    assert book["Параметры"]["A2"].value == "Почему только список"


@pytest.mark.usefixtures("_town")
def test_a_sheet_that_is_wrong_as_a_whole_is_listed_without_a_cell() -> None:
    sheet = load_workbook(io.BytesIO(marked((WORKBOOKS / "bad" / "15-side-by-side.xlsx").read_bytes())))["Замечания"]
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(line[1], line[3], line[4], line[6]) for line in lines] == [(None, None, "весь лист", "ошибка")]


@pytest.mark.usefixtures("_town")
def test_cells_that_were_corrected_on_the_page_are_marked_because_the_file_still_has_what_stood_there() -> None:
    choice = SheetChoice(repairs={"K5": ("32.13.2025", "29.09.2025"), "I7": ("много", "")})
    reading = ReadingOptions(as_of=date(2026, 9, 1), choices={"Курсы": choice})
    found = read_workbook(ERRORS, file_name="курсы.xlsx", options=reading)
    preview = load(CONSOLE, preview_import, reading=found, options=ImportOptions(reading))
    book = load_workbook(io.BytesIO(marked_workbook(ERRORS, preview)))
    sheet = book["Курсы"]
    assert sheet["K5"].value == "32.13.2025"
    assert LEVELS[sheet["K5"].fill.fgColor.rgb] == "warning"
    assert "Чтобы исправить и файл, впишите сюда «29.09.2025»." in sheet["K5"].comment.text
    assert "Чтобы исправить и файл, очистите ячейку." in sheet["I7"].comment.text
    told = list(book["Замечания"].iter_rows(min_row=2, values_only=True))[-2:]
    assert [line[1:6] for line in told] == [
        (5, "K", "K5", "исправлено при загрузке", "32.13.2025"),
        (7, "I", "I7", "исправлено при загрузке", "много"),
    ]
