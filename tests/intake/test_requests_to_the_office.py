"""What the office keeps itself – associations, the plan, institutions – a coordinator sends to it."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from gmk.access import CONSOLE, Role, User
from gmk.associations.queries import associations, roster
from gmk.db.tables import Activity, Institution, Membership, RowRequest
from gmk.errors import NotAllowed
from gmk.intake.foreign_rows import foreign_rows
from gmk.intake.journal import undo_import
from gmk.intake.requests import (
    decline_request,
    open_request_count,
    own_requests,
    preview_request,
    requests_to_decide,
)
from gmk.service import load, save
from tests.intake.test_requests import AS_OF, accept, count, preview, send, states, town

__all__ = ["town"]  # the fixture

ROSTER = (
    ("Состав ГМО учителей физики на 2026-2027 учебный год",),
    ("ФИО", "Учреждение", "Роль в объединении"),
    ("Иванова Анна Петровна", "СОШ № 1", "руководитель"),
    ("Петрова Мария Ивановна", "СОШ № 2", "член"),
)
PLAN = (
    ("План работы на 2026-2027 учебный год",),
    ("Мероприятие", "Сроки", "Ответственный"),
    ("Семинар по физике", "12.10.2026", "Тополева В. Ф."),
)
PLACES = (("№", "Полное наименование учреждения", "Краткое наименование"), (1, "Гимназия № 12", "Гимназия № 12"))


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    book.active.title = "Лист1"
    for row in rows:
        book.active.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("rows", "numbers"), [(ROSTER, [3, 4]), (PLAN, [3]), (PLACES, [2])])
def test_rows_of_the_office_are_counted_apart(
    town: dict[str, User], rows: Sequence[Sequence[Any]], numbers: list[int]
) -> None:
    (one,) = foreign_rows(preview(town["of 1"], workbook(rows)))
    assert (one.institution_id, one.label, one.rows) == (None, "методический кабинет", {"Лист1": numbers})
    assert foreign_rows(preview(town["head"], workbook(rows))) == []


def test_a_roster_is_sent_and_waits_for_the_office_alone(town: dict[str, User]) -> None:
    send(town["of 1"], workbook(ROSTER), note="новый состав")
    assert (count(Membership), states()) == (0, ["open"])
    assert [load(town[who], open_request_count) for who in ("of 1", "of 2", "methodist", "head")] == [0, 0, 1, 1]
    (waiting,) = load(town["methodist"], requests_to_decide)
    assert (waiting.institution, waiting.count, waiting.note) == ("методический кабинет", 2, "новый состав")
    (own,) = load(town["of 1"], own_requests)
    assert own.institution == "методический кабинет"
    with pytest.raises(NotAllowed):
        load(town["of 2"], preview_request, request_id=1)
    with pytest.raises(NotAllowed):
        save(town["of 1"], decline_request, request_id=1, reason="нет")


def test_the_office_accepts_a_roster_and_takes_it_back(town: dict[str, User]) -> None:
    send(town["of 1"], workbook(ROSTER))
    number = accept(town["methodist"])
    (row,) = load(CONSOLE, associations, on=AS_OF)
    assert (row.name, row.members, row.leader) == ("ГМО учителей физики", 2, "Иванова Анна Петровна")
    assert {one.valid_from for one in load(CONSOLE, roster, association_id=row.id, on=AS_OF).members} == {AS_OF}
    assert states() == ["accepted"]
    save(town["methodist"], undo_import, import_id=number)
    assert count(Membership) == 0


def test_items_of_the_plan_and_institutions_are_accepted_too(town: dict[str, User]) -> None:
    send(town["of 1"], workbook(PLAN))
    send(town["of 1"], workbook(PLACES))
    accept(town["head"], 1), accept(town["head"], 2)
    assert (count(Activity), count(Institution), states()) == (1, 4, ["accepted", "accepted"])


def test_the_same_file_waits_once(town: dict[str, User]) -> None:
    file = workbook(ROSTER)
    for _ in range(2):
        send(town["of 1"], file)
    assert (count(RowRequest), states()) == (2, ["withdrawn", "open"])


def test_who_only_reads_sends_nothing(town: dict[str, User]) -> None:
    for role in (Role.CHAIR, Role.VIEWER):
        with pytest.raises(NotAllowed):
            preview(town[role.value], workbook(ROSTER))
