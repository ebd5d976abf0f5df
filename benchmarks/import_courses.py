"""The import of a list of courses: ours beside django-import-export and beside the floor, on the same workbook.

`python -m benchmarks.import_courses [rows …]`. With the first number of rows (10,000) all three run in turn; with all
of them (10,000, 30,000 and 100,000) ours runs alone, for growth, memory and undo. Every job is a process that has
loaded its libraries and has its empty tables and the 60 institutions before the clock starts: what is measured is what
a running server spends, and the process that reads the workbook belongs to it.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.measure import MIB, Measured, exponent, in_turn, machine, paired_ratio, run_job, table, verdict
from benchmarks.workbooks import write_roster

SIZES = (10_000, 30_000, 100_000)
RUNS = 3
GROWTH_RUNS = 2
WRITING = ("preview", "commit")
PEER = "django-import-export, tuned"
KNOWN_PEOPLE = 6_000
KNOWN = f"ours, {KNOWN_PEOPLE:,} people known before"
BARS = {f"{PEER}, with its start": 0.15, "floor, with its start": 3.0, f"{PEER}, beside that": 0.15}
Costs = dict[str, list[Measured]]


def cpu(run: Measured, *names: str) -> float:
    """CPU seconds of the named stretches, of all if none is named."""
    return sum(cost.cpu for name, cost in run.stretches.items() if not names or name in names)


def comparison(workbook: Path, rows: int) -> Costs:
    names = {"ours": "import_ours", "floor": "import_floor", PEER: "import_peer"}
    jobs = {name: lambda module=module: run_job(f"benchmarks.{module}", workbook) for name, module in names.items()}
    jobs[KNOWN] = lambda: run_job("benchmarks.import_ours", workbook, KNOWN_PEOPLE)
    runs = in_turn(RUNS, jobs)
    for name, done in runs.items():
        if max(stretch.note.get("rows", 0) for stretch in done[0].stretches.values()) != rows:
            raise SystemExit(f"{name} didn't store {rows} rows")
    return runs


def comparison_lines(runs: Costs) -> list[list[str]]:
    """Ours, and the ratio of ours to the other importers. The bars are set for whole processes."""
    own = [cpu(run, *WRITING) for run in runs["ours"]]
    lines = [line("ours: preview and commit", runs["ours"], own, own)]
    for name in ("floor", PEER):
        lines.append(line(name, runs[name], [cpu(run) for run in runs[name]], own))
        lines.append(line(f"{name}, with its start", runs[name], [run.whole_cpu for run in runs[name]], own))
    once = [run.whole_cpu - cpu(run, "second_reading") for run in runs[PEER]]
    lines.append(line(f"{PEER}, with its start, if it read the workbook once", runs[PEER], once, own))
    known = [cpu(run, *WRITING) for run in runs[KNOWN]]
    whole = [run.whole_cpu for run in runs[PEER]]
    return [*lines, line(KNOWN, runs[KNOWN], known, own), line(f"{PEER}, beside that", runs[PEER], whole, known)]


def line(name: str, runs: list[Measured], costs: list[float], own: list[float]) -> list[str]:
    ratio = paired_ratio(own, costs)
    wall = median(sum(cost.wall for key, cost in run.stretches.items() if key != "undo") for run in runs)
    return [
        name, f"{median(costs):.2f}", f"{ratio:.2f}", f"{wall:.2f}", *memory(runs),
        verdict(ratio, BARS[name]) if name in BARS else "",
    ]  # fmt: skip


def memory(runs: list[Measured]) -> list[str]:
    """Peaks in MiB: the process, its child, both together at one moment."""
    peaks = (max(run.peak for run in runs), max(run.peak_child for run in runs), max(run.peak_both for run in runs))
    return [f"{peak / MIB:.0f}" for peak in peaks]


def growth_lines(runs: dict[int, list[Measured]]) -> list[list[str]]:
    lines = []
    for rows, done in runs.items():
        parts = [median(cpu(run, name) for run in done) for name in (*WRITING, "undo")]
        undo = median(cpu(run, "undo") / cpu(run, "commit") for run in done)
        wall = median(sum(run.stretches[name].wall for name in WRITING) for run in done)
        lines.append([f"{rows:,}", *(f"{part:.2f}" for part in parts), f"{undo:.2f}", f"{wall:.2f}", *memory(done)])
    return lines


def main(sizes: list[int]) -> None:
    print(machine())
    peaks = ["peak MiB", "child", "together"]
    with tempfile.TemporaryDirectory() as folder:
        workbooks = {rows: write_roster(Path(folder) / f"courses-{rows}.xlsx", rows) for rows in sizes}
        runs = comparison(workbooks[sizes[0]], sizes[0])
        headings = [f"{sizes[0]:,} rows", "CPU s", "ours / it", "wall s", *peaks, "bar"]
        print(table(headings, comparison_lines(runs)), flush=True)
        jobs = {str(rows): lambda rows=rows: run_job("benchmarks.import_ours", workbooks[rows]) for rows in sizes}
        growth = {int(rows): done for rows, done in in_turn(GROWTH_RUNS, jobs).items()}
    print()
    headings = ["rows", "preview CPU s", "commit CPU s", "undo CPU s", "undo / commit", "wall s", *peaks]
    print(table(headings, growth_lines(growth)))
    if len(sizes) > 1:
        power = exponent(sizes, [median(cpu(run, *WRITING) for run in growth[rows]) for rows in sizes])
        peak = max(run.peak_both for run in growth[sizes[-1]]) / MIB
        print(f"growth exponent {power:.2f} ({verdict(power, 1.1)}), peak {peak:.0f} MiB ({verdict(peak, 450)})")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
