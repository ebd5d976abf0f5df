"""`gmk imports` and `gmk undo-import`: the journal of imports, and undoing one."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC

from gmk.access import CONSOLE
from gmk.intake.as_json import undo_as_json
from gmk.intake.journal import imports, preview_undo, undo_import
from gmk.intake.model import ImportRow, LeftRecord, UndoReport
from gmk.service import load, save

STATES = {"committed": "записано", "undone": "отменено"}


def add_journal(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `gmk imports` and `gmk undo-import` to the parser."""
    listed = commands.add_parser("imports", help="журнал загрузок")
    listed.set_defaults(run=show_imports)
    undone = commands.add_parser("undo-import", help="отменить загрузку")
    undone.add_argument("import_id", type=_number, metavar="номер", help="номер загрузки из журнала")
    undone.add_argument("--dry-run", action="store_true", help="только показать, ничего не отменять")
    undone.add_argument("--json", action="store_true", help="ответ в формате JSON")
    undone.set_defaults(run=undo)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"«{text}» – не номер загрузки. Номера показывает команда gmk imports")
    return int(text)


def show_imports(_options: argparse.Namespace) -> int:
    """Prints the journal, the latest import first."""
    rows = load(CONSOLE, imports)
    for row in rows:
        print(_line(row))
    if not rows:
        print("Загрузок ещё не было.")
    return 0


def _line(row: ImportRow) -> str:
    counts = ", ".join(f"{name} {row.totals.get(key, 0)}" for key, name in _COUNTS.items())
    formats = "+".join(row.formats)
    when = f"{row.at.replace(tzinfo=UTC).astimezone():%d.%m.%Y %H:%M}"
    return "\t".join([str(row.id), when, row.user, row.file, row.sha256, formats, counts, STATES[row.state]])


_COUNTS = {
    "create": "новых",
    "update": "изменено",
    "unchanged": "без изменений",
    "skip": "пропущено",
    "error": "ошибок",
}


def undo(options: argparse.Namespace) -> int:
    """Undoes an import, or shows what undoing it would do."""
    if options.dry_run:
        report = load(CONSOLE, preview_undo, import_id=options.import_id)
    else:
        report = save(CONSOLE, undo_import, import_id=options.import_id)
    if options.json:
        print(json.dumps(undo_as_json(report), ensure_ascii=False, indent=1))
    else:
        for line in _report_lines(report):
            print(line)
    return 0


def _report_lines(report: UndoReport) -> Iterator[str]:
    done = "отменена" if report.state == "undone" else "будет отменена (это просмотр, ничего не изменено)"
    yield f"Загрузка № {report.import_id} {done}. Восстановлено записей: {report.restored}."
    yield from _left_lines("Оставлено как есть", report.kept)
    yield from _left_lines("Восстановить нельзя", report.impossible)


def _left_lines(title: str, records: list[LeftRecord]) -> Iterator[str]:
    if records:
        yield f"{title} ({len(records)}):"
        yield from (f"  {one.label}: {one.why}{f' ({one.by})' if one.by else ''}" for one in records)
