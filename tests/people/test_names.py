"""Names in all their spellings, and what is none."""

import pytest

from gmk.people.names import initials_key, person_key, read_name

IVANOVA = ("Иванова", "Анна", "Петровна")
SHORT = ("Иванова", "А.", "П.")
NAMES = {
    "Иванова Анна Петровна": IVANOVA,
    "ИВАНОВА Анна Петровна": IVANOVA,
    "ИВАНОВА АННА ПЕТРОВНА": IVANOVA,
    "иванова анна петровна": IVANOVA,
    "Иванова\nАнна\nПетровна": IVANOVA,
    "Иванова Анна Петровна (декрет)": IVANOVA,
    "Иванова,Анна Петровна": IVANOVA,
    "1. Иванова Анна Петровна": IVANOVA,
    "Анна Петровна Иванова": IVANOVA,
    "Ивaнова\u00a0Анна  Петровна\u200b": IVANOVA,
    "Иванова А.П.": SHORT,
    "Иванова А. П.": SHORT,
    "А.П. Иванова": SHORT,
    "А.П.Иванова": SHORT,
    "Иванова A.П.": SHORT,
    "Иванова А.П": SHORT,
    "Иванова А .П .": SHORT,
    "Иванова АП": SHORT,
    "Иванова А.": ("Иванова", "А.", None),
    "Иванова Анна": ("Иванова", "Анна", None),
    "Иванова - Петрова Анна Петровна": ("Иванова-Петрова", "Анна", "Петровна"),
    "Салтыкова-Щедрина А.П.": ("Салтыкова-Щедрина", "А.", "П."),
    "Михаи\u0306лова Анна Сергеевна": ("Михайлова", "Анна", "Сергеевна"),
    "Б\u0435\u0308рёзкина Анна Олеговна": ("Бёрёзкина", "Анна", "Олеговна"),
    "Берѐзкина Анна Олеговна": ("Берёзкина", "Анна", "Олеговна"),
    "Ким Ен Су": ("Ким", "Ен", "Су"),
    "Мамедов Али Гасан оглы": ("Мамедов", "Али", "Гасан оглы"),
}


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_read(text: str) -> None:
    name = read_name(text)
    assert name is not None
    assert (name.last_name, name.first_name, name.patronymic) == NAMES[text]


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Иванова",
        "12",
        "учитель математики",
        "Вакансия",
        "Мария Ивановна",
        "Иванова Анна Петровна, учитель",
        "Иванова А.П., Петрова О.И.",
        "МБОУ СОШ № 3",
        "А.П.",
    ],
)
def test_what_is_no_name_is_none(text: str | None) -> None:
    assert read_name(text) is None


def test_yo_and_case_do_not_tell_people_apart() -> None:
    assert person_key("Соловьёва", "Алёна", None) == person_key("СОЛОВЬЕВА", "Алена")
    assert initials_key("Ёлкина", "Анна", "Петровна") == initials_key("Елкина", "А.", "П.")
