"""The main job without a browser: the schools' workbooks go in, the coverage that comes out is counted here anew."""

import json
import sqlite3
from collections import defaultdict
from pathlib import Path

import pytest
from sqlalchemy import Engine

from gmk.cli import main

WORKBOOKS = Path(__file__).parent / "workbooks"
FILES = (
    "01-institutions.xlsx",
    "02-staff-school.xlsx",
    "03-staff-kindergartens.xlsx",
    "04-staff-site-form.xlsx",
    "05-courses.xlsx",
    "06-courses-by-years.xlsx",
)
DAY, FIRST_DAY = "2026-11-01", "2023-11-01"
Place = tuple[int, int]
"""Educator and institution."""


def _import(name: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    expected = json.loads((WORKBOOKS / "expected" / f"{Path(name).stem}.json").read_text(encoding="utf-8"))
    options = [
        word
        for option, value in (expected.get("options") or {}).items()
        for word in (f"--{option.replace('_', '-')}", str(value))
    ]
    code = main(["import", str(WORKBOOKS / name), "--valid-only", "--json", *options])
    printed: dict[str, object] = json.loads(capsys.readouterr().out)
    assert (code, printed["state"]) in ((0, "committed"), (2, "committed")), name
    return printed


@pytest.fixture
def imported(sqlite: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> sqlite3.Connection:
    """The six workbooks in the database, read by nothing of the project."""
    for name in FILES:
        _import(name, capsys)
    connection = sqlite3.connect(tmp_path / "gmk.db")
    connection.row_factory = sqlite3.Row
    return connection


def _counts(course: sqlite3.Row) -> bool:
    if course["kind"] not in ("advanced", "retraining", "internship") or (course["hours"] or 0) < 16:
        return False
    if not course["by_profile"]:
        return False
    if course["finished_on"] is not None:
        return FIRST_DAY <= str(course["finished_on"]) <= DAY
    return 2023 <= course["year"] <= 2026


def _works(employment: sqlite3.Row) -> bool:
    since, until = employment["valid_from"], employment["valid_to"]
    present = (since is None or since <= DAY) and (until is None or until >= DAY)
    return present and employment["kind"] in ("main", "internal") and employment["leave"] is None


def _counted_here(connection: sqlite3.Connection) -> tuple[dict[str, tuple[int, int]], tuple[int, int]]:
    """Covered and active by institution, and in the town, where each person counts once."""
    covered = {row["educator_id"] for row in connection.execute("select * from course_record") if _counts(row)}
    names = dict(connection.execute("select id, name from institution").fetchall())
    people = defaultdict[str, set[int]](set)
    for row in connection.execute("select * from employment"):
        if _works(row):
            people[names[row["institution_id"]]].add(row["educator_id"])
    everybody = set().union(*people.values())
    by_institution = {name: (len(here & covered), len(here)) for name, here in people.items()}
    return by_institution, (len(everybody & covered), len(everybody))


def test_the_indicator_agrees_with_a_count_made_here(
    imported: sqlite3.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    by_institution, (covered, active) = _counted_here(imported)
    code = main(["indicator", "training.coverage", "--by", "institution", "--on", DAY, "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert code == 0
    rows = {row["institution"]: (row["numerator"], row["denominator"]) for row in printed["rows"]}
    assert {name: pair for name, pair in rows.items() if pair[1]} == by_institution
    assert (printed["total"]["numerator"], printed["total"]["denominator"]) == (covered, active)
    for row in printed["rows"]:
        assert row["share"] == (row["numerator"] / row["denominator"] if row["denominator"] else None)


def test_people_and_courses_came_in_as_the_workbooks_have_them(imported: sqlite3.Connection) -> None:
    assert imported.execute("select count(*) from institution").fetchone()[0] == 28
    courses = imported.execute("select count(*) from course_record").fetchone()[0]
    assert courses == _courses_of_the_expected_files()


def _courses_of_the_expected_files() -> int:
    """Records of the rows that are to be created; the workbooks don't repeat each other's courses."""
    number = 0
    for name in FILES[1:]:
        expected = json.loads((WORKBOOKS / "expected" / f"{Path(name).stem}.json").read_text(encoding="utf-8"))
        for sheet in expected["sheets"]:
            for row in sheet["rows"]:
                values = row.get("values") or {}
                if row["action"] == "create":
                    number += len(values.get("records") or values.get("courses") or ([1] if "title" in values else []))
    return number
