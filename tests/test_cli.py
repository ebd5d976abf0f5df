import contextlib
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from gmk.cli import main
from gmk.commands import journal as commands_journal
from gmk.db.session import read_session
from gmk.db.tables import Institution
from tests.check_import import bad_differences, compare

WORKBOOKS = Path(__file__).parent / "workbooks"
EXPECTED = WORKBOOKS / "expected"
BAD = {one["file"]: one for one in json.loads((EXPECTED / "bad.json").read_text(encoding="utf-8"))["files"]}


def gmk(*arguments: str | Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return code, out.getvalue(), err.getvalue()


def gmk_json(*arguments: str | Path) -> tuple[int, Any]:
    code, out, _err = gmk(*arguments, "--json")
    return code, json.loads(out)


def options_of(expected: dict[str, Any]) -> list[str]:
    named = {f"--{name.replace('_', '-')}": str(value) for name, value in expected["options"].items()}
    return [part for pair in named.items() for part in pair]


@pytest.mark.parametrize("name", sorted(path.stem for path in EXPECTED.glob("[0-9]*.json")))
def test_a_workbook_is_understood_as_expected(database: Engine, name: str) -> None:
    expected = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    if not name.startswith("01"):
        assert gmk("import", WORKBOOKS / "01-institutions.xlsx")[0] == 0

    _code, printed = gmk_json("import", WORKBOOKS / f"{name}.xlsx", "--dry-run", *options_of(expected))

    assert compare(expected, printed).differences == []


@pytest.mark.parametrize("file", sorted(BAD))
def test_a_file_that_isnt_a_good_workbook_is_met_as_expected(sqlite: Engine, file: str) -> None:
    assert gmk("import", WORKBOOKS / "01-institutions.xlsx")[0] == 0

    code, out, err = gmk("import", WORKBOOKS / file, "--dry-run", "--json", "--as-of", "2026-09-01")

    assert bad_differences(BAD[file], {"exit": code, "json": json.loads(out)}) == []
    assert (code == 3) == bool(err)
    assert len(err.splitlines()) <= 1


def test_the_same_workbook_twice_changes_nothing_the_second_time(database: Engine) -> None:
    for name in ("01-institutions", "02-staff-school", "05-courses", "06-courses-by-years"):
        assert gmk("import", WORKBOOKS / f"{name}.xlsx", "--as-of", "2026-09-01")[0] == 0, name

    for name in ("01-institutions", "02-staff-school", "05-courses", "06-courses-by-years"):
        _code, printed = gmk_json("import", WORKBOOKS / f"{name}.xlsx", "--as-of", "2026-09-01", "--dry-run")
        totals = [sheet["totals"] for sheet in printed["sheets"] if sheet["format"]]
        assert [(one["create"], one["update"], one["error"]) for one in totals] == [(0, 0, 0)] * len(totals), name


def test_a_workbook_with_errors_is_written_without_them_only_if_asked(sqlite: Engine) -> None:
    gmk("import", WORKBOOKS / "01-institutions.xlsx")
    arguments = ("import", WORKBOOKS / "12-courses-errors.xlsx", "--as-of", "2026-09-01")

    code, printed = gmk_json(*arguments)
    assert (code, printed["state"], "import_id" in printed) == (2, "preview", False)

    code, printed = gmk_json(*arguments, "--valid-only")
    assert (code, printed["state"], printed["import_id"]) == (0, "committed", 2)


def test_a_dry_run_leaves_the_file_of_the_database_as_it_was(sqlite: Engine, tmp_path: Path) -> None:
    gmk("import", WORKBOOKS / "01-institutions.xlsx")
    with sqlite.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    sqlite.dispose()
    before = hashlib.sha256((tmp_path / "gmk.db").read_bytes()).hexdigest()

    code, _out, _err = gmk("import", WORKBOOKS / "05-courses.xlsx", "--dry-run")

    sqlite.dispose()
    assert code == 0
    assert hashlib.sha256((tmp_path / "gmk.db").read_bytes()).hexdigest() == before
    assert {path.name for path in tmp_path.iterdir() if path.stat().st_size} == {"gmk.db", "uploads"}


def test_the_journal_names_what_was_imported_and_undone(database: Engine) -> None:
    path = WORKBOOKS / "01-institutions.xlsx"
    gmk("import", path)

    assert gmk_json("undo-import", "1", "--dry-run")[1]["state"] == "preview"
    code, report = gmk_json("undo-import", "1")

    assert (code, report["state"], report["kept"], report["impossible"]) == (0, "undone", [], [])
    with read_session() as session:
        assert session.scalars(select(Institution)).all() == []
    line = gmk("imports")[1].split("\t")
    assert (line[0], line[2], line[3], line[5], line[7]) == (
        "1", "консоль", "01-institutions.xlsx", "institutions", "отменено\n",
    )  # fmt: skip
    assert line[4] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_undoing_twice_is_refused_with_a_sentence(sqlite: Engine) -> None:
    gmk("import", WORKBOOKS / "01-institutions.xlsx")
    gmk("undo-import", "1")

    assert gmk("undo-import", "1") == (1, "", "Загрузка № 1 уже отменена.\n")


def test_a_file_that_isnt_there_is_refused_in_one_line(sqlite: Engine) -> None:
    code, out, err = gmk("import", "нет-такого.xlsx")

    assert (code, out) == (3, "")
    assert err == "Файл «нет-такого.xlsx» не открывается: его нет, это папка или нет прав на чтение. Проверьте путь.\n"


def test_the_summary_for_people_names_the_place_of_every_problem(sqlite: Engine) -> None:
    gmk("import", WORKBOOKS / "01-institutions.xlsx")

    _code, out, _err = gmk("import", WORKBOOKS / "12-courses-errors.xlsx", "--dry-run", "--as-of", "2026-09-01")

    assert "ячейка K5." in out
    assert "строка 14. «Подлескова А. П.» подходит нескольким людям: Подлескова" in out
    assert "ничего не записано" in out


def _broken(_options: object) -> int:
    raise ZeroDivisionError("не предусмотрено")


def test_a_defect_is_one_calm_sentence_whose_number_finds_the_traceback(
    sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands_journal, "load", lambda *_: _broken(None))

    code, out, err = gmk("imports")

    assert (code, out, len(err.splitlines())) == (1, "", 1)
    number = err.strip().removesuffix(".").rpartition(" ")[2]
    log = tmp_path / "gmk.log"
    assert err == (
        f"Команда не выполнена из-за ошибки в программе; подробности записаны в файл {log}. "
        f"Сообщите администратору номер ошибки: {number}.\n"
    )
    assert f"defect {number}\nTraceback" in log.read_text(encoding="utf-8")
    assert "ZeroDivisionError: не предусмотрено" in log.read_text(encoding="utf-8")


def test_a_defect_shows_its_place_if_asked(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands_journal, "load", lambda *_: _broken(None))

    code, _out, err = gmk("--debug", "imports")

    assert code == 1
    assert err.startswith("Traceback")
    assert "ZeroDivisionError: не предусмотрено" in err
    assert err.splitlines()[-1].startswith("Команда не выполнена из-за ошибки в программе")


def test_a_report_is_the_workbook_with_its_mistakes_marked(sqlite: Engine, tmp_path: Path) -> None:
    gmk("import", WORKBOOKS / "01-institutions.xlsx")
    report = tmp_path / "отчёт.xlsx"
    arguments = ("--as-of", "2026-09-01", "--dry-run")

    code, printed = gmk_json("import", WORKBOOKS / "12-courses-errors.xlsx", *arguments, "--report", report)
    again, marked = gmk_json("import", report, *arguments)

    assert (code, again) == (2, 2)
    assert marked["sheets"][0] == printed["sheets"][0]
    assert (marked["sheets"][1]["sheet"], marked["sheets"][1]["format"]) == ("Замечания", None)


def test_a_report_that_has_no_place_stops_the_import(sqlite: Engine, tmp_path: Path) -> None:
    file = tmp_path / "учреждения.xlsx"
    file.write_bytes((WORKBOOKS / "01-institutions.xlsx").read_bytes())

    code, _out, err = gmk("import", file, "--report", file)
    assert (code, err.strip()) == (1, "Книга с замечаниями заменила бы сам файл. Укажите в --report другое имя.")
    assert gmk("import", file, "--report", tmp_path / "нет" / "отчёт.xlsx")[0] == 1
    with read_session() as session:
        assert session.scalars(select(Institution)).all() == []
    assert file.read_bytes() == (WORKBOOKS / "01-institutions.xlsx").read_bytes()
