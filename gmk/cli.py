"""The `gmk` command. It acts as the operator of the machine (user «консоль») and calls what the pages call."""

import argparse
import io
import sys

from gmk.commands.demo import add_demo
from gmk.commands.import_file import add_import
from gmk.commands.indicator import add_indicator
from gmk.commands.journal import add_journal
from gmk.db.migrate import upgrade
from gmk.db.session import engine
from gmk.errors import OfficeError

REFUSED = 1


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
    return code


def _speak_utf8() -> None:
    """Russian in pipes and files of Windows too, whatever its code page."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gmk", description="Рабочее место городского методического кабинета")
    commands = parser.add_subparsers(required=True, metavar="команда")
    add_import(commands)
    add_journal(commands)
    add_demo(commands)
    add_indicator(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
