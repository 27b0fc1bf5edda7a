"""A cache that may be away. Redis first; while it does not answer, the database keeps what must be shared."""

import logging
import time

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from django.db import DatabaseError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PAUSE = 5  # seconds before Redis is tried again
TABLE = "core_cache_fallback"


class FailSafeCache(RedisCache):
    """Sign-in limits live in the cache: without a stand-in they would open (or answer 500) when Redis is
    away. The stand-in is a table all processes share, so limits hold; if that fails too, reads miss."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._stand_in = DatabaseCache(TABLE, {})
        self._asleep_until = 0.0

    def _try(self, name: str, missing, *args, **kwargs):
        if time.monotonic() >= self._asleep_until:
            try:
                return getattr(super(), name)(*args, **kwargs)
            except (RedisError, OSError) as error:
                self._asleep_until = time.monotonic() + PAUSE
                log.warning("cache away, using the database for %s s: %s", PAUSE, error)
        try:
            return getattr(self._stand_in, name)(*args, **kwargs)
        except DatabaseError:
            log.warning("cache away and its stand-in too", exc_info=True)
            return missing

    def add(self, *args, **kwargs):
        return self._try("add", False, *args, **kwargs)

    def get(self, key, default=None, version=None):
        return self._try("get", default, key, default, version)

    def set(self, *args, **kwargs):
        return self._try("set", None, *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._try("touch", False, *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._try("delete", False, *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._try("get_many", {}, *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._try("has_key", False, *args, **kwargs)

    def incr(self, *args, **kwargs):
        return self._try("incr", 0, *args, **kwargs)

    def set_many(self, *args, **kwargs):
        return self._try("set_many", [], *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._try("delete_many", None, *args, **kwargs)

    def clear(self):
        return self._try("clear", False)
