"""Two people at the same records at the same moment: nothing is lost, and whoever comes second is told what to do."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import wraps
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from sqlalchemy import Engine, func
from sqlmodel import col, select

from gmk.access import CONSOLE
from gmk.db import session as db_session
from gmk.db.session import read_session, write_session
from gmk.db.tables import ChangeSetRecord, CourseRecord, Educator, Employment, ImportRun, Institution, Table
from gmk.errors import Busy, Conflict, NotAllowed, RuleBroken
from gmk.intake.change_undo import undo_change
from gmk.intake.commit import commit_import
from gmk.intake.journal import undo_import
from gmk.intake.model import ImportPreview
from gmk.people.actions import edit_educator, edit_post
from gmk.people.institution_actions import add_institution
from gmk.people.rows import EducatorFields, InstitutionFields, PostFields
from gmk.service import save
from tests.fixtures.app import ROOT
from tests.fixtures.workbooks import workbook
from tests.intake.readings import AS_OF, DATA, course, fates, institutions, person, preview, sheet, write

ANNA, MASHA = "Иванова Анна Петровна", "Петрова Мария Ивановна"
Call = Callable[[], Any]
WORDS = ("Петр", "Иван", "Семен", "Антон", "Юрь")


def both(first: Callable[..., Any], second: Call, **arguments: Any) -> Any:
    """Saves the first action, and has the second begin when the first has done all but its commit.

    Gives what came of the second: its result or its error.
    """
    with ThreadPoolExecutor(1) as pool:
        begun: list[Future[Any]] = []

        @wraps(first)
        def and_wait(*given: Any, **more: Any) -> Any:
            done = first(*given, **more)
            begun.append(pool.submit(second))
            time.sleep(0.3)
            return done

        save(CONSOLE, and_wait, **arguments)
        return begun[0].exception(timeout=30) or begun[0].result()


def counted(table: type[Table]) -> int:
    with read_session() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def only(table: type[Table]) -> Any:
    with read_session() as session:
        found = session.exec(select(table)).one()
        session.expunge(found)
        return found


@pytest.fixture
def town(database: Engine) -> None:
    write(institutions())


def committing(shown: ImportPreview) -> dict[str, Any]:
    return {"preview": shown, "data": DATA}


def test_the_second_of_two_overlapping_imports_is_refused_and_a_new_preview_finds_the_first(town: None) -> None:
    theirs, rows = sheet("courses", [course(ANNA)]), sheet("courses", [course(ANNA), course(MASHA)])
    first, second = preview(theirs), preview(rows)

    refused = both(commit_import, lambda: save(CONSOLE, commit_import, **committing(second)), **committing(first))

    assert isinstance(refused, Conflict)
    assert str(refused) == (
        "Пока вы смотрели, кто-то уже записал: Иванова Анна Петровна. "
        "Ничего не записано. Откройте просмотр файла заново."
    )
    assert (counted(Educator), counted(CourseRecord), counted(ImportRun), counted(ChangeSetRecord)) == (1, 1, 2, 2)
    assert fates(preview(rows)) == ["unchanged", "create"]
    write(rows)
    assert (counted(Educator), counted(CourseRecord)) == (2, 2)


def test_the_second_of_two_imports_that_change_one_person_is_refused(town: None) -> None:
    write(sheet("staff", [person(ANNA, phone="111")]))
    first, second = (preview(sheet("staff", [person(ANNA, phone=phone)])) for phone in ("222", "333"))

    refused = both(commit_import, lambda: save(CONSOLE, commit_import, **committing(second)), **committing(first))

    assert isinstance(refused, Conflict)
    assert "Пока вы работали, эти записи изменили: Иванова Анна Петровна (консоль" in str(refused)
    assert (only(Educator).phone, only(Educator).version) == ("222", 2)


def test_two_imports_of_other_people_are_both_written(town: None) -> None:
    first, second = preview(sheet("courses", [course(ANNA)])), preview(sheet("courses", [course(MASHA, "школа 2")]))

    number = both(commit_import, lambda: save(CONSOLE, commit_import, **committing(second)), **committing(first))

    assert number == 3
    assert (counted(Educator), counted(CourseRecord), counted(ImportRun)) == (2, 2, 3)


def _edit(phone: str) -> dict[str, Any]:
    fields = EducatorFields("Иванова", "Анна", "Петровна", phone=phone)
    return {"educator_id": only(Educator).id, "version": only(Educator).version, "fields": fields, "on": AS_OF}


def test_the_second_of_two_corrections_of_one_person_is_told_what_changed(town: None) -> None:
    write(sheet("staff", [person(ANNA, phone="111")]))
    first, second = _edit("222"), _edit("333")

    refused = both(edit_educator, lambda: save(CONSOLE, edit_educator, **second), **first)

    assert isinstance(refused, Conflict)
    assert "Телефон: было «111», стало «222»" in str(refused)
    assert "Ваша правка не записана" in str(refused)
    assert (only(Educator).phone, only(Educator).version) == ("222", 2)


def test_a_correction_of_a_person_whose_import_is_being_undone_is_refused(town: None) -> None:
    number = write(sheet("staff", [person(ANNA, phone="111")]))
    edit = _edit("222")

    refused = both(undo_import, lambda: save(CONSOLE, edit_educator, **edit), import_id=number)

    assert isinstance(refused, NotAllowed | Conflict)
    assert "Обновите страницу" in str(refused)
    assert counted(Educator) == 0


def test_an_undo_keeps_what_is_being_corrected_and_names_it(town: None) -> None:
    number = write(sheet("staff", [person(ANNA, phone="111"), person(MASHA)]))
    with read_session() as session:
        anna = session.exec(select(Educator).where(col(Educator.last_name) == "Иванова")).one().id
    fields = EducatorFields("Иванова", "Анна", "Петровна", phone="222")
    edit = {"educator_id": anna, "version": 1, "fields": fields, "on": AS_OF}

    report = both(edit_educator, lambda: save(CONSOLE, undo_import, import_id=number), **edit)

    assert [(one.label, one.by) for one in report.kept] == [(ANNA, "консоль")]
    assert only(Educator).phone == "222"


def test_an_import_undone_twice_at_once_is_undone_once(town: None) -> None:
    number = write(sheet("courses", [course(ANNA)]))

    refused = both(undo_import, lambda: save(CONSOLE, undo_import, import_id=number), import_id=number)

    assert (type(refused), str(refused)) == (RuleBroken, f"Загрузка № {number} уже отменена.")
    assert (counted(Educator), counted(ChangeSetRecord)) == (0, 3)


def test_a_correction_undone_twice_at_once_is_undone_once(town: None) -> None:
    write(sheet("staff", [person(ANNA, phone="111")]))
    save(CONSOLE, edit_educator, **_edit("222"))

    refused = both(undo_change, lambda: save(CONSOLE, undo_change, set_id=3), set_id=3)

    assert (type(refused), str(refused)) == (RuleBroken, "Изменение № 3 уже отменено.")
    assert (only(Educator).phone, counted(ChangeSetRecord)) == ("111", 4)


def test_an_institution_added_twice_at_once_is_there_once(town: None) -> None:
    fields = InstitutionFields(kind="school", name="МБОУ «СОШ № 77»", number=77)

    refused = both(add_institution, lambda: save(CONSOLE, add_institution, fields=fields), fields=fields)

    assert isinstance(refused, RuleBroken)
    assert counted(Institution) == 5


def test_two_posts_of_one_person_do_not_become_the_same_at_once(town: None) -> None:
    write(sheet("staff", [person(ANNA, position="учитель"), person(ANNA, position="логопед")]))
    with read_session() as session:
        first, second = session.exec(select(Employment.id).order_by(col(Employment.id))).all()
    psychologist = PostFields("психолог", "main")

    refused = both(
        edit_post,
        lambda: save(CONSOLE, edit_post, employment_id=second, version=1, fields=psychologist),
        employment_id=first,
        version=1,
        fields=psychologist,
    )

    assert isinstance(refused, RuleBroken)
    with read_session() as session:
        assert session.exec(select(Employment.position).order_by(col(Employment.id))).all() == ["психолог", "логопед"]


def test_a_database_that_stays_busy_is_told_calmly_and_nothing_is_written(
    sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db_session, "PRAGMAS", ("foreign_keys=ON", "busy_timeout=50"))
    sqlite.dispose()
    shown = preview(institutions())

    with write_session() as session:
        session.connection()
        with pytest.raises(Busy, match="Подождите минуту и повторите"):
            save(CONSOLE, commit_import, **committing(shown))

    assert (counted(Institution), counted(ImportRun)) == (0, 0)
    save(CONSOLE, commit_import, **committing(shown))
    assert counted(Institution) == 4


def test_two_commands_that_import_one_file_write_it_once(database: Engine, tmp_path: Path) -> None:
    write(institutions())
    rows = [["ФИО", "Место работы", "Название курса", "Часы", "Дата окончания"]]
    rows += [[f"Иванова Анна {word}овна", "СОШ № 1", "Современный урок", 36, "10.03.2025"] for word in WORDS]
    (tmp_path / "курсы.xlsx").write_bytes(workbook({"Курсы": rows}))
    command = [sys.executable, "-m", "gmk.cli", "import", str(tmp_path / "курсы.xlsx")]

    running = [subprocess.Popen(command, cwd=ROOT, stdout=PIPE, stderr=PIPE, text=True) for _ in range(2)]
    told = [one.communicate(timeout=60) for one in running]

    assert counted(CourseRecord) == counted(Educator) == len(WORDS)
    for process, (written, refused) in zip(running, told, strict=True):
        assert "ошибки в программе" not in refused
        assert (process.returncode, bool(refused)) in ((0, False), (1, True)), written + refused
        assert not refused or "Откройте просмотр файла заново" in refused
