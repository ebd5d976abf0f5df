"""Files for users: who may have them, what is noted, what they say about themselves."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from sqlmodel import Session, select

from gmk.access import Role, User
from gmk.db.tables import AccessRecord
from gmk.errors import NotAllowed
from gmk.reports.export import may_export, table_file
from gmk.reports.training_tables import PEOPLE, coverage_spec
from gmk.training.rows import CoverageBy, CoverageRow, DueStatus, EducatorDue

AT = datetime(2026, 11, 2, 9, 30)
PARAMETERS = [("По состоянию на", date(2026, 11, 1))]
METHODIST = User(id=None, login="m", full_name="Методист Мария", roles=frozenset({Role.METHODIST}))
VIEWER = User(id=None, login="v", full_name="Наблюдатель Вера", roles=frozenset({Role.VIEWER}))
PERSON = EducatorDue(
    educator_id=1,
    institution_id=10,
    name="Ромашкина Анна Петровна",
    institution="СОШ № 1",
    position="учитель",
    subjects=(),
    category=None,
    status=DueStatus.VALID,
    covered=True,
    last_title="Новые ФГОС",
    last_year=2025,
)


def opened(user, spec, rows):
    return openpyxl.load_workbook(BytesIO(table_file(user, spec, rows, parameters=PARAMETERS, at=AT)))


def noted(engine):
    with Session(engine) as session:
        return [(row.user_name, row.what, row.filters, row.row_count) for row in session.exec(select(AccessRecord))]


def test_a_file_says_who_made_it_when_and_how_many_rows_it_has(sqlite):
    book = opened(METHODIST, PEOPLE, [PERSON])
    assert [(row[0].value, row[1].value) for row in book["Параметры"].rows] == [
        ("По состоянию на", datetime(2026, 11, 1)),
        ("Составил", "Методист Мария"),
        ("Дата и время", AT),
        ("Строк", 1),
    ]


def test_a_file_with_names_is_noted(sqlite):
    opened(METHODIST, PEOPLE, [PERSON])
    assert noted(sqlite) == [("Методист Мария", "файл: Педагоги", {"По состоянию на": "2026-11-01"}, 1)]


def test_a_file_of_figures_is_for_whoever_reads_figures_and_is_not_noted(sqlite):
    rows = [CoverageRow("1", "СОШ № 1", 25, 34, by_year=2), CoverageRow("2", "Лицей", 0, 0)]
    rows.append(CoverageRow("3", "Сад", 1, 2, by_year=1))
    sheet = opened(VIEWER, coverage_spec(CoverageBy.INSTITUTION), rows)["Охват обучением"]
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Учреждение", "Охват", "Обучены", "Всего", "Не обучены", "Примечание"),
        ("СОШ № 1", 25 / 34, 25, 34, 9, "только год: 2"),
        ("Лицей", "нет данных", 0, 0, 0, "мало данных"),
        ("Сад", 0.5, 1, 2, 1, "мало данных"),
    ]
    assert noted(sqlite) == []


def test_names_are_not_for_whoever_reads_figures(sqlite):
    assert not may_export(VIEWER, PEOPLE)
    with pytest.raises(NotAllowed):
        table_file(VIEWER, PEOPLE, [PERSON], parameters=PARAMETERS, at=AT)
    assert noted(sqlite) == []


def test_a_course_of_which_only_the_year_is_known_shows_the_year(sqlite):
    row = next(opened(METHODIST, PEOPLE, [PERSON])["Педагоги"].iter_rows(min_row=2, values_only=True))
    assert (row[1:3], row[7:]) == (("обучение действует", None), ("Новые ФГОС", None, 2025))
