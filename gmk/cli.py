"""The `gmk` command. It acts as the operator of the machine (user «консоль») and calls what the pages call."""

import argparse
import sys

from gmk.commands.demo import add_demo
from gmk.commands.indicator import add_indicator
from gmk.db.migrate import upgrade
from gmk.db.session import engine


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and gives its exit code."""
    options = _parser().parse_args(arguments)
    upgrade(engine())
    code: int = options.run(options)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gmk", description="Рабочее место городского методического кабинета")
    commands = parser.add_subparsers(required=True, metavar="команда")
    add_demo(commands)
    add_indicator(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
