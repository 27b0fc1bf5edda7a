"""How the matching grows: one mandate at 1,000, 10,000 and 100,000 open projects; every pair of 10,000 × 10,000,
computed and stored; a slice of 100,000 × 100,000. CPU seconds of this process, apart from those of the database."""

import os
import resource
import subprocess
import sys
import time
from itertools import islice

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import django
import numpy as np

from benchmarks._database import ROOT, environment, names, postgres, running
from benchmarks._market import NEIGHBOURS, listings, mandates
from benchmarks._report import Report, report
from benchmarks._servers import cpu_of
from investguangdong.matching.scoring import best, score_many
from investguangdong.matching.table import Table

NAME = "bench_matching"
MANY = 10_000
SIZES = {1_000: 200, 10_000: 200, 100_000: 60}  # open projects, mandates to take the mean of
KEPT = 50
GOALS = {10_000: 10, 100_000: 40}  # milliseconds a mandate
ALL_PAIRS, MEMORY = 20, 1024  # CPU seconds, MB
STORED = int(os.environ.get("BENCH_CHUNKS", "8"))  # chunks of 250 mandates that are scored into the database


def table_of(size: int) -> Table:
    """Where investors stand with each project is known, as after a first night."""
    return Table(listings(size), crowd=np.tile([40.0, 9.0], (size, 1)))


def kept(mandate, table: Table) -> None:
    """All that the run asks of the model for one mandate."""
    scores = score_many(mandate, table, neighbours=NEIGHBOURS)
    rows = best(scores, table, count=KEPT)
    scores.values_of(rows), scores.gates_of(rows), scores.averages  # noqa: B018  what is stored


def seconds(wanted, table: Table) -> float:
    before = time.process_time()
    for mandate in wanted:
        kept(mandate, table)
    return time.process_time() - before


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def one_mandate(told: Report) -> dict[int, float]:
    """CPU seconds a pair, by size."""
    wanted, per_pair = mandates(max(SIZES.values())), {}
    for size, repeats in SIZES.items():
        table = table_of(size)
        kept(wanted[0], table)
        taken = seconds(islice(wanted, repeats), table) / repeats
        per_pair[size] = taken / size
        label = f"one mandate against {size:,} projects, ms"
        told.judge(label, 1000 * taken, GOALS[size]) if size in GOALS else told.tell(
            label, round(1000 * taken, 2)
        )
    told.tell("peak memory with 100,000 projects, MB", megabytes())
    return per_pair


def all_pairs(told: Report) -> None:
    table = table_of(MANY)
    told.judge(f"all pairs of {MANY:,} × {MANY:,}, CPU s", seconds(mandates(MANY), table), ALL_PAIRS)
    told.judge(f"peak memory of {MANY:,} × {MANY:,}, MB", megabytes(), MEMORY, margin=1)


def fill() -> None:
    """A database of its own with as many mandates as listings."""
    server = postgres()
    if NAME not in names():
        server.sql("postgres", f"CREATE DATABASE {NAME}")
        sample = ["seed_sample", "--projects", str(MANY), "--investors", str(MANY)]
        for step in (["migrate", "-v0"], ["load_reference", "-v0"], sample):
            manage(*step)
        server.sql(NAME, "VACUUM ANALYZE")
    manage("migrate", "-v0")


def manage(*step: str) -> None:
    subprocess.run([sys.executable, "manage.py", *step], cwd=ROOT, env=environment(NAME), check=True)


def stored(told: Report) -> None:
    """Some chunks of the nightly run, all of it but the settling; then the same again, unchanged."""
    from django.db import connection, transaction

    from investguangdong.matching.actions.running import start_run
    from investguangdong.matching.actions.settling import score_chunk
    from investguangdong.matching.supply import open_supply

    before = time.process_time()
    told.tell("projects read into the table", len(open_supply().table))
    told.tell("reading them, CPU s", round(time.process_time() - before, 1))
    run = start_run()
    chunks = list(run.chunks.order_by("number")[:STORED])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    for time_of in ("first", "second"):
        ours, theirs = time.process_time(), cpu_of(backend)
        with transaction.atomic():
            done = [score_chunk(run, chunk) for chunk in chunks]
        ours, theirs = time.process_time() - ours, cpu_of(backend) - theirs
        share = len(run.chunks.all()) / len(chunks)
        told.tell(f"{time_of} time: matches written", sum(one["written"] for one in done))
        told.tell(f"{time_of} time: whole run, CPU s of the worker", round(ours * share, 1))
        told.tell(f"{time_of} time: whole run, CPU s of the database", round(theirs * share, 1))
    run.delete()


def main() -> None:
    told = report("matching_scale")
    all_pairs(told)
    per_pair = one_mandate(told)
    told.judge("cost a pair, 100,000 ÷ 10,000", per_pair[100_000] / per_pair[10_000], 1)
    with running():
        fill()
        os.environ.update(environment(NAME), DJANGO_SETTINGS_MODULE="investguangdong.settings")
        django.setup()
        stored(told)
    told.end()


if __name__ == "__main__":
    main()
