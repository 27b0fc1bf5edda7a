"""The front page: what is open, where and in which sector; what changed; where to meet. Every number is counted
or carries its source."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from investguangdong.core import clock
from investguangdong.core.context import THEMES
from investguangdong.core.kept_pages import kept_page
from investguangdong.events.models import Event
from investguangdong.pages import chart
from investguangdong.places import factsheet, geometry
from investguangdong.places.models import City, Figure, Policy, Sector
from investguangdong.projects.models import Project

PROVINCE_CODE = "440000"
SHOWN_FIGURES = (
    "gdp_cny_100m",
    "goods_trade_cny_100m",
    "actual_foreign_investment_cny_100m",
    "rd_intensity_pct",
)
SHOWN = 3
NEW_DAYS, CLOSING_DAYS = 7, 60
YEAR = 365 * 24 * 3600
NUMBER = re.compile(r"^(?P<before>\D*)(?P<number>\d[\d.,\s]*\d|\d)(?P<after>.*)$", re.DOTALL)


@dataclass(frozen=True)
class Stat:
    """A figure with its number set apart from the words around it."""

    line: factsheet.Line

    @property
    def parts(self) -> dict[str, str]:
        found = NUMBER.match(self.line.value)
        return {key: part.strip() for key, part in found.groupdict().items()} if found else {}


@require_safe
@kept_page("projects", "places")
def home(request: HttpRequest) -> HttpResponse:
    cities = list(City.objects.visible_to(request.user).in_guangdong())
    projects = Project.objects.listed().visible_to(request.user)
    counts, new = counts_by_city(projects)
    sectors = with_counts(list(Sector.objects.visible_to(request.user)), counts_by_sector(projects))
    context = {
        "map": geometry.province_map(),
        "caption": geometry.CAPTION,
        "dots": chart.dots(cities, counts, new),
        "cities": [(city, counts[city.pk], geometry.silhouette(city.slug)) for city in cities],
        "sectors": sectors,
        "most": max((row["count"] for row in sectors), default=0),
        "total": sum(counts.values()),
        "has_new": any(new.values()),
        "stats": stats(request.user),
        "projects": new_and_closing(projects),
        "policies": recent_policies(request.user),
        "events": coming_events(request.user),
        "today": clock.today(),
    }
    return render(request, "pages/home.html", context)


def counts_by_city(projects) -> tuple[Counter, Counter]:
    """Listed projects and those of the last week, by city; None stands for the whole province."""
    week = clock.now() - timedelta(days=NEW_DAYS)
    rows = (
        projects.order_by()
        .values("city_id")
        .annotate(count=Count("pk"), new=Count("pk", filter=Q(published_at__gte=week)))
    )
    rows = list(rows)
    return (
        Counter({row["city_id"]: row["count"] for row in rows}),
        Counter({row["city_id"]: row["new"] for row in rows}),
    )


def counts_by_sector(projects) -> dict[int, int]:
    rows = projects.order_by().filter(sectors__isnull=False).values("sectors").annotate(count=Count("pk"))
    return {row["sectors"]: row["count"] for row in rows}


def with_counts(sectors: list[Sector], counts: dict[int, int]) -> list[dict]:
    rows = [{"sector": sector, "count": counts.get(sector.pk, 0)} for sector in sectors]
    return sorted(rows, key=lambda row: -row["count"])


def stats(user) -> list[Stat]:
    figures = list(
        Figure.objects.visible_to(user).filter(place_code=PROVINCE_CODE, indicator__in=SHOWN_FIGURES)
    )
    found = (factsheet.newest(figures, indicator) for indicator in SHOWN_FIGURES)
    return [Stat(line) for line in found if line]


def new_and_closing(projects) -> list[Project]:
    """The newest, and last the one that closes first."""
    today = clock.today()
    closing = list(
        projects.filter(closes_on__range=(today, today + timedelta(days=CLOSING_DAYS)))
        .with_card()
        .order_by("closes_on", "pk")[:1]
    )
    newest = projects.with_card().order_by("-published_at", "-pk")[: SHOWN + 1]
    others = [project for project in newest if project not in closing]
    return [*others[: SHOWN - len(closing)], *closing]


def recent_policies(user) -> list[Policy]:
    today = clock.today()
    policies = Policy.objects.visible_to(user).in_force(today).filter(valid_from__lte=today)
    return list(policies.order_by("-valid_from", "position")[:SHOWN])


def coming_events(user) -> list[Event]:
    """Those with a date first, then those known by their rule."""
    events = Event.objects.visible_to(user)
    dated = list(events.upcoming(clock.today()).order_by("starts_on", "pk")[:SHOWN])
    return [*dated, *events.recurring()[: SHOWN - len(dated)]]


@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Light, dark or as the system has it. The cookie is set only for a choice, and removed with it."""
    back = request.POST.get("next") or request.GET.get("next") or page_before(request)
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = ""
    if request.method != "POST":
        return render(request, "pages/appearance.html", {"back": back})
    response = HttpResponseRedirect(back or request.path)
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            settings.THEME_COOKIE_NAME,
            chosen,
            max_age=YEAR,
            secure=settings.SITE_IS_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(settings.THEME_COOKIE_NAME)
    return response


def page_before(request: HttpRequest) -> str:
    """The page of this site that the visitor came from, without its host."""
    before = urlsplit(request.headers.get("Referer", ""))
    if before.netloc != request.get_host() or before.path == request.path:
        return ""
    return f"{before.path}?{before.query}" if before.query else before.path
