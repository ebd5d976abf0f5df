"""Plans as offices write them."""

from datetime import date, datetime

from tests.fixtures.workbooks import fields, read_rows, reasons, troubles, values

PERIOD = ("start", "end", "precision", "recurrence")
DAY_OF_2027 = (date(2027, 9, 12), date(2027, 9, 12))


def test_a_plan_with_sections_numbers_and_a_signature() -> None:
    reading = read_rows(
        [
            ["", "", "", "УТВЕРЖДАЮ"],
            ["ПЛАН РАБОТЫ на 2027-2028 учебный год"],
            ["N п/п", "Содержание работы", "Сроки", "Ответственный", "Выход (результат)"],
            [1, 2, 3, 4, 5],
            ["1. Совещания"],
            [1.1, "Заседание совета", "12 сентября", "Иванова\nА.П.", "протокол"],
            ["1.2.", "Педагогические чтения", "весной", "", ""],
            ["2", "Конкурсы"],
            ["2.1", "Учитель года", "", "Иванова А.П. и Петров И.И.", "-"],
            ["Руководитель ГМК", "", "________", "А.Б. Кедров"],
        ]
    )
    assert (reading.format, reading.header_rows, reading.first_data_row) == ("plan", [3], 6)
    assert fields(reading) == {
        "A": "number", "B": "title", "C": "period_text", "D": "responsible", "E": "outcome",
    }  # fmt: skip
    assert reasons(reading) == {
        4: "row.column_numbers", 5: "row.section", 8: "row.section", 10: "row.signature",
    }  # fmt: skip
    assert values(reading, "number", "section", "title", "responsible", *PERIOD) == [
        ("1.1", "1. Совещания", "Заседание совета", ["Иванова А.П."], *DAY_OF_2027, "day", "none"),
        ("1.2.", "1. Совещания", "Педагогические чтения", [], None, None, None, None),
        ("2.1", "Конкурсы", "Учитель года", ["Иванова А.П.", "Петров И.И."], None, None, "undetermined", "none"),
    ]  # fmt: skip
    assert troubles(reading) == [("period.unreadable", "C7")]
    assert reading.rows[3].values["period_text"] == "весной"


def test_a_plan_of_months_with_two_levels_of_header() -> None:
    reading = read_rows(
        [
            ["Дата", "Мероприятие", "Организация", ""],
            ["", "", "Место", "Ответственные"],
            ["ОКТЯБРЬ"],
            [datetime(2026, 10, 5), "Семинар", "ЦРТ", "Иванова А.П."],
            [46303.0, "Конкурс", "", ""],
            ["НОЯБРЬ"],
            ["еженедельно", "Консультации", "", "методисты"],
        ],
        merged=["A1:A2", "B1:B2", "C1:D1"],
    )
    assert (reading.format, reading.header_rows) == ("plan", [1, 2])
    assert values(reading, "section", "period_text", *PERIOD) == [
        ("ОКТЯБРЬ", "05.10.2026", date(2026, 10, 5), date(2026, 10, 5), "day", "none"),
        ("ОКТЯБРЬ", "08.10.2026", date(2026, 10, 8), date(2026, 10, 8), "day", "none"),
        ("НОЯБРЬ", "еженедельно", date(2026, 9, 1), date(2027, 8, 31), "year", "weekly"),
    ]


def test_headings_of_later_are_a_plans_own() -> None:
    reading = read_rows(
        [
            ["Планируемые мероприятия", "Планируемый срок", "Планируемый результат", "Отметка об исполнении"],
            ["Семинар", "12.09.2026", "справка", "+"],
        ]
    )
    assert reading.format == "plan"
    assert list(fields(reading).values()) == ["title", "period_text", "outcome", "status_note"]


def test_the_school_year_comes_from_the_option_and_else_from_the_day() -> None:
    rows = [["Мероприятие", "Срок"], ["Семинар", "12 мая"]]
    assert values(read_rows(rows, school_year=2025), "start") == [(date(2026, 5, 12),)]
    assert values(read_rows(rows, school_year=None, as_of=date(2027, 9, 1)), "start") == [(date(2028, 5, 12),)]


def test_a_section_may_stand_in_a_column_and_a_title_is_required() -> None:
    reading = read_rows(
        [
            ["Направление", "Наименование мероприятия", "Срок проведения", "Категория участников", "Место проведения"],
            ["Аттестация", "Консультация", "до 15 сентября", "учителя", "ГМК"],
            ["Аттестация", "", "октябрь", "учителя", "ГМК"],
        ]
    )
    assert values(reading, "section", "audience", "place", *PERIOD)[0] == (
        "Аттестация", "учителя", "ГМК", None, date(2026, 9, 15), "day", "none",
    )  # fmt: skip
    assert troubles(reading) == [("field.required", "B3")]


def test_a_list_of_courses_with_dates_is_no_plan() -> None:
    reading = read_rows(
        [
            ["№", "ФИО педагога", "Тема", "Дата проведения", "Место проведения"],
            [1, "Иванова Анна Петровна", "Урок", "12.03.2025", "ЛОИРО"],
        ]
    )
    assert reading.format == "courses"


def test_rows_prepared_for_later_hold_only_a_number() -> None:
    reading = read_rows([["№ п/п", "Мероприятие", "Сроки"], [1, "Семинар", "май"], [2, "", ""], [3, "", ""]])
    assert reasons(reading) == {3: "row.only_number", 4: "row.only_number"}


def test_a_title_that_is_also_a_heading_stays_an_item() -> None:
    reading = read_rows(
        [
            ["Дата", "Мероприятия", "Отв."],
            ["5, 6 октября", "Курсы", ""],
            ["12 октября", "Конкурс", "Иванова А.П."],
            ["Отчётный период"],
            ["", "Аттестация", "методисты"],
        ]
    )
    assert values(reading, "title", "section") == [
        ("Курсы", None), ("Конкурс", None), ("Аттестация", "Отчётный период"),
    ]  # fmt: skip


def test_headings_of_plans_as_clerks_word_them() -> None:
    def of(*headings: str) -> list[str]:
        items = [["1", "Семинар", "октябрь", "Иванова А.П.", "учителя"], ["2", "Смотр", "май", "Кедров И.И.", "дети"]]
        reading = read_rows([headings, *items])
        return [reading.format or "", *fields(reading).values()]

    expected = ["plan", "number", "title", "period_text", "responsible", "audience"]
    assert of("№ пп", "Вид деятельности / мероприятие", "Периодичность (срок)", "Кто отвечает", "Для кого") == expected
    assert of("№№ п/п", "Тема заседания, содержание", "Когда?", "Ответств.", "Категория участн.") == expected
    assert of("№", "Наименование мероприятия, тема", "Срок", "Ответственное лицо", "Для кого проводится") == expected
