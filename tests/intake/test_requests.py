"""Rows of other institutions in a coordinator's file: sent to their owners, who accept or decline them."""

import json
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, func, select

from gmk.access import CONSOLE, Role, User
from gmk.changes.commit import commit
from gmk.changes.model import Change, ChangeSet
from gmk.db.session import read_session, write_session
from gmk.db.tables import (
    AccessRecord,
    ChangeSetRecord,
    Educator,
    Employment,
    ImportRun,
    RowRequest,
    Table,
    UserAccount,
    UserInstitution,
)
from gmk.errors import Conflict, NotAllowed, OfficeError, RuleBroken
from gmk.excel.reading import ReadingOptions, SheetChoice
from gmk.intake import files
from gmk.intake.commit import commit_import
from gmk.intake.foreign_rows import foreign_rows
from gmk.intake.journal import import_file, imports, undo_import
from gmk.intake.model import NEW_PERSON, Answer, ImportOptions, ImportPreview
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_workbook
from gmk.intake.request_reading import as_chosen, as_kept
from gmk.intake.request_rows import RequestState
from gmk.intake.requests import (
    accept_request,
    commit_with_requests,
    decline_request,
    open_request_count,
    own_requests,
    preview_answered,
    preview_request,
    requests_to_decide,
    withdraw_request,
)
from gmk.service import load, save
from gmk.settings import settings
from tests.training.office import Office

AS_OF = date(2026, 9, 1)
HEADER = ("ФИО", "Учреждение", "Должность", "Телефон")
ANNA = ("Иванова Анна Петровна", "СОШ № 1", "учитель", "8-111")
MARIA = ("Петрова Мария Ивановна", "СОШ № 2", "учитель", "8-222")
OLGA = ("Сидорова Ольга Ильинична", "СОШ № 2", "учитель", None)
OLEG = ("Кузнецов Олег Юрьевич", "СОШ № 3", "учитель", None)


def workbook(*rows: Sequence[Any]) -> bytes:
    book = Workbook()
    book.active.title = "Кадры"
    for row in (HEADER, *rows):
        book.active.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


BOTH = workbook(ANNA, MARIA, OLGA)
"""Row 2 is of school 1, rows 3 and 4 are of school 2."""


def user(name: str, role: Role, *institution_ids: int) -> User:
    with write_session() as session:
        account = UserAccount(login=name, login_key=name, full_name=name, roles=[role.value], password_hash="-")
        session.add(account)
        session.flush()
        session.add_all(UserInstitution(user_id=account.id, institution_id=one) for one in institution_ids)
        return User(account.id, name, name, frozenset({role}), frozenset(institution_ids))


@pytest.fixture
def town(database: Engine) -> dict[str, User]:
    """Three schools, a coordinator for each, the others; Петрова works at school 2 with the telephone 8-999."""
    with write_session() as session:
        office = Office(session)
        schools = [office.institution(f"МБОУ «СОШ № {number}»", number=number) for number in (1, 2, 3)]
        office.post(office.person("Петрова Мария Ивановна", phone="8-999"), schools[1])
    assert schools == [1, 2, 3]
    coordinators = {f"of {number}": user(f"of {number}", Role.COORDINATOR, number) for number in schools}
    roles = (Role.HEAD, Role.METHODIST, Role.CHAIR, Role.VIEWER, Role.ADMINISTRATOR)
    return coordinators | {role.value: user(role.value, role) for role in roles}


def preview(who: User, data: bytes, **options: Any) -> ImportPreview:
    chosen = ImportOptions(ReadingOptions(as_of=AS_OF), **options)
    reading = read_workbook(data, file_name="кадры.xlsx", options=chosen.reading)
    return load(who, preview_import, reading=reading, options=chosen)


def send(who: User, data: bytes = BOTH, *, valid_only: bool = False, note: str = "", **options: Any) -> int:
    shown = preview(who, data, **options)
    return save(who, commit_with_requests, preview=shown, data=data, valid_only=valid_only, note=note)


def accept(who: User, number: int = 1, **options: Any) -> int | None:
    shown = load(who, preview_request, request_id=number)
    return save(who, accept_request, request_id=number, preview=shown, **options)


def people() -> list[tuple[str, str | None]]:
    with read_session() as session:
        found = session.execute(select(Educator.last_name, Educator.phone).order_by(Educator.name_key))
        return [(name, phone) for name, phone in found]


def count(table: type[Table]) -> int:
    with read_session() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def states() -> list[str]:
    with read_session() as session:
        return list(session.scalars(select(RowRequest.state).order_by(RowRequest.id)))


def told(shown: ImportPreview) -> list[tuple[int, str, dict[str, Any]]]:
    return [(row.row, row.action, row.changes) for sheet in shown.sheets for row in sheet.rows]


def test_rows_of_other_institutions_are_counted_apart(town: dict[str, User]) -> None:
    shown = preview(town["of 1"], workbook(ANNA, MARIA, OLEG, OLGA))

    assert [(one.label, one.count, one.rows) for one in foreign_rows(shown)] == [
        ("МБОУ «СОШ № 2»", 2, {"Кадры": [3, 5]}),
        ("МБОУ «СОШ № 3»", 1, {"Кадры": [4]}),
    ]
    assert foreign_rows(preview(town["head"], BOTH)) == []
    assert foreign_rows(preview(town["of 2"], workbook(MARIA))) == []


def test_a_row_with_another_error_and_an_unknown_institution_are_nobody_elses(town: dict[str, User]) -> None:
    nameless = (None, "СОШ № 2", "учитель", "8-333")
    unknown = ("Орлов Пётр Ильич", "СОШ № 77", "учитель", None)

    shown = preview(town["of 1"], workbook(ANNA, nameless, unknown, OLGA))

    assert [one.rows for one in foreign_rows(shown)] == [{"Кадры": [5]}]


def test_own_rows_are_written_and_the_others_wait(town: dict[str, User]) -> None:
    number = send(town["of 1"], note="  перешли к вам ")

    assert people() == [("Иванова", "8-111"), ("Петрова", "8-999")]
    with read_session() as session:
        totals = session.get_one(ImportRun, number).totals
        request = session.scalars(select(RowRequest)).one()
        assert (totals["create"], totals["error"], totals["sent"]) == (1, 0, 2)
        assert (request.institution_id, request.user_name, request.file_name) == (2, "of 1", "кадры.xlsx")
        assert (request.rows, request.note, request.state) == ({"Кадры": [3, 4]}, "перешли к вам", "open")
        assert files.kept(request.stored_as) == BOTH


def test_a_file_with_nothing_of_ones_own_sends_a_request_for_each_institution(town: dict[str, User]) -> None:
    send(town["of 1"], workbook(MARIA, OLEG))

    assert people() == [("Петрова", "8-999")]
    assert [one.institution for one in load(town["of 1"], own_requests)] == ["МБОУ «СОШ № 3»", "МБОУ «СОШ № 2»"]


def test_each_owner_sees_own_requests_and_the_office_sees_all(town: dict[str, User]) -> None:
    send(town["of 1"], workbook(ANNA, MARIA, OLEG))

    seen = {name: [one.id for one in load(town[name], requests_to_decide)] for name in ("of 1", "of 2", "of 3")}
    assert seen == {"of 1": [], "of 2": [1], "of 3": [2]}
    assert [one.id for one in load(town["methodist"], requests_to_decide)] == [2, 1]
    counts = {name: load(town[name], open_request_count) for name in ("of 1", "of 2", "of 3", "methodist", "head")}
    assert counts == {"of 1": 0, "of 2": 1, "of 3": 1, "methodist": 2, "head": 2}


def test_the_owner_sees_old_and_new_of_the_own_rows_alone(town: dict[str, User]) -> None:
    send(town["of 1"], workbook(ANNA, MARIA, OLEG, OLGA))

    assert told(load(town["of 2"], preview_request, request_id=1)) == [
        (3, "update", {"phone": ("8-999", "8-222")}),
        (5, "create", {}),
    ]
    with read_session() as session:
        read = session.scalars(select(AccessRecord).where(AccessRecord.what == "preview_request")).one()
        assert (read.user_name, read.filters) == ("of 2", {"request_id": 1})


def test_the_sender_learns_nothing_about_the_others(town: dict[str, User]) -> None:
    shown = preview(town["of 1"], BOTH)
    assert told(shown)[1:] == [(3, "error", {}), (4, "error", {})]
    assert "8-999" not in repr(shown)

    send(town["of 1"])
    accept(town["of 2"])
    mine = load(town["of 1"], own_requests)[0]
    assert (mine.state, mine.decided_by, mine.import_id) == (RequestState.ACCEPTED, None, None)


def test_accepting_writes_the_rows_as_the_owners_import(town: dict[str, User]) -> None:
    send(town["of 1"])

    number = accept(town["of 2"])

    assert people() == [("Иванова", "8-111"), ("Петрова", "8-222"), ("Сидорова", None)]
    with read_session() as session:
        title = session.scalars(select(ChangeSetRecord.title).order_by(ChangeSetRecord.id.desc())).first()
    assert title == "Заявка № 1: of 1, файл «кадры.xlsx»"
    row = load(town["of 2"], requests_to_decide)[0]
    assert (row.state, row.decided_by, row.import_id) == (RequestState.ACCEPTED, "of 2", number)
    assert load(town["of 2"], open_request_count) == 0


def test_the_owner_does_not_get_the_senders_file(town: dict[str, User]) -> None:
    own = send(town["of 1"])
    number = accept(town["of 2"])

    with pytest.raises(NotAllowed, match="строки других учреждений"):
        load(town["of 2"], import_file, import_id=number)
    assert [one.has_file for one in load(town["of 2"], imports)] == [False]
    assert [one.has_file for one in load(town["head"], imports)] == [True, True]
    assert load(town["head"], import_file, import_id=number).data == BOTH
    assert load(town["of 1"], import_file, import_id=own).data == BOTH


def test_a_request_is_accepted_once(town: dict[str, User]) -> None:
    send(town["of 1"])
    shown = load(town["methodist"], preview_request, request_id=1)
    accept(town["of 2"])

    for act in (
        lambda: accept(town["of 2"]),
        lambda: save(town["methodist"], accept_request, request_id=1, preview=shown),
        lambda: save(town["methodist"], decline_request, request_id=1, reason="Поздно"),
        lambda: save(town["of 1"], withdraw_request, request_id=1),
    ):
        with pytest.raises(RuleBroken, match="уже решена: принята"):
            act()
    assert count(ImportRun) == 2
    assert len(people()) == 3


def test_a_declined_request_tells_its_reason_and_writes_nothing(town: dict[str, User]) -> None:
    send(town["of 1"])

    with pytest.raises(RuleBroken, match="почему"):
        save(town["of 2"], decline_request, request_id=1, reason="   ")
    save(town["of 2"], decline_request, request_id=1, reason="Петрова у нас не меняла телефон.")

    mine = load(town["of 1"], own_requests)[0]
    assert (mine.state, mine.answer) == (RequestState.DECLINED, "Петрова у нас не меняла телефон.")
    assert people() == [("Иванова", "8-111"), ("Петрова", "8-999")]
    with pytest.raises(RuleBroken, match="уже решена: отклонена"):
        accept(town["of 2"])


def test_only_the_sender_takes_an_open_request_back(town: dict[str, User]) -> None:
    send(town["of 1"])

    for name in ("of 2", "of 3", "head"):
        with pytest.raises(NotAllowed, match="только тот, кто её отправил"):
            save(town[name], withdraw_request, request_id=1)
    save(town["of 1"], withdraw_request, request_id=1)

    assert states() == ["withdrawn"]
    assert load(town["of 2"], requests_to_decide) == []
    with pytest.raises(RuleBroken, match="отозвана"):
        load(town["of 2"], preview_request, request_id=1)


def test_owners_of_other_institutions_decide_nothing(town: dict[str, User]) -> None:
    send(town["of 1"])
    shown = load(town["of 2"], preview_request, request_id=1)

    for name in ("of 1", "of 3"):
        with pytest.raises(NotAllowed, match="не о вашем учреждении"):
            load(town[name], preview_request, request_id=1)
        with pytest.raises(NotAllowed, match="не о вашем учреждении"):
            save(town[name], accept_request, request_id=1, preview=shown)
        with pytest.raises(NotAllowed, match="не о вашем учреждении"):
            save(town[name], decline_request, request_id=1, reason="Нет")
    assert states() == ["open"]


@pytest.mark.parametrize("role", [Role.CHAIR, Role.VIEWER, Role.ADMINISTRATOR])
def test_whoever_may_not_import_neither_sees_nor_decides(town: dict[str, User], role: Role) -> None:
    send(town["of 1"])
    who, shown = town[role.value], load(town["of 2"], preview_request, request_id=1)

    for query in (open_request_count, requests_to_decide, own_requests):
        with pytest.raises(NotAllowed):
            load(who, query)
    with pytest.raises(NotAllowed):
        load(who, preview_request, request_id=1)
    with pytest.raises(NotAllowed):
        save(who, accept_request, request_id=1, preview=shown)
    with pytest.raises(NotAllowed):
        save(who, decline_request, request_id=1, reason="Нет")
    assert states() == ["open"]


def test_a_sender_who_lost_the_institutions_sends_and_writes_nothing(town: dict[str, User]) -> None:
    sender = town["of 1"]
    shown = preview(sender, BOTH)
    moved = User(sender.id, sender.login, sender.full_name, sender.roles, frozenset({3}))

    with pytest.raises(NotAllowed, match="Список ваших учреждений изменился"):
        save(moved, commit_with_requests, preview=shown, data=BOTH)

    assert (count(RowRequest), count(ImportRun), len(people())) == (0, 0, 1)


def test_a_request_stands_when_its_sender_loses_the_institution_later(town: dict[str, User]) -> None:
    sender = town["of 1"]
    send(sender)
    left = User(sender.id, sender.login, sender.full_name, sender.roles, frozenset())

    assert [one.state for one in load(left, own_requests)] == [RequestState.OPEN]
    accept(town["of 2"])
    assert ("Петрова", "8-222") in people()


def change_phone(phone: str) -> None:
    with write_session() as session:
        key = session.scalars(select(Educator.id).where(Educator.last_name == "Петрова")).one()
        before, version = session.execute(select(Educator.phone, Educator.version).where(Educator.id == key)).one()
        change = Change("educator", key, "update", {"phone": before}, {"phone": phone}, version)
        commit(session, ChangeSet("form", "Правка", [change]), user=CONSOLE)


def test_data_that_moved_since_the_owners_look_refuse_the_acceptance(town: dict[str, User]) -> None:
    send(town["of 1"])
    shown = load(town["of 2"], preview_request, request_id=1)
    change_phone("8-777")

    with pytest.raises(Conflict, match="Петрова"):
        save(town["of 2"], accept_request, request_id=1, preview=shown)

    assert states() == ["open"]
    assert people() == [("Иванова", "8-111"), ("Петрова", "8-777")]
    assert told(load(town["of 2"], preview_request, request_id=1))[0] == (3, "update", {"phone": ("8-777", "8-222")})
    accept(town["of 2"])
    assert ("Петрова", "8-222") in people()


def test_undoing_an_accepted_request_restores_the_owners_rows_alone(town: dict[str, User]) -> None:
    send(town["of 1"])
    number = accept(town["of 2"])

    with pytest.raises(NotAllowed):
        save(town["of 1"], undo_import, import_id=number)
    save(town["of 2"], undo_import, import_id=number)

    assert people() == [("Иванова", "8-111"), ("Петрова", "8-999")]
    assert load(town["of 1"], own_requests)[0].state is RequestState.UNDONE
    with pytest.raises(RuleBroken, match="уже решена"):
        accept(town["of 2"])


def test_undoing_the_senders_import_takes_back_what_waits_and_leaves_what_is_decided(town: dict[str, User]) -> None:
    number = send(town["of 1"])
    save(town["of 1"], undo_import, import_id=number)
    assert states() == ["withdrawn"]
    with pytest.raises(RuleBroken, match="уже решена"):
        accept(town["of 2"])
    again = send(town["of 1"])
    accept(town["of 2"], 2)
    save(town["of 1"], undo_import, import_id=again)
    assert states() == ["withdrawn", "accepted"]
    assert ("Петрова", "8-222") in people()


def test_a_preview_of_other_rows_is_not_accepted(town: dict[str, User]) -> None:
    send(town["of 1"])
    whole = preview(town["methodist"], BOTH)

    with pytest.raises(RuleBroken, match="другой заявке"):
        save(town["methodist"], accept_request, request_id=1, preview=whole)
    assert states() == ["open"]


def test_what_is_known_already_is_accepted_without_an_import(town: dict[str, User]) -> None:
    send(town["of 1"], workbook(ANNA, MARIA))
    change_phone("8-222")

    assert accept(town["of 2"]) is None
    assert (states(), count(ImportRun)) == (["accepted"], 1)


def test_the_same_file_sent_twice_waits_once(town: dict[str, User]) -> None:
    send(town["of 1"])
    send(town["of 1"], note="ещё раз")

    assert states() == ["withdrawn", "open"]
    assert [one.note for one in load(town["of 2"], requests_to_decide)] == ["ещё раз"]
    assert len(people()) == 2


def test_own_errors_keep_the_file_back_until_only_valid_rows_are_wanted(town: dict[str, User]) -> None:
    broken = (None, "СОШ № 1", "учитель", "8-444")
    data = workbook(ANNA, broken, MARIA)

    with pytest.raises(RuleBroken, match="В ваших строках есть ошибки"):
        send(town["of 1"], data)
    assert (count(RowRequest), len(people())) == (0, 1)

    number = send(town["of 1"], data, valid_only=True)
    with read_session() as session:
        totals = session.get_one(ImportRun, number).totals
    assert (totals["create"], totals["error"], totals["sent"]) == (1, 1, 1)


def test_without_rows_of_others_there_is_nothing_to_send(town: dict[str, User]) -> None:
    with pytest.raises(RuleBroken, match="нет строк, которые можно отправить"):
        send(town["of 1"], workbook(ANNA))
    with pytest.raises(RuleBroken, match="нет строк, которые можно отправить"):
        send(town["head"])
    assert count(ImportRun) == 0


def test_the_ordinary_import_still_refuses_rows_of_others(town: dict[str, User]) -> None:
    with pytest.raises(RuleBroken, match="есть ошибки"):
        save(town["of 1"], commit_import, preview=preview(town["of 1"], BOTH), data=BOTH)


def test_the_senders_answer_tells_the_owner_which_institution_it_is(town: dict[str, User]) -> None:
    data = workbook(ANNA, ("Петрова Мария Ивановна", "Школа у реки", "учитель", "8-222"))
    send(town["of 1"], data, answers={"школа у реки": Answer("match", 2)})

    assert told(load(town["of 2"], preview_request, request_id=1)) == [
        (3, "update", {"phone": ("8-999", "8-222")}),
    ]


def test_the_owner_answers_the_questions_about_people(town: dict[str, User]) -> None:
    with write_session() as session:
        office = Office(session)
        office.post(office.person("Сидорова Ольга Ильинична"), 3)
    send(town["of 1"], workbook(OLGA))

    asked = load(town["methodist"], preview_request, request_id=1)
    assert [(row.action, row.problems[0].code) for row in asked.sheets[0].rows] == [("error", "person.ambiguous")]
    with pytest.raises(RuleBroken, match="ни одной верной строки"):
        save(town["methodist"], accept_request, request_id=1, preview=asked)
    answers = {asked.people[0].key: NEW_PERSON}
    shown = load(town["methodist"], preview_answered, request_id=1, people=answers)
    save(town["methodist"], accept_request, request_id=1, preview=shown)

    assert [name for name, _ in people()] == ["Петрова", "Сидорова", "Сидорова"]
    assert count(Employment) == 3


def test_the_rows_without_errors_may_be_accepted_alone(town: dict[str, User]) -> None:
    with write_session() as session:
        office = Office(session)
        office.post(office.person("Сидорова Ольга Ильинична"), 3)
    send(town["of 1"])

    with pytest.raises(RuleBroken, match="есть ошибки"):
        accept(town["methodist"])
    assert states() == ["open"]
    accept(town["methodist"], valid_only=True)
    assert ("Петрова", "8-222") in people()


def test_a_note_is_not_a_letter(town: dict[str, User]) -> None:
    with pytest.raises(OfficeError, match="больше 500 знаков"):
        send(town["of 1"], note="я" * 501)
    assert (count(RowRequest), count(ImportRun)) == (0, 0)


def test_a_file_that_is_gone_is_told_to_the_owner(town: dict[str, User]) -> None:
    send(town["of 1"])
    for path in settings().uploads_dir().glob("*/*"):
        path.unlink()

    with pytest.raises(RuleBroken, match="больше не хранится"):
        load(town["of 2"], preview_request, request_id=1)
    save(town["of 2"], decline_request, request_id=1, reason="Пришлите файл ещё раз.")


def test_the_file_of_a_request_outlives_a_stopped_process(town: dict[str, User]) -> None:
    send(town["of 1"])
    with write_session() as session:
        request = session.scalars(select(RowRequest)).one()
        session.execute(ImportRun.__table__.delete())  # type: ignore[attr-defined]
    path = settings().uploads_dir() / request.stored_as
    path.rename(path.with_name(path.name + ".part"))

    with write_session() as session:
        files.settle(session)

    assert path.read_bytes() == BOTH


def test_every_choice_of_reading_is_kept_with_the_request() -> None:
    choice = SheetChoice(
        "staff", (3, 4), {"A": "full_name", "B": None}, repairs={"C5": ("учитл", "учитель"), "AD15": ("1", "2")}
    )
    reading = ReadingOptions("staff", "Кадры", "СОШ № 2", "МО физиков", 2026, AS_OF, {"Кадры": choice})
    chosen = ImportOptions(reading, "fill", answers={"сош": Answer("ignore")}, people={"кто": ""})

    kept = json.loads(json.dumps(as_kept(chosen, without={})))
    assert as_chosen(kept, {"кто": "7"}) == ImportOptions(reading, "fill", people={"кто": "7"})


def test_cells_corrected_in_rows_of_others_do_not_travel_with_the_request() -> None:
    choice = SheetChoice(repairs={"C5": ("учитл", "учитель"), "AD15": ("1", "2")})
    kept = as_kept(ImportOptions(ReadingOptions(choices={"Кадры": choice})), without={"Кадры": [4, 15]})

    assert as_chosen(kept, {}).reading.choices["Кадры"].repairs == {"C5": ("учитл", "учитель")}
