"""Forged numbers and addresses: the server decides what is given and done, not the screen that asks."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from gmk.access import CONSOLE, Role, User
from gmk.db.session import read_session, write_session
from gmk.db.tables import ChangeSetRecord, CourseRecord, Educator, Employment, Institution
from gmk.errors import NotAllowed, OfficeError
from gmk.intake.change_journal import change_set
from gmk.intake.change_undo import preview_change_undo, undo_change
from gmk.intake.commit import commit_import
from gmk.intake.journal import import_file, imports, preview_undo, undo_import
from gmk.people.actions import edit_educator, edit_post, end_post
from gmk.people.institution_actions import add_institution, close_institution
from gmk.people.queries import institutions as listed_institutions
from gmk.people.rows import EducatorFields, InstitutionFields, PostFields
from gmk.reports.due_lists import due_lists
from gmk.service import load, save
from gmk.training.actions import change_training_settings, set_by_profile
from gmk.training.queries import coverage, people_behind, person_card
from gmk.training.rows import CoverageBy, Policy
from tests.fixtures.app import OpenApp, user_of
from tests.intake.readings import DATA, course, institutions, person, preview, sheet, write
from tests.pages.conftest import town as town  # the same town as on the pages
from tests.pages.town import ON, SCHOOL, Town

DAY = date.fromisoformat(ON)


def user(role: Role, *institution_ids: int) -> User:
    with write_session() as session:
        account = user_of(session, role, institution_ids)
        return User(account.id, account.login, account.full_name, frozenset({role}), frozenset(institution_ids))


@pytest.fixture
def stranger(town: Town) -> User:
    """The coordinator of the kindergarten, for whom the school's people are no business."""
    return user(Role.COORDINATOR, town.kindergarten)


def test_people_behind_a_figure_of_another_institution_are_not_told(stranger: User, town: Town) -> None:
    asked: dict[str, Any] = {"by": CoverageBy.INSTITUTION, "on": DAY, "policy": Policy()}
    assert load(stranger, people_behind, key=str(town.school), **asked) == []
    assert {one.institution_id for one in load(stranger, people_behind, key=None, **asked)} == {town.kindergarten}


def test_a_card_of_another_institution_is_refused_by_the_server(stranger: User, town: Town) -> None:
    with pytest.raises(NotAllowed):
        load(stranger, person_card, educator_id=town.vishneva, on=DAY, policy=Policy())


def test_a_card_of_nobody_and_of_another_are_refused_in_the_same_words(stranger: User, town: Town) -> None:
    texts = set()
    for number in (town.vishneva, 10**6):
        with pytest.raises(NotAllowed) as refused:
            load(stranger, person_card, educator_id=number, on=DAY, policy=Policy())
        texts.add(str(refused.value))
    assert len(texts) == 1


def test_the_lists_for_institutions_hold_own_ones_alone_whatever_number_is_asked(stranger: User, town: Town) -> None:
    for asked in (town.school, None):
        told = due_lists(
            stranger, on=DAY, policy=Policy(), at=datetime(2026, 11, 1), horizon_months=12, institution_id=asked
        )
        assert SCHOOL.encode() not in told


EDITS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "a person": (edit_educator, {"educator_id": 2, "fields": EducatorFields("Чужая", "Анна"), "on": DAY}),
    "a post": (edit_post, {"employment_id": 3, "fields": PostFields("директор", "main")}),
    "the end of a post": (end_post, {"employment_id": 3, "last_day": DAY}),
    "a course": (set_by_profile, {"course_id": 2, "by_profile": False, "on": DAY}),
}


def _content() -> list[str]:
    with read_session() as session:
        tables = (Educator, Employment, CourseRecord, Institution, ChangeSetRecord)
        return [repr(row.model_dump()) for table in tables for row in session.exec(select(table))]


@pytest.mark.parametrize("what", EDITS)
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CHAIR, Role.VIEWER, Role.ADMINISTRATOR])
def test_nobody_edits_what_is_not_theirs(town: Town, role: Role, what: str) -> None:
    whoever = user(role, *([town.kindergarten] if role is Role.COORDINATOR else []))
    action, arguments = EDITS[what]
    before = _content()

    with pytest.raises(NotAllowed):
        save(whoever, action, version=1, **arguments)

    assert _content() == before


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CHAIR, Role.VIEWER, Role.ADMINISTRATOR])
def test_nobody_but_the_office_changes_institutions_and_settings(town: Town, role: Role) -> None:
    whoever, before = user(role, *([town.school] if role is Role.COORDINATOR else [])), _content()
    for action, arguments in (
        (add_institution, {"fields": InstitutionFields("СОШ № 9", "school", 9)}),
        (close_institution, {"institution_id": town.school, "version": 1, "closed_on": DAY}),
        (change_training_settings, {}),
    ):
        with pytest.raises(NotAllowed):
            save(whoever, action, **arguments)
    assert _content() == before


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR])
def test_names_are_not_told_to_whoever_sees_figures_or_the_machine_alone(town: Town, role: Role) -> None:
    whoever = user(role)
    asked: dict[str, Any] = {"on": DAY, "policy": Policy()}
    for query, arguments in (
        (person_card, {"educator_id": town.vishneva, **asked}),
        (people_behind, {"by": CoverageBy.INSTITUTION, "key": None, **asked}),
        (import_file, {"import_id": 1}),
        (change_set, {"set_id": 1}),
    ):
        with pytest.raises(NotAllowed):
            load(whoever, query, **arguments)


def test_an_administrator_gets_no_content_at_all(town: Town) -> None:
    administrator = user(Role.ADMINISTRATOR)
    for query, arguments in (
        (coverage, {"by": CoverageBy.INSTITUTION, "on": DAY, "policy": Policy()}),
        (listed_institutions, {"on": DAY}),
        (imports, {}),
    ):
        with pytest.raises(NotAllowed):
            load(administrator, query, **arguments)


@pytest.fixture
def theirs(sqlite: Engine) -> tuple[User, int]:
    """The coordinator of school 2, and an import by the console about school 1."""
    write(institutions())
    number = write(sheet("courses", [course("Иванова Анна Петровна")]))
    return user(Role.COORDINATOR, 2), number


def test_an_import_of_somebody_else_is_neither_told_nor_undone(theirs: tuple[User, int]) -> None:
    whoever, number = theirs
    before = _content()
    for query in (import_file, preview_undo):
        with pytest.raises(NotAllowed):
            load(whoever, query, import_id=number)
    for ask in (
        lambda: save(whoever, undo_import, import_id=number),
        lambda: load(whoever, change_set, set_id=number),
        lambda: load(whoever, preview_change_undo, set_id=number),
        lambda: save(whoever, undo_change, set_id=number),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert load(whoever, imports) == []
    assert _content() == before


def test_a_preview_of_the_office_is_not_written_by_a_coordinator(theirs: tuple[User, int]) -> None:
    whoever, _ = theirs
    shown = preview(sheet("staff", [person("Петрова Мария Ивановна")]))
    before = _content()

    with pytest.raises(NotAllowed, match="Список ваших учреждений изменился"):
        save(whoever, commit_import, preview=shown, data=DATA)

    assert _content() == before


@pytest.mark.parametrize("number", [0, -1, 10**6, 2**63 - 1])
def test_a_number_of_nothing_is_refused_in_a_sentence(theirs: tuple[User, int], number: int) -> None:
    for ask in (
        lambda: load(CONSOLE, import_file, import_id=number),
        lambda: load(CONSOLE, preview_undo, import_id=number),
        lambda: save(CONSOLE, undo_import, import_id=number),
        lambda: load(CONSOLE, change_set, set_id=number),
        lambda: save(CONSOLE, undo_change, set_id=number),
        lambda: load(CONSOLE, person_card, educator_id=number, on=DAY, policy=Policy()),
        lambda: save(CONSOLE, set_by_profile, course_id=number, version=1, by_profile=False, on=DAY),
    ):
        with pytest.raises(OfficeError):
            ask()


PAGES_WITH_ADDRESSES = (
    "training/coverage.py", "training/due.py", "training/person.py", "data/imports.py", "office/journal.py",
    "people/staff.py", "office/reference.py", "office/access_log.py",
)  # fmt: skip
NUMBERS = ("id", "load", "change", "horizon", "window", "on", "since")
TEXTS = ("by", "group_institution", "institution", "changed_since", "changed_how", "status", "order", "until", "tab")


@pytest.mark.parametrize("opened", PAGES_WITH_ADDRESSES)
def test_no_address_breaks_a_page(app_as: OpenApp, town: Town, opened: str) -> None:
    odd = dict.fromkeys(TEXTS, "\u202e' or 1=1 -- <b>%00" * 200)
    at = app_as(Role.HEAD, opened, **dict.fromkeys(NUMBERS, "9" * 400), **odd)
    assert not at.exception
    assert at.title
