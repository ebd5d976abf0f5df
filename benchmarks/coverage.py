"""Coverage by institution for today, ours beside the plain EXISTS query on the same base, on SQLite and PostgreSQL.

`python -m benchmarks.coverage [people …]`; without arguments 100,000, 300,000 and 1,000,000 people. The bases are kept
in the folder for temporary files and used again.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Engine, text
from sqlmodel import Session

from benchmarks.coverage_base import TODAY, fill_postgresql, postgresql, sqlite_base
from benchmarks.measure import MIB, children_of, cpu_seconds, exponent, machine, memory_of, paired_ratio, table, verdict
from gmk.access import EVERYTHING
from gmk.db.session import connect
from gmk.training.queries import coverage
from gmk.training.rows import CoverageBy, Policy
from gmk.training.rules import counts_since

RUNS = 5
SIZES = (100_000, 300_000, 1_000_000)
PAST_PEOPLE = 30_000
PAST_DAY = TODAY.replace(year=2025)
EXISTS = """select e.institution_id, count(*) as active, sum(case when exists (
    select 1 from course_record c where c.educator_id = e.educator_id and c.finished_on between :since and :day
    and c.hours >= 16 and c.kind in ('advanced', 'retraining', 'internship') and c.by_profile
    ) then 1 else 0 end) as covered
from employment e
where (e.valid_from is null or e.valid_from <= :day) and (e.valid_to is null or e.valid_to >= :day)
    and e.kind in ('main', 'internal') and e.leave is null
group by e.institution_id"""
"""The plain query; courses of which only the year is known are left out, it would need a second EXISTS for them."""

Answer = dict[int, tuple[int, int]]


@dataclass
class Runs:
    """CPU and wall seconds of each warm run."""

    cpu: list[float]
    wall: list[float]


def ours(session: Session, day: Any = TODAY) -> Answer:
    found = coverage(session, scope=EVERYTHING, by=CoverageBy.INSTITUTION, on=day, policy=Policy())
    return {int(row.key): (row.active, row.covered - row.by_year) for row in found.rows}


def plain(session: Session, day: Any = TODAY) -> Answer:
    days = {"since": str(counts_since(day)), "day": str(day)}
    return {row[0]: (row[1], row[2]) for row in session.execute(text(EXISTS), days)}


def compare(engine: Engine, server_pid: int | None = None) -> dict[str, Runs]:
    """Both questions in turn, warm; that the answers agree is checked first."""
    questions: dict[str, Callable[[Session], Answer]] = {"ours": ours, "plain": plain}
    with Session(engine) as session:
        check(ours(session), plain(session))
        runs = {name: Runs([], []) for name in questions}
        for _ in range(RUNS):
            for name, question in questions.items():
                cpu, wall = cpu_with_server(server_pid), time.perf_counter()
                question(session)
                runs[name].wall.append(time.perf_counter() - wall)
                runs[name].cpu.append(cpu_with_server(server_pid) - cpu)
    return runs


def check(own: Answer, reference: Answer) -> None:
    """Stops if both ways don't count the same people: whom a course by year covers is in neither figure."""
    different = [key for key in reference if own.get(key) != reference[key]]
    if different or len(own) != len(reference):
        raise SystemExit(
            f"{len(different)} institutions differ, such as {[(k, own.get(k), reference[k]) for k in different[:3]]}"
        )


def cpu_with_server(server_pid: int | None) -> float:
    """CPU of this process and of the database server's processes, living and ended."""
    if server_pid is None:
        return cpu_seconds()
    ticks = sum(_ticks(pid) for pid in (server_pid, *children_of(server_pid)))
    return cpu_seconds() + ticks / os.sysconf("SC_CLK_TCK")


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))


def past_day() -> tuple[float, float]:
    """CPU and wall seconds of a past day, without the index that only the plain query has."""
    with Session(sqlite_base(PAST_PEOPLE, covering=False)) as session:
        ours(session, PAST_DAY)
        cpu, wall = [], []
        for _ in range(RUNS):
            began = cpu_seconds(), time.perf_counter()
            ours(session, PAST_DAY)
            cpu.append(cpu_seconds() - began[0])
            wall.append(time.perf_counter() - began[1])
    return median(cpu), median(wall)


def line(name: str, people: int, runs: dict[str, Runs], bar: float | None) -> list[str]:
    own, other = runs["ours"], runs["plain"]
    ratio = paired_ratio(own.cpu, other.cpu)
    walls = paired_ratio(own.wall, other.wall)
    return [
        name, f"{people:,}", milliseconds(own.cpu), milliseconds(other.cpu), f"{ratio:.3f}", milliseconds(own.wall),
        milliseconds(other.wall), f"{walls:.3f}", verdict(ratio, bar) if bar else "",
    ]  # fmt: skip


def milliseconds(seconds: list[float]) -> str:
    return f"{median(seconds) * 1000:.1f}"


def main(sizes: list[int]) -> None:
    print(machine())
    lines, costs = [], []
    for people in sizes:
        runs = compare(sqlite_base(people))
        costs.append(median(runs["ours"].cpu))
        lines.append(line("SQLite", people, runs, 0.10 if people == sizes[-1] else None))
    with postgresql() as (address, pid):
        engine = connect(address)
        print("filling PostgreSQL …", file=sys.stderr, flush=True)
        fill_postgresql(engine, sizes[-1])
        lines.append(line("PostgreSQL", sizes[-1], compare(engine, pid), 0.25))
        engine.dispose()
    headings = [
        "base",
        "people",
        "ours CPU ms",
        "EXISTS CPU ms",
        "ratio",
        "ours wall ms",
        "EXISTS wall ms",
        "ratio",
        "bar (CPU)",
    ]
    print(table(headings, lines))
    if len(sizes) > 1:
        growth = exponent(sizes, costs)
        print(f"growth exponent {growth:.2f} ({verdict(growth, 1.1)})")
    cpu, wall = past_day()
    past = f"a past day, {PAST_PEOPLE:,} people: CPU {cpu * 1000:.1f} ms, wall {wall * 1000:.1f} ms"
    print(f"{past} ({verdict(cpu * 1000, 50)})")
    print(f"peak memory of this process {memory_of(os.getpid(), 'VmHWM') / MIB:.0f} MiB")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
