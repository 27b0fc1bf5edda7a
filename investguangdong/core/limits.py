"""How often somebody may do something. Counted in the shared cache, whose stand-in is the database; where both
are away nobody is turned away. What is counted by is kept as a digest, for as long as the window."""

import hashlib

from django.core.cache import cache


class TooMany(Exception):
    """429; `retry_after` in seconds."""

    def __init__(self, retry_after: int):
        super().__init__(retry_after)
        self.retry_after = retry_after


def count(what: str, who: str, *, most: int, window: int) -> None:
    """One more of `what` by `who` (an address, a machine); TooMany beyond `most` within `window` seconds."""
    key = f"{what}:{hashlib.sha256(who.encode()).hexdigest()}"
    cache.add(key, 0, timeout=window)
    try:
        number = cache.incr(key) or 0
    except ValueError:  # the window ended between the two calls
        number = 1
    if number > most:
        raise TooMany(window)
