"""How many questions one address or one machine may send. Counted in the shared cache, whose stand-in is the
database; where both are away nobody is turned away."""

import hashlib

from django.core.cache import cache

WINDOW = 3600  # seconds
AN_ADDRESS, A_MACHINE = 10, 60


class TooMany(Exception):
    """429; `retry_after` in seconds."""

    retry_after = WINDOW


def count_question(*, email: str, machine: str) -> None:
    for name, limit in ((f"address:{email}", AN_ADDRESS), (f"machine:{machine}", A_MACHINE)):
        if _count(name) > limit:
            raise TooMany


def _count(name: str) -> int:
    key = f"cases.ask:{hashlib.sha256(name.encode()).hexdigest()}"
    cache.add(key, 0, timeout=WINDOW)
    try:
        return cache.incr(key) or 0
    except ValueError:  # the window ended between the two calls
        return 1
