"""`gmk import`: reads a workbook, shows what it would change, and writes it."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gmk.access import CONSOLE
from gmk.errors import RuleBroken, WorkbookUnreadable
from gmk.excel.reading import Problem, ReadingOptions
from gmk.intake.as_json import preview_as_json, refusal_as_json
from gmk.intake.commit import commit_import
from gmk.intake.model import ImportOptions, ImportPreview, SheetPreview
from gmk.intake.preview import preview_import
from gmk.intake.recognise import read_workbook
from gmk.intake.report import marked_workbook
from gmk.service import load, save

DONE, HAS_ERRORS, UNREADABLE = 0, 2, 3
FORMATS = {
    "institutions": "учреждения", "staff": "работники", "courses": "курсы", "roster": "составы объединений",
    "plan": "план работы", "results": "результаты конкурсов и олимпиад", "exams": "результаты экзаменов",
}  # fmt: skip
LEVELS = {"error": "ошибка", "warning": "внимание", "info": "к сведению"}


def add_import(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `gmk import` to the parser."""
    parser = commands.add_parser("import", help="загрузить книгу Excel")
    parser.add_argument("file", type=Path, metavar="файл", help="книга .xlsx или .xlsm")
    parser.add_argument("--format", choices=sorted(FORMATS), help="формат, если он не распознаётся по заголовкам")
    parser.add_argument("--sheet", metavar="лист", help="загрузить только этот лист")
    parser.add_argument("--institution", metavar="название", help="учреждение, если файл его не называет")
    parser.add_argument("--association", metavar="название", help="объединение, если файл его не называет")
    parser.add_argument("--school-year", type=int, metavar="год", help="учебный год: 2026 значит 2026/27")
    parser.add_argument("--as-of", type=_day, metavar="дата", help="на какой день верен файл (обычно сегодня)")
    parser.add_argument(
        "--policy", choices=("update", "fill", "skip"), default="update",
        help="известные записи: обновлять, только дополнять пустое, не менять",
    )  # fmt: skip
    parser.add_argument("--valid-only", action="store_true", help="записать строки без ошибок, хотя есть и другие")
    parser.add_argument("--dry-run", action="store_true", help="только показать, ничего не записывать")
    parser.add_argument(
        "--report", type=Path, metavar="книга.xlsx", help="сохранить ту же книгу с отмеченными ошибками"
    )
    parser.add_argument("--json", action="store_true", help="ответ в формате JSON")
    parser.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» – не дата. Напишите её как 2026-09-01") from None


def run(options: argparse.Namespace) -> int:
    """Imports one file; the exit code tells whether it had errors or couldn't be read."""
    try:
        data = _bytes(options.file)
        reading = read_workbook(data, file_name=options.file.name, options=_reading_options(options))
    except WorkbookUnreadable as error:
        return _refuse(options, error)
    chosen = ImportOptions(_reading_options(options), options.policy, options.valid_only)
    preview = load(CONSOLE, preview_import, reading=reading, options=chosen)
    if options.report is not None:
        _write_report(options, marked_workbook(data, preview))
    is_refused = preview.has_errors() and not options.valid_only
    import_id = None
    if not (is_refused or options.dry_run):
        import_id = save(CONSOLE, commit_import, preview=preview, data=data, valid_only=options.valid_only)
    _show(preview, import_id, as_json=options.json)
    return HAS_ERRORS if is_refused else DONE


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        text = f"Файл «{file}» не открывается: его нет, это папка или нет прав на чтение. Проверьте путь."
        raise WorkbookUnreadable("file.corrupt", text) from error


def _write_report(options: argparse.Namespace, marked: bytes) -> None:
    """Before anything is imported, so that a wrong path stops the command.

    Raises:
        RuleBroken: it would stand in place of the file, or can't be written.
    """
    report: Path = options.report
    if report.resolve() == options.file.resolve():
        raise RuleBroken("Книга с замечаниями заменила бы сам файл. Укажите в --report другое имя.")
    try:
        report.write_bytes(marked)
    except OSError as error:
        text = f"Книга с замечаниями не сохраняется в «{report}»: нет такой папки, прав на запись или места."
        raise RuleBroken(f"{text} Ничего не загружено, укажите другой путь.") from error


def _reading_options(options: argparse.Namespace) -> ReadingOptions:
    return ReadingOptions(
        format=options.format,
        sheet=options.sheet,
        institution=options.institution,
        association=options.association,
        school_year=options.school_year,
        as_of=options.as_of or date.today(),
    )


def _refuse(options: argparse.Namespace, error: WorkbookUnreadable) -> int:
    if options.json:
        _print_json(refusal_as_json(options.file.name, error))
    print(" ".join(str(error).split()), file=sys.stderr)
    return UNREADABLE


def _print_json(tree: object) -> None:
    print(json.dumps(tree, ensure_ascii=False, indent=1))


def _show(preview: ImportPreview, import_id: int | None, *, as_json: bool) -> None:
    if as_json:
        state = "preview" if import_id is None else "committed"
        _print_json(preview_as_json(preview, state=state, import_id=import_id))
        return
    for line in summary(preview, import_id):
        print(line)


def summary(preview: ImportPreview, import_id: int | None) -> Iterator[str]:
    """The preview for reading, line by line: what becomes of the rows, and every problem with its place."""
    yield f"Файл: {preview.file}"
    if preview.seen_before is not None:
        yield f"Этот же файл уже загружали: загрузка № {preview.seen_before}."
    for sheet in preview.sheets:
        yield from _sheet_lines(sheet)
    yield _outcome(preview, import_id)


def _sheet_lines(sheet: SheetPreview) -> Iterator[str]:
    yield ""
    yield f"Лист «{sheet.sheet}»: {FORMATS.get(sheet.format or '', 'не загружается')}. {sheet.why}".rstrip()
    for problem in sheet.problems:
        yield _problem_line(f"Лист «{sheet.sheet}»", problem)
    if sheet.format is None:
        return
    totals = sheet.totals
    yield (
        f"Строк {totals['rows']}: новых {totals['create']}, с изменениями {totals['update']}, "
        f"без изменений {totals['unchanged']}, пропущено {totals['skip']}, с ошибками {totals['error']}."
    )
    for row in sheet.rows:
        for problem in row.problems:
            place = f"ячейка {problem.cell}" if problem.cell else f"строка {row.row}"
            yield _problem_line(f"Лист «{sheet.sheet}», {place}", problem)
    if sheet.not_in_file:
        yield f"Есть в базе, но нет в файле ({len(sheet.not_in_file)}):"
        yield from (f"  {one.label}" for one in sheet.not_in_file)


def _problem_line(place: str, problem: Problem) -> str:
    return f"  {LEVELS[problem.level]}: {place}. {problem.message}"


def _outcome(preview: ImportPreview, import_id: int | None) -> str:
    if import_id is not None:
        count = len(preview.change_set.changes)
        return f"\nЗаписано: загрузка № {import_id}, изменено и добавлено записей: {count}."
    if preview.has_errors() and not preview.options.valid_only:
        return "\nВ файле есть ошибки, поэтому ничего не записано. Исправьте их или добавьте --valid-only."
    return "\nЭто просмотр: ничего не записано."
