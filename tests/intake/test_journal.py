from typing import Any

import pytest
from sqlalchemy import Engine, select

from gmk.access import CONSOLE, Role, User
from gmk.changes.commit import commit
from gmk.changes.model import Change, ChangeSet
from gmk.db.session import read_session, write_session
from gmk.db.tables import CourseRecord, Educator, Employment, ImportRun, InstitutionAlias, Table
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.intake.commit import commit_import
from gmk.intake.journal import import_file, imports, preview_undo, undo_import
from gmk.intake.model import Answer
from gmk.service import load, save
from gmk.settings import settings
from tests.intake.readings import DATA, course, fates, institutions, person, preview, sheet, write

ANNA = "Иванова Анна Петровна"
MASHA = "Петрова Мария Ивановна"
JOURNAL = ("change_set", "change", "import_run", "access_record")


def content() -> dict[str, list[Any]]:
    """Every row of every table but the journal, without the versions."""
    found = {}
    with read_session() as session:
        for table in Table.metadata.sorted_tables:
            if table.name not in JOURNAL:
                columns = [column for column in table.columns if column.name != "version"]
                found[table.name] = sorted(map(repr, session.execute(select(*columns)).all()))
    return found


def staff_and_courses() -> list[Any]:
    staff = [person(ANNA, phone="222", category="highest"), person(MASHA, subjects=["Физика"])]
    courses = [course(ANNA, title="Новый"), course(MASHA), course("Зайцева О. И.", "школа 2")]
    return [sheet("staff", staff, "Кадры"), sheet("courses", courses, "Курсы")]


def test_undo_leaves_the_database_as_it_was_before_the_import(database: Engine) -> None:
    write(institutions())
    write(sheet("staff", [person(ANNA, phone="111", category="first")]))
    before = content()
    number = write(*staff_and_courses())
    assert content() != before

    report = save(CONSOLE, undo_import, import_id=number)

    assert content() == before
    assert (report.state, report.kept, report.impossible) == ("undone", [], [])


def test_a_preview_writes_nothing(database: Engine) -> None:
    write(institutions())
    before = content()

    preview(*staff_and_courses())

    assert content() == before


def test_the_latest_counted_course_is_kept_with_the_post_and_taken_back(database: Engine) -> None:
    write(institutions())
    write(sheet("staff", [person(ANNA)]))
    number = write(sheet("courses", [course(ANNA)]))

    def kept() -> Any:
        with read_session() as session:
            return session.execute(select(Employment.last_counted_on)).scalar_one()

    assert str(kept()) == "2025-03-10"
    save(CONSOLE, undo_import, import_id=number)
    assert kept() is None


def test_a_record_changed_after_the_preview_refuses_the_commit(database: Engine) -> None:
    write(institutions())
    write(sheet("staff", [person(ANNA, phone="111")]))
    shown = preview(sheet("staff", [person(ANNA, phone="222"), person(MASHA)]))
    with write_session() as session:
        key = session.scalars(select(Educator)).one().id
        change = Change("educator", key, "update", {"phone": "111"}, {"phone": "333"}, 1)
        commit(session, ChangeSet("form", "Правка", [change]), user=CONSOLE)
    before = content()

    with pytest.raises(Conflict, match=ANNA):
        save(CONSOLE, commit_import, preview=shown, data=DATA)

    assert content() == before


@pytest.mark.parametrize("rows", ["staff", "courses"])
def test_a_record_made_after_the_preview_refuses_the_commit(database: Engine, rows: str) -> None:
    write(institutions())
    table = sheet("staff", [person(ANNA)]) if rows == "staff" else sheet("courses", [course(ANNA)])
    shown = preview(table)
    write(table)
    before = content()

    with pytest.raises(Conflict, match="кто-то уже записал"):
        save(CONSOLE, commit_import, preview=shown, data=DATA)

    assert content() == before


def test_errors_refuse_the_commit_unless_only_valid_rows_are_wanted(sqlite: Engine) -> None:
    write(institutions())
    rows = sheet("courses", [course(ANNA), course(MASHA, "СОШ 77")])

    with pytest.raises(RuleBroken, match="есть ошибки"):
        write(rows)
    write(rows, valid_only=True)

    with read_session() as session:
        assert len(session.scalars(select(CourseRecord)).all()) == 1


def test_other_bytes_than_those_of_the_preview_are_refused(sqlite: Engine) -> None:
    shown = preview(institutions())

    with pytest.raises(RuleBroken, match="Файл изменился"):
        save(CONSOLE, commit_import, preview=shown, data=b"another")


def test_the_file_is_kept_and_can_be_fetched(sqlite: Engine) -> None:
    number = write(institutions())

    kept = load(CONSOLE, import_file, import_id=number)

    assert (kept.name, kept.data) == ("файл.xlsx", DATA)
    assert [path.suffix for path in settings().uploads_dir().rglob("*") if path.is_file()] == [""]


def test_a_refused_commit_keeps_no_file(sqlite: Engine) -> None:
    shown = preview(institutions())
    shown.change_set.changes.append(Change("educator", 99, "update", {}, {"phone": "1"}, 1))

    with pytest.raises(Conflict):
        save(CONSOLE, commit_import, preview=shown, data=DATA)

    assert not settings().uploads_dir().exists()


def test_the_journal_counts_what_became_of_the_rows(database: Engine) -> None:
    write(institutions())
    write(sheet("courses", [course(ANNA), course(ANNA)]))

    latest, first = load(CONSOLE, imports)

    assert (latest.formats, latest.state, latest.user, latest.is_own) == (("courses",), "committed", "консоль", True)
    assert latest.totals == {"rows": 2, "create": 1, "update": 0, "unchanged": 0, "skip": 1, "error": 0}
    assert first.formats == ("institutions",)


def test_the_same_file_is_recognised_until_it_is_undone(sqlite: Engine) -> None:
    number = write(institutions())
    assert preview(institutions()).seen_before == number

    save(CONSOLE, undo_import, import_id=number)

    assert preview(institutions()).seen_before is None


def test_others_imports_are_undone_by_the_head_alone(sqlite: Engine) -> None:
    methodist = User(None, "m", "Методист", frozenset({Role.METHODIST}))
    number = write(institutions())

    with pytest.raises(NotAllowed, match="чужую"):
        load(methodist, preview_undo, import_id=number)
    with pytest.raises(NotAllowed, match="чужую"):
        save(methodist, undo_import, import_id=number)
    own = write(sheet("courses", [course(ANNA)]), user=methodist)
    assert save(methodist, undo_import, import_id=own).state == "undone"


def test_a_coordinator_sees_and_fetches_own_imports_only(sqlite: Engine) -> None:
    number = write(institutions())
    coordinator = User(None, "k", "Ответственная", frozenset({Role.COORDINATOR}), frozenset({1}))
    own = write(sheet("courses", [course(ANNA)]), user=coordinator)

    assert [row.id for row in load(coordinator, imports)] == [own]
    with pytest.raises(NotAllowed):
        load(coordinator, import_file, import_id=number)


def test_an_undo_names_what_it_leaves_and_who_changed_it(database: Engine) -> None:
    write(institutions())
    number = write(sheet("staff", [person(ANNA), person(MASHA)]))
    with write_session() as session:
        anna = session.scalars(select(Educator).where(Educator.last_name == "Иванова")).one()
        change = Change("educator", anna.id, "update", {"phone": None}, {"phone": "1"}, 1)
        editor = User(None, "m", "Методист", frozenset({Role.METHODIST}))
        commit(session, ChangeSet("form", "Правка", [change]), user=editor)

    report = load(CONSOLE, preview_undo, import_id=number)

    assert [(one.label, one.by) for one in report.kept] == [(ANNA, "Методист")]
    assert (report.state, report.restored) == ("preview", 3)
    assert save(CONSOLE, undo_import, import_id=number).restored == 3


def test_what_a_user_taught_is_undone_with_the_import(sqlite: Engine) -> None:
    write(institutions())
    rows = sheet("courses", [course(ANNA, "школа 8")])
    number = write(rows, answers={"школа 8": Answer("match", 3)})
    save(CONSOLE, undo_import, import_id=number)

    with read_session() as session:
        assert session.scalars(select(InstitutionAlias)).all() == []
        assert session.scalars(select(ImportRun.state).order_by(ImportRun.id)).all() == ["committed", "undone"]
    assert fates(preview(rows)) == ["error"]
