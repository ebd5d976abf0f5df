"""Workbooks as clerks make them: other headings, other orders, section rows, stamps, totals, signatures."""

from datetime import date, datetime

from tests.fixtures.workbooks import fields, read_rows, reasons, troubles, values

NAME = ("last_name", "first_name", "patronymic")


def test_staff_with_a_stamp_two_levels_of_header_and_a_signature() -> None:
    reading = read_rows(
        [
            ["", "", "", "", "", "", "", "", "УТВЕРЖДАЮ"],
            ["", "", "", "", "", "", "", "", "Начальник управления образования"],
            ["Сведения о педагогических работниках МАОУ «Гимназия № 5» г. Лесной на 2026-2027 учебный год"],
            [],
            ["№ п/п", "Ф.И.О.", "Дата рождения", "Должность", "Аттестация", "", "", "Стаж работы", "", "КПК"],
            ["", "", "", "", "категория", "дата", "приказ", "общий", "педагогический", ""],
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
            [
                "1.",
                "Ивaнова  Анна Петровна",
                datetime(1980, 5, 1),
                "учитель физики",
                "первая",
                "12.03.2024",
                "№ 15-к от 15.03.2024",
                "20 лет",
                "18",
                "«Урок», 72 ч., 2024",
            ],
            ["2.", "ПЕТРОВА МАРИЯ ИВАНОВНА", "01.02.1990 г.", "учитель", "высшая", "", "", "5 л. 3 мес.", "1", "нет"],
            ["", "Начальная школа"],
            [
                "3.",
                "Сидорова О.И.",
                "1975г.",
                "учитель",
                "без категории",
                "",
                "",
                "1 год",
                "1",
                "ПП «Б» (520 ч., 2022)",
            ],
            ["4.", "Вакантная ставка", "", "учитель химии"],
            ["", "Всего педагогов: 3"],
            ["Директор", "", "", "", "________", "", "", "А.Б. Кедров"],
        ],
        merged=["A5:A6", "B5:B6", "C5:C6", "D5:D6", "E5:G5", "H5:I5", "J5:J6", "A3:J3"],
    )
    assert (reading.format, reading.header_rows, reading.first_data_row) == ("staff", [5, 6], 8)
    assert fields(reading) == {
        "B": "full_name",
        "C": "birth_year",
        "D": "position",
        "E": "category",
        "F": "category_awarded_on",
        "G": "category_order",
        "H": "experience_total_years",
        "I": "experience_teaching_years",
        "J": "courses",
    }
    assert [column.header for column in reading.mapping][3:5] == ["Аттестация / категория", "Аттестация / дата"]
    assert reading.ignored_columns == ["A"]
    assert reasons(reading) == {
        7: "row.column_numbers",
        10: "row.section",
        12: "row.vacancy",
        13: "row.total",
        14: "row.signature",
    }
    assert values(reading, *NAME, "birth_year", "experience_total_years", "category_awarded_on") == [
        ("Иванова", "Анна", "Петровна", 1980, 20, date(2024, 3, 12)),
        ("Петрова", "Мария", "Ивановна", 1990, 5, None),
        ("Сидорова", "О.", "И.", 1975, 1, None),
    ]
    assert {row[0] for row in values(reading, "institution")} == {"МАОУ «Гимназия № 5»"}
    assert [len(courses) for (courses,) in values(reading, "courses")] == [1, 0, 1]
    assert troubles(reading) == []


def test_a_name_in_three_columns_and_an_institution_in_the_name_of_the_sheet() -> None:
    reading = read_rows(
        [
            ["Должность", "Фамилия", "Имя", "Отчество", "Стаж: общий", "Категория", "Действует до", "Вид занятости"],
            ["воспитатель", "Берёзкина-Осинина", "Анна", "Петровна", "12", "I кв. кат.", "01.02.2028", "основной"],
            ["логопед", "Кедрова", "Ольга", "—", 5.9, "СЗД", None, "внешний совместитель"],
            ["", "Щеглова", "", "", 1, "", "", ""],
        ],
        sheet="ДОУ № 12",
    )
    assert reading.format == "staff"
    assert values(reading, *NAME, "position", "experience_total_years", "employment", "institution") == [
        ("Берёзкина-Осинина", "Анна", "Петровна", "воспитатель", 12, "main", "ДОУ № 12"),
        ("Кедрова", "Ольга", None, "логопед", 5, "external", "ДОУ № 12"),
        ("Щеглова", None, None, None, 1, None, "ДОУ № 12"),
    ]
    assert sorted(troubles(reading)) == [("field.required", "A4"), ("field.required", "C4")]


def test_courses_with_period_and_document_in_one_cell_each() -> None:
    reading = read_rows(
        [
            ["Отчёт о курсовой подготовке педагогов МБОУ СОШ № 7 за 2025 год"],
            [
                "№",
                "Педагог",
                "Тема КПК",
                "Кол. час.",
                "Сроки прохождения",
                "Место прохождения",
                "Форма",
                "Удостоверение (№, дата)",
                "Вид",
            ],
            [
                1,
                "Иванова А.П.",
                '"Урок"',
                "72 часа",
                "с 12.09.2025 по 20.09.2025",
                "ИРО",
                "очно",
                "№ 12-А от 20.09.2025",
                "КПК",
            ],
            [
                2,
                "Петров Пётр Петрович",
                "Б",
                36,
                "12.09-14.09.2025",
                "ИРО",
                "дистант",
                "77 123 от 01.10.2025 г.",
                "семинар",
            ],
            [3, "Петров Пётр Петрович", "В", "16 ак. ч.", "март 2025", "ИРО", "очно-заочно", "", "ПК"],
            [4, "Петров Пётр Петрович", "Г", 250, "2025 г.", "ИРО", "заочная", 12345, "проф. переподготовка"],
            ["Итого", "", "", 4],
        ]
    )
    assert (reading.format, reading.header_rows, reading.first_data_row) == ("courses", [2], 3)
    assert values(reading, "title", "hours", "kind", "form", "started_on", "finished_on", "year") == [
        ("Урок", 72, "advanced", "in_person", date(2025, 9, 12), date(2025, 9, 20), None),
        ("Б", 36, "seminar", "distance", date(2025, 9, 12), date(2025, 9, 14), None),
        ("В", 16, "advanced", "blended", None, None, 2025),
        ("Г", 250, "retraining", "distance", None, None, 2025),
    ]
    assert values(reading, "document_number", "document_date", "institution")[:2] == [
        ("12-А", date(2025, 9, 20), "МБОУ СОШ № 7"),
        ("77 123", date(2025, 10, 1), "МБОУ СОШ № 7"),
    ]
    assert reasons(reading) == {7: "row.total"}
    assert troubles(reading) == [("date.partial", "E5")]


def test_a_column_for_each_year_under_a_common_heading() -> None:
    reading = read_rows(
        [
            ["Повышение квалификации педагогов"],
            ["№ п/п", "ФИО педагога (полностью)", "Место работы", "Курсы ПК", "", "Переподготовка", "План на 2027 год"],
            ["", "", "", "2024 г.", "2025 г.", "", ""],
            ["1", "Иванова Анна Петровна", "СОШ № 3", "«А», 36 ч.", "Б (72 ч.); В", "Г, 520 ч., 2022", "да"],
            ["2", "Петрова Анна Петровна", "СОШ № 3", "-", "нет", "", "да"],
        ],
        merged=["A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3"],
    )
    assert (reading.format, reading.header_rows, reading.ignored_columns) == ("courses", [2, 3], ["A", "G"])
    assert [column.group for column in reading.mapping if column.field == "courses"] == [
        {"year": 2024},
        {"year": 2025},
        {"kind": "retraining"},
    ]
    ((records,),) = values(reading, "records")
    assert [(r["title"], r["hours"], r["kind"], r["year"]) for r in records] == [
        ("А", 36, "advanced", 2024),
        ("Б", 72, "advanced", 2025),
        ("В", None, "advanced", 2025),
        ("Г", 520, "retraining", 2022),
    ]
    assert troubles(reading) == [("kind.assumed", "E4")]
    assert reasons(reading) == {5: "row.no_records"}


def test_levels_of_a_header_without_merging_and_dates_of_every_sort() -> None:
    reading = read_rows(
        [
            ["ФИО", "Должность", "Документ", "", "Сроки обучения", "", "Программа", "Объём"],
            ["", "", "№", "дата", "с", "по", "", ""],
            ["Иванова Анна Петровна", "учитель", "001", "12.09.2025", "1.09.2025", "12 сентября 2025 г.", "А", "36"],
            ["Иванова Анна Петровна", "учитель", 7, datetime(2025, 9, 12), 45901, "45905", "Б", "36 час"],
        ]
    )
    assert reading.header_rows == [1, 2]
    assert values(reading, "document_number", "document_date", "started_on", "finished_on", "hours") == [
        ("001", date(2025, 9, 12), date(2025, 9, 1), date(2025, 9, 12), 36),
        ("7", date(2025, 9, 12), date(2025, 9, 1), date(2025, 9, 5), 36),
    ]


def test_institutions_by_sections_with_names_that_stand_alone() -> None:
    reading = read_rows(
        [
            ["Наименование", "Адрес"],
            ["Школы"],
            ["СОШ № 1", "ул. Лесная, 1"],
            ["Лицей № 2", ""],
            ["Детские сады"],
            ["№ 5 «Ромашка»", "ул. Полевая, 2"],
            ["Учреждения дополнительного образования"],
            ["ДДТ", "ул. Парковая, 3"],
            ["ЦДТ «Юность»", ""],
        ]
    )
    assert reading.format == "institutions"
    assert reasons(reading) == {2: "row.section", 5: "row.section", 7: "row.section"}
    assert values(reading, "name", "kind", "number") == [
        ("СОШ № 1", "school", 1),
        ("Лицей № 2", "lyceum", 2),
        ("№ 5 «Ромашка»", "kindergarten", 5),
        ("ДДТ", "additional", None),
        ("ЦДТ «Юность»", "additional", None),
    ]


def test_institutions_with_a_head_beside_them_keep_their_own_telephone() -> None:
    reading = read_rows(
        [
            [
                "№",
                "Вид",
                "Полное название",
                "Кратко",
                "Территория",
                "Тел./факс",
                "Веб-сайт",
                "Директор",
                "Телефон директора",
            ],
            [
                1,
                "школа",
                "МБОУ «Средняя школа № 3»",
                "СОШ № 3",
                "г. Лесной",
                "8(000)1-23",
                "s3.example",
                "Кедров А.П.",
                "1",
            ],
            [2, "спорткомплекс", "МБУ ДО «ДЮСШ»", "", "", "", "", "", ""],
            ["", "ИТОГО:", "2"],
        ]
    )
    assert fields(reading) == {
        "B": "kind",
        "C": "name",
        "D": "short_name",
        "E": "municipality",
        "F": "phone",
        "G": "site",
    }
    assert values(reading, "kind", "number", "phone") == [("school", 3, "8(000)1-23"), (None, None, None)]
    assert troubles(reading) == [("value.unknown", "B3")]
    assert reasons(reading) == {4: "row.total"}


def test_numbered_section_rows_name_the_institution_of_the_rows_below() -> None:
    reading = read_rows(
        [
            ["№ п/п", "Фамилия, имя, отчество", "Должность", "Категория"],
            ["I", "Детский сад № 5"],
            [1, "Иванова Анна Петровна", "воспитатель", "в/к"],
            ["", "МБДОУ № 6 (3 чел.)", "", ""],
            [1, "вакансия", "воспитатель", ""],
            [2, "Сидорова Анна Петровна", "воспитатель", "бк"],
            [3, "Мария", "воспитатель", "высшая"],
            [4, "", "", ""],
            ["Примечание: данные на 1 сентября"],
            ["Исп. Иванова А.П., 2-22-33"],
        ]
    )
    assert reasons(reading) == {
        2: "row.section",
        4: "row.section",
        5: "row.vacancy",
        8: "row.only_number",
        9: "row.note",
        10: "row.signature",
    }
    assert values(reading, "last_name", "category", "institution") == [
        ("Иванова", "highest", "Детский сад № 5"),
        ("Сидорова", "none", "МБДОУ № 6"),
        (None, "highest", "МБДОУ № 6"),
    ]
    assert troubles(reading) == [("person.unreadable", "B7")]


def test_a_section_without_institution_keeps_the_one_above() -> None:
    reading = read_rows(
        [
            ["ФИО", "Предмет", "Категория", "Стаж", "Должность"],
            ["МБОУ «СОШ № 1»"],
            ["Иванова Анна Петровна", "Физика, химия", "высшая", "20", "учитель"],
            ["Учителя начальных классов"],
            ["Петрова Анна Петровна", "начальные классы", "первая", "20", "учитель"],
            ["ИТОГО по СОШ № 1", "", "", "2", ""],
            [],
            ["ФИО", "Предмет", "Категория", "Стаж", "Должность"],
            ["Школа № 5"],
            ["Сидорова Инна Фёдоровна", "Физика", "высшая", "20", "учитель"],
            ["Должность", "Ставка"],
            ["учитель", "1"],
        ]
    )
    assert reasons(reading) == {
        2: "row.section",
        4: "row.section",
        6: "row.total",
        8: "row.repeated_header",
        9: "row.section",
        11: "row.note",
        12: "row.note",
    }
    assert values(reading, "institution", "subjects") == [
        ("МБОУ «СОШ № 1»", ["Физика", "химия"]),
        ("МБОУ «СОШ № 1»", ["начальные классы"]),
        ("Школа № 5", ["Физика"]),
    ]


def test_a_vertically_merged_cell_counts_for_all_its_rows_and_a_blank_for_none() -> None:
    reading = read_rows(
        [
            ["ФИО", "Место работы", "Тема", "Часы", "Год", "Тип"],
            ["Иванова Анна Петровна", "МБОУ СОШ № 3", "А", 36, 2024, "ПК"],
            ["", "", "Б", "72", "2025", "ПП"],
            ["Петров Пётр Петрович", "МБОУ СОШ № 3", "В", 18, "2023 год", ""],
            ["", "", "Г", 18, "2023 год", ""],
        ],
        merged=["A2:A3", "B2:B3"],
    )
    assert values(reading, "last_name", "institution", "title", "kind", "year") == [
        ("Иванова", "МБОУ СОШ № 3", "А", "advanced", 2024),
        ("Иванова", "МБОУ СОШ № 3", "Б", "retraining", 2025),
        ("Петров", "МБОУ СОШ № 3", "В", "advanced", 2023),
        (None, None, "Г", "advanced", 2023),
    ]
    assert troubles(reading) == [("hours.too_few", "D3"), ("field.required", "A5")]


def test_a_letter_above_long_headings_and_a_document_of_three_columns() -> None:
    reading = read_rows(
        [
            ["Приложение 1"],
            ["к письму от 01.09.2026 № 15"],
            ["Информация о курсах повышения квалификации"],
            ["педагогов МБДОУ «Детский сад № 9 «Сказка»»"],
            ["№\nп/п", "Ф.И.О.\nпедагога", "Наименование\nпрограммы", "Сроки", "", "Кол-во\nчасов", "Документ", "", ""],
            ["", "", "", "начало", "окончание", "", "вид", "номер", "дата выдачи"],
            ["1", "2", "3", "4", "5", "6", "7", "8", "9"],
            [
                "1",
                "Иванова\nАнна Петровна",
                "«А»",
                "01.02.2026",
                "05.02.2026",
                "36",
                "удостоверение",
                "№ 005",
                "05.02.2026",
            ],
            ["Всего: 1"],
            ["Заведующий МБДОУ № 9", "", "", "", "", "О.П. Сидорова"],
        ],
        merged=["D5:E5", "G5:I5", "A5:A6", "B5:B6", "C5:C6", "F5:F6"],
    )
    assert (reading.header_rows, reading.first_data_row) == ([5, 6], 8)
    assert reading.ignored_columns == ["A", "G"]
    assert values(reading, "title", "started_on", "finished_on", "document_number", "document_date", "institution") == [
        ("А", date(2026, 2, 1), date(2026, 2, 5), "005", date(2026, 2, 5), "МБДОУ «Детский сад № 9 «Сказка»»"),
    ]
    assert reasons(reading) == {7: "row.column_numbers", 9: "row.total", 10: "row.signature"}
    assert troubles(reading) == []


def test_latin_letters_soft_hyphens_and_decomposed_letters_do_not_hide_anything() -> None:
    reading = read_rows(
        [
            ["N", "Ф.И.O. педaгога", "Дол\u00adжность", "Kатегория", "Teлефон", "Приме\u00adчание"],
            [1, "Михаи\u0306лова  Анна\u00a0Петровна", "учи\u00adтель", "высшая", 89001234567, "-"],
        ]
    )
    assert fields(reading) == {"B": "full_name", "C": "position", "D": "category", "E": "phone"}
    assert values(reading, *NAME, "position", "phone") == [
        ("Михайлова", "Анна", "Петровна", "учитель", "89001234567"),
    ]


def test_a_column_of_names_without_heading_is_known_by_its_names() -> None:
    reading = read_rows(
        [
            ["№", "", "Должность", "Категория"],
            [1, "Иванова Анна Петровна", "учитель", "высшая"],
            [2, "Петрова О.И.", "учитель", "первая"],
        ],
        institution="СОШ № 1",
    )
    first = reading.mapping[0]
    assert (first.column, first.field, first.match) == ("B", "full_name", "values")
    assert values(reading, "last_name", "institution") == [("Иванова", "СОШ № 1"), ("Петрова", "СОШ № 1")]


def test_an_error_of_excel_that_became_a_text_is_still_an_error() -> None:
    reading = read_rows([["ФИО", "Тема", "Часы", "Год"], ["Иванова Анна Петровна", "Урок", "#Н/Д", "#REF!"]])
    assert troubles(reading) == [("cell.excel_error", "C2"), ("cell.excel_error", "D2")]


def test_numbers_of_columns_as_texts_are_no_institution() -> None:
    reading = read_rows(
        [
            ["№", "Наименование", "Адрес", "Телефон", "Сайт"],
            ["1", "2", "3", "4", "5"],
            ["1", "СОШ № 1", "ул. Лесная, 1", "8(000)1", "s1.example"],
        ]
    )
    assert reasons(reading) == {2: "row.column_numbers"}
    assert values(reading, "name") == [("СОШ № 1",)]


def test_a_bare_number_is_a_school_under_the_heading_of_schools() -> None:
    rows = [["ФИО", "Место", "Тема", "Часы", "Год"], ["Иванова Анна Петровна", 3, "Урок", 72, 2025]]
    for heading, institution in (("№ школы", "школа № 3"), ("№ ДОУ", "детский сад № 3"), ("Место работы", "3")):
        rows[0][1] = heading
        assert values(read_rows(rows), "institution") == [(institution,)]


def test_the_upper_level_says_what_a_word_below_it_means() -> None:
    reading = read_rows(
        [
            ["№", "ФИО", "Должность", "Категория", "", "КПК", "", ""],
            ["", "", "", "наименование", "срок действия", "тема", "кол-во часов", "год"],
            [1, "Иванова Анна Петровна", "учитель", "высшая", "01.02.2028", "Урок", 72, 2025],
        ],
        merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:H1"],
        format="staff",
        institution="СОШ № 1",
    )
    assert fields(reading) == {"B": "full_name", "C": "position", "D": "category", "E": "category_valid_until"}
    assert values(reading, "category", "category_valid_until") == [("highest", date(2028, 2, 1))]
    assert troubles(reading) == []


def test_three_levels_of_a_tarification_list_and_a_vacancy_in_it() -> None:
    reading = read_rows(
        [
            ["ТАРИФИКАЦИОННЫЙ СПИСОК"],
            ["№ п/п", "Фамилия, имя, отчество", "Должность", "Квалификация", "", "Учебная нагрузка, часов", "", ""],
            ["", "", "", "Кв. категория", "Дата присв.", "Всего", "в том числе", ""],
            ["", "", "", "", "", "", "1-4 кл.", "5-9 кл."],
            [1, 2, 3, 4, 5, 6, 7, 8],
            [1, "Опёнкина Вера Сергеевна", "учитель", "высшая", "25.12.2023", 27, 0, 27],
            [2, "вакансия", "учитель музыки", "", "", 5, 5, 0],
            ["", "ИТОГО:", "", "", "", 32, 5, 27],
            ["Председатель профкома", "", "", "_______", "Лисичкина О.О."],
            ["Тел. 2-22-22"],
        ],
        merged=["A2:A4", "B2:B4", "C2:C4", "D2:E2", "D3:D4", "E3:E4", "F2:H2", "F3:F4", "G3:H3"],
        institution="СОШ № 2",
    )
    assert (reading.header_rows, reading.first_data_row) == ([2, 3, 4], 6)
    assert fields(reading) == {"B": "full_name", "C": "position", "D": "category", "E": "category_awarded_on"}
    assert values(reading, "category", "category_awarded_on") == [("highest", date(2023, 12, 25))]
    assert list(reasons(reading).values()) == [
        "row.column_numbers",
        "row.vacancy",
        "row.total",
        "row.signature",
        "row.signature",
    ]


def test_courses_with_abbreviated_headings_and_the_place_where_one_studied() -> None:
    reading = read_rows(
        [
            [
                "ФИО",
                "Организация (место работы)",
                "Тематика курсов",
                "Продолжительность (в часах)",
                "Дата нач.",
                "Дата окончания обучения (дата выдачи)",
                "Образовательная организация, в которой проходили обучение",
            ],
            ["Ершова Анна Петровна", "СОШ № 7", "Тьютор", "72 академ. часа", "01.05.2026", "14.05.2026", "ИРО"],
        ]
    )
    assert values(reading, "institution", "provider", "hours", "started_on", "finished_on") == [
        ("СОШ № 7", "ИРО", 72, date(2026, 5, 1), date(2026, 5, 14))
    ]
    assert troubles(reading) == []


def test_a_column_that_asks_for_theme_hours_and_year_holds_whole_courses() -> None:
    for heading in (
        "Пройденные курсы за последние 3 года (тема, кол-во часов, год)",
        "Тема курсов, количество часов, год",
        "Название программы, объём, дата",
    ):
        reading = read_rows(
            [["№", "ФИО педагога", heading], [1, "Хариусова Анна Петровна", "«А», 36 ч., 2024\n«Б», 72 ч., 2025"]],
            sheet="дс15",
        )
        assert fields(reading) == {"B": "full_name", "C": "courses"}
        (records,) = (row.values["records"] for row in reading.rows)
        assert [(r["title"], r["hours"], r["year"]) for r in records] == [("А", 36, 2024), ("Б", 72, 2025)]
        assert values(reading, "institution") == [("дс15",)]


def test_kinds_of_institutions_that_only_a_column_of_kinds_says() -> None:
    reading = read_rows(
        [
            ["Тип организации", "Наименование", "Телефон"],
            ["СПО", "Политехникум имени Лесного", "2-22-22"],
            ["Прочее", "Городской методический кабинет", "2-22-22"],
            ["частная", "Школа «Росток»", "2-22-22"],
        ]
    )
    assert values(reading, "kind") == [("college",), ("other",), ("private_school",)]
    assert troubles(reading) == []
