"""`gmk export`: what is stored in a format, as a workbook of that format."""

import argparse
from datetime import date
from pathlib import Path

from gmk.access import CONSOLE
from gmk.errors import RuleBroken
from gmk.people.contents import institution_named
from gmk.reports.templates import BY_INSTITUTION, CONTENTS, export
from gmk.service import load


def add_export(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `gmk export` to the parser."""
    parser = commands.add_parser("export", help="выгрузить данные в книгу Excel")
    parser.add_argument("format", choices=list(CONTENTS), metavar="формат", help=", ".join(CONTENTS))
    parser.add_argument("--institution", metavar="название", help="только это учреждение")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="книга.xlsx", help="куда записать")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the workbook.

    Raises:
        RuleBroken: the institution isn't known, or the format has no institutions.
    """
    if options.institution and options.format not in BY_INSTITUTION:
        raise RuleBroken(f"Данные «{options.format}» не делятся по учреждениям. Уберите --institution.")
    number = load(CONSOLE, institution_named, text=options.institution) if options.institution else None
    options.output.write_bytes(export(CONSOLE, options.format, on=date.today(), institution_id=number))
    print(f"Записано в {options.output}.")
    return 0
