"""Servers to measure, and what a request costs them: CPU time of the process tree and of its PostgreSQL.

CPU time is read from /proc (Linux); the wall clock is for reading only, since other work may share the machine.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks._database import ROOT, bring_forward, environment, postgres

TICK = os.sysconf("SC_CLK_TCK")
WORKERS = 2


@dataclass
class Server:
    name: str
    port: int
    process: subprocess.Popen
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, **headers: str) -> tuple[int, bytes, float]:
        """Status, body and seconds, over one connection a call."""
        client = http.client.HTTPConnection("localhost", self.port, timeout=60)
        start = time.perf_counter()
        client.request("GET", quote(address, safe="/?=&%+"), headers=self.headers | headers)
        answer = client.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - start
        client.close()
        return answer.status, body, seconds

    def resident(self) -> list[float]:
        """Megabytes of each worker."""
        pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in tree(self.process.pid)]
        return [round(number * os.sysconf("SC_PAGE_SIZE") / 2**20, 1) for number in pages]


def tree(root: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").iterdir():
        if path.name.isdigit() and (stat := read_stat(int(path.name))):
            children.setdefault(int(stat[1]), []).append(int(path.name))
    found = [root]
    for pid in found:
        found += children.get(pid, [])
    return found


def read_stat(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat after the name: state, parent and so on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return None


def cpu_of(root: int) -> float:
    """Seconds used by the tree so far, children that have ended included."""
    stats = [read_stat(pid) for pid in tree(root)]
    own = sum(int(stat[11]) + int(stat[12]) for stat in stats if stat)
    ended = sum(int(stat[13]) + int(stat[14]) for stat in stats if stat)
    return (own + ended) / TICK


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(name: str, application: str, *, env: dict, folder: Path = ROOT, python=sys.executable):
    """`application` under granian with two workers of one thread each, until the block ends."""
    port = free_port()
    command = [Path(python).parent / "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", port, "--workers", WORKERS, "--blocking-threads", 1, "--log-level", "warning"]
    process = subprocess.Popen(
        [str(part) for part in (*command, application)],
        cwd=folder,
        env=env | {"PORT": str(port), "SITE_URL": f"http://localhost:{port}"},
        stdin=subprocess.DEVNULL,
    )
    server = Server(name, port, process)
    try:
        wait_for(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def wait_for(server: Server, patience: float = 90) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            server.get("/healthz")
            return
        except OSError:
            if server.process.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError(f"{server.name} does not answer")


@contextmanager
def portal(database: str) -> Iterator[Server]:
    bring_forward(database)
    with serving("portal", "investguangdong.wsgi:application", env=environment(database)) as server:
        yield server


@contextmanager
def floor() -> Iterator[Server]:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks._floor"}
    with serving("floor", "benchmarks._floor:application", env=env) as server:
        yield server


@dataclass
class Cost:
    """Of one page: milliseconds of CPU a request in the application and in PostgreSQL, by round."""

    app: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        return statistics.median(a + d for a, d in zip(self.app, self.database, strict=True))

    def as_dict(self) -> dict[str, float]:
        return {
            "app_ms": round(statistics.median(self.app), 2),
            "database_ms": round(statistics.median(self.database), 2),
            "p50_wall_ms": round(1000 * statistics.median(self.wall), 1),
        }


@dataclass(frozen=True)
class Page:
    name: str
    server: Server
    addresses: tuple[str, ...]
    headers: tuple[tuple[str, str], ...] = ()


def measure(pages: list[Page], *, rounds: int = 5, requests: int = 60) -> dict[str, Cost]:
    """All pages in turn, round after round, so that a busy moment of the machine hits each of them."""
    costs = {page.name: Cost() for page in pages}
    for page in pages:
        ask(page, WORKERS * 4)
    for _round in range(rounds):
        for page in pages:
            add_round(costs[page.name], page, requests)
    return costs


def add_round(cost: Cost, page: Page, requests: int) -> None:
    database = postgres().pid
    before = cpu_of(page.server.process.pid), cpu_of(database)
    cost.wall += ask(page, requests)
    after = cpu_of(page.server.process.pid), cpu_of(database)
    cost.app.append(1000 * (after[0] - before[0]) / requests)
    cost.database.append(1000 * (after[1] - before[1]) / requests)


def ask(page: Page, requests: int) -> list[float]:
    seconds = []
    for number in range(requests):
        address = page.addresses[number % len(page.addresses)]
        status, _body, taken = page.server.get(address, **dict(page.headers))
        if status != 200:
            raise RuntimeError(f"{page.name}: {address} answered {status}")
        seconds.append(taken)
    return seconds
