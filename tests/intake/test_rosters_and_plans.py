"""Rosters and plans through the whole import: written, written again, undone."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from gmk.db.session import read_session
from gmk.db.tables import Activity, Association, Educator, Membership
from gmk.ui.upload.words import field_title, value_text
from tests.test_cli import gmk, gmk_json

WORKBOOKS = Path(__file__).parent.parent / "workbooks"
OPTIONS = ("--school-year", "2026", "--as-of", "2026-09-01")
TABLES = (Association, Membership, Educator, Activity)


def _counts() -> list[int]:
    with read_session() as session:
        return [session.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES]


def _changed(printed: dict[str, Any]) -> list[tuple[int, int]]:
    totals = [sheet["totals"] for sheet in printed["sheets"] if sheet["format"]]
    return [(one["create"], one["update"]) for one in totals]


@pytest.mark.parametrize(
    ("name", "written"), [("07-rosters", [4, 40, 38, 0]), ("09-plan-by-months", [0, 0, 0, 32])]
)  # fmt: skip
def test_a_workbook_is_written_once_and_taken_back_whole(database: Engine, name: str, written: list[int]) -> None:
    gmk("import", WORKBOOKS / "01-institutions.xlsx")
    command = ("import", WORKBOOKS / f"{name}.xlsx", *OPTIONS)
    assert gmk(*command)[0] == 0
    assert _counts() == written

    _code, printed = gmk_json(*command, "--dry-run")
    assert set(_changed(printed)) == {(0, 0)}

    assert gmk("undo-import", "2")[0] == 0
    assert _counts() == [0, 0, 0, 0]


def test_what_a_plan_and_a_roster_derive_has_russian_words() -> None:
    assert field_title("plan", "precision") == "Точность срока"
    assert field_title("roster", "association_kind") == "Вид объединения"
    assert value_text("recurrence", "weekly") == "еженедельно"
    assert value_text("role", "deputy") == "заместитель руководителя"
