"""The `gmk` command. It acts as the operator of the machine (user «консоль») and calls what the pages call."""

import argparse
import io
import logging
import secrets
import sys
import traceback
from types import TracebackType

from gmk.commands.demo import add_demo
from gmk.commands.export import add_export
from gmk.commands.import_file import add_import
from gmk.commands.indicator import add_indicator
from gmk.commands.journal import add_journal
from gmk.db.migrate import upgrade
from gmk.db.session import engine
from gmk.errors import OfficeError
from gmk.settings import settings

REFUSED = 1
LOG = "gmk.log"
"""In the folder of the data: what nobody foresaw, with tracebacks; it begins with the first defect."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    _speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        upgrade(engine())
        code: int = options.run(options)
    except OfficeError as error:
        print(error, file=sys.stderr)
        return REFUSED
    except Exception as error:  # noqa: BLE001 - nobody foresaw it: told calmly, logged in full
        return _tell_defect(error, debug=options.debug)
    return code


def _tell_defect(error: Exception, *, debug: bool) -> int:
    """One calm sentence with the number under which the log has the traceback; with `debug` the traceback too."""
    number = secrets.token_hex(4)
    where = _log_defect(number, error)
    if debug or where is None:
        traceback.print_exception(error)
    place = f"подробности записаны в файл {where}" if where else "записать подробности в журнал не удалось"
    print(
        f"Команда не выполнена из-за ошибки в программе; {place}. Сообщите администратору номер ошибки: {number}.",
        file=sys.stderr,
    )
    return REFUSED


def _log_defect(number: str, error: Exception) -> str | None:
    """Writes the traceback under its number; gives the file, None if it can't be written."""
    path = settings().data_dir / LOG
    try:
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    record = logging.LogRecord("gmk", logging.ERROR, __file__, 0, "defect %s", (number,), _exc_info(error))
    handler.handle(record)
    handler.close()
    return str(path)


def _exc_info(error: Exception) -> tuple[type[Exception], Exception, TracebackType | None]:
    return type(error), error, error.__traceback__


def _speak_utf8() -> None:
    """Russian in pipes and files of Windows too, whatever its code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gmk", description="Рабочее место городского методического кабинета")
    parser.add_argument("--debug", action="store_true", help="при ошибке в программе показать её место")
    commands = parser.add_subparsers(required=True, metavar="команда")
    add_import(commands)
    add_export(commands)
    add_journal(commands)
    add_demo(commands)
    add_indicator(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
