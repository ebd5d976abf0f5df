"""`gmk indicator`: a figure by groups, as a table or as JSON."""

import argparse
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from gmk.access import CONSOLE
from gmk.people.queries import institutions
from gmk.service import load
from gmk.training.indicators import INDICATORS, Indicator
from gmk.training.queries import training_settings
from gmk.training.rows import Coverage, CoverageBy, CoverageRow, Policy


def add_indicator(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `gmk indicator` to the parser."""
    parser = commands.add_parser("indicator", help="посчитать показатель на дату")
    parser.add_argument("code", choices=sorted(INDICATORS), metavar="показатель", help=", ".join(sorted(INDICATORS)))
    groups = [str(by) for by in CoverageBy]
    parser.add_argument("--by", choices=groups, default="institution", metavar="разрез", help=", ".join(groups))
    parser.add_argument("--on", type=_day, metavar="ГГГГ-ММ-ДД", help="на какую дату (если не указана – на сегодня)")
    parser.add_argument("--json", action="store_true", help="ответ в формате JSON")
    parser.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» – не дата. Напишите её как 2026-11-01") from None


def run(options: argparse.Namespace) -> int:
    """Prints the figure by groups and for the whole."""
    indicator, on = INDICATORS[options.code], options.on or date.today()
    policy = Policy(window_months=load(CONSOLE, training_settings).window_months)
    coverage = load(CONSOLE, indicator.query, by=CoverageBy(options.by), on=on, policy=policy)
    names = _names(coverage)
    if options.json:
        print(json.dumps(_answer(indicator, coverage, names), ensure_ascii=False, indent=2))
    else:
        _print_table(indicator, coverage, names)
    return 0


def _names(coverage: Coverage) -> dict[str, str]:
    """The full names of institutions by key; other groups are called as on the screen."""
    if coverage.by is not CoverageBy.INSTITUTION:
        return {row.key: row.label for row in coverage.rows}
    return {str(row.id): row.name for row in load(CONSOLE, institutions, on=coverage.on)}


def _answer(indicator: Indicator, coverage: Coverage, names: dict[str, str]) -> dict[str, Any]:
    return {
        "indicator": indicator.code,
        "title": indicator.title,
        "on": coverage.on.isoformat(),
        "by": str(coverage.by),
        "window_months": coverage.policy.window_months,
        "rows": [{str(coverage.by): names[row.key], **_figures(row)} for row in coverage.rows],
        "total": _figures(coverage.total),
    }


def _figures(row: CoverageRow) -> dict[str, Any]:
    return {"numerator": row.covered, "denominator": row.active, "share": row.share}


def _print_table(indicator: Indicator, coverage: Coverage, names: dict[str, str]) -> None:
    print(f"{indicator.title} на {coverage.on:%d.%m.%Y}")
    for line in _lines([*((names[row.key], row) for row in coverage.rows), (coverage.total.label, coverage.total)]):
        print(line)


def _lines(rows: Iterable[tuple[str, CoverageRow]]) -> Iterable[str]:
    for name, row in rows:
        share = "нет данных" if row.share is None else f"{100 * row.share:.1f} %".replace(".", ",")
        yield f"{share:>10}  {row.covered:>5} из {row.active:<5}  {name}"
