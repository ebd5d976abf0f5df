"""The main job without a browser: the schools' workbooks go in, the coverage that comes out is counted here anew."""

import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from gmk.cli import main
from tests.fixtures.plain_count import plain_count

WORKBOOKS = Path(__file__).parent / "workbooks"
FILES = (
    "01-institutions.xlsx",
    "02-staff-school.xlsx",
    "03-staff-kindergartens.xlsx",
    "04-staff-site-form.xlsx",
    "05-courses.xlsx",
    "06-courses-by-years.xlsx",
)
DAY = date(2026, 11, 1)


def _expected(name: str) -> dict[str, object]:
    path = WORKBOOKS / "expected" / f"{Path(name).stem}.json"
    expected: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return expected


def _import(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = [
        word
        for option, value in (_expected(name).get("options") or {}).items()  # type: ignore[attr-defined]
        for word in (f"--{option.replace('_', '-')}", str(value))
    ]
    code = main(["import", str(WORKBOOKS / name), "--json", *options])
    assert (code, json.loads(capsys.readouterr().out)["state"]) == (0, "committed"), name


@pytest.fixture
def imported(sqlite: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The database file with the six workbooks in it."""
    for name in FILES:
        _import(name, capsys)
    return tmp_path / "gmk.db"


def test_the_indicator_agrees_with_a_count_made_here(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counted = plain_count(imported, DAY)
    code = main(["indicator", "training.coverage", "--by", "institution", "--on", DAY.isoformat(), "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert code == 0
    rows = {row["institution"]: (row["numerator"], row["denominator"]) for row in printed["rows"]}
    assert {name: pair for name, pair in rows.items() if pair[1]} == counted.by_institution
    assert (printed["total"]["numerator"], printed["total"]["denominator"]) == counted.town
    for row in printed["rows"]:
        assert row["share"] == (row["numerator"] / row["denominator"] if row["denominator"] else None)


def test_people_and_courses_came_in_as_the_workbooks_have_them(imported: Path) -> None:
    connection = sqlite3.connect(imported)
    number = {
        table: connection.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608 - our own names
        for table in ("institution", "course_record")
    }
    connection.close()
    assert number == {"institution": 28, "course_record": sum(map(_courses, FILES))}


def _courses(name: str) -> int:
    """Records of the rows that are to be created; the workbooks don't repeat each other's courses."""
    number = 0
    for sheet in _expected(name)["sheets"]:  # type: ignore[attr-defined]
        for row in sheet["rows"]:
            values = row.get("values") or {}
            if row["action"] == "create":
                number += len(values.get("records") or values.get("courses") or ([1] if "title" in values else []))
    return number
