"""What people said of a sheet is known again by its headings: moved, with a column more, from the same sender first."""

from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from gmk.access import CONSOLE, Role, User
from gmk.db.session import read_session
from gmk.db.tables import KnownLayout
from gmk.excel.grid import Grid
from gmk.excel.reading import ReadingOptions, SheetChoice, SheetReading
from gmk.intake.layout_memory import forget_layout, known_layouts, remember_layouts
from gmk.intake.layouts import KeptLayout, Layout, layout_of, recall, sender_of
from gmk.intake.recognise import read_sheet
from gmk.service import load, save
from tests.intake.readings import person, sheet

TABLE = [["ФИО", "Кем трудится", "Место", "Дата", "Дата"], ["Иванова А.П.", "учитель", "СОШ № 1", "", ""]]
COLUMNS: dict[str, str | None] = {"B": "position", "C": "institution", "E": None}


def grid(*rows: list[Any], first: int = 1) -> Grid:
    return Grid("Лист1", list(range(first, first + len(rows))), [list(row) for row in rows])


def said_of(table: Grid, choice: SheetChoice, sender: str = "", header: tuple[int, ...] = (1,)) -> Layout:
    found = layout_of(table, SheetReading("Лист1", "staff", list(header)), choice, sender)
    assert found is not None
    return found


def kept(*layouts: Layout) -> list[KeptLayout]:
    save(CONSOLE, remember_layouts, layouts=layouts)
    return load(CONSOLE, known_layouts)


def recalled(table: Grid, layouts: list[KeptLayout], sender: str = "") -> SheetChoice | None:
    found = recall(table, layouts, sender)
    return found.choice if found else None


def test_the_same_headings_bring_the_same_choice(database: Engine) -> None:
    layouts = kept(said_of(grid(*TABLE), SheetChoice(columns=COLUMNS)))
    assert recalled(grid(*TABLE), layouts) == SheetChoice(columns=COLUMNS)


def test_an_inserted_column_and_another_order_move_the_letters(sqlite: Engine) -> None:
    layouts = kept(said_of(grid(*TABLE), SheetChoice(columns=COLUMNS)))
    moved = grid(["Дата", "№", "ФИО", "Место", "Кем трудится", "Дата"])
    assert recalled(moved, layouts) == SheetChoice(columns={"D": "institution", "E": "position", "F": None})


def test_the_second_of_two_like_headings_stays_the_second(sqlite: Engine) -> None:
    layouts = kept(said_of(grid(*TABLE), SheetChoice(columns={"D": "hired_on", "E": "category_awarded_on"})))
    moved = grid(["ФИО", "Дата", "Кем трудится", "Место", "Дата"])
    assert recalled(moved, layouts) == SheetChoice(columns={"B": "hired_on", "E": "category_awarded_on"})


def test_a_header_that_was_shown_is_found_where_it_stands_now(sqlite: Engine) -> None:
    choice = SheetChoice("staff", (1,), COLUMNS)
    layouts = kept(said_of(grid(*TABLE), choice))
    lower = grid(["Список"], [], *TABLE, first=3)
    assert recalled(lower, layouts) == SheetChoice("staff", (5,), COLUMNS)


def test_a_header_that_the_program_found_itself_is_looked_for_again(sqlite: Engine) -> None:
    layouts = kept(said_of(grid(*TABLE), SheetChoice(columns=COLUMNS)))
    found = recalled(grid(["Список"], *TABLE), layouts)
    assert found is not None
    assert found.header_rows is None


@pytest.mark.parametrize(
    ("headings", "is_known"),
    [
        (["ФИО", "Кем трудится", "Место", "Дата", "Дата"], True),
        (["ФИО", "Кем трудится", "Место"], True),  # 3 of 5 headings: the border
        (["ФИО", "Кем трудится"], False),
        (["ФИО", "Кем трудится", "Место", "Дата", "Дата", "Стаж", "Телефон", "Почта"], True),  # 5 of 8
        (["ФИО", "Кем трудится", "Место", "Дата", "Дата", "Стаж", "Телефон", "Почта", "Адрес"], False),
    ],
)
def test_headings_have_to_be_alike(sqlite: Engine, headings: list[str], is_known: bool) -> None:
    layouts = kept(said_of(grid(*TABLE), SheetChoice(columns=COLUMNS)))
    assert (recalled(grid(headings), layouts) is not None) is is_known


def test_the_same_sender_counts_before_the_latest(sqlite: Engine) -> None:
    own = said_of(grid(*TABLE), SheetChoice(columns={"B": "position"}), "школа 1")
    other = said_of(grid(*TABLE), SheetChoice(columns={"B": "education"}), "школа 2")
    layouts = kept(own, other)
    assert recalled(grid(*TABLE), layouts, "школа 1") == SheetChoice(columns={"B": "position"})
    assert recalled(grid(*TABLE), layouts, "школа 3") == SheetChoice(columns={"B": "education"})


def test_what_is_said_again_takes_the_place_of_what_was_said(database: Engine) -> None:
    kept(said_of(grid(*TABLE), SheetChoice(columns={"B": "position"})))
    layouts = kept(said_of(grid(*TABLE), SheetChoice(columns={"B": "education"})))
    assert [one.layout.columns for one in layouts] == [{"кем трудится": "education"}]


def test_a_layout_can_be_forgotten(database: Engine) -> None:
    [one] = kept(said_of(grid(*TABLE), SheetChoice(columns=COLUMNS)))
    save(CONSOLE, forget_layout, layout_id=one.id)
    assert load(CONSOLE, known_layouts) == []


def test_who_answers_for_own_institutions_sees_and_forgets_own_words_alone(sqlite: Engine) -> None:
    [one] = kept(said_of(grid(*TABLE), SheetChoice(columns=COLUMNS)))
    coordinator = User(5, "c", "Ответственная", frozenset({Role.COORDINATOR}), frozenset({1}))
    assert load(coordinator, known_layouts) == []
    save(coordinator, forget_layout, layout_id=one.id)
    with read_session() as session:
        assert session.scalar(select(func.count()).select_from(KnownLayout)) == 1


def test_nothing_said_is_nothing_to_remember() -> None:
    reading = SheetReading("Лист1", "staff", [1])
    assert layout_of(grid(*TABLE), reading, SheetChoice(), "") is None
    assert layout_of(grid(*TABLE), SheetReading("Лист1", None), SheetChoice(skip=True), "") is None


def test_a_sender_is_the_one_institution_of_the_rows() -> None:
    one = sheet("staff", [person("Иванова Анна"), person("Петрова Мария")])
    two = sheet("staff", [person("Иванова Анна"), person("Петрова Мария", "СОШ № 2")])
    assert sender_of(one, "Орлова") == "сош №1"
    assert sender_of(two, "Орлова") == "орлова"
    assert sender_of(None, "Орлова") == "орлова"


def test_a_remembered_column_is_read_as_it_was_said(sqlite: Engine) -> None:
    table = grid(*TABLE)
    layouts = kept(said_of(table, SheetChoice(columns={"B": "position"})))
    choice = recalled(table, layouts)
    assert choice is not None
    read = read_sheet(table, ReadingOptions(choices={"Лист1": choice}))
    assert ("B", "position", "user") in [(one.column, one.field, one.match) for one in read.mapping]
