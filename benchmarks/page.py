"""A rerun of the coverage page on the demonstration town: ours beside the same page written the stock way.

`python -m benchmarks.page [sessions] [seconds]`. Both servers run on this machine and are asked by tabs that speak
Streamlit's messages (`benchmarks.tab`); a click changes the breakdown, and the whole page runs again.
"""

import asyncio
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles

from benchmarks.measure import MIB, ROOT, machine, memory_of, paired_ratio, table, verdict
from benchmarks.tab import Tab

ROUNDS = 4
CLICKS = 20
EVERY = 5.0  # seconds between two clicks of one session, on average
OPTIONS = ("учреждение", "вид учреждения", "должность")
LABEL = "Разрез"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A server that runs, and how to open a tab of its page."""

    pid: int
    tab: Callable[[], Tab]

    def cpu(self) -> float:
        """CPU seconds of the server since it started."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / TICKS


@contextmanager
def running(command: list[str], port: int, ready: str, *, folder: Path, **environment: str) -> Iterator[int]:
    """Starts a server, waits until it answers, and ends it afterwards."""
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}{ready}")
            yield process.pid
        finally:
            process.kill()


def wait_for(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{address} doesn't answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def our_server() -> Iterator[Server]:
    """Ours as `start.py --demo` starts it; every tab carries the cookie of a sign-in."""
    port, cookie = free_port(), f"gmk_session={signed_in()}"
    command = ["uvicorn", "streamlit_app:app", "--workers", "1", "--no-access-log", "--port", str(port)]
    command += ["--timeout-graceful-shutdown", "3", "--ws-per-message-deflate", "false"]
    with running(command, port, "/ready", folder=ROOT) as pid:
        yield Server(pid, lambda: Tab(f"127.0.0.1:{port}", page="coverage", cookie=cookie))


def signed_in() -> str:
    """Opens a sign-in of the town's head past the form, and gives its token."""
    from sqlmodel import select

    from gmk.accounts.sessions import open_sign_in
    from gmk.db.session import write_session
    from gmk.db.tables import UserAccount

    with write_session() as session:
        head = next(user for user in session.exec(select(UserAccount)) if "head" in user.roles)
        return open_sign_in(session, user_id=head.id, at=datetime.now(UTC))


@contextmanager
def stock_server(data: Path) -> Iterator[Server]:
    """The stock page, from a folder without settings."""
    port = free_port()
    command = ["streamlit", "run", str(ROOT / "benchmarks/stock/coverage.py"), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false"]
    database = str(data / "demo.db")
    with running(command, port, "/_stcore/health", folder=data, BENCHMARK_DATABASE=database) as pid:
        yield Server(pid, lambda: Tab(f"127.0.0.1:{port}"))


async def clicks(server: Server, tab: Tab, count: int) -> tuple[float, list[float]]:
    """CPU of the server and seconds until the answer, for each of so many clicks one after the other."""
    began = server.cpu()
    waits = [await tab.choose(LABEL, option) for option, _ in zip(cycle(OPTIONS), range(count), strict=False)]
    return (server.cpu() - began) / count, waits


async def one_session(servers: dict[str, Server]) -> dict[str, tuple[list[float], list[float], Tab]]:
    """Rounds of clicks in one tab of each server, in turn."""
    tabs = {name: server.tab() for name, server in servers.items()}
    found: dict[str, tuple[list[float], list[float], Tab]] = {name: ([], [], tab) for name, tab in tabs.items()}
    for name, tab in tabs.items():
        await tab.open()
        await clicks(servers[name], tab, len(OPTIONS))
    for _ in range(ROUNDS):
        for name, tab in tabs.items():
            cpu, waits = await clicks(servers[name], tab, CLICKS)
            found[name][0].append(cpu)
            found[name][1].extend(waits)
    for tab in tabs.values():
        await tab.close()
        if tab.errors:
            raise SystemExit(f"the page shows an error: {tab.errors[0]}")
    return found


async def many_sessions(server: Server, sessions: int, seconds: float) -> list[float]:
    """What each click waited while so many tabs click every five seconds."""
    tabs = [server.tab() for _ in range(sessions)]
    for tab in tabs:
        await tab.open()
    end, waits = time.perf_counter() + seconds, list[float]()

    async def click_on(tab: Tab, numbers: random.Random) -> None:
        await asyncio.sleep(numbers.uniform(0, EVERY))
        while time.perf_counter() < end:
            waits.append(await tab.choose(LABEL, numbers.choice(OPTIONS)))
            await asyncio.sleep(numbers.uniform(0, 2 * EVERY))

    await asyncio.gather(*(click_on(tab, random.Random(number)) for number, tab in enumerate(tabs)))
    await asyncio.gather(*(tab.close() for tab in tabs))
    return waits


def spread(waits: list[float]) -> str:
    parts = quantiles(waits, n=20)
    return f"{parts[9] * 1000:.0f} / {parts[18] * 1000:.0f}"


def bars(ratio: float, waits: list[float]) -> str:
    return f"{verdict(ratio, 0.15)}; p95 in ms {verdict(quantiles(waits, n=20)[18] * 1000, 50)}"


def main(sessions: int, seconds: float) -> None:
    print(machine())
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ.update(GMK_DATA_DIR=folder, GMK_DEMO="1")
        subprocess.run([sys.executable, "-m", "gmk.cli", "demo"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        servers = {
            "ours": stack.enter_context(our_server()),
            "stock": stack.enter_context(stock_server(Path(folder))),
        }
        alone = asyncio.run(one_session(servers))
        lines = []
        for name, (cpu, waits, tab) in alone.items():
            ratio = paired_ratio(cpu, alone["stock"][0])
            many = asyncio.run(many_sessions(servers[name], sessions, seconds))
            rest = [f"{memory_of(servers[name].pid, 'VmHWM') / MIB:.0f}", bars(ratio, many) if name == "ours" else ""]
            lines.append(
                [
                    name, f"{median(cpu) * 1000:.1f}", f"{ratio:.3f}", spread(waits), spread(many), *rest,
                ]
            )  # fmt: skip
            print(f"{name} draws {dict(sorted(tab.elements.items()))}", file=sys.stderr)
    headings = ["page", "server CPU ms a rerun", "ratio", "one session p50/p95 ms", f"{sessions} sessions p50/p95 ms"]
    print(table([*headings, "peak MiB", "bars"], lines))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 50, float(sys.argv[2]) if sys.argv[2:] else 60)
