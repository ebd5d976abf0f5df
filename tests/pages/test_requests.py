"""Requests on the screen: the offer in the upload, the owner's decision, what the sender sees."""

from dataclasses import replace
from html import escape
from typing import Any

import pytest
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from gmk.access import Role, User
from gmk.db.keys import name_key
from gmk.db.session import read_session, write_session
from gmk.db.tables import Association, Educator, Institution, RowRequest, UserAccount
from gmk.intake.model import ImportOptions
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_workbook
from gmk.intake.requests import accept_request, commit_with_requests, preview_request
from gmk.service import load, save
from gmk.ui.navigation import ROOT
from tests.fixtures.app import OpenApp
from tests.pages.test_upload import HEADER, PEOPLE, figures, press, table, texts, upload, workbook
from tests.training.office import Office
from tests.ui.test_hostile_texts import EVIL, active

PAGE, UPLOAD, HOME, JOURNAL = "data/requests.py", "data/upload.py", "home/today.py", "data/imports.py"


@pytest.fixture
def sender(sqlite: Engine, schools: None) -> User:
    """Who answers for school 1; Петрова works at school 2 with the telephone 8-999."""
    with write_session() as session:
        office = Office(session)
        office.post(office.person("Петрова Мария Ивановна", phone="8-999"), 2)
        account = UserAccount(
            login="s", login_key="s", full_name="Заречная Вера", roles=["coordinator"], password_hash="-"
        )
        session.add(account)
        session.flush()
        return User(account.id, "s", "Заречная Вера", frozenset({Role.COORDINATOR}), frozenset({1}))


FILE = workbook(
    (*HEADER, "Телефон"),
    ("Иванова Анна Петровна", "СОШ № 1", "учитель", "8-111"),
    ("Петрова Мария Ивановна", "СОШ № 2", "учитель", "8-222"),
)


@pytest.fixture
def request_id(sender: User) -> int:
    """Row 3 of a file of school 1 is of school 2."""
    reading = read_workbook(FILE, file_name="кадры.xlsx")
    shown = load(sender, preview_import, reading=reading, options=ImportOptions())
    save(sender, commit_with_requests, preview=shown, data=FILE, note="Перешла к *вам*")
    return 1


def stored(column: Any) -> list[Any]:
    with read_session() as session:
        return list(session.scalars(select(column)))


def owner_opens(app_as: OpenApp, request_id: int) -> AppTest:
    return press(app_as(Role.COORDINATOR, PAGE, institution_ids=(2,)), f"gmk_request_open_{request_id}")


def headings(at: AppTest) -> list[str]:
    return [one.value for one in at.subheader]


def test_rows_of_others_are_told_apart_and_sent_on_request(app_as: OpenApp, sender: User) -> None:
    at = upload(app_as(Role.COORDINATOR, UPLOAD, institution_ids=(1,)), PEOPLE)
    assert "1\u00a0строка МБОУ «СОШ № 2»: это не ваше учреждение" in texts(at)
    assert figures(at)["Ошибки"] == "1"

    box = next(one for one in at.checkbox if one.label == "Отправить заявку владельцу")
    box.check().run()
    press(at, "gmk_upload_send")

    assert "1\u00a0новая строка, 1\u00a0строка отправлена владельцу" in at.success[0].value
    assert stored(RowRequest.institution_id) == [2]
    assert sorted(stored(Educator.last_name)) == ["Иванова", "Петрова"]


def test_a_roster_is_sent_to_the_office_and_accepted_there(app_as: OpenApp, sender: User) -> None:
    header = ("ФИО", "Учреждение", "Роль в объединении")
    anna = ("Иванова Анна Петровна", "СОШ № 1", "руководитель")
    file = workbook(("Состав ГМО учителей физики",), header, anna)
    at = upload(app_as(Role.COORDINATOR, UPLOAD, institution_ids=(1,)), file)
    assert "методический кабинет: такие сведения вносит он" in texts(at)
    at.checkbox(key=next(one.key for one in at.checkbox if one.label == "Отправить заявку владельцу")).check().run()
    press(at, "gmk_upload_send")
    assert stored(RowRequest.institution_id) == [None]
    at = press(app_as(Role.METHODIST, PAGE), "gmk_request_open_1")
    assert "методический кабинет" in texts(at)
    press(at, "gmk_request_accept")
    assert stored(Association.name) == ["ГМО учителей физики"]


def test_whoever_may_write_all_rows_is_not_asked(app_as: OpenApp, sender: User) -> None:
    at = upload(app_as(Role.METHODIST, UPLOAD), PEOPLE)
    assert not at.checkbox
    assert "не ваше учреждение" not in texts(at)


def test_without_a_request_the_page_says_what_it_is_for(app_as: OpenApp) -> None:
    at = app_as(Role.METHODIST, PAGE)
    assert "Заявок нет" in at.info[0].value
    assert headings(at) == []


def test_the_home_page_counts_what_waits(app_as: OpenApp, request_id: int) -> None:
    assert "**Заявки: 1**" in texts(app_as(Role.METHODIST, HOME))


@pytest.mark.parametrize("role", [Role.CHAIR, Role.VIEWER])
def test_the_home_page_of_others_counts_none(app_as: OpenApp, request_id: int, role: Role) -> None:
    assert "Заявки" not in texts(app_as(role, HOME))


def test_the_owner_sees_what_would_change_and_accepts_it(app_as: OpenApp, request_id: int) -> None:
    at = owner_opens(app_as, request_id)
    assert headings(at)[0] == "Заявка № 1"
    assert "1\u00a0строка из файла «кадры.xlsx»" in texts(at)
    assert "«Перешла к \\*вам\\*»" in texts(at)
    assert "Петрова Мария Ивановна" in table(at)
    assert "Телефон:</span> <del>8-999</del> → <ins>8-222</ins>" in table(at)
    assert "Иванова" not in table(at)

    press(at, "gmk_request_accept")

    row = at.dataframe[0].value.iloc[0].to_dict()
    assert {name: row[name] for name in ("Состояние", "Кто отправил", "Кто решил", "Загрузка")} == {
        "Состояние": "принята",
        "Кто отправил": "Заречная Вера",
        "Кто решил": "Проверкин ответственный в учреждении",
        "Загрузка": "№ 2",
    }
    assert "Сейчас решать нечего." in texts(at)


def test_the_owner_declines_with_a_reason(app_as: OpenApp, request_id: int) -> None:
    at = owner_opens(app_as, request_id)
    press(at, "gmk_request_decline")
    assert "Напишите, почему заявка отклонена" in at.error[0].value

    at.text_area[0].set_value("Она у нас не работает")
    press(at, "gmk_request_decline")

    assert at.dataframe[0].value.iloc[0]["Состояние"] == "отклонена"
    assert stored(RowRequest.answer) == ["Она у нас не работает"]
    assert stored(Educator.phone) == ["8-999", "8-111"]


def test_what_somebody_else_decided_meanwhile_is_said(app_as: OpenApp, request_id: int, sender: User) -> None:
    at = owner_opens(app_as, request_id)
    other = User(None, "m", "Методист", frozenset({Role.METHODIST}))
    shown = load(other, preview_request, request_id=request_id)
    save(other, accept_request, request_id=request_id, preview=shown)

    press(at, "gmk_request_accept")

    assert "возможно, её уже решили или отозвали" in at.warning[0].value
    assert "Сейчас решать нечего." in texts(at)


def test_a_file_that_is_gone_can_still_be_declined(app_as: OpenApp, request_id: int) -> None:
    with write_session() as session:
        session.get_one(RowRequest, request_id).stored_as = "aa/gone"
    at = owner_opens(app_as, request_id)
    assert "больше не хранится" in at.error[0].value
    keys = {one.key for one in at.button}
    assert "gmk_request_decline" in keys
    assert "gmk_request_accept" not in keys


def test_the_sender_takes_the_request_back(app_as: OpenApp, sender: User) -> None:
    at = upload(app_as(Role.COORDINATOR, UPLOAD, institution_ids=(1,)), PEOPLE)
    next(one for one in at.checkbox if one.label == "Отправить заявку владельцу").check().run()
    press(at, "gmk_upload_send")
    at.switch_page(str(ROOT / "data/requests.py")).run()
    assert headings(at) == ["Ваши заявки"]
    assert ":orange[ждёт решения]" in texts(at)

    press(at, "gmk_request_withdraw_1")

    row = at.dataframe[0].value.iloc[0].to_dict()
    assert (row["Состояние"], row["Учреждение"]) == ("отозвана", "МБОУ «СОШ № 2»")
    assert "Кто решил" not in row


def test_an_owner_of_own_institutions_has_no_button_for_the_senders_file(app_as: OpenApp, request_id: int) -> None:
    at = owner_opens(app_as, request_id)
    press(at, "gmk_request_accept")
    at.query_params["load"] = "2"
    at.switch_page(str(ROOT / "data/imports.py")).run()
    assert headings(at) == ["Загрузка № 2"]
    assert [one.key for one in at.get("download_button")] == ["gmk_journal_file"]


def test_no_text_of_a_request_is_taken_for_markup(app_as: OpenApp, sender: User) -> None:
    row = ("Орлова Вера Ильинична", "СОШ № 2", EVIL)
    data = workbook(HEADER, row, ("Иванова Анна Петровна", "СОШ № 1", "учитель"))
    named = replace(sender, full_name=EVIL)
    shown = load(named, preview_import, reading=read_workbook(data, file_name=EVIL), options=ImportOptions())
    save(named, commit_with_requests, preview=shown, data=data, note=EVIL)
    with write_session() as session:
        institution = session.get_one(Institution, 2)
        institution.name, institution.name_key = EVIL, name_key(EVIL)

    at = app_as(Role.METHODIST, PAGE)
    assert active(at) == []
    press(at, "gmk_request_open_1")
    assert active(at) == []
    assert escape(EVIL) in table(at)
