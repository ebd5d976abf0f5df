"""Results of contests and of exams as clerks write them: other headings, orders, levels of header, subtotals."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from gmk.excel.cells import Noted
from gmk.excel.headers import Lexicon
from gmk.intake.recognise import read_workbook
from gmk.monitoring.sheets import EXAMS
from gmk.monitoring.values import read_level, read_outcome, read_stage
from tests.fixtures.workbooks import fields, read_rows, reasons, troubles, values, workbook

_EXAMS = Lexicon(EXAMS)


def records(reading: Any, row: int) -> Any:
    return next(one.values["records"] for one in reading.rows if one.row == row)


def test_an_olympiad_with_merged_subjects_and_classes_under_a_level() -> None:
    reading = read_rows(
        [
            ["Итоги муниципального этапа олимпиады школьников 2024-2025 учебного года"],
            ["№", "Предмет", "уровень", "ФИО обучающегося", "Школа", "Тип диплома", "Балл", "ФИО учителя"],
            [1, "Химия", 9, "Лисицын Олег", "СОШ № 2", "победитель", "44,5", "Орлова А.П."],
            [2, "", "10", "Ёлкина Мария", "Лицей 8", "призер", 40, "Орлова А.П."],
            ["", "", "", "Итого участников: 2"],
        ],
        merged=["B3:B4"],
    )
    assert reading.format == "results"
    assert fields(reading)["C"] == "grade"
    assert values(reading, "subject", "grade", "result", "score", "stage", "school_year") == [
        ("Химия", 9, "winner", 44.5, "municipal", 2024),
        ("Химия", 10, "prize", 40.0, "municipal", 2024),
    ]
    assert reasons(reading) == {5: "row.total"}


def test_a_level_in_words_stays_a_level_beside_a_class() -> None:
    reading = read_rows(
        [
            ["Конкурс", "Уровень", "Класс", "Участник", "ОО", "Результат"],
            ["«Живое слово»", "областной", "7 «А»", "Лисицын Олег", "СОШ № 2", "2-е место"],
            ["«Живое слово»", "всероссийский", "8а класс", "Ёлкина Мария", "СОШ № 2", "диплом I степени"],
            ["Чтецы", "муниципальный", "11", "Белкин Ян", "СОШ № 2", "4 место"],
        ]
    )
    assert values(reading, "contest", "level", "grade", "result", "place") == [
        ("Живое слово", "regional", 7, "prize", 2),
        ("Живое слово", "national", 8, "winner", None),
        ("Чтецы", "municipal", 11, "participant", 4),
    ]


def test_a_protocol_names_its_subject_in_the_title_and_only_places() -> None:
    reading = read_rows(
        [
            ["Протокол школьного этапа олимпиады по русскому языку"],
            ["Фамилия", "Имя", "Отчество", "Класс", "ОО", "Количество баллов", "Место", "Учитель"],
            ["Лисицын", "Олег", "Ильич", 5, "СОШ № 2", 30, 1, "Орлова А.П."],
            ["Белкин", "Ян", "", 5, "СОШ № 2", 12, "III", "Орлова А.П."],
        ],
        school_year=2025,
    )
    assert reading.format == "results"
    assert values(reading, "subject", "participant", "result", "place", "stage", "school_year") == [
        ("Русский язык", "Лисицын Олег Ильич", "winner", 1, "school", 2025),
        ("Русский язык", "Белкин Ян", "prize", 3, "school", 2025),
    ]


def test_subjects_in_section_rows_and_a_number_of_participants() -> None:
    reading = read_rows(
        [
            ["№", "ОО", "Количество участников", "Результат"],
            ["", "Физика"],
            [1, "СОШ № 1", "3 чел.", "участие"],
            ["", "История"],
            [2, "СОШ № 1", 5, "призёры"],
        ]
    )
    assert values(reading, "subject", "participant_count", "result") == [
        ("Физика", 3, "participant"),
        ("История", 5, "prize"),
    ]


def test_mistakes_of_results_are_told_at_their_cells() -> None:
    reading = read_rows(
        [
            ["Конкурс", "Класс", "Участник", "ОО", "Результат", "Баллы"],
            ["Чтецы", "старший", "Лисицын Олег", "СОШ № 2", "победитель", 5],
            ["Чтецы", 5, "Ёлкина Мария", "СОШ № 2", "экскурсия", "много"],
            ["", 5, "Белкин Ян", "СОШ № 2", "призёр", "х"],
            ["Чтецы", 5, "", "СОШ № 2", "", 3],
        ]
    )
    assert troubles(reading) == [
        ("number.unreadable", "B2"),
        ("value.unknown", "E3"),
        ("number.unreadable", "F3"),
        ("field.required", "A4"),
        ("field.required", "C5"),
        ("field.required", "E5"),
    ]


MARKS = ["ОО", "Предмет", "Класс", "Писали, чел.", "Отметки, %", "", "", "", "Качество, %", "Средний балл"]


def test_marks_as_a_group_of_columns() -> None:
    reading = read_rows(
        [
            ["Результаты ВПР, весна 2025 года"],
            MARKS,
            ["", "", "", "", "«2»", "«3»", "«4»", "«5»", "", ""],
            ["СОШ № 1", "Физика", "7 класс", "25 чел.", 0, "50,5", 25, 24.5, "49,5%", "х"],
        ],
        merged=["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:H2", "I2:I3", "J2:J3"],
    )
    assert (reading.format, reading.header_rows) == ("exams", [2, 3])
    names = (
        "procedure",
        "year",
        "grade",
        "participants",
        "share_2",
        "share_3",
        "share_5",
        "quality_share",
        "mean_score",
    )
    assert values(reading, *names) == [("ВПР", 2025, 7, 25, 0.0, 0.505, 0.245, 0.495, None)]


def test_a_percent_format_says_that_the_number_is_a_share_already() -> None:
    data = workbook({"ОГЭ 2025": [["ОО", "Предмет", "Успеваемость, %", "Качество"], ["СОШ № 1", "Химия", 0.5, 0.25]]})
    book = load_workbook(io.BytesIO(data))
    for cell in ("C2", "D2"):
        book.worksheets[0][cell].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    reading = read_workbook(out.getvalue(), file_name="огэ.xlsx").sheets[0]
    assert values(reading, "procedure", "year", "success_share", "quality_share") == [("ОГЭ", 2025, 0.5, 0.25)]


def test_a_share_over_a_hundred_percent_is_refused() -> None:
    reading = read_rows([["ОО", "Предмет", "Качество, %"], ["СОШ № 1", "Химия", 101], ["СОШ № 2", "Химия", "часть"]])
    assert troubles(reading) == [("number.out_of_range", "C2"), ("number.unreadable", "C3")]


WIDE = [
    ["Сведения о результатах ЕГЭ в 2023 году"],
    [],
    ["Муниципальное образование", "Образовательная организация", "Профиль", "Всего выпускников в 2023 году, чел.",
     "из них"],
    ["", "", "", "", "Физика, чел.", "", "", "География, чел. (в т.ч. прошлых лет)", "", ""],
    ["", "", "", "", *["приняло участие", "не преодолен min порог", "средний балл"] * 2],
    [1, 2, 3, 4, 5, 6, 7, 5, 6, 7],
    ["ВСЕГО по региону", 60, "х", 60, 20, 3, 51.5, 9, 0, 60],
    ["Город Ольховск", "", "", 40, 15, 2, 52, 9, 0, 60],
    ["", 'МБОУ "СОШ № 1"', "", 25, 15, 2, 52, "", "", ""],
    ["", 'МБОУ "СОШ № 2"', "", 15, "", "", "", 9, 0, 60],
    ["Заречный район", "", "", 20, 5, 1, 50, 0, 0, ""],
    ["", 'МКОУ "СОШ с. Ключи"', "", 20, 5, 1, 50, 0, 0, ""],
    ["", 'МКОУ "СОШ с. Родники"'],
]  # fmt: skip
WIDE_MERGED = ["A3:A5", "B3:B5", "C3:C5", "D3:D5", "E3:J3", "E4:G4", "H4:J4"]


def test_subjects_in_groups_under_three_levels_with_subtotals_of_municipalities() -> None:
    reading = read_rows(WIDE, sheet="2023", merged=WIDE_MERGED)
    assert (reading.format, reading.header_rows, reading.first_data_row) == ("exams", [3, 4, 5], 9)
    assert [column.group for column in reading.mapping][-1] == {"subject": "География"}
    assert reasons(reading) == {
        6: "row.column_numbers", 7: "row.total", 8: "row.total", 11: "row.total", 13: "row.no_records",
    }  # fmt: skip
    assert values(reading, "municipality", "procedure", "year", "graduates") == [
        ("Город Ольховск", "ЕГЭ", 2023, 25),
        ("Город Ольховск", "ЕГЭ", 2023, 15),
        ("Заречный район", "ЕГЭ", 2023, 20),
    ]
    assert records(reading, 9) == [{"subject": "Физика", "participants": 15, "below_threshold": 2, "mean_score": 52.0}]


@pytest.mark.parametrize(
    "heading",
    [
        "Всего выпускников в 2024 году по программам среднего общего образования, подавших заявление на участие в ЕГЭ",
        "Всего выпускников в 2023 году по программам среднего общего образования, принявших участие в ЕГЭ, чел.",
        "Выпускников в 2031 году, чел.",
    ],
)
def test_the_number_of_graduates_of_any_year_is_no_guess(heading: str) -> None:
    meant = _EXAMS.surely(heading)
    assert [(one.column.field, one.match) for one in meant] == [("graduates", "synonym")]


def test_graduates_who_scored_something_are_not_surely_the_number_of_all() -> None:
    assert _EXAMS.surely("Выпускников в 2023 году, не преодолевших порог, чел.") == []


def test_a_subject_in_each_column_counts_participants_and_the_sheet_name_the_year() -> None:
    reading = read_rows(
        [
            ["Заявления на ЕГЭ выпускников 2020 года"],
            ["ОО", "из них", "", ""],
            ["", "Русский язык, чел.", "ИКТ, чел.", "Математика (профиль), чел."],
            ["СОШ № 1", 12, 0, 3],
        ],
        sheet="2024",
        merged=["A2:A3", "B2:D2"],
    )
    assert values(reading, "year") == [(2024,)]
    assert [(one["subject"], one["participants"]) for one in records(reading, 4)] == [
        ("Русский язык", 12),
        ("Математика (профиль)", 3),
    ]


@pytest.mark.parametrize(
    "title", ["ОГЭ по математике, 9 класс, 2024 год", "Результаты ОГЭ 2024 по математике в 9-х классах"]
)
def test_the_title_tells_subject_procedure_year_and_class(title: str) -> None:
    reading = read_rows([[title], ["Школа", "Кол-во участников", "Ср. балл"], ["СОШ № 1", 20, "3,8"]])
    names = ("subject", "procedure", "year", "grade", "participants", "mean_score")
    assert values(reading, *names) == [("Математика", "ОГЭ", 2024, 9, 20, 3.8)]


def test_marks_as_numbers_in_the_header_are_no_numbers_of_columns() -> None:
    reading = read_rows(
        [
            ["ОО", "Предмет", "Количество писавших", "Отметки (%)", "", "", "", "Успев., %", "Качество обученности, %"],
            ["", "", "", 2, 3, 4, 5, "", ""],
            ["СОШ № 1", "Химия", 20, 5, "35,5", 40, "19,5 %", 95, "59,5"],
        ],
        sheet="ВПР 8 класс",
        merged=["A1:A2", "B1:B2", "C1:C2", "D1:G1", "H1:H2", "I1:I2"],
    )
    assert reading.header_rows == [1, 2]
    shares = ("share_2", "share_3", "share_4", "share_5", "success_share", "quality_share")
    assert values(reading, "grade", "participants", *shares) == [(8, 20, 0.05, 0.355, 0.4, 0.195, 0.95, 0.595)]


@pytest.mark.parametrize(
    ("title", "section"),
    [("Итоги ВПР по школам", "МБОУ «СОШ № 3»"), ("Итоги ВПР в МБОУ «СОШ № 3»", "Начальная школа")],
)
def test_the_institution_of_exams_stands_above_the_rows_or_the_table(title: str, section: str) -> None:
    reading = read_rows(
        [
            [title],
            ["Предмет", "Класс", "Писали работу", "Средний балл", "Учитель"],
            [section],
            ["Химия", 8, 20, "3,5", "Волгина А.И."],
            ["Физика", 8, 21, "3,6", "Ленская О.И."],
            ["Итого по школе", "", 41],
        ]
    )
    assert (reading.format, reasons(reading)) == ("exams", {3: "row.section", 6: "row.total"})
    assert values(reading, "institution", "subject", "mean_score") == [
        ("МБОУ «СОШ № 3»", "Химия", 3.5), ("МБОУ «СОШ № 3»", "Физика", 3.6),
    ]  # fmt: skip


def test_figures_of_a_town_or_a_region_are_totals() -> None:
    lines = ["Вся выборка", "Ленинградская обл.", "Сосновоборский городской округ", "Среднее по области", "РФ"]
    reading = read_rows(
        [
            ["ВПР 2026. 5 класс. Предмет: русский язык"],
            ["Группы участников", "Кол-во участников", "% «2»", "% «5»"],
            *([line, 500, 5, 20] for line in lines[:3]),
            ["СОШ № 1", 60, 5, 20],
            *([line, 500, 5, 20] for line in lines[3:]),
        ]
    )
    assert reasons(reading) == dict.fromkeys((3, 4, 5, 7, 8), "row.total")
    assert values(reading, "institution", "municipality", "subject") == [
        ("СОШ № 1", "Сосновоборский городской округ", "Русский язык")
    ]


def test_a_column_of_places_may_hold_words_and_a_class_a_latin_letter() -> None:
    reading = read_rows(
        [
            ["Соревнования", "Фамилия", "Имя", "Класс", "Школа", "Место"],
            ["Кросс", "Дунаев", "Ян", "9A", "СОШ № 2", 1],
            ["Кросс", "Рейнов", "Ян", "9 B", "СОШ № 2", "участие"],
            ["Кросс", "Сенин", "Ян", 9, "СОШ № 2", "1-2"],
        ]
    )
    assert values(reading, "participant", "grade", "result", "place") == [
        ("Дунаев Ян", 9, "winner", 1), ("Рейнов Ян", 9, "participant", None), ("Сенин Ян", 9, None, None),
    ]  # fmt: skip
    assert troubles(reading) == [("number.unreadable", "F4")]


def test_abbreviated_subjects_head_their_columns() -> None:
    reading = read_rows(
        [
            ["ЕГЭ 2026"],
            ["Школа", "Рус. яз.", "", "Мат. (проф.)", "", "Информатика (КЕГЭ)", ""],
            ["", "кол-во сдававших", "ср. балл", "чел.", "ср. балл", "чел.", "ср. балл"],
            ["СОШ № 1", 50, "70,5", 30, "62", "-", "-"],
            ["По городу", 50, "70,5", 30, "62", "-", "-"],
        ],
        merged=["A2:A3", "B2:C2", "D2:E2", "F2:G2"],
    )
    assert records(reading, 4) == [
        {"subject": "Рус. яз.", "participants": 50, "mean_score": 70.5},
        {"subject": "Мат. (проф.)", "participants": 30, "mean_score": 62.0},
    ]
    assert reasons(reading) == {5: "row.total"}


def test_a_column_of_municipalities_and_institutions_is_one_of_institutions() -> None:
    reading = read_rows(
        [
            ["№", "Муниципалитет, ОО", "Предмет", "Участвовало", "% качества"],
            ["", "Лесной муниципальный район", "", "", ""],
            [1, "МБОУ «СОШ № 3»", "Физика", 12, "50"],
        ],
        sheet="ОГЭ",
    )
    assert values(reading, "municipality", "institution", "quality_share") == [
        ("Лесной муниципальный район", "МБОУ «СОШ № 3»", 0.5)
    ]


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("1м", ("winner", 1)),
        ("II м.", ("prize", 2)),
        ("третье место", ("prize", 3)),
        ("диплом I степени", ("winner", None)),
        ("лауреат I степени", ("prize", None)),
        ("Побед.", ("winner", None)),
        ("уч.", ("participant", None)),
    ],
)
def test_words_of_results_may_be_short(cell: str, outcome: tuple[str, int | None]) -> None:
    assert read_outcome(cell) == outcome


def test_who_took_no_part_has_no_result() -> None:
    assert isinstance(read_outcome("не участвовал"), Noted)


def test_levels_and_stages_may_be_short() -> None:
    assert [read_level(cell) for cell in ("мун.", "обл.", "всерос.", "межд.")] == [
        "municipal", "regional", "national", "international",
    ]  # fmt: skip
    assert [read_stage(cell) for cell in ("муниц.", "рег.")] == ["municipal", "regional"]
