from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine
from sqlmodel import col, select

from gmk.access import CONSOLE, Role, User
from gmk.db.demo import build_town
from gmk.db.session import read_session, write_session
from gmk.db.tables import ContestResult, Educator, Employment, Institution
from gmk.errors import NotAllowed
from gmk.excel.reading import ReadingOptions
from gmk.intake.commit import commit_import
from gmk.intake.model import ImportOptions, ImportPreview
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_workbook
from gmk.reports.templates import (
    CONTENTS,
    Recipient,
    blank_form,
    export,
    exportable,
    institution_form,
    institution_forms,
    recipients,
    roster_form,
)
from gmk.service import load, save
from tests.reports.awkward_office import build_awkward_office

DAY = date(2026, 9, 1)
WORKBOOKS = Path(__file__).resolve().parents[1] / "workbooks"
FORMATS = tuple(CONTENTS)


def preview(data: bytes, *, user: User = CONSOLE, **options: Any) -> ImportPreview:
    chosen = ReadingOptions(as_of=DAY, **options)
    reading = read_workbook(data, file_name="файл.xlsx", options=chosen)
    return load(user, preview_import, reading=reading, options=ImportOptions(chosen))


def write(data: bytes, **options: Any) -> None:
    save(CONSOLE, commit_import, preview=preview(data, **options), data=data, valid_only=True)


def told(shown: ImportPreview) -> list[tuple[Any, ...]]:
    """Every row that would change something or has anything to tell."""
    return [
        (row.row, row.action, row.changes, [one.code for one in row.problems])
        for sheet in shown.sheets
        for row in sheet.rows
        if row.action != "unchanged"
    ]


def count(shown: ImportPreview) -> int:
    return sum(sheet.totals["rows"] for sheet in shown.sheets if sheet.format)


def page(data: bytes) -> tuple[Workbook, Worksheet]:
    book = load_workbook(BytesIO(data))
    return book, book.worksheets[0]


def bytes_of(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[1]}


def fill(sheet: Worksheet, row: int, values: dict[str, Any]) -> None:
    at = columns(sheet)
    for title, value in values.items():
        sheet.cell(row, at[title], value)


@pytest.fixture
def town(database: Engine) -> None:
    with write_session(database) as session:
        build_town(session, on=DAY)


@pytest.fixture
def workbooks(database: Engine) -> None:
    """The workbooks of the office, one after the other, as far as they have no errors."""
    for number in range(1, 12):
        path = next(WORKBOOKS.glob(f"{number:02d}-*.xlsx"))
        write(path.read_bytes())


@pytest.mark.usefixtures("town")
def test_what_the_town_exports_changes_nothing_when_it_is_imported() -> None:
    counts = {}
    for name in FORMATS:
        shown = preview(export(CONSOLE, name, on=DAY))
        assert [sheet.format for sheet in shown.sheets if sheet.format] == [name]
        assert told(shown)[:5] == [], name
        assert shown.change_set.changes == []
        counts[name] = count(shown)
    assert counts["institutions"] == 28
    assert counts["staff"] > 880


@pytest.mark.usefixtures("workbooks")
def test_what_imported_workbooks_became_is_exported_and_changes_nothing() -> None:
    for name in FORMATS:
        shown = preview(export(CONSOLE, name, on=DAY))
        assert told(shown)[:5] == [], name
        assert shown.change_set.changes == []
        assert count(shown) == len(load(CONSOLE, CONTENTS[name], on=DAY)) > 0, name


FILLED: dict[str, dict[str, Any]] = {
    "institutions": {"Наименование образовательной организации": "МБОУ «СОШ № 77»", "Вид": "школа", "Номер": 77},
    "staff": {
        "Фамилия, имя, отчество": "Новикова Вера Ильинична",
        "Образовательная организация": "МБОУ «СОШ № 1»",
        "Должность": "учитель",
        "Преподаваемые предметы": "физика, астрономия",
        "Квалификационная категория": "первая",
        "Дата присвоения категории": date(2025, 3, 1),
        "Занятость": "внутренний совместитель",
    },
    "courses": {
        "Фамилия, имя, отчество": "Новикова Вера Ильинична",
        "Образовательная организация": "МБОУ «СОШ № 1»",
        "Название программы": "Смысловое чтение",
        "Вид обучения": "семинар, вебинар",
        "Форма обучения": "дистанционная",
        "Объём, часов": 8,
        "Дата окончания": date(2026, 5, 20),
    },
    "roster": {
        "Объединение": "ГМО учителей физики",
        "Фамилия, имя, отчество": "Новикова Вера Ильинична",
        "Образовательная организация": "МБОУ «СОШ № 1»",
        "Роль в объединении": "секретарь",
    },
    "plan": {"№ п/п": "1", "Мероприятие": "Августовское совещание", "Сроки": "28 августа"},
    "results": {
        "Конкурс": "Учитель года",
        "Участник": "Новикова Вера Ильинична",
        "Образовательная организация": "МБОУ «СОШ № 1»",
        "Уровень": "муниципальный",
        "Результат": "победитель",
        "Учебный год": "2025/26",
    },
    "exams": {
        "Образовательная организация": "МБОУ «СОШ № 1»",
        "Процедура": "ВПР",
        "Год": 2026,
        "Предмет": "Физика",
        "Участников": 25,
        "«2», %": 0.04,
        "Средний балл": 3.8,
    },
}


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("name", FORMATS)
def test_a_filled_in_template_is_imported_by_itself_without_a_problem(name: str) -> None:
    if name != "institutions":
        write(filled("institutions", {"Наименование образовательной организации": "МБОУ «СОШ № 1»"}))
    shown = preview(filled(name, FILLED[name]))

    table = shown.sheets[0]
    assert (table.format, table.totals["create"], table.totals["rows"]) == (name, 1, 1)
    assert table.rows[0].problems == []
    assert {column.match for column in table.mapping} == {"exact"}
    assert table.ignored_columns == []


def filled(name: str, values: dict[str, Any]) -> bytes:
    book, sheet = page(blank_form(CONSOLE, name, on=DAY))
    fill(sheet, 2, values)
    return bytes_of(book)


@pytest.mark.usefixtures("town")
def test_a_template_checks_with_excel_what_is_typed() -> None:
    book, sheet = page(blank_form(CONSOLE, "courses", on=DAY))
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    by_title = {
        title: next(
            (rule for places, rule in rules.items() if places.startswith(f"{sheet.cell(2, at).coordinate}:")), None
        )
        for title, at in columns(sheet).items()
    }

    assert [cell.value for cell in sheet[1] if str(cell.value).endswith("*")] == [
        "Фамилия, имя, отчество *",
        "Название программы *",
    ]
    assert by_title["Вид обучения"].type == "list"
    assert by_title["Вид обучения"].errorStyle in (None, "stop")
    assert by_title["Должность"].errorStyle == "information"
    assert by_title["Дата окончания"].type == "date"
    assert by_title["Объём, часов"].type == "decimal"
    assert listed(book, "gmk_kind") == [
        "повышение квалификации", "профессиональная переподготовка", "стажировка", "семинар, вебинар",
    ]  # fmt: skip
    assert len(listed(book, "gmk_institution")) == 28
    assert "учитель" in " ".join(listed(book, "gmk_position"))
    guide = {row[0]: row[1:] for row in book["Как заполнять"].iter_rows(values_only=True)}
    assert guide["Должность"] == ("", "выберите из списка или впишите", "учитель математики")
    assert guide["Фамилия, имя, отчество"] == ("обязателен", "текст", "Иванова Анна Петровна")
    assert sheet.freeze_panes == "B2"
    assert sheet.page_setup.orientation == "landscape"
    assert [one.sheet_state for one in book.worksheets] == ["visible", "visible", "hidden", "veryHidden"]


def listed(book: Workbook, name: str) -> list[str]:
    (place,) = book.defined_names[name].destinations
    return [cell.value for row in book[place[0]][place[1].replace("$", "")] for cell in row]


def school(session: Any, number: int = 1) -> Recipient:
    one = session.scalars(select(Institution).where(Institution.kind == "school", Institution.number == number)).one()
    return Recipient(one.id, one.name, one.short_name or one.name)


@pytest.fixture
def first_school(town: None) -> Recipient:
    with read_session() as session:
        return school(session)


def test_a_form_of_an_institution_comes_back_without_questions_and_without_changes(first_school: Recipient) -> None:
    for name in ("staff", "courses"):
        shown = preview(institution_form(CONSOLE, name, first_school, on=DAY))

        assert told(shown) == []
        assert count(shown) > 20
        assert shown.sheets[0].why.endswith(f"Это шаблон программы от 01.09.2026 для «{first_school.name}».")


def test_a_form_knows_people_by_number_so_a_new_surname_is_a_change(first_school: Recipient) -> None:
    book, sheet = page(institution_form(CONSOLE, "staff", first_school, on=DAY))
    at = columns(sheet)
    old = str(sheet.cell(2, at["Фамилия, имя, отчество"]).value)
    surname, rest = old.split(" ", 1)
    fill(sheet, 2, {"Фамилия, имя, отчество": f"Замужняя {rest}", "Телефон": "+7 900 000-00-01"})
    last = sheet.max_row + 1
    fill(sheet, last, {"Фамилия, имя, отчество": "Новикова Вера Ильинична", "Должность": "учитель"})
    data = bytes_of(book)
    shown = preview(data)

    assert [(row, action) for row, action, _, _ in told(shown)] == [(2, "update"), (last, "create")]
    assert told(shown)[0][2]["last_name"] == (surname, "Замужняя")
    assert shown.unknown == shown.people == []

    number = sheet.cell(2, at["Код в базе"]).value
    write(data)
    with read_session() as session:
        person = session.get_one(Educator, number)
        assert (person.last_name, person.phone) == ("Замужняя", "+7 900 000-00-01")
        assert person.name_key.startswith("замужняя ")
        new = session.scalars(
            select(Educator).where(Educator.last_name == "Новикова", Educator.first_name == "Вера")
        ).all()
        posts = session.scalars(select(Employment).where(Employment.educator_id == new[-1].id)).all()
        assert [post.institution_id for post in posts] == [first_school.id]


def test_a_number_that_stands_beside_a_colleagues_name_is_a_question(first_school: Recipient) -> None:
    book, sheet = page(institution_form(CONSOLE, "staff", first_school, on=DAY))
    at = columns(sheet)
    names = [sheet.cell(row, at["Фамилия, имя, отчество"]) for row in (2, 3)]
    names[0].value, names[1].value = names[1].value, names[0].value
    shown = preview(bytes_of(book))

    assert [(row, action, codes) for row, action, _, codes in told(shown)] == [
        (2, "error", ["person.ambiguous"]),
        (3, "error", ["person.ambiguous"]),
    ]


def test_a_number_of_somebody_elsewhere_counts_for_nothing(first_school: Recipient) -> None:
    with read_session() as session:
        here = select(Employment.educator_id).where(Employment.institution_id == first_school.id)
        elsewhere = select(Educator.id).where(col(Educator.id).not_in(here)).order_by(col(Educator.id))
        stranger = session.scalars(elsewhere).first()
    book, sheet = page(institution_form(CONSOLE, "staff", first_school, on=DAY))
    fill(
        sheet,
        sheet.max_row + 1,
        {"Код в базе": stranger, "Фамилия, имя, отчество": "Чужакова Вера Ильинична", "Должность": "учитель"},
    )
    shown = preview(bytes_of(book))

    assert [action for _, action, _, _ in told(shown)] == ["create"]
    assert [change.action for change in shown.change_set.changes if change.entity == "educator"] == ["create"]


def test_a_form_finds_its_institution_also_when_that_was_renamed(first_school: Recipient) -> None:
    data = institution_form(CONSOLE, "staff", first_school, on=DAY)
    with write_session() as session:
        renamed = session.get_one(Institution, first_school.id)
        renamed.name = renamed.short_name = "Школа имени Поэта"
        renamed.name_key, renamed.number = "школа имени поэта", None

    assert told(preview(data)) == []


def test_a_form_locks_what_tells_records_apart(first_school: Recipient) -> None:
    _, sheet = page(institution_form(CONSOLE, "courses", first_school, on=DAY))
    at = columns(sheet)

    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet.cell(2, at["Код в базе"]).protection.locked
    assert sheet.cell(2, at["Название программы"]).protection.locked
    assert not sheet.cell(2, at["Объём, часов"]).protection.locked
    assert not sheet.column_dimensions["B"].protection.locked, "a new row is filled in below"
    assert "Образовательная организация" not in at


def test_the_archive_has_a_workbook_for_each_open_institution_also_without_people(first_school: Recipient) -> None:
    with write_session() as session:
        session.get_one(Institution, first_school.id).closed_on = DAY
    packed = ZipFile(BytesIO(institution_forms(CONSOLE, "staff", on=DAY)))

    assert len(packed.namelist()) == 27
    assert told(preview(packed.read(packed.namelist()[0]))) == []


def test_text_that_looks_like_a_formula_stays_text(first_school: Recipient) -> None:
    with write_session() as session:
        for contest in ("=1+1", "+7", "-3", "@сумма"):
            session.add(
                ContestResult(
                    contest=contest, participant="Пробный Участник", participant_key="пробный участник",
                    result="winner", school_year=2025, institution_id=first_school.id,
                )
            )  # fmt: skip
    data = export(CONSOLE, "results", on=DAY)
    _, sheet = page(data)

    contests = [cell for (cell,) in sheet.iter_rows(min_row=2, max_col=1) if cell.value is not None]
    assert [cell.data_type for cell in contests] == ["s"] * 4
    assert [cell.value for cell in contests] == ["=1+1", "+7", "-3", "@сумма"]
    assert told(preview(data)) == []


def test_a_coordinator_has_the_own_institutions_alone_and_a_viewer_no_names(first_school: Recipient) -> None:
    coordinator = User(None, "k", "Координатор", frozenset({Role.COORDINATOR}), frozenset({first_school.id}))
    viewer = User(None, "v", "Наблюдатель", frozenset({Role.VIEWER}))

    assert recipients(coordinator, on=DAY) == [first_school]
    whole = preview(export(CONSOLE, "staff", on=DAY, institution_id=first_school.id))
    assert count(preview(export(coordinator, "staff", on=DAY))) == count(whole)
    assert count(preview(export(coordinator, "plan", on=DAY))) == 0
    assert [sheet.format for sheet in exportable(viewer)] == ["institutions", "exams"]
    refused: list[Callable[[], bytes]] = [
        lambda: export(viewer, "staff", on=DAY),
        lambda: institution_form(viewer, "staff", first_school, on=DAY),
        lambda: institution_forms(viewer, "courses", on=DAY),
        lambda: roster_form(viewer, "ГМО", on=DAY),
    ]
    for ask in refused:
        with pytest.raises(NotAllowed):
            ask()


@pytest.mark.usefixtures("workbooks")
def test_the_form_of_an_association_comes_back_without_changes() -> None:
    rows = load(CONSOLE, CONTENTS["roster"], on=DAY)
    name = rows[0]["association"]
    shown = preview(roster_form(CONSOLE, name, on=DAY))

    assert told(shown) == []
    assert count(shown) == sum(row["association"] == name for row in rows)


@pytest.fixture
def awkward(database: Engine) -> None:
    with write_session(database) as session:
        build_awkward_office(session, on=DAY)


@pytest.mark.usefixtures("awkward")
@pytest.mark.parametrize("name", FORMATS)
def test_an_awkward_office_is_exported_and_changes_nothing(name: str) -> None:
    shown = preview(export(CONSOLE, name, on=DAY))

    assert told(shown) == []
    assert shown.change_set.changes == []
    assert count(shown) == len(load(CONSOLE, CONTENTS[name], on=DAY)) > 1
