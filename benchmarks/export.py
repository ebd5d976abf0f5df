"""A table of 10,000 rows × 16 columns as a workbook: ours beside openpyxl's normal mode.

The same values, headings, widths, frozen row and filter; ours gives every cell a border and a format of its own,
openpyxl only the days.

`python -m benchmarks.export [rows]`.
"""

import sys
from io import BytesIO
from operator import itemgetter
from statistics import median

from benchmarks.measure import MIB, Measured, in_turn, machine, paired_ratio, report, run_job, stretch, table, verdict
from benchmarks.workbooks import HEADINGS, Row, roster
from gmk.excel.write import Kind, TableColumn, TableSpec, workbook_bytes

ROWS = 10_000
RUNS = 5
KINDS: dict[int, Kind] = {0: "number", 10: "number", 11: "date", 12: "date", 14: "date"}
WIDTH = 20


def ours(rows: list[Row]) -> bytes:
    columns = tuple(
        TableColumn(heading, itemgetter(index), KINDS.get(index, "text"), WIDTH)
        for index, heading in enumerate(HEADINGS)
    )
    return workbook_bytes(TableSpec("Курсы", columns), rows)


def openpyxl_normal(rows: list[Row]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    side = Side("thin", "A6A6A6")
    bold, fill, border = Font(bold=True), PatternFill("solid", "E7EDF3"), Border(side, side, side, side)
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(HEADINGS)
    for cell in sheet[1]:
        cell.font, cell.fill, cell.border = bold, fill, border
    for row in rows:
        sheet.append(row)
    for index in range(len(HEADINGS)):
        letter = get_column_letter(index + 1)
        sheet.column_dimensions[letter].width = WIDTH
        if KINDS.get(index) == "date":
            for cell in sheet[letter][1:]:
                cell.number_format = "dd.mm.yyyy"
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


WRITERS = {"ours": ours, "openpyxl": openpyxl_normal}


def job(name: str, count: int) -> None:
    """Writes once in this process; a small one before, so that nothing is imported while the clock runs."""
    WRITERS[name](list(roster(10)))
    rows = list(roster(count))
    with stretch() as cost:
        cost.note["bytes"] = len(WRITERS[name](rows))
    report(whole=cost)


def line(name: str, runs: list[Measured], reference: list[Measured]) -> list[str]:
    ratio = paired_ratio([run.cpu for run in runs], [run.cpu for run in reference])
    return [
        name, f"{median(run.cpu for run in runs):.2f}", f"{ratio:.2f}", f"{median(run.wall for run in runs):.2f}",
        f"{max(run.peak for run in runs) / MIB:.0f}", f"{runs[0].stretches['whole'].note['bytes'] / MIB:.2f}",
        verdict(ratio, 0.6) if name == "ours" else "",
    ]  # fmt: skip


def main(count: int) -> None:
    print(machine())
    runs = in_turn(RUNS, {name: lambda name=name: run_job("benchmarks.export", "job", name, count) for name in WRITERS})
    lines = [line(name, runs[name], runs["openpyxl"]) for name in WRITERS]
    print(table([f"writer, {count:,} rows", "CPU s", "ratio", "wall s", "peak MiB", "file MiB", "bar"], lines))


if __name__ == "__main__":
    if sys.argv[1:2] == ["job"]:
        job(sys.argv[2], int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else ROWS)
