"""Very many sample listings: two processes write chunks, and the indexes of the search are built at the end. A run
that was cut short goes on where it stopped: what is there stays as it is."""

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection, transaction

from investguangdong.core.versions import renew
from investguangdong.projects.models import Evidence, Project, SearchEntry
from investguangdong.projects.sampling.chunks import Writer
from investguangdong.projects.sampling.reading import sampler_for

CHECK_LASTS = timedelta(days=90)
CHUNK = 5000
# From here on it pays to build the indexes of the search anew and to share the work.
VERY_MANY = 50_000
PROCESSES = 2


def make(seed: int, today: date, number: int) -> None:
    """Listings 0 to `number` of the seed."""
    chunks = [range(start, min(number, start + CHUNK)) for start in range(0, number, CHUNK)]
    if number < VERY_MANY:
        write(seed, today, chunks)
    else:
        with indexes_built_at_the_end():
            write_together(seed, today, chunks)
        tidy_up()
    renew("projects")


def write(seed: int, today: date, chunks: Iterable[range]) -> None:
    writer = Writer(sampler_for(seed, today))
    for numbers in chunks:
        with transaction.atomic(), connection.cursor() as cursor:
            writer.write(cursor, numbers)


def write_together(seed: int, today: date, chunks: list[range]) -> None:
    """Each process takes every second chunk; none of them shares a connection."""
    connection.close()
    connection.close_pool()
    with ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("fork")) as crew:
        parts = [chunks[first::PROCESSES] for first in range(PROCESSES)]
        for done in [crew.submit(write, seed, today, part) for part in parts]:
            done.result()


@contextmanager
def indexes_built_at_the_end() -> Iterator[None]:
    """A word index filled row by row costs many times one that is built at once. Also after a run that was killed."""
    for index in SearchEntry._meta.indexes:
        if index.name in known_indexes():
            with connection.schema_editor() as editor:
                editor.remove_index(SearchEntry, index)
    try:
        yield
    finally:
        for index in SearchEntry._meta.indexes:
            with connection.schema_editor() as editor:
                editor.execute("SET LOCAL maintenance_work_mem = '512MB'")
                editor.add_index(SearchEntry, index)


def known_indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, SearchEntry._meta.db_table))


def tidy_up() -> None:
    """What autovacuum would do in its own time: fresh statistics, and pages known to be visible to all."""
    with connection.cursor() as cursor:
        for model in (SearchEntry, Project, Evidence, Project.sectors.through):
            cursor.execute(f"VACUUM (ANALYZE) {model._meta.db_table}")
