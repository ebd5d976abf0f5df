"""«Сообщить в учреждения»: what each institution gets."""

import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from gmk.access import Role, User
from gmk.errors import NotAllowed
from gmk.reports.due_lists import archive, due_lists, file_name
from gmk.training.rows import DueStatus, EducatorDue, Policy

ON = date(2026, 11, 1)
NEVER = EducatorDue(
    educator_id=1,
    institution_id=10,
    name="Ромашкина Анна Петровна",
    institution="СОШ № 1",
    position="учитель",
    subjects=("химия", "биология"),
    category="высшая",
    status=DueStatus.NEVER,
    covered=False,
)
OVERDUE = replace(
    NEVER,
    educator_id=2,
    name="=Лютиков Пётр Ильич",
    status=DueStatus.OVERDUE,
    last_title="Новые ФГОС",
    last_finished_on=date(2023, 3, 12),
    due_on=date(2026, 3, 13),
    days_left=-233,
)
SOON = replace(
    OVERDUE,
    educator_id=3,
    institution_id=11,
    institution='Детский сад № 2 "Ёлочка"',
    name="Васильков Иван Ильич",
    status=DueStatus.SOON,
    due_on=date(2026, 12, 2),
    days_left=31,
)


def books(people):
    with zipfile.ZipFile(BytesIO(archive(people, [("По состоянию на", ON)]))) as packed:
        return {name: openpyxl.load_workbook(BytesIO(packed.read(name))) for name in packed.namelist()}


def test_each_institution_gets_its_own_people_in_their_order():
    found = books([OVERDUE, SOON, NEVER])
    assert list(found) == ["Детский сад № 2 Ёлочка.xlsx", "СОШ № 1.xlsx"]
    rows = list(found["СОШ № 1.xlsx"].worksheets[0].iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [(1, "=Лютиков Пётр Ильич"), (2, "Ромашкина Анна Петровна")]


def test_a_line_says_why_the_person_is_on_the_list_and_leaves_room_for_the_plan():
    sheet = books([SOON])["Детский сад № 2 Ёлочка.xlsx"].worksheets[0]
    assert [cell.value for cell in sheet[1]] == [
        "№",
        "Фамилия, имя, отчество",
        "Должность",
        "Преподаваемые предметы",
        "Квалификационная категория",
        "Последний учтённый курс",
        "Срок",
        "Состояние",
        "Планируемый курс (заполняет учреждение)",
        "Планируемая дата",
    ]
    assert [cell.value for cell in sheet[2]] == [
        1,
        "Васильков Иван Ильич",
        "учитель",
        "химия, биология",
        "высшая",
        "Новые ФГОС (12.03.2023)",
        datetime(2026, 12, 2),
        "срок подходит: 31\u00a0день",
        None,
        None,
    ]
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
    assert 'Детский сад № 2 "Ёлочка". Кому подошёл срок обучения' in sheet.oddHeader.center.text
    assert sheet.title == "Кому подошёл срок обучения"


def test_the_state_of_the_overdue_and_of_those_without_courses():
    sheet = books([OVERDUE, NEVER])["СОШ № 1.xlsx"].worksheets[0]
    assert [sheet.cell(row, 8).value for row in (2, 3)] == ["срок подошёл 13.03.2026", "учтённых курсов нет"]


def test_parameters_name_the_institution_and_count_its_rows():
    sheet = books([OVERDUE, NEVER])["СОШ № 1.xlsx"]["Параметры"]
    assert [(row[0].value, row[1].value) for row in sheet.rows] == [
        ("Учреждение", "СОШ № 1"),
        ("По состоянию на", datetime(2026, 11, 1)),
        ("Строк", 2),
    ]


def test_namesakes_among_institutions_get_two_files():
    other = replace(NEVER, institution_id=12)
    assert list(books([NEVER, other])) == ["СОШ № 1.xlsx", "СОШ № 1 (2).xlsx"]


@pytest.mark.parametrize(
    ("institution", "name"),
    [
        ("МБОУ «СОШ № 1»", "МБОУ «СОШ № 1».xlsx"),
        ('МБОУ "СОШ/1": <а>|б?*', "МБОУ СОШ 1 а б.xlsx"),
        ("..\\..\\etc", "etc.xlsx"),
        ("CON", "Учреждение CON.xlsx"),
        ("com1.школа", "Учреждение com1.школа.xlsx"),
        ("Школа.", "Школа.xlsx"),
        ("???", "Учреждение.xlsx"),
        ("Ш" * 200, "Ш" * 80 + ".xlsx"),
    ],
)
def test_file_names_are_safe_on_every_system(institution, name):
    assert file_name(institution) == name


def test_whoever_sees_figures_only_gets_no_lists():
    viewer = User(id=1, login="v", full_name="Наблюдатель", roles=frozenset({Role.VIEWER}))
    with pytest.raises(NotAllowed):
        due_lists(viewer, on=ON, policy=Policy(), at=datetime(2026, 11, 1))
