"""The tables of exam results as a workbook, and the words around them."""

import io

from openpyxl import load_workbook

from gmk.excel.write import workbook_bytes
from gmk.monitoring.rows import Scores, Side, SubjectScores
from gmk.reports.monitoring_tables import (
    MEAN_DEFINITION,
    remark_on,
    results_parameters,
    subjects_spec,
    through_years,
    years_spec,
)

PHYSICS = SubjectScores(
    "ЕГЭ", 2025, "Физика", None, {Side.OWN: Scores(2, 40, 40, 1790.0), Side.OTHERS: Scores(1, None, 0, 0.0, 1)}
)
EARLIER = SubjectScores("ЕГЭ", 2024, "Физика", None, {Side.OWN: Scores(1, 3, 3, 150.0)})
ROWS = [EARLIER, PHYSICS]


def test_a_workbook_has_the_mean_score_as_a_number_with_two_decimals_and_says_what_is_unknown() -> None:
    book = load_workbook(io.BytesIO(workbook_bytes(subjects_spec([PHYSICS]), [PHYSICS])))
    (headings, row) = book.worksheets[0].iter_rows()
    assert [cell.value for cell in headings] == [
        "Предмет", "Примечание", "Свои: балл", "Свои: чел.", "Другие: балл", "Другие: чел.",
    ]  # fmt: skip
    assert [cell.value for cell in row] == [
        "Физика", "другие: у 1\u00a0учреждения не указано число участников", 44.75, 40, "нет данных", None,
    ]  # fmt: skip
    assert row[2].number_format == "0.00"


def test_where_there_is_nothing_to_remark_no_column_stands_for_it() -> None:
    chemistry = SubjectScores("ЕГЭ", 2025, "Химия", None, {Side.OWN: Scores(1, 9, 9, 450.0)})
    assert [column.title for column in subjects_spec([chemistry]).columns] == ["Предмет", "Свои: балл", "Свои: чел."]


def test_years_stand_from_the_earliest_and_each_side_has_a_line() -> None:
    spec, rows = years_spec(ROWS), through_years(ROWS)
    assert [column.title for column in spec.columns] == ["Предмет", "Чьи", "2024", "2025"]
    assert [[column.value(row) for column in spec.columns] for row in rows] == [
        ["Физика", "Свои", 50.0, 44.75],
        ["Физика", "Другие", None, None],
    ]


def test_one_subject_alone_may_be_shown_through_the_years() -> None:
    chemistry = SubjectScores("ЕГЭ", 2025, "Химия", None, {Side.OWN: Scores(1, 9, 9, 450.0)})
    assert [row.label for row in through_years([*ROWS, chemistry], chemistry)] == ["Химия", "Химия"]


def test_a_remark_says_what_the_mean_lacks() -> None:
    assert remark_on(Scores(1, 5, 5, 300.0)) is None
    assert remark_on(Scores(3, 4, 4, 300.0, 2)) == "мало данных, у 2\u00a0учреждений не указано число участников"


def test_the_parameters_say_who_is_compared_and_how() -> None:
    assert results_parameters("ЕГЭ", "СОШ № 1", ROWS, year="2025") == [
        ("Процедура", "ЕГЭ"),
        ("Год", "2025"),
        ("Предмет", "все"),
        ("Свои", "СОШ № 1"),
        ("Другие", "другие муниципалитеты вместе"),
        ("Что такое средний балл", MEAN_DEFINITION),
    ]
