"""Courses as they are written into one cell: title, hours, kind, day or year."""

from datetime import date

import pytest

from gmk.training.course_text import read_courses
from gmk.vocabulary import CourseKind

ADVANCED, RETRAINING, SEMINAR = CourseKind.ADVANCED, CourseKind.RETRAINING, CourseKind.SEMINAR
CASES = {
    "Тема (72ч., 2023)": ("Тема", 72, None, 2023),
    "Тема, 36 часов, 2024 г.": ("Тема", 36, None, 2024),
    "„Тема“, 36 ч., 2024": ("Тема", 36, None, 2024),
    'КПК "Тема" (2025, 108 час.)': ("Тема", 108, ADVANCED, 2025),
    "2023 г. – „Тема“, 72 ч.": ("Тема", 72, None, 2023),
    "ПП „Тема“ (520 ч., 2021 г.)": ("Тема", 520, RETRAINING, 2021),
    "Тема - 36 ч. - 2021 г.": ("Тема", 36, None, 2021),
    "Тема (36 ч., 12.03.2025)": ("Тема", 36, None, date(2025, 3, 12)),
    "Олимпиадная математика, 5-6 классы (36 ч., 2023)": ("Олимпиадная математика, 5-6 классы", 36, None, 2023),
    "Олимпиадная математика, 5-6 классы": ("Олимпиадная математика, 5-6 классы", None, None, None),
    "Web-дизайн и Python в школе, 36 ч., 2024 г.": ("Web-дизайн и Python в школе", 36, None, 2024),
    "Тема\n(72 ч., 2023)": ("Тема", 72, None, 2023),
    "Тема, 72 часа,\n2023 г.": ("Тема", 72, None, 2023),
    "ФГОС-2021: новое, 72 ч., 2022": ("ФГОС-2021: новое", 72, None, 2022),
    "Обновлённые ФГОС 2021 года (36 ч., 2022 г.)": ("Обновлённые ФГОС 2021 года", 36, None, 2022),
    "Подготовка к ЕГЭ-2025, 36 ч., 2024": ("Подготовка к ЕГЭ-2025", 36, None, 2024),
    "Проф. переподготовка: «Менеджмент» (250 ч., 2022)": ("Менеджмент", 250, RETRAINING, 2022),
    "Семинар «Урок» (6 ч., 2025)": ("Урок", 6, SEMINAR, 2025),
    "72 ч., «Тема», 2023": ("Тема", 72, None, 2023),
    "в 2024 году «Тема», 36 ч.": ("Тема", 36, None, 2024),
    "Тема, с 12.03.2024 по 20.03.2024, 36 ч.": ("Тема", 36, None, date(2024, 3, 20)),
    "Тема, 12.03.2024-20.03.2024, 36 ч.": ("Тема", 36, None, date(2024, 3, 20)),
    "Тема (ИРО, 36 ч., 2024)": ("Тема", 36, None, 2024),
    "Тема – 72 часа, 2024 г., ИРО": ("Тема", 72, None, 2024),
    "«Тема», 36 ч., 2024 г., удостоверение № 123": ("Тема", 36, None, 2024),
    "Тема, 36 ч., март 2024": ("Тема", 36, None, 2024),
    "Тема в объеме 72 часов, 2024 г.": ("Тема", 72, None, 2024),
    "Тема (очно, 36 ч., 2024)": ("Тема", 36, None, 2024),
    "Тема (для 5-9 классов), 36 ч., 2024": ("Тема (для 5-9 классов)", 36, None, 2024),
    "«А» и «Б» в школе, 36 ч., 2024": ("«А» и «Б» в школе", 36, None, 2024),
    "Тема/36 ч./2021": ("Тема", 36, None, 2021),
    "• Тема А, 36 ч., 2023": ("Тема А", 36, None, 2023),
    "Тема 2024": ("Тема 2024", None, None, None),
    "Учитель 2023 года": ("Учитель 2023 года", None, None, None),
    '"Современный урок", 72ч., 2023; ': ("Современный урок", 72, None, 2023),
}


@pytest.mark.parametrize("text", CASES)
def test_a_course_is_its_theme_with_what_is_said_about_it(text: str) -> None:
    title, hours, kind, when = CASES[text]
    courses = read_courses(text)
    assert courses is not None
    assert [(c.title, c.hours, c.kind, c.finished_on or c.year) for c in courses] == [(title, hours, kind, when)]


@pytest.mark.parametrize(
    "text",
    [
        "1) Тема А (36 ч., 2023)\n2) Тема Б (72 ч., 2022)",
        "1. Тема А, 36 ч., 2023; 2. Тема Б, 72 ч., 2022",
        "- Тема А, 36 ч., 2023\n- Тема Б, 72 ч., 2022",
        "Тема А - 36 ч. - 2023 г.;\nТема Б - 72 ч. - 2022 г.",
        "1.Тема А - 36ч.-2023г. 2.Тема Б - 72ч.-2022г.",
    ],
)
def test_several_courses_of_a_cell_are_told_apart(text: str) -> None:
    assert [(c.title, c.hours, c.year) for c in read_courses(text) or ()] == [
        ("Тема А", 36, 2023),
        ("Тема Б", 72, 2022),
    ]


def test_a_semicolon_inside_quotation_marks_divides_nothing() -> None:
    courses = read_courses("«Тема; ещё», 36 ч., 2020; «Б», 16 ч., 2021") or ()
    assert [course.title for course in courses] == ["Тема; ещё", "Б"]


@pytest.mark.parametrize("text", ["", "-", "—", "нет", "х", "не проходил", "Не проходила", "нет данных"])
def test_a_cell_that_says_there_were_none_holds_none(text: str) -> None:
    assert read_courses(text) is None
