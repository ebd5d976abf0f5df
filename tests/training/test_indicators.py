"""The passport of coverage, and the command that prints it."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine

from gmk.access import CONSOLE
from gmk.cli import main
from gmk.db.session import write_session
from gmk.service import load, save
from gmk.training.actions import change_training_settings
from gmk.training.indicators import COVERAGE, INDICATORS, Direction
from gmk.training.rows import CoverageBy, Policy
from tests.training.office import Office


@pytest.fixture
def town(sqlite: Engine) -> None:
    """School: one of two covered. Kindergarten: one of the two works at the school too."""
    with write_session() as session:
        office = Office(session)
        school, garden = office.institution("МБОУ «Школа № 1»"), office.institution("Сад № 2", "kindergarten")
        covered = office.employee(school, position="учитель")
        office.course(covered, date(2023, 11, 1))
        office.post(covered, garden, "методист", kind="internal")
        office.employee(school, "Клёнова Вера Юрьевна", position=None)
        office.employee(garden, "Лугова Яна Павловна", position="воспитатель")


def _printed(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["indicator", "training.coverage", *options]) == 0
    return capsys.readouterr().out


def test_every_indicator_is_known_by_its_code_and_has_a_full_passport() -> None:
    assert INDICATORS["training.coverage"] is COVERAGE
    for code, indicator in INDICATORS.items():
        assert indicator.code == code
        assert all((indicator.title, indicator.unit, indicator.numerator, indicator.denominator, indicator.source))
    assert COVERAGE.direction is Direction.MORE


def test_the_query_of_the_passport_answers(town: None) -> None:
    found = load(CONSOLE, COVERAGE.query, by=CoverageBy.INSTITUTION, on=date(2026, 11, 1), policy=Policy())
    assert (found.total.covered, found.total.active) == (1, 3)


def test_json_has_a_row_for_each_institution_by_its_full_name(town: None, capsys: pytest.CaptureFixture[str]) -> None:
    printed = json.loads(_printed(capsys, "--by", "institution", "--on", "2026-11-01", "--json"))
    assert printed["rows"] == [
        {"institution": "МБОУ «Школа № 1»", "numerator": 1, "denominator": 2, "share": 0.5},
        {"institution": "Сад № 2", "numerator": 1, "denominator": 2, "share": 0.5},
    ]
    assert printed["total"] == {"numerator": 1, "denominator": 3, "share": pytest.approx(1 / 3)}
    assert (printed["indicator"], printed["on"], printed["window_months"]) == ("training.coverage", "2026-11-01", 36)


def test_other_groups_are_called_as_on_the_screen(town: None, capsys: pytest.CaptureFixture[str]) -> None:
    printed = json.loads(_printed(capsys, "--by", "position", "--on", "2026-11-02", "--json"))
    assert [(row["position"], row["numerator"]) for row in printed["rows"]] == [
        ("воспитатель", 0), ("методист", 0), ("учитель", 0), ("не указано", 0),
    ]  # fmt: skip


def test_the_table_is_in_russian_and_the_window_is_the_office_s_own(
    town: None, capsys: pytest.CaptureFixture[str]
) -> None:
    table = _printed(capsys, "--on", "2026-11-01").splitlines()
    assert table[0] == "Охват педагогов обучением на 01.11.2026"
    assert table[1].split() == ["50,0", "%", "1", "из", "2", "МБОУ", "«Школа", "№", "1»"]
    assert table[-1].split() == ["33,3", "%", "1", "из", "3", "Всего"]
    save(CONSOLE, change_training_settings, version=0, window_months=35, due_horizon_months=6, amber_days=90)
    assert _printed(capsys, "--on", "2026-11-01").splitlines()[-1].split()[:2] == ["0,0", "%"]


def test_an_empty_office_has_no_share(sqlite: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(_printed(capsys, "--json"))["total"] == {"numerator": 0, "denominator": 0, "share": None}
    assert "нет данных" in _printed(capsys)


def test_a_day_that_is_none_is_refused_in_russian(sqlite: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["indicator", "training.coverage", "--on", "01.11.2026"])
    assert "не дата" in capsys.readouterr().err
