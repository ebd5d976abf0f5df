"""An import is looked at again: its kept file comes back with what is still wrong in it, for whom it is allowed."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from gmk.access import CONSOLE, Role, User
from gmk.db.keys import name_key
from gmk.db.session import write_session
from gmk.db.tables import ImportRun, Institution
from gmk.errors import NotAllowed, RuleBroken
from gmk.excel.reading import ReadingOptions, SheetChoice
from gmk.intake import files
from gmk.intake.commit import commit_import
from gmk.intake.kept_import import marked_import, options_of
from gmk.intake.model import Answer, ImportOptions
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_workbook
from gmk.service import load, save
from tests.fixtures.workbooks import workbook

HEADER = ["ФИО", "Школа", "Занимается", "Год рождения"]
ROWS = [
    ["Иванова Анна Петровна", "СОШ № 1", "учитель", "давно"],
    ["Белова Инна Олеговна", "СОШ № 1", "учитель", "1980"],
]
DATA = workbook({"Sheet": [HEADER, *ROWS]})
CHOICE = SheetChoice(format="staff", header_rows=(1,), columns={"C": "position"}, repairs={"D3": ("1980", "1981")})
OPTIONS = ImportOptions(
    ReadingOptions(as_of=date(2026, 9, 1), choices={"Sheet": CHOICE}),
    policy="fill",
    answers={"чужая школа": Answer("ignore"), "школа": Answer("match", 1)},
    people={"белова|1|": ""},
)


@pytest.fixture
def written(sqlite: Engine) -> int:
    """One of two people is written; a column was explained, and one of her cells corrected."""
    with write_session() as session:
        session.add(Institution(id=1, kind="school", number=1, name="СОШ № 1", name_key=name_key("СОШ № 1")))
    reading = read_workbook(DATA, file_name="педагоги.xlsx", options=OPTIONS.reading)
    preview = load(CONSOLE, preview_import, reading=reading, options=OPTIONS)
    return save(CONSOLE, commit_import, preview=preview, data=DATA, valid_only=True)


def test_the_choices_of_an_import_are_kept_whole(written: int) -> None:
    with write_session() as session:
        assert options_of(session.get_one(ImportRun, written).options or {}) == OPTIONS


def test_the_file_of_an_import_comes_back_with_what_is_still_wrong_in_it(written: int) -> None:
    sheet = load_workbook(io.BytesIO(load(CONSOLE, marked_import, import_id=written)))["Sheet"]
    marked = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert set(marked) == {"D2", "D3"}
    assert "впишите сюда «1981»" in marked["D3"]


def user(role: Role, *institution_ids: int) -> User:
    return User(99, "other", "Другая Анна", frozenset({role}), frozenset(institution_ids))


@pytest.mark.parametrize("viewer", [user(Role.CHAIR), user(Role.VIEWER), user(Role.COORDINATOR, 1)])
def test_who_may_not_import_or_not_see_the_file_gets_none(written: int, viewer: User) -> None:
    with pytest.raises(NotAllowed):
        load(viewer, marked_import, import_id=written)


def test_a_file_that_is_not_kept_any_more_is_said_to_be_gone(written: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "kept", lambda _: None)
    with pytest.raises(RuleBroken, match="больше не хранится"):
        load(CONSOLE, marked_import, import_id=written)
