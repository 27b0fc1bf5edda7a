"""Exact counts of all facets in one pass, against six naive GROUP BYs on the wide table; a cached count (G6, G7)."""

import os
import statistics
import time

import django
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict

from benchmarks._database import LARGE, bring_forward, environment, name_of, postgres, running
from benchmarks._report import Report, report
from benchmarks._servers import cpu_of

REPEATS = 3
BROAD, MID = "power", "premises"  # in four and in two and a half of ten listings
# The listing with its words on the same row, as a table grows when nobody looks at plans.
WIDE = """
CREATE TABLE bench_wide AS SELECT project.*, entry.words AS search,
    extract(year FROM project.published_at)::int AS published_year,
    width_bucket(ln(greatest(coalesce(project.amount_cny_min, project.amount_cny_max), 1)), 16, 26, 16) AS band
FROM projects_project AS project JOIN projects_searchentry AS entry ON entry.project_id = project.id
"""
GROUPS = (
    ("primary_sector_id", ""),
    ("city_id", ""),
    ("stage", ""),
    ("band", ""),
    ("published_year", ""),
    ("mode", "CROSS JOIN LATERAL unnest(modes) AS mode"),
)
NAIVE = """
SELECT {column}, count(*) FROM bench_wide {join} WHERE status IN ('published', 'as_published') {words} GROUP BY 1
"""


def make_wide() -> None:
    if postgres().sql(name_of(LARGE), "SELECT to_regclass('bench_wide') IS NULL").strip() == "t":
        for statement in (WIDE, "CREATE INDEX ON bench_wide USING gin (search)", "VACUUM ANALYZE bench_wide"):
            postgres().sql(name_of(LARGE), statement)


def backend_cpu(act) -> float:
    """Milliseconds of the database's own process, the median of some repeats."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    taken = []
    for _repeat in range(REPEATS):
        before = cpu_of(pid)
        act()
        taken.append(1000 * (cpu_of(pid) - before))
    return statistics.median(taken)


def naive(words: str) -> None:
    condition = "AND search @@ plainto_tsquery('simple', %s)" if words else ""
    with connection.cursor() as cursor:
        for column, join in GROUPS:
            sql = NAIVE.format(column=column, join=join, words=condition)
            cursor.execute(sql, [words] if words else [])
            cursor.fetchall()


def ours(query: str) -> None:
    """As the page asks it, with nothing kept from before."""
    from investguangdong.projects import facets
    from investguangdong.projects.forms import ProjectSearch

    cache.clear()
    facets.count(ProjectSearch(QueryDict(query)))


def compare(told: Report) -> None:
    for name, words, goal in (
        ("no filter", "", 0.15),
        ("broad search", BROAD, 0.03),
        ("mid search", MID, 0.1),
    ):
        slow = backend_cpu(lambda words=words: naive(words))
        fast = backend_cpu(lambda words=words: ours(f"q={words}" if words else ""))
        told.tell(f"{name}: naive, ours, ms of the backend", (round(slow), round(fast)))
        told.judge(f"G6 {name}: ours ÷ naive", fast / slow, goal)


def cached(told: Report) -> None:
    """What a page pays for its counts once they are in the cache."""
    from investguangdong.projects import facets
    from investguangdong.projects.forms import ProjectSearch

    search = ProjectSearch(QueryDict("sector=semiconductors&city=shenzhen"))
    facets.count(search)
    start = time.process_time()
    for _time in range(200):
        facets.count(search)
    told.judge("G7 counts from the cache, ms", 1000 * (time.process_time() - start) / 200, 0.5)


def main() -> None:
    told = report("counts")
    with running():
        if not told.needs(LARGE):
            return
        make_wide()
        bring_forward(name_of(LARGE))
        os.environ.update(environment(name_of(LARGE)), DJANGO_SETTINGS_MODULE="investguangdong.settings")
        django.setup()
        compare(told)
        cached(told)
    told.end()


if __name__ == "__main__":
    main()
