"""CPU time that the middleware adds to a view of plain text, in process."""

import os
import time

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

ROUNDS, REQUESTS = 9, 200
GZIP = "django.middleware.gzip.GZipMiddleware"
LENGTH = 23_000  # bytes: a page long enough to be compressed


def plain(request):
    return HttpResponse("ok\n", content_type="text/plain")


def long_page(request):
    return HttpResponse("An open project in Shenzhen. " * (LENGTH // 29))


def stack() -> list[tuple[str, float, float]]:
    """(what, milliseconds more than the bare view, goal)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "investguangdong.settings")
    django.setup()
    without = [name for name in settings.MIDDLEWARE if name != GZIP]
    cases = {
        "bare": ([], "/plain"),
        "bare, long": ([], "/long"),
        "without compression": (without, "/plain"),
        "with gzip": (settings.MIDDLEWARE, "/long"),
    }
    cost = {name: cheapest(middleware, address) for name, (middleware, address) in cases.items()}
    return [
        ("middleware without compression", cost["without compression"] - cost["bare"], 0.3),
        ("middleware with gzip", cost["with gzip"] - cost["bare, long"], 0.5),
    ]


def cheapest(middleware: list[str], address: str) -> float:
    """Milliseconds a call, of the round least disturbed."""
    environ = RequestFactory(SERVER_NAME="localhost", HTTP_ACCEPT_ENCODING="gzip").get(address).environ
    with override_settings(MIDDLEWARE=middleware, ROOT_URLCONF="benchmarks._middleware_urls"):
        handler = WSGIHandler()
        rounds = []
        for _round in range(ROUNDS):
            start = time.process_time()
            for _request in range(REQUESTS):
                handler(dict(environ), lambda status, headers: None).close()
            rounds.append(time.process_time() - start)
    return 1000 * min(rounds) / REQUESTS
