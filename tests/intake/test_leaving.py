"""Who isn't in a list of staff: listed, closed only if the user says so, and opened again by the undo."""

from datetime import date

import pytest
from sqlalchemy import Engine, select

from gmk.access import CONSOLE
from gmk.db.session import read_session, write_session
from gmk.db.tables import Educator, Employment
from gmk.intake.details import import_details
from gmk.intake.journal import undo_import
from gmk.intake.model import ImportPreview, Leaving
from gmk.service import load, save
from tests.intake.readings import institutions, person, preview, sheet, write

ANNA, MARIA = "Иванова Анна Петровна", "Петрова Мария Ивановна"
DAY = date(2026, 8, 31)


@pytest.fixture(autouse=True)
def _staff(database: Engine) -> None:
    """Анна and Мария at school 1; Мария has two posts."""
    write(institutions())
    write(sheet("staff", [person(ANNA), person(MARIA), person(MARIA, position="методист")]))


def id_of(last_name: str) -> int:
    with read_session() as session:
        return session.scalars(select(Educator.id).where(Educator.last_name == last_name)).one()


def last_days(last_name: str) -> list[date | None]:
    statement = select(Employment.valid_to).join(Educator).where(Educator.last_name == last_name)
    with read_session() as session:
        return list(session.scalars(statement))


def absent(shown: ImportPreview) -> list[str]:
    return [one.label for of_sheet in shown.sheets for one in of_sheet.not_in_file]


def test_an_absent_person_is_listed_once_and_left_alone() -> None:
    shown = preview(sheet("staff", [person(ANNA)]))
    assert absent(shown) == ["Петрова Мария Ивановна, учитель, МБОУ «СОШ № 1»"]
    assert shown.change_set.changes == []


def test_who_is_said_to_leave_has_all_posts_there_closed_and_the_undo_opens_them() -> None:
    leaving = Leaving(frozenset({id_of("Петрова")}), DAY)
    number = write(sheet("staff", [person(ANNA)]), leaving=leaving)
    assert last_days("Петрова") == [DAY, DAY]
    assert last_days("Иванова") == [None]
    assert load(CONSOLE, import_details, import_id=number).options["last_day"] == "2026-08-31"
    save(CONSOLE, undo_import, import_id=number)
    assert last_days("Петрова") == [None, None]


@pytest.mark.parametrize("policy", ["fill", "skip"])
def test_the_policy_for_known_records_does_not_keep_a_post_open(policy: str) -> None:
    write(sheet("staff", [person(ANNA)]), leaving=Leaving(frozenset({id_of("Петрова")}), DAY), policy=policy)
    assert last_days("Петрова") == [DAY, DAY]


def test_who_is_in_the_file_is_never_closed() -> None:
    leaving = Leaving(frozenset({id_of("Иванова")}), DAY)
    assert preview(sheet("staff", [person(ANNA)]), leaving=leaving).change_set.changes == []


def test_a_person_on_another_sheet_of_the_file_is_not_absent() -> None:
    first, second = sheet("staff", [person(ANNA)], "Лист1"), sheet("staff", [person(MARIA)], "Лист2")
    assert absent(preview(first, second)) == []


def test_two_sheets_of_one_institution_close_a_post_once() -> None:
    leaving = Leaving(frozenset({id_of("Петрова")}), DAY)
    other = sheet("staff", [person(ANNA, position="завуч")], "Лист2")
    shown = preview(sheet("staff", [person(ANNA)]), other, leaving=leaving)
    assert [one.entity for one in shown.change_set.changes if one.after == {"valid_to": DAY}] == ["employment"] * 2


def test_a_post_that_begins_later_is_not_closed_before_its_beginning() -> None:
    with write_session() as session:
        for post in session.scalars(select(Employment).where(Employment.position == "методист")):
            post.valid_from = date(2026, 9, 1)
    write(sheet("staff", [person(ANNA)]), leaving=Leaving(frozenset({id_of("Петрова")}), DAY))
    assert sorted(last_days("Петрова"), key=str) == [DAY, None]
