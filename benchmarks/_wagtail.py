"""The peer: plain Wagtail in an environment of its own, with the titles and summaries of our databases.

`python -m benchmarks._wagtail` sets it up for every size of `SIZES` that has our data.
"""

import json
import subprocess
import sys
import time
import venv
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks._database import (
    LOCAL,
    MIDDLE,
    SMALL,
    SOCKETS,
    environment,
    filled_at_least,
    name_of,
    names,
    postgres,
    running,
)
from benchmarks._servers import serving

PROJECT = Path(__file__).parent / "peers" / "wagtail"
PYTHON = LOCAL / "peers" / "wagtail" / "bin" / "python"
SIZES = (SMALL, MIDDLE)
ROWS = """
SELECT project.code, project.title_en, project.summary_en, project.summary_zh_hans, project.amount_cny_min,
       project.stage, city.name_en, sector.name_en
FROM projects_project AS project
JOIN places_city AS city ON city.id = project.city_id
JOIN places_sector AS sector ON sector.id = project.primary_sector_id
WHERE project.status = 'published' ORDER BY project.id LIMIT %s
"""


def database_of(size: int) -> str:
    return f"wagtail_{size}"


def is_ready(size: int) -> bool:
    return PYTHON.exists() and f"{database_of(size)}_filled" in names()


def environment_of(size: int) -> dict[str, str]:
    return environment(database_of(size)) | {"DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(PROJECT)}


def install() -> None:
    if not PYTHON.exists():
        venv.create(PYTHON.parents[1], with_pip=True)
        requirements = PROJECT / "requirements.txt"
        subprocess.run([PYTHON, "-m", "pip", "install", "-q", "-r", requirements], check=True)


def manage(size: int, *arguments: str, lines=None) -> None:
    command = [PYTHON, "manage.py", *arguments]
    done = subprocess.Popen(command, cwd=PROJECT, env=environment_of(size), stdin=subprocess.PIPE, text=True)
    for line in lines or ():
        done.stdin.write(line)
    done.stdin.close()
    if done.wait():
        sys.exit(f"Wagtail: {' '.join(arguments)} failed")


def rows(size: int):
    """Our listings as lines of JSON."""
    with psycopg.connect(
        host=str(SOCKETS), user="postgres", dbname=name_of(filled_at_least(size))
    ) as connection:
        for code, title, summary, chinese, amount, stage, place, sector in connection.execute(ROWS, [size]):
            row = {"code": code, "title": title, "summary": summary or "", "summary_zh": chinese or ""}
            facts = {"amount": amount and str(amount), "stage": stage, "place": place, "sector": sector}
            yield json.dumps(row | facts) + "\n"


def fill(size: int) -> None:
    name = database_of(size)
    for old in {name, f"{name}_filled"} & set(names()):
        postgres().sql("postgres", f"DROP DATABASE {old} WITH (FORCE)")
    postgres().sql("postgres", f"CREATE DATABASE {name}")
    manage(size, "migrate", "-v0")
    manage(size, "fill", lines=rows(size))
    manage(size, "update_index", "-v0")
    postgres().sql(name, "VACUUM ANALYZE")
    postgres().sql("postgres", f"CREATE DATABASE {name}_filled")


@contextmanager
def wagtail(size: int):
    with serving(
        "Wagtail", "wsgi:application", env=environment_of(size), folder=PROJECT, python=PYTHON
    ) as server:
        yield server


def main() -> None:
    with running():
        install()
        for size in SIZES:
            if filled_at_least(size) and not is_ready(size):
                start = time.monotonic()
                fill(size)
                print(f"Wagtail with {size} pages: {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
