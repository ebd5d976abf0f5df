from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from gmk.cli import main
from gmk.db.demo import build_town
from gmk.db.session import write_session


@pytest.fixture(autouse=True)
def _town(sqlite: Engine) -> None:
    with write_session(sqlite) as session:
        build_town(session, on=date.today())


def test_what_is_exported_has_nothing_to_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "Педагоги.xlsx"
    assert main(["export", "staff", "--institution", "СОШ № 1", "-o", str(file)]) == 0
    sheet = load_workbook(file).worksheets[0]
    places = {sheet.cell(row, 3).value for row in range(2, sheet.max_row + 1)}
    assert len(places) == 1
    assert "№ 1»" in str(places.pop())

    capsys.readouterr()
    assert main(["import", str(file), "--dry-run", "--json"]) == 0
    assert '"update": 0' in capsys.readouterr().out


def test_a_format_without_institutions_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "plan", "--institution", "СОШ № 1", "-o", str(tmp_path / "а.xlsx")]) == 1
    assert "не делятся по учреждениям" in capsys.readouterr().err


def test_an_unknown_institution_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "staff", "--institution", "Школа на Луне", "-o", str(tmp_path / "а.xlsx")]) == 1
    assert "«Школа на Луне» не найдено" in capsys.readouterr().err
