"""Addresses for machines: is it alive, is it ready, what do the counters say, what may crawlers see."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from investguangdong.core import clock
from investguangdong.notifications.models import Message

MAIL_IS_LATE_AFTER = timedelta(minutes=10)
CHECKED_FOR = 1  # seconds for which an answer of /readyz is kept, so that probes are no load
CRAWLERS_STAY_OUT_OF = (
    *("/admin/", "/accounts/", "/dev/", "/*/desk/", "/*/cases/", "/*/search/", "/*/searches/", "/*/mail/"),
    *(
        "/*/compare/",
        "/*/shortlist/",
        "/*/save/",
        "/*/follow/",
        "/*/ask/",
        "/*?*sort=",
        "/*?*view=",
        "/*?*after=",
    ),
)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of database or cache: a restart would not mend those."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when this process can serve people, else 503; names the part that is missing and nothing more."""
    now = clock.now()
    checked_at, parts = _last_reading
    if not checked_at or now - checked_at > timedelta(seconds=CHECKED_FOR):
        parts = {name: check() for name, check in CHECKS.items()}
        _last_reading[:] = now, parts
    ready = all(parts.values())
    return JsonResponse({"ready": ready, "parts": parts}, status=200 if ready else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_are_done() -> bool:
    """Once true it stays true for this code, so it is looked up until then only."""
    if not _migrated and database_answers():
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _migrated.append(True)
    return bool(_migrated)


def cache_answers() -> bool:
    cache.set("readyz", "1", 10)
    return cache.get("readyz") == "1"


def mail_is_moving() -> bool:
    try:
        age = oldest_waiting_mail()
    except DatabaseError:
        return False
    return age < MAIL_IS_LATE_AFTER


def oldest_waiting_mail() -> timedelta:
    """How long the oldest message that is due has been due."""
    oldest = Message.objects.due().aggregate(oldest=Min("not_before"))["oldest"]
    return clock.now() - oldest if oldest else timedelta(0)


CHECKS = {
    "database": database_answers,
    "migrations": migrations_are_done,
    "cache": cache_answers,
    "mail": mail_is_moving,
}
_last_reading = [None, {}]
_migrated: list[bool] = []


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counters in Prometheus' text format. Numbers only: nothing about persons or listings."""
    states = dict(Message.objects.values_list("state").annotate(Count("id")).order_by())
    lines = [
        "# HELP investguangdong_messages Messages in the outbox by state.",
        "# TYPE investguangdong_messages gauge",
        *(f'investguangdong_messages{{state="{s.value}"}} {states.get(s.value, 0)}' for s in Message.State),
        "# HELP investguangdong_outbox_age_seconds How long the oldest due message has been due.",
        "# TYPE investguangdong_outbox_age_seconds gauge",
        f"investguangdong_outbox_age_seconds {oldest_waiting_mail().total_seconds():.0f}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CRAWLERS_STAY_OUT_OF)]
    if settings.DEMO:
        lines = ["User-agent: *", "Disallow: /"]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The date moves with the day it is read: the address is that of the running site."""
    expires = (clock.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        f"Policy: {settings.SITE_URL}/en/security/",
        "Preferred-Languages: en, zh, pt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    content = {
        "name": _("Invest Guangdong"),
        "short_name": _("Guangdong"),
        "start_url": "/",
        "display": "minimal-ui",
        "icons": [{"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(content, content_type="application/manifest+json")
