"""Names of institutions: kind and number however they are written, and whether a line names one."""

import pytest

from gmk.people.institution_names import institution_in, read_institution_name

KINDS = {
    ("school", 3): [
        "МБОУ «СОШ № 3»",
        'МБОУ "СОШ №3"',
        "СОШ №3",
        "школа 3",
        "МБОУ «СОШ №3» г. Лесной",
        "Средняя школа 3",
        "МОУ СОШ N 3",
        "СОШ3",
        "МБОУ СОШ-3",
    ],
    ("lyceum", 8): ["Лицей № 8", "МАОУ «Лицей №8»", "лицей 8"],
    ("gymnasium", 5): ["Гимназия № 5", "МАОУ гимназия 5"],
    ("kindergarten", 8): [
        "детский сад № 8",
        "д/с №8",
        "ДОУ № 8",
        "МБДОУ № 8",
        "дет. сад 8",
        "дс8",
        "Д_С 8",
        "д-с 8",
        "МАДОУ «Детский сад № 8 «Сказка»",
    ],
    ("additional", 2): ["Музыкальная школа № 2", "Школа искусств № 2", "ДЮСШ № 2"],
    ("boarding", 1): ["Школа-интернат № 1"],
    ("additional", None): ["МБУ ДО «Центр детского творчества»", "ДДТ"],
    ("private_school", None): ["ЧОУ «Гимназия «Свет»"],
}


@pytest.mark.parametrize(("known", "text"), [(known, text) for known, texts in KINDS.items() for text in texts])
def test_kind_and_number_are_read_from_any_spelling(known: tuple[str, int | None], text: str) -> None:
    name = read_institution_name(text)
    assert (name.kind, name.number) == known


@pytest.mark.parametrize(
    ("line", "institution"),
    [
        ("МБДОУ № 6 (3 чел.)", "МБДОУ № 6"),
        ("Список педагогов МБОУ СОШ № 3 на 01.09.2026", "МБОУ СОШ № 3"),
        ("УТВЕРЖДЕНО приказом директора МБОУ СОШ № 3 от 01.09.2026 № 15", "МБОУ СОШ № 3"),
        ("Директор МБОУ «СОШ № 3»", "МБОУ «СОШ № 3»"),
        ("педагоги гимназии № 5", "гимназии № 5"),
        ("Вечерняя школа", "Вечерняя школа"),
        ("Лицей", "Лицей"),
        ("д/с 5", "д/с 5"),
        ("дс15", "дс15"),
        ("дс Росинка", "дс Росинка"),
        ("МБОУ СОШ-3", "МБОУ СОШ-3"),
    ],
)
def test_a_line_that_names_an_institution(line: str, institution: str) -> None:
    assert institution_in(line) == institution


@pytest.mark.parametrize(
    "line",
    ["Школы", "Детские сады", "Лицеи и гимназии", "Начальная школа", "Учителя физики", "Приложение № 3", "Лист1", "",
     "Общеобразовательные организации", "на 2026-2027 учебный год", "Курсы 2025-2026", "Детский сад города"],
)  # fmt: skip
def test_a_line_that_names_none(line: str) -> None:
    assert institution_in(line) is None
