"""What the upload page says of rows, cells and sheets, apart from the page."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from gmk.changes.model import ChangeSet
from gmk.excel.cells import BrokenCell
from gmk.excel.grid import Grid
from gmk.excel.problems import problem
from gmk.excel.reading import MappedColumn, SheetReading
from gmk.intake.model import Answer, ImportOptions, ImportPreview, RowPreview, SheetPreview, UnknownInstitution
from gmk.intake.problem_list import problem_workbook
from gmk.people.rows import InstitutionChoice
from gmk.ui.upload.check import Only, checked
from gmk.ui.upload.column_step import examples, heading_in
from gmk.ui.upload.name_step import choices_for
from gmk.ui.upload.pictures import rows_picture, sheet_picture
from gmk.ui.upload.words import details, field_title, group_text, row_label, value_text
from gmk.vocabulary import Category, CourseKind

UNREADABLE = problem("date.unreadable", "Это не дата.", row=5, column="F", value="32.13.2025")
TEACHER = {"last_name": "Иванова", "first_name": "Анна", "patronymic": None, "position": "учитель"}


def preview_with(*rows: RowPreview, format_name: str = "staff") -> ImportPreview:
    counts = {action: sum(row.action == action for row in rows) for action in {row.action for row in rows}}
    sheet = SheetPreview("Лист1", format_name, rows=list(rows), totals={"rows": len(rows), **counts})
    return ImportPreview("файл.xlsx", "0" * 64, [sheet], ChangeSet("import", ""), ImportOptions())


FIVE = preview_with(
    RowPreview(4, "create", TEACHER),
    RowPreview(5, "error", TEACHER, problems=[UNREADABLE]),
    RowPreview(6, "update", TEACHER, changes={"category": (None, "first"), "position": ("вожатый", "учитель")}),
    RowPreview(7, "unchanged", TEACHER, problems=[problem("person.initials_only", "Только инициалы.")]),
    RowPreview(8, "skip", problems=[problem("row.total", "Строка с итогом.")]),
)


def test_values_are_written_as_people_write_them() -> None:
    assert value_text("position", None) == "пусто"
    assert value_text("subjects", []) == "пусто"
    assert value_text("category", "highest") == "высшая"
    assert value_text("category", Category.FIRST) == "первая"
    assert value_text("kind", CourseKind.RETRAINING) == "профессиональная переподготовка"
    assert value_text("kind", "school") == "школа"
    assert value_text("education", "school") == "school"
    assert value_text("hired_on", date(2026, 9, 1)) == "01.09.2026"
    assert value_text("subjects", ["физика", "химия"]) == "физика; химия"
    assert value_text("hours", 0) == "0"


def test_a_course_inside_a_row_is_one_phrase() -> None:
    record = {"title": "Робототехника", "hours": 72, "finished_on": None, "year": 2024}
    assert value_text("courses", [record]) == "Робототехника, 72 ч., 2024"
    assert value_text("courses", [{"title": None, "finished_on": date(2025, 3, 1)}]) == "без названия, 01.03.2025"


def test_a_row_is_called_by_person_and_title() -> None:
    assert row_label(TEACHER) == "Иванова Анна"
    assert row_label({**TEACHER, "title": "Робототехника"}) == "Иванова Анна · Робототехника"
    assert row_label({"name": "Школа № 1", "number": 1}) == "Школа № 1"
    assert row_label({}) == "–"


def test_details_leave_out_what_the_label_says_and_what_is_empty() -> None:
    values = {**TEACHER, "category": None, "courses": [{"title": "Тема", "hours": 36, "year": 2023}]}
    assert details("staff", values) == [("Должность", "учитель"), ("Курс", "Тема, 36 ч., 2023")]


def test_fields_have_their_titles_and_unknown_ones_stay() -> None:
    assert field_title("staff", "position") == "Должность"
    assert field_title("staff", "nothing") == "nothing"
    assert group_text({"year": 2024}) == "за 2024 год"
    assert group_text(None) == ""


def test_rows_are_counted_and_chosen_by_their_fate() -> None:
    found = checked(FIVE)
    assert found.totals == {"rows": 5, "create": 1, "update": 1, "unchanged": 1, "skip": 1, "error": 1}
    assert {only: [row.row for _, _, row in rows] for only, rows in found.rows.items()} == {
        Only.ALL: [4, 5, 6, 7, 8],
        Only.CREATE: [4],
        Only.UPDATE: [6],
        Only.ERROR: [5],
        Only.WARNING: [7],
        Only.UNCHANGED: [7],
        Only.SKIP: [8],
    }


def test_a_choice_that_keeps_nothing_is_not_offered() -> None:
    assert list(checked(preview_with(RowPreview(4, "create"))).rows) == [Only.ALL, Only.CREATE]
    assert list(checked(preview_with()).rows) == [Only.ALL]


def test_rows_without_institution_are_counted_once_each() -> None:
    missing = problem("institution.missing", "Не указано учреждение.")
    assert checked(preview_with(RowPreview(4, "error", problems=[missing, missing]))).nameless == 1
    assert checked(FIVE).nameless == 0


def test_the_table_shows_old_and_new_and_the_cell_of_the_file() -> None:
    html = rows_picture(checked(FIVE).rows[Only.ALL], names_sheet=False)
    assert '<span class="quiet">пусто</span> → <ins>первая</ins>' in html
    assert "<del>вожатый</del> → <ins>учитель</ins>" in html
    assert "Ошибка. Ячейка F5 «32.13.2025»: Это не дата." in html
    assert "Предупреждение. Строка 7: Только инициалы." in html
    assert html.count("<tr class=") == 5


def test_text_of_the_file_is_never_markup() -> None:
    row = RowPreview(4, "create", {"name": "<script>alert(1)</script>"})
    html = rows_picture([("<b>", None, row)], names_sheet=True)
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;, 4" in html
    assert "<img" not in sheet_picture(Grid("Лист1", [1], [["<img src=x>"]]), [])


def test_the_sheet_shows_its_own_rows_and_letters_with_the_header_marked() -> None:
    grid = Grid("Лист1", [2, 5, 6], [["Список"], ["ФИО", 5.0], ["", BrokenCell("#N/A"), date(2026, 9, 1)]])
    html = sheet_picture(grid, [5])
    assert '<tr class="above"><th scope="row">2</th><td>Список</td><td></td><td></td></tr>' in html
    assert '<tr class="header"><th scope="row">5</th><td>ФИО</td><td>5</td><td></td></tr>' in html
    assert '<tr class="below"><th scope="row">6</th><td></td><td>#N/A</td><td>01.09.2026</td></tr>' in html
    assert [f'<th scope="col">{letter}</th>' in html for letter in "ABCD"] == [True, True, True, False]


def test_the_sheet_shows_fifteen_rows_at_most() -> None:
    grid = Grid("Лист1", list(range(1, 21)), [[number] for number in range(1, 21)])
    html = sheet_picture(grid, [1])
    assert '<th scope="row">15</th>' in html
    assert '<th scope="row">16</th>' not in html


def test_examples_are_the_first_different_values_below_the_header() -> None:
    rows = [["ФИО"], ["1"], ["Иванова"], ["Иванова"], [], ["Петрова"], ["Сидорова"], ["Орлова"]]
    grid = Grid("Лист1", list(range(1, 9)), rows)
    reading = SheetReading("Лист1", "staff", header_rows=[1], first_data_row=3, mapping=[])
    assert examples(grid, reading, "A") == ["Иванова", "Петрова", "Сидорова"]
    assert examples(grid, reading, "C") == []
    assert heading_in(grid, reading, "A") == "ФИО"
    assert heading_in(grid, reading, "B") == ""


def test_candidates_come_first_and_nothing_comes_twice() -> None:
    known = [InstitutionChoice(1, "Школа № 1", "school"), InstitutionChoice(2, "Школа № 2", "school")]
    name = UnknownInstitution("k", "школа два", 3, ambiguous=False, candidates=((2, "Школа № 2"),))
    choices = choices_for(name, known, may_create=True)
    assert [choice.label for choice in choices] == [
        "Это Школа № 2",
        "Создать новое учреждение: школа два",
        "Не загружать эти строки",
        "Это Школа № 1",
    ]
    assert [choice.answer for choice in choices] == [
        Answer("match", 2),
        Answer("create"),
        Answer("ignore"),
        Answer("match", 1),
    ]


def test_who_may_not_change_the_list_of_institutions_is_not_offered_a_new_one() -> None:
    name = UnknownInstitution("k", "школа два", 3, ambiguous=False)
    assert [choice.answer.kind for choice in choices_for(name, [], may_create=False)] == ["ignore"]


def test_the_list_of_problems_is_a_workbook_with_the_places_of_the_file() -> None:
    book = load_workbook(BytesIO(problem_workbook(FIVE)))
    rows = list(book["Замечания"].iter_rows(values_only=True))
    assert rows[0] == (
        "Лист", "Строка", "Столбец", "Ячейка", "Запись", "Значение", "Важность", "Что не так и что сделать",
    )  # fmt: skip
    assert rows[1:] == [
        ("Лист1", 5, "F", "F5", "Иванова Анна", "32.13.2025", "ошибка", "Это не дата."),
        ("Лист1", 7, None, None, "Иванова Анна", None, "предупреждение", "Только инициалы."),
    ]


def test_a_mapped_column_tells_what_it_stands_for() -> None:
    column = MappedColumn("D", "КПК 2024", "courses", "synonym", {"year": 2024})
    assert group_text(column.group) == "за 2024 год"
