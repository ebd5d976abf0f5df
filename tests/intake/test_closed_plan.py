"""A workbook of a plan that is signed or with the approver: it changes nothing of what the plan says."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from gmk.errors import RuleBroken
from gmk.intake.journal import undo_import
from gmk.plan import corrections
from gmk.service import save
from tests.intake.readings import codes, fates, preview, sheet, write
from tests.plan.office import HEAD, YEAR, approve, do, open_office, plan, submit


def row(title: str = "Семинар", **told: Any) -> dict[str, Any]:
    """A row of a plan of 2026/27, in October."""
    return {
        "title": title, "school_year": YEAR, "section": "1. Аналитическая деятельность", "period_text": "октябрь",
        "start": date(2026, 10, 1), "end": date(2026, 10, 31), "precision": "month", "recurrence": "none",
        "responsible": ["Петрова А. П."], **told,
    }  # fmt: skip


@pytest.fixture
def imported(database: Engine) -> int:
    """A plan of one item that was imported and signed."""
    open_office(database)
    number = write(sheet("plan", [row()]))
    submit()
    return number


def test_an_imported_section_is_a_direction(imported: int) -> None:
    (item,) = plan().items
    assert (item.section, item.direction) == ("1. Аналитическая деятельность", "Аналитико-диагностическая деятельность")


@pytest.mark.parametrize("is_signed", [False, True])
def test_rows_that_change_a_closed_plan_are_left_out(imported: int, is_signed: bool) -> None:
    if is_signed:
        approve()
    shown = preview(sheet("plan", [row(), row("Новое")]))
    changed = preview(sheet("plan", [row(place="ЦРТ")]))
    assert fates(shown) + fates(changed) == ["unchanged", "skip", "skip"]
    assert codes(shown) + codes(changed) == [[], ["plan.closed"], ["plan.closed"]]
    assert not shown.change_set.changes
    assert not changed.change_set.changes


def test_a_mark_of_execution_is_taken_into_a_closed_plan(imported: int) -> None:
    approve()
    shown = preview(sheet("plan", [row(status_note="проведено 12.10")]))
    assert [change.after for change in shown.change_set.changes] == [{"status_note": "проведено 12.10"}]


def test_a_correction_opens_the_plan_for_a_workbook(imported: int) -> None:
    approve()
    do(HEAD, corrections.begin_correction, school_year=YEAR, level="quarter", starts_on=date(2026, 10, 1))
    assert fates(preview(sheet("plan", [row(place="ЦРТ"), row("Новое")]))) == ["update", "create"]


def test_an_import_into_a_plan_that_is_closed_since_cannot_be_undone(imported: int) -> None:
    with pytest.raises(RuleBroken, match="План на согласовании и закрыт"):
        save(HEAD, undo_import, import_id=imported)
    approve()
    with pytest.raises(RuleBroken, match="План утверждён и закрыт"):
        save(HEAD, undo_import, import_id=imported)
    assert len(plan().items) == 1
