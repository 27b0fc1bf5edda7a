"""Redis is away: sign-in limits must hold, nothing may answer 500."""

import pytest
from django.core.cache import cache, caches
from django.db import OperationalError
from django.test import Client

from investguangdong.core.cache import FailSafeCache

AWAY = {
    "default": {
        "BACKEND": "investguangdong.core.cache.FailSafeCache",
        "LOCATION": "unix:///nowhere/valkey.sock?db=1",
        "OPTIONS": {"socket_connect_timeout": 0.2},
    }
}


@pytest.fixture
def _cache_away(settings, db):
    settings.CACHES = AWAY
    assert isinstance(caches["default"], FailSafeCache)


@pytest.mark.usefixtures("_cache_away")
def test_the_database_stands_in_for_a_cache_that_is_away():
    assert cache.get("a") is None
    cache.set("a", [1, 2])
    assert cache.get("a") == [1, 2]
    assert cache.add("a", 3) is False
    assert cache.add("b", 3) is True
    assert cache.get_many(["a", "b"]) == {"a": [1, 2], "b": 3}
    assert cache.incr("b") == 4
    cache.delete("a")
    assert cache.get("a", "gone") == "gone"


@pytest.mark.usefixtures("_cache_away")
@pytest.mark.parametrize("address", ["login", "signup", "password/reset"])
def test_accounts_answer_without_cache(address):
    client = Client(raise_request_exception=False)
    assert client.get(f"/accounts/{address}/").status_code == 200
    fields = {
        "login": "investor@example.com",
        "email": "somebody@example.com",
        "password": "wrong-password-here",
        "password1": "correct-horse-battery",
    }
    assert client.post(f"/accounts/{address}/", fields).status_code < 500


@pytest.mark.usefixtures("_cache_away")
def test_guessing_a_password_is_limited_without_cache(newcomer):
    client = Client(raise_request_exception=False)
    fields = {"login": newcomer.email, "password": "wrong"}
    answers = [client.post("/accounts/login/", fields).content for _attempt in range(12)]
    assert b"many" in answers[-1].lower()


@pytest.mark.django_db(databases=[])
def test_reads_miss_when_even_the_stand_in_is_away(monkeypatch):
    away = FailSafeCache("unix:///nowhere/valkey.sock", {"OPTIONS": {}})
    monkeypatch.setattr(away, "_stand_in", Broken())
    assert away.get("a", "nothing") == "nothing"
    assert away.get_many(["a"]) == {}
    assert away.set("a", 1) is None


class Broken:
    def __getattr__(self, name):
        def fail(*args, **kwargs):
            raise OperationalError

        return fail
