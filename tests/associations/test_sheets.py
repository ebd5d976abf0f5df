"""Rosters as clerks make them, and the lists of staff that only look like them."""

from datetime import date, datetime

from tests.fixtures.workbooks import fields, read_rows, reasons, troubles, values

NAME = ("last_name", "first_name", "patronymic")
TITLE = ["Состав ГМО учителей математики на 2026-2027 учебный год"]
HEADER = ["№", "ФИО", "ОО", "Должность", "Категория", "Телефон"]
PERSON = [1, "Иванова Анна Петровна", "СОШ № 3", "учитель", "первая", "2-15-42"]
OTHER = [2, "Петров И.И.", "СОШ № 4", "учитель", "высшая", ""]


def test_columns_of_staff_alone_are_a_list_of_staff() -> None:
    assert read_rows([HEADER, PERSON, OTHER]).format == "staff"


def test_an_association_in_the_title_makes_the_same_columns_a_roster() -> None:
    reading = read_rows([TITLE, [], HEADER, PERSON, OTHER])
    assert (reading.format, reading.header_rows, reading.first_data_row) == ("roster", [3], 4)
    assert values(reading, "association", "association_kind", "role", "category") == [
        ("ГМО учителей математики", "gmo", "member", "first"),
        ("ГМО учителей математики", "gmo", "member", "highest"),
    ]
    assert reading.ignored_columns == ["A"]


def test_a_column_of_roles_makes_a_roster_and_its_association_is_asked_for() -> None:
    reading = read_rows([[*HEADER, "Статус"], [*PERSON, "руководитель"], [*OTHER, "член ГМО"]])
    assert reading.format == "roster"
    assert values(reading, "role") == [("leader",), ("member",)]
    assert troubles(reading) == [("association.missing", None)] * 2


def test_a_status_that_is_no_role_leaves_a_list_of_staff() -> None:
    reading = read_rows([[*HEADER, "Статус"], [*PERSON, "внешний совместитель"], [*OTHER, "основной работник"]])
    assert reading.format == "staff"


def test_a_list_of_staff_with_a_column_of_associations_stays_one() -> None:
    header = ["ФИО", "Должность", "Образование", "Общий стаж", "Категория", "ГМО"]
    reading = read_rows([header, ["Иванова Анна Петровна", "учитель", "высшее", 5, "первая", "ГМО математики"]])
    assert (reading.format, reading.ignored_columns) == ("staff", ["F"])


def test_sections_of_a_school_do_not_make_its_staff_a_roster() -> None:
    reading = read_rows(
        [
            ["Педагоги МБОУ «СОШ № 3»"],
            ["ФИО", "Должность", "Категория"],
            ["МО учителей математики"],
            ["Иванова Анна Петровна", "учитель", "первая"],
        ]
    )
    assert reading.format == "staff"
    assert reasons(reading) == {3: "row.section"}


def test_courses_of_an_association_stay_courses() -> None:
    reading = read_rows(
        [["ФИО", "ОО", "Тема курсов", "Часы", "Год"], ["Иванова Анна Петровна", "СОШ № 3", "Урок", 72, 2025]],
        sheet="ГМО математики",
    )
    assert reading.format == "courses"


def test_section_rows_name_associations_when_each_row_says_its_institution() -> None:
    reading = read_rows(
        [
            ["Составы городских методических объединений"],
            ["№ п/п", "Фамилия", "Имя", "Отчество", "Место работы", "Должность"],
            ["ГМО учителей физики"],
            [1, "Иванова", "Анна", "Петровна", "СОШ № 3", "учитель"],
            ["Творческая группа «Чтение»"],
            [2, "Петров", "Иван", "Ильич", "СОШ № 4", "учитель"],
            ["Итого: 2"],
        ]
    )
    assert reading.format == "roster"
    assert values(reading, *NAME, "association", "association_kind") == [
        ("Иванова", "Анна", "Петровна", "ГМО учителей физики", "gmo"),
        ("Петров", "Иван", "Ильич", "Творческая группа «Чтение»", "creative_group"),
    ]
    assert reasons(reading) == {3: "row.section", 5: "row.section", 7: "row.total"}


def test_an_association_stands_in_a_column_of_its_own_with_dates() -> None:
    reading = read_rows(
        [
            ["Объединение", "Ф.И.О.", "ОО", "Роль", "В составе с", "В составе по"],
            ["ГМО логопедов", "Иванова А. П.", "д/с 5", "Заместитель руководителя", datetime(2024, 9, 1), "31.05.2026"],
            ["ГМО логопедов", "А.П.Петрова", "д/с 6", "ответственный секретарь", "01.09.2025", "—"],
            ["", "Сидорова Анна Ильинична", "д/с 7", "гость", "01.09.2026", "01.09.2025"],
        ]
    )
    assert fields(reading) == {
        "A": "association", "B": "full_name", "C": "institution", "D": "role", "E": "since", "F": "until",
    }  # fmt: skip
    assert values(reading, *NAME, "association", "role", "since", "until") == [
        ("Иванова", "А.", "П.", "ГМО логопедов", "deputy", date(2024, 9, 1), date(2026, 5, 31)),
        ("Петрова", "А.", "П.", "ГМО логопедов", "secretary", date(2025, 9, 1), None),
        ("Сидорова", "Анна", "Ильинична", None, None, date(2026, 9, 1), date(2025, 9, 1)),
    ]
    assert troubles(reading) == [("value.unknown", "D4"), ("association.missing", "A4"), ("date.order", None)]


def test_the_sheet_name_and_then_the_option_name_the_association() -> None:
    rows = [["ФИО", "ОО", "Роль"], ["Иванова Анна Петровна", "СОШ № 3", "член"]]
    assert values(read_rows(rows, sheet="ГМО биологов", association="ГМО химиков"), "association") == [
        ("ГМО биологов",)
    ]
    assert values(read_rows(rows, association="ГМО химиков"), "association") == [("ГМО химиков",)]


def test_roles_are_understood_when_abbreviated() -> None:
    reading = read_rows(
        [
            ["№", "ФИО", "Организация", "Полномочия"],
            [1, "Зимина Алла Юрьевна", "СОШ № 1", "рук."],
            [2, "Летов Глеб Ильич", "СОШ № 2", "зам. рук."],
            [3, "Тихая Яна Олеговна", "СОШ № 3", "чл."],
            [4, "Громова Инна Юрьевна", "ДДТ", "секр."],
        ],
        sheet="ГМО учителей биологии",
    )
    assert reading.format == "roster"
    assert [role for (role,) in values(reading, "role")] == ["leader", "deputy", "member", "secretary"]
