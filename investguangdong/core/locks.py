"""Locks by name that nobody waits for: one of many processes does a periodic job, the others pass by."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


def lock_number(name: str) -> int:
    """PostgreSQL wants a signed 64-bit number."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)


@contextmanager
def advisory_lock(name: str) -> Iterator[bool]:
    """Yields whether this process got the lock. It ends with the block, or with the process's connection."""
    number = lock_number(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        held = cursor.fetchone()[0]
    try:
        yield held
    finally:
        if held:
            _release(number)


def _release(number: int) -> None:
    if connection.needs_rollback or not connection.is_usable():
        connection.close()  # a broken session gives its locks back by ending
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
