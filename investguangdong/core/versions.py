"""Answers kept for a short while, and forgotten at once when somebody says that the data has changed.

A version is a word in the cache that all processes read. It changes when it is renewed by name, and by itself
after a minute, so that even a change nobody announced (a row edited in the back office) shows within one."""

import secrets
import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.cache import cache

AGAIN = 0.5  # seconds for which a process trusts a word it has read: one question a page, not one an answer
_read: dict[str, tuple[float, str]] = {}


def current(name: str) -> str:
    """The word under which answers about this data are kept; empty where nothing may be kept."""
    if not settings.KEEP_SECONDS:
        return ""
    read_at, word = _read.get(name, (0.0, ""))
    if time.monotonic() - read_at > AGAIN:
        word = shared(name, settings.KEEP_SECONDS)
        _read[name] = (time.monotonic(), word)
    return word


def shared(name: str, seconds: int) -> str:
    key = f"version:{name}"
    word = cache.get(key)
    if word is None:
        word = secrets.token_hex(6)
        word = word if cache.add(key, word, seconds) else cache.get(key, word)
    return word


def renew(name: str) -> None:
    _read.pop(name, None)
    cache.delete(f"version:{name}")


def kept_here(name: str) -> Callable:
    """For a function without arguments, or with few: its answers stay in this process while the version does."""

    def decorate(function):
        kept: dict = {"version": None}

        @wraps(function)
        def answer(*args):
            version = current(name)
            if not version:
                return function(*args)
            if kept["version"] != version:
                kept.clear()
                kept["version"] = version
            if args not in kept:
                kept[args] = function(*args)
            return kept[args]

        return answer

    return decorate


def kept_for_all(name: str, key: str, make: Callable):
    """In the cache that all processes share. Without a cache it is made anew each time."""
    version = current(name)
    if not version:
        return make()
    place = f"kept:{name}:{version}:{key}"
    found = cache.get(place)
    if found is None:
        found = make()
        cache.set(place, found, settings.KEEP_SECONDS)
    return found
