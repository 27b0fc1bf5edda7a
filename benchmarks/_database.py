"""PostgreSQL and Valkey for measuring, apart from the clone's own, with one database a size.

`python -m benchmarks._database 2000 1000000` makes and fills the databases; one that is full is left alone.
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from investguangdong.core.embedded import lifecycle, socket_dir
from investguangdong.core.embedded.postgres import SETTINGS, Postgres
from investguangdong.core.embedded.valkey import Valkey

ROOT = Path(__file__).resolve().parents[1]
LOCAL = ROOT / ".local" / "bench"
SOCKETS = socket_dir(LOCAL)
TUNED = SETTINGS | {
    "shared_buffers": "2GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
}
SMALL, MIDDLE, LARGE = 2_000, 200_000, 1_000_000


def postgres() -> Postgres:
    return Postgres(LOCAL, SOCKETS, TUNED)


@contextmanager
def running():
    """Both servers, left running: they are expensive to warm, and `make stop` of the clone leaves them alone."""
    LOCAL.mkdir(parents=True, exist_ok=True)
    lifecycle.own_folder(SOCKETS)
    postgres().start()
    Valkey(LOCAL, SOCKETS).start()
    yield


def name_of(size: int) -> str:
    return f"bench_{size}"


def environment(database: str) -> dict[str, str]:
    """For a process that serves or fills this database."""
    number = 1 + sum(map(ord, database)) % 14
    return os.environ | {
        "DATABASE_URL": f"postgresql://postgres@/{database}?host={SOCKETS}",
        "CACHE_URL": f"unix://{SOCKETS}/valkey.sock?db={number}",
        "CELERY_BROKER_URL": f"redis+socket://{SOCKETS}/valkey.sock?virtual_host=0",
        "DEBUG": "0",
        "DEMO": "1",
    }


def bring_forward(database: str) -> None:
    """To this code: the schema, style sheets and scripts."""
    for step in (["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"]):
        command = [sys.executable, "manage.py", *step]
        subprocess.run(command, cwd=ROOT, env=environment(database), check=True)


def names() -> list[str]:
    return postgres().sql("postgres", "SELECT datname FROM pg_database").split()


def is_filled(size: int) -> bool:
    if name_of(size) not in names():
        return False
    return postgres().sql(name_of(size), "SELECT to_regclass('bench_is_filled') IS NOT NULL").strip() == "t"


def filled_at_least(size: int) -> int | None:
    """The smallest of our databases that holds so many listings."""
    return next((known for known in (SMALL, MIDDLE, LARGE) if known >= size and is_filled(known)), None)


def fill(size: int) -> dict[str, float]:
    """A database with `size` sample listings; seconds of wall clock of each step."""
    server, name = postgres(), name_of(size)
    if name in names():
        server.sql("postgres", f"DROP DATABASE {name} WITH (FORCE)")
    server.sql("postgres", f"CREATE DATABASE {name}")
    steps = {
        "migrate": ["migrate", "-v0"],
        "reference": ["load_reference", "-v0"],
        "sample": ["seed_sample", "--projects", str(size), "--investors", "30"],
    }
    seconds = {}
    for step, arguments in steps.items():
        start = time.monotonic()
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment(name),
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds[step] = round(time.monotonic() - start, 1)
    server.sql(name, "VACUUM ANALYZE")
    server.sql(name, "CREATE TABLE bench_is_filled AS SELECT now() AS at")
    return seconds


def main() -> None:
    with running():
        for size in map(int, sys.argv[1:] or [SMALL]):
            print(f"{size} listings:", "there" if is_filled(size) else fill(size), flush=True)


if __name__ == "__main__":
    main()
