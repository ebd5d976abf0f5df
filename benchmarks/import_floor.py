"""The floor of an import: calamine, validators written by hand, one `executemany` in one transaction, one flat table.

No report, no journal, no undo, no names in other spellings: the least that could be called an import.
"""

import re
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from python_calamine import CalamineWorkbook

from benchmarks.measure import report, stretch
from benchmarks.workbooks import HEADINGS, institutions

_TABLE = """create table course (
    id integer primary key, last_name text not null, first_name text not null, patronymic text, institution_id integer,
    position text, kind text, title text, provider text, form text, hours integer, started_on text, finished_on text,
    document_number text, document_date text, note text,
    unique (last_name, first_name, patronymic, title, finished_on))"""
_INSERT = "insert into course values (null" + ", ?" * (len(HEADINGS) - 1) + ")"
_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?")
_KINDS = {"Повышение квалификации": "advanced", "Профессиональная переподготовка": "retraining"}
_FORMS = {"Очная": "in_person", "Дистанционная": "distance", "Очно-заочная": "blended"}


class BadRow(ValueError):
    """A row that isn't written."""


def name(value: Any) -> str:
    text = str(value).strip()
    if not _NAME.fullmatch(text):
        raise BadRow(text)
    return text


def text(value: Any) -> str | None:
    return " ".join(str(value).split()) or None


def whole(value: Any) -> int:
    number = int(value)
    if number != value or not 0 < number < 5000:
        raise BadRow(value)
    return number


def day(value: Any) -> date:
    if not isinstance(value, date):
        raise BadRow(value)
    return value


def checked(rows: list[list[Any]], ids: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    """The rows as they are stored."""
    seen = set()
    for row in rows:
        last, first, patronymic = name(row[1]), name(row[2]), name(row[3])
        started, finished, title = day(row[11]), day(row[12]), text(row[7])
        key = (last, first, patronymic, title, finished)
        if key in seen or title is None or started > finished:
            raise BadRow(row)
        seen.add(key)
        yield (
            last, first, patronymic, ids[row[4]], text(row[5]), _KINDS[row[6]], title, text(row[8]), _FORMS[row[9]],
            whole(row[10]), started.isoformat(), finished.isoformat(), text(row[13]), day(row[14]).isoformat(),
            text(row[15]),
        )  # fmt: skip


def main(workbook: Path) -> None:
    ids = {school: number for number, school in enumerate(institutions(), 1)}
    with TemporaryDirectory() as folder:
        connection = sqlite3.connect(f"{folder}/floor.db", isolation_level=None)
        connection.execute("pragma journal_mode=wal")
        connection.execute("pragma synchronous=normal")
        connection.execute(_TABLE)
        with stretch() as whole_import:
            rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
            connection.execute("begin immediate")
            connection.executemany(_INSERT, checked(rows[1:], ids))
            connection.execute("commit")
        whole_import.note["rows"] = connection.execute("select count(*) from course").fetchone()[0]
        connection.close()
    report(whole=whole_import)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
