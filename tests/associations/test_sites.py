"""Pilot and innovation sites, their terms and the reports that they owe."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from gmk.associations.sites import (
    ReportRow,
    SiteFields,
    SiteRow,
    add_site,
    ask_for_report,
    edit_site,
    note_report,
    pilot_sites,
    remove_site,
)
from gmk.db.session import write_session
from gmk.db.tables import Activity, ChangeSetRecord
from gmk.errors import Conflict, NotAllowed, RuleBroken
from gmk.intake.change_undo import undo_change
from tests.associations.office import COORDINATOR, ON, do, load, open_office

TERM = (date(2025, 9, 1), date(2027, 8, 31))


@pytest.fixture(autouse=True)
def office(database: Engine) -> None:
    open_office()


def fields(**told: Any) -> SiteFields:
    usual = {"institution_id": 2, "status": "опорная площадка", "topic": "Функциональная грамотность"}
    return SiteFields(**{**usual, "starts_on": TERM[0], "ends_on": TERM[1], **told})


def site() -> SiteRow:
    (found,) = load(pilot_sites)
    return found


def test_a_site_is_kept_as_it_was_told() -> None:
    with write_session() as session:
        session.add(Activity(id=7, school_year=2026, title="Семинар", title_key="семинар", precision="month"))
    told = fields(
        products="Сборник задач\n\n Программа кружка ", activity_ids=(7,), head="Зимина А. И.", stage="2 этап"
    )
    do(add_site, fields=told)
    found = site()
    assert found.fields == fields(
        products="Сборник задач\nПрограмма кружка", activity_ids=(7,), head="Зимина А. И.", stage="2 этап"
    )
    assert (found.institution, found.activities) == ("СОШ № 2", ("Семинар",))


@pytest.mark.parametrize(
    ("day", "works"),
    [(date(2025, 8, 31), False), (TERM[0], True), (TERM[1], True), (date(2027, 9, 1), False)],
)
def test_a_site_works_from_its_first_day_to_its_last(day: date, works: bool) -> None:
    do(add_site, fields=fields())
    assert site().works_on(day) is works


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"institution_id": None}, "Учреждение не указано"),
        ({"status": " "}, "Статус площадки не указан"),
        ({"topic": ""}, "Тема площадки не указана"),
        ({"ends_on": date(2025, 8, 31)}, "действует по 31.08.2025, а с 01.09.2025"),
    ],
)
def test_what_cant_be_is_refused(told: dict[str, Any], why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        do(add_site, fields=fields(**told))
    assert load(pilot_sites) == []


@pytest.mark.parametrize(
    ("received", "on", "late"),
    [
        (None, date(2026, 5, 31), False),
        (None, date(2026, 6, 1), True),
        (date(2026, 5, 31), ON, False),
        (date(2026, 6, 1), ON, True),
    ],
)
def test_a_report_is_late_the_day_after_it_was_due(received: date | None, on: date, late: bool) -> None:
    assert ReportRow(1, "Отчёт", date(2026, 5, 31), received, 1).is_late(on) is late


def test_reports_are_owed_until_they_come() -> None:
    key = do(add_site, fields=fields())
    report = do(ask_for_report, site_id=key, name="Отчёт за 2025/26", due_on=date(2026, 5, 31))
    do(ask_for_report, site_id=key, name="Отчёт за 2026/27", due_on=date(2027, 5, 31))
    assert [one.name for one in site().owed(ON)] == ["Отчёт за 2025/26"]
    do(note_report, report_id=report, version=1, received_on=date(2026, 6, 3))
    assert site().owed(ON) == []
    with pytest.raises(Conflict, match=r"Получен: было пусто, стало 03\.06\.2026"):
        do(note_report, report_id=report, version=1, received_on=None)
    with pytest.raises(RuleBroken, match="Название отчёта не указано"):
        do(ask_for_report, site_id=key, name=" ", due_on=ON)


def test_a_site_is_changed_taken_out_with_its_reports_and_brought_back() -> None:
    key = do(add_site, fields=fields())
    do(ask_for_report, site_id=key, name="Отчёт", due_on=date(2026, 5, 31))
    do(edit_site, site_id=key, version=1, fields=fields(topic="Новая тема"))
    with pytest.raises(Conflict, match="Тема: было «Функциональная грамотность», стало «Новая тема»"):
        do(edit_site, site_id=key, version=1, fields=fields())
    do(remove_site, site_id=key, version=2)
    assert load(pilot_sites) == []
    with write_session() as session:
        last = max(session.exec(select(ChangeSetRecord.id)))  # type: ignore[type-var]
    do(undo_change, set_id=last)
    assert (site().fields.topic, [one.name for one in site().reports]) == ("Новая тема", ["Отчёт"])


def test_a_coordinator_sees_own_sites_and_changes_none() -> None:
    do(add_site, fields=fields())
    assert load(pilot_sites, COORDINATOR) == []
    do(add_site, fields=fields(institution_id=1))
    assert [row.institution for row in load(pilot_sites, COORDINATOR)] == ["СОШ № 1"]
    with pytest.raises(NotAllowed):
        do(add_site, COORDINATOR, fields=fields(institution_id=1))
