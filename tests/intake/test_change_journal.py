"""The journal of changes: whose change sets it shows, what it tells of each record, and taking corrections back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from gmk.access import CONSOLE, Role, User
from gmk.accounts.actions import add_user
from gmk.db.session import read_session, write_session
from gmk.db.tables import CourseRecord, Educator, Employment, ImportRun
from gmk.errors import NotAllowed, RuleBroken
from gmk.intake.change_journal import change_authors, change_set, change_sets
from gmk.intake.change_rows import ChangeKind, ChangeSetDetails, ChangeSetRow, FieldChange, RecordChange
from gmk.intake.change_undo import preview_change_undo, undo_change
from gmk.intake.journal import undo_import
from gmk.intake.model import LeftRecord, UndoReport
from gmk.intake.person_history import person_history
from gmk.people.actions import edit_educator, end_post
from gmk.people.institution_actions import add_institution, edit_institution
from gmk.people.rows import EducatorFields, InstitutionFields
from gmk.service import load, save
from gmk.training.actions import change_training_settings, set_by_profile
from gmk.training.latest import refresh_latest_counted
from gmk.training.queries import training_settings
from tests.intake.readings import course as course_row
from tests.intake.readings import institutions, person, sheet, write
from tests.training.office import Office

DAY = date(2026, 11, 25)
ANNA = "Берестова Анна Ивановна"


@pytest.fixture
def anna(database: Engine) -> None:
    """Берестова (1) with a post (1) at institution 1 and a course (1); institution 2 is empty."""
    with write_session() as session:
        office = Office(session)
        person = office.employee(office.institution("Школа № 1"), ANNA)
        office.institution("Школа № 2")
        office.course(person, date(2025, 3, 1))
        refresh_latest_counted(session, educator_ids=None)


def user(login: str, role: Role, *institution_ids: int) -> User:
    with write_session() as session:
        name = f"Проверкина {login}"
        account = add_user(
            session, login=login, full_name=name, roles={role}, password="учебный пароль", password_hash="-"
        )
        return User(account.id, login, account.full_name, frozenset({role}), frozenset(institution_ids))


def listed(viewer: User = CONSOLE, **more: Any) -> list[ChangeSetRow]:
    now = datetime.now(UTC)
    days = {"since": now - timedelta(days=1), "until": now + timedelta(days=1)}
    return load(viewer, change_sets, **(days | more))


def details(set_id: int, viewer: User = CONSOLE, page: int = 0) -> ChangeSetDetails:
    return load(viewer, change_set, set_id=set_id, page=page)


def give_phone(phone: str, version: int, by: User = CONSOLE) -> None:
    fields = EducatorFields("Берестова", "Анна", "Ивановна", phone=phone)
    save(by, edit_educator, educator_id=1, version=version, fields=fields, on=DAY)


def clear_profile(by: User = CONSOLE) -> None:
    save(by, set_by_profile, course_id=1, version=1, by_profile=False, on=DAY)


def kept_finish() -> date | None:
    with read_session() as session:
        return session.scalars(select(Employment.last_counted_on)).one()


def test_an_empty_journal_is_empty(database: Engine) -> None:
    assert listed() == []
    assert load(CONSOLE, change_authors) == []


def test_every_way_of_changing_is_in_the_journal_the_latest_first(anna: None) -> None:
    give_phone("2-22-22", 1)
    clear_profile()
    save(CONSOLE, undo_change, set_id=2)
    save(CONSOLE, change_training_settings, version=0, window_months=60, due_horizon_months=6, amber_days=90)
    write(sheet("staff", [person("Ёлкина Вера Петровна", institution="Школа № 1")]))

    rows = listed()

    assert [(row.id, row.kind, row.title, row.by) for row in rows] == [
        (5, ChangeKind.IMPORT, rows[0].title, "консоль"),
        (4, ChangeKind.SETTING, "Изменены настройки расчёта", "консоль"),
        (3, ChangeKind.UNDO, f"Отмена: Курс отмечен как «не по профилю»: {ANNA}, «Цифровые ресурсы»", "консоль"),
        (2, ChangeKind.FORM, f"Курс отмечен как «не по профилю»: {ANNA}, «Цифровые ресурсы»", "консоль"),
        (1, ChangeKind.FORM, f"Исправлены сведения: {ANNA}", "консоль"),
    ]
    assert [row.records for row in rows[1:]] == [1, 1, 1, 1]
    assert [row.import_id for row in rows] == [1, None, None, None, None]
    assert [row.undone_by for row in rows] == [None, None, None, "консоль", None]


def test_the_filters_narrow_by_day_kind_and_person(anna: None) -> None:
    petrova = user("petrova", Role.METHODIST)
    give_phone("1", 1)
    give_phone("2", 2, petrova)
    save(CONSOLE, undo_change, set_id=2)
    now = datetime.now(UTC)

    assert [row.id for row in listed(by=petrova.full_name)] == [2]
    assert [row.id for row in listed(kind=ChangeKind.UNDO)] == [3]
    assert listed(since=now, until=now + timedelta(days=1)) == []
    assert load(CONSOLE, change_authors) == ["Проверкина petrova", "консоль"]


def test_a_corrected_field_is_told_by_its_russian_name(anna: None) -> None:
    give_phone("2-22-22", 1)

    assert details(1).records == (RecordChange(ANNA, "update", (FieldChange("phone", "Телефон", None, "2-22-22"),)),)


def test_a_new_record_is_told_as_it_was_made_whatever_became_of_it(anna: None) -> None:
    number = save(CONSOLE, add_institution, fields=InstitutionFields("Школа № 7", "school", 7, phone="1-11"))
    fields = InstitutionFields("Лицей № 7", "lyceum", 7, phone="2-22")
    save(CONSOLE, edit_institution, institution_id=number, version=1, fields=fields)

    told = [
        FieldChange("name", "Наименование", None, "Школа № 7"),
        FieldChange("kind", "Вид", None, "school"),
        FieldChange("number", "Номер", None, 7),
        FieldChange("phone", "Телефон", None, "1-11"),
    ]
    (record,) = details(1).records
    assert (record.label, record.fate) == ("Лицей № 7", "create")
    assert {(one.name, one.new) for one in record.fields} == {(one.name, one.new) for one in told}

    save(CONSOLE, undo_change, set_id=2)
    save(CONSOLE, undo_change, set_id=1)
    (record,) = details(1).records
    assert (record.label, record.fate) == ("Школа № 7", "create")
    assert {(one.name, one.new) for one in record.fields} == {(one.name, one.new) for one in told}
    (record,) = details(4).records
    assert (record.label, record.fate) == ("Школа № 7", "delete")
    assert {(one.name, one.old) for one in record.fields} == {(one.name, one.new) for one in told}


def test_an_import_names_the_place_in_the_file_and_what_its_undone_records_were_called(database: Engine) -> None:
    write(institutions())
    number = write(sheet("courses", [course_row("Зайцева Ольга Игоревна", title="Новый")], "Курсы"))
    save(CONSOLE, undo_import, import_id=number)
    set_id = next(row.id for row in listed() if row.import_id == number)

    told = {record.label: record for record in details(set_id).records}

    assert "Зайцева Ольга Игоревна" in told
    of_course = told["Зайцева Ольга Игоревна: «Новый»"]
    assert of_course.place.startswith("лист «Курсы», строка ")
    assert ("title", "Новый") in {(one.name, one.new) for one in of_course.fields}


def test_settings_are_journalled_with_old_and_new_and_are_not_undone(database: Engine) -> None:
    save(CONSOLE, change_training_settings, version=0, window_months=60, due_horizon_months=6, amber_days=30)

    assert details(1).records == (
        RecordChange(
            "Настройки расчёта",
            "update",
            (
                FieldChange("window_months", "Срок действия курса", 36, 60),
                FieldChange("amber_days", "Предупреждение", 90, 30),
            ),
        ),
    )
    with pytest.raises(RuleBroken, match="Справочники"):
        save(CONSOLE, undo_change, set_id=1)
    assert load(CONSOLE, training_settings).window_months == 60


def test_settings_that_stay_the_same_are_not_journalled(database: Engine) -> None:
    save(CONSOLE, change_training_settings, version=0, window_months=36, due_horizon_months=6, amber_days=90)
    assert listed() == []


def test_a_large_change_set_is_told_page_by_page(database: Engine) -> None:
    write(institutions())
    people = [person(f"Берёзкин{'а' * number} Анна Петровна") for number in range(30)]
    write(sheet("staff", people))
    head = details(2).row
    assert head.records == 60
    first, second = details(2).records, details(2, page=1).records
    assert (len(first), len(second), details(2, page=2).records) == (50, 10, ())
    assert not {record.label for record in first} & {record.label for record in second}


def test_an_undone_correction_gives_the_course_its_place_in_the_count_back(anna: None) -> None:
    clear_profile()
    assert kept_finish() is None

    assert load(CONSOLE, preview_change_undo, set_id=1) == UndoReport(None, "preview", 1)
    assert kept_finish() is None
    assert save(CONSOLE, undo_change, set_id=1) == UndoReport(None, "undone", 1)

    assert kept_finish() == date(2025, 3, 1)
    with read_session() as session:
        assert session.get_one(CourseRecord, 1).by_profile is True
    with pytest.raises(RuleBroken, match="уже отменено"):
        save(CONSOLE, undo_change, set_id=1)
    with pytest.raises(RuleBroken, match="уже отмена"):
        save(CONSOLE, undo_change, set_id=2)


def test_what_somebody_changed_since_stays_and_is_named(anna: None) -> None:
    petrova = user("petrova", Role.METHODIST)
    give_phone("1", 1)
    give_phone("2", 2, petrova)

    report = load(CONSOLE, preview_change_undo, set_id=1)
    assert (report.restored, report.kept) == (
        0, [LeftRecord(ANNA, "с тех пор запись изменили", "Проверкина petrova")],
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="Возвращать нечего"):
        save(CONSOLE, undo_change, set_id=1)
    with read_session() as session:
        assert session.get_one(Educator, 1).phone == "2"


def test_an_import_is_undone_by_its_own_journal_alone(database: Engine) -> None:
    write(institutions())
    with pytest.raises(RuleBroken, match="журнале загрузок"):
        save(CONSOLE, undo_change, set_id=1)
    with read_session() as session:
        assert session.scalars(select(ImportRun)).one().state == "committed"


def test_own_corrections_are_undone_by_their_author_and_any_by_the_head(anna: None) -> None:
    petrova, sidorova = user("petrova", Role.METHODIST), user("sidorova", Role.METHODIST)
    give_phone("1", 1, petrova)
    for action in (load, save):
        with pytest.raises(NotAllowed, match="только руководитель"):
            asked = preview_change_undo if action is load else undo_change
            action(sidorova, asked, set_id=1)
    assert save(petrova, undo_change, set_id=1).restored == 1
    clear_profile(petrova)
    assert save(user("golova", Role.HEAD), undo_change, set_id=3).restored == 1


def test_a_change_that_is_not_there_is_said_not_to_be(database: Engine) -> None:
    for asked in (change_set, preview_change_undo):
        with pytest.raises(RuleBroken, match="Изменения № 9 нет"):
            load(CONSOLE, asked, set_id=9)


def test_a_coordinator_sees_and_undoes_own_changes_alone(anna: None) -> None:
    own = user("koroleva", Role.COORDINATOR, 1)
    give_phone("1", 1)
    clear_profile(own)

    assert [row.id for row in listed(own)] == [2]
    assert load(own, change_authors) == []
    assert details(2, own).row.is_own
    with pytest.raises(NotAllowed):
        details(1, own)
    with pytest.raises(NotAllowed):
        save(own, undo_change, set_id=1)
    assert save(own, undo_change, set_id=2).restored == 1


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ADMINISTRATOR])
def test_who_may_not_read_the_journal_is_refused(anna: None, role: Role) -> None:
    give_phone("1", 1)
    stranger = user("strannikova", role)
    for ask in (lambda: listed(stranger), lambda: details(1, stranger), lambda: load(stranger, change_authors)):
        with pytest.raises(NotAllowed):
            ask()
    with pytest.raises(NotAllowed):
        save(stranger, undo_change, set_id=1)


def test_the_chair_reads_the_journal_and_undoes_nothing(anna: None) -> None:
    give_phone("1", 1)
    chair = user("chaikina", Role.CHAIR)
    assert [row.id for row in listed(chair)] == [1]
    with pytest.raises(NotAllowed):
        save(chair, undo_change, set_id=1)


def history(viewer: User = CONSOLE) -> list[tuple[str, str, tuple[tuple[str, Any, Any], ...]]]:
    found = load(viewer, person_history, educator_id=1, on=DAY)
    return [
        (one.by, one.record.label, tuple((part.title, part.old, part.new) for part in one.record.fields))
        for one in found
    ]


def test_the_history_of_a_person_holds_posts_and_courses_too(anna: None) -> None:
    give_phone("2-22-22", 1)
    clear_profile()
    save(CONSOLE, end_post, employment_id=1, version=1, last_day=date(2026, 12, 31))
    assert history() == [
        ("консоль", f"{ANNA}: учитель", (("Последний день работы", None, date(2026, 12, 31)),)),
        ("консоль", f"{ANNA}: «Цифровые ресурсы»", (("По профилю", True, False),)),
        ("консоль", ANNA, (("Телефон", None, "2-22-22"),)),
    ]


def test_the_history_leaves_out_posts_of_other_institutions(anna: None) -> None:
    with write_session() as session:
        Office(session).post(1, 2, "методист")
    save(CONSOLE, end_post, employment_id=2, version=1, last_day=date(2026, 12, 31))
    assert history(user("koroleva", Role.COORDINATOR, 1)) == []
    assert len(history(user("medova", Role.COORDINATOR, 2))) == 1


def test_the_history_of_somebody_elses_person_is_refused(anna: None) -> None:
    for stranger in (user("koroleva", Role.COORDINATOR, 2), user("volnova", Role.VIEWER)):
        with pytest.raises(NotAllowed):
            history(stranger)
