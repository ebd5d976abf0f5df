"""CPU seconds, wall time and peak memory of a job that runs in a process of its own, and the table of results.

CPU is what counts (user and system, with the processes that the job started and that ended): on a shared machine wall
time doesn't repeat. The memory of the processes is looked at from outside, so that looking costs the job nothing.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from math import log
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MIB = 2**20
LOOK_EVERY = 0.01


@dataclass
class Cost:
    """Seconds of a stretch of work; `note` is whatever the job wants to tell beside them."""

    cpu: float = 0.0
    wall: float = 0.0
    note: dict[str, Any] = field(default_factory=dict)


@dataclass
class Measured:
    """One run of a job: the stretches that it measured by name, and peaks in bytes.

    `peak_both` is the largest sum of the job's process and of its children at one moment.
    """

    stretches: dict[str, Cost]
    whole_cpu: float
    peak: int
    peak_child: int
    peak_both: int

    @property
    def cpu(self) -> float:
        return sum(cost.cpu for cost in self.stretches.values())

    @property
    def wall(self) -> float:
        return sum(cost.wall for cost in self.stretches.values())


def cpu_seconds() -> float:
    """User and system time of this process and of its children that ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


@contextmanager
def stretch() -> Iterator[Cost]:
    """Measures the block."""
    cost = Cost()
    wall, cpu = time.perf_counter(), cpu_seconds()
    yield cost
    cost.wall, cost.cpu = time.perf_counter() - wall, cpu_seconds() - cpu


def report(**stretches: Cost) -> None:
    """What a job prints at its end."""
    print(json.dumps({name: asdict(cost) for name, cost in stretches.items()}), flush=True)


def run_job(module: str, *arguments: object) -> Measured:
    """Runs `python -m module arguments…` and reads what it reports; its memory is watched meanwhile."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        watch = Watch(process.pid)
        output, _ = process.communicate()
        watch.stop()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    stretches = {name: Cost(**cost) for name, cost in json.loads(output.splitlines()[-1]).items()}
    return Measured(stretches, whole, watch.peak, watch.peak_child, watch.peak_both)


class Watch:
    """Looks at the memory of a process and of its children until told to stop."""

    def __init__(self, pid: int) -> None:
        self.peak = self.peak_child = self.peak_both = 0
        self._pid, self._over = pid, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            children = children_of(self._pid)
            self.peak = max(self.peak, memory_of(self._pid, "VmHWM"))
            self.peak_child = max([self.peak_child, *(memory_of(child, "VmHWM") for child in children)])
            self.peak_both = max(self.peak_both, sum(memory_of(pid, "VmRSS") for pid in (self._pid, *children)))


def memory_of(pid: int, entry: str) -> int:
    """`VmRSS` or `VmHWM` of a process in bytes; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(entry)), 0)


def children_of(pid: int) -> list[int]:
    """The children of a process that live now."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def in_turn(runs: int, jobs: dict[str, Callable[[], Measured]]) -> dict[str, list[Measured]]:
    """Each job so many times, one after the other in each round: neighbours in time are compared."""
    done: dict[str, list[Measured]] = {name: [] for name in jobs}
    for number in range(runs):
        for name, job in jobs.items():
            print(f"round {number + 1} of {runs}: {name} …", file=sys.stderr, flush=True)
            done[name].append(job())
    return done


def paired_ratio(ours: Sequence[float], reference: Sequence[float]) -> float:
    """The median of the ratios of neighbours in time."""
    return median(a / b for a, b in zip(ours, reference, strict=True))


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """How cost grows from the first size to the last: 1 is linear."""
    return log(costs[-1] / costs[0]) / log(sizes[-1] / sizes[0])


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table, as docs/benchmarks.md keeps it."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def verdict(figure: float, bar: float) -> str:
    """The bar and whether the figure keeps it."""
    return f"≤ {bar:g}: {'kept' if figure <= bar else 'MISSED'}"


def machine() -> str:
    """One line about where and when this runs."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.split(":")[1].strip() for line in lines if line.startswith("model name")] or [platform.machine()]
    load = Path("/proc/loadavg").read_text().split()[0]
    return f"{date.today()}, {os.cpu_count()} × {models[0]}, Python {platform.python_version()}, load {load}"
