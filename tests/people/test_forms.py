from datetime import date

import pytest

from gmk.errors import RuleBroken
from gmk.people.forms import read_educator, read_institution, read_post
from gmk.people.rows import EducatorFields, InstitutionFields, PostFields


def test_fields_of_an_institution_are_cleaned_as_an_import_cleans_them() -> None:
    fields = InstitutionFields(
        "  МБОУ  «СОШ № 2» ", "school", number=2, short_name="–", municipality="Сосновый ", site=""
    )
    assert read_institution(fields) == {
        "name": "МБОУ «СОШ № 2»",
        "kind": "school",
        "number": 2,
        "short_name": None,
        "municipality": "Сосновый",
        "address": None,
        "phone": None,
        "email": None,
        "site": None,
    }


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (InstitutionFields("  ", "school"), "Поле «Наименование образовательной организации» не заполнено"),
        (InstitutionFields("Школа", "школа"), "Поле «Вид»: выберите значение из списка"),
        (InstitutionFields("Школа", "school", number=-1), "Поле «Номер». Такого числа быть не может"),
    ],
)
def test_an_institution_that_cannot_be_is_refused_by_field(fields: InstitutionFields, text: str) -> None:
    with pytest.raises(RuleBroken, match=text):
        read_institution(fields)


def test_fields_of_a_person_are_read_as_an_import_reads_them() -> None:
    fields = EducatorFields("ИВАНОВА", "анна", None, birth_year=1980, experience_total_years=20)
    values = read_educator(fields)
    assert (values["last_name"], values["first_name"], values["patronymic"]) == ("Иванова", "Анна", None)
    assert (values["birth_year"], values["experience_total_years"], values["phone"]) == (1980, 20, None)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (EducatorFields("", "Анна"), "Поле «Фамилия» не заполнено"),
        (EducatorFields("Иванова", " "), "Поле «Имя» не заполнено"),
        (EducatorFields("Иванова2", "Анна"), "Поле «Фамилия». «Иванова2» — не имя человека"),
        (EducatorFields("Иванова", "Анна", birth_year=2016), "Поле «Год рождения». Такого числа быть не может"),
        (
            EducatorFields("Иванова", "Анна", experience_total_years=4, experience_teaching_years=5),
            r"Педагогический стаж \(5\) больше общего \(4\)",
        ),
    ],
)
def test_a_person_that_cannot_be_is_refused_by_field(fields: EducatorFields, text: str) -> None:
    with pytest.raises(RuleBroken, match=text):
        read_educator(fields)


def test_a_post_may_last_one_day() -> None:
    day = date(2026, 9, 1)
    values = read_post(PostFields(" учитель ", "main", "parental", ("физика", " ", "химия "), day, day))
    assert values == {
        "position": "учитель",
        "kind": "main",
        "leave": "parental",
        "subjects": ["физика", "химия"],
        "valid_from": day,
        "valid_to": day,
    }


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        (PostFields(None, "main", valid_from=date(2026, 9, 2), valid_to=date(2026, 9, 1)), "раньше первого"),
        (PostFields(None, "основной"), "Поле «Занятость»: выберите значение из списка"),
        (PostFields(None, "main", leave="отпуск"), "Поле «Отпуск»: выберите значение из списка"),
    ],
)
def test_a_post_that_cannot_be_is_refused(fields: PostFields, text: str) -> None:
    with pytest.raises(RuleBroken, match=text):
        read_post(fields)
