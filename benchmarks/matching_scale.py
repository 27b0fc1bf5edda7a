"""How the matching grows: one mandate at a time, all pairs, and the store of what was found."""

import os
import subprocess
import sys

from benchmarks._database import LOCAL, ROOT, environment, names, postgres, running

NAME = "bench_matching"
LISTINGS = MANDATES = 10_000


def fill() -> None:
    """A database of its own with as many mandates as listings."""
    server = postgres()
    if NAME in names():
        return
    server.sql("postgres", f"CREATE DATABASE {NAME}")
    steps = (
        ["migrate", "-v0"],
        ["load_reference", "-v0"],
        ["seed_sample", "--projects", str(LISTINGS), "--investors", str(MANDATES)],
    )
    for step in steps:
        subprocess.run([sys.executable, "manage.py", *step], cwd=ROOT, env=environment(NAME), check=True)
    server.sql(NAME, "VACUUM ANALYZE")


if __name__ == "__main__":
    with running():
        fill()
