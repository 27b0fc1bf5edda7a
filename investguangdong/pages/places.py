"""Cities, zones, clusters and policies as pages: reference data with the projects of the place."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from investguangdong.core import clock
from investguangdong.core.languages import best
from investguangdong.pages.chart import dots
from investguangdong.places import geometry
from investguangdong.places.checks import check_first
from investguangdong.places.factsheet import newest, sections
from investguangdong.places.forms import PolicyFilter, ZoneFilter
from investguangdong.places.models import City, Cluster, Figure, Hall, Policy, Port, Procedure, Sector, Zone
from investguangdong.projects.models import Project

SHOWN_PROJECTS = 6


@require_safe
def city_list(request: HttpRequest) -> HttpResponse:
    cities = list(City.objects.visible_to(request.user).with_zone_count())
    counts = _project_counts(request.user)
    rows = [{"city": city, "projects": counts[city.pk], "shape": _silhouette(city)} for city in cities]
    regions = [
        (region.label, [row for row in rows if row["city"].region == region]) for region in City.Region
    ]
    return render(request, "pages/city_list.html", {"regions": regions, "section": "places"})


def _silhouette(city: City) -> str:
    return geometry.silhouette(city.slug) if city.is_in_guangdong else ""


def _project_counts(user) -> Counter:
    """Listed projects by city, counted in one query."""
    cities = Project.objects.listed().visible_to(user).exclude(city=None)
    return Counter(cities.values_list("city", flat=True))


@require_safe
def city(request: HttpRequest, slug: str) -> HttpResponse:
    city = get_object_or_404(City.objects.visible_to(request.user), slug=slug)
    figures = list(Figure.objects.visible_to(request.user).about(city))
    policies = list(_policies_in_force(request.user).for_city(city))
    projects = Project.objects.listed().visible_to(request.user).in_city(city)
    context = {
        "section": "places",
        "city": city,
        "map": geometry.city_map(city.slug) if city.is_in_guangdong else None,
        "map_points": _points_on(city, list(City.objects.visible_to(request.user))),
        "stats": _stats(figures),
        "sections": sections(figures),
        "checks": check_first(city, figures, policies, clock.today()),
        "zones": Zone.objects.visible_to(request.user).in_city(city),
        "clusters": Cluster.objects.visible_to(request.user).filter(cities=city),
        "ports": Port.objects.visible_to(request.user).filter(city=city),
        "halls": Hall.objects.visible_to(request.user).filter(city=city),
        "policies": [policy for policy in policies if policy.scope != Policy.Scope.NATIONAL],
        "projects": projects.with_card().order_by("-published_at", "-pk")[:SHOWN_PROJECTS],
        "project_count": projects.count(),
    }
    return render(request, "pages/city.html", context)


def _policies_in_force(user):
    return Policy.objects.visible_to(user).in_force(clock.today())


def _stats(figures: list[Figure]) -> list:
    wanted = (
        ("gdp_cny_100m", "gdp_hkd_100m", "gdp_mop_100m", "gdp_cny_100m_lower_bound"),
        ("resident_population_10k",),
        ("minimum_wage_monthly_cny",),
        ("goods_trade_cny_100m", "high_speed_rail_minutes_to_guangzhou", "gdp_growth_pct"),
    )
    found = [newest(figures, *indicators) for indicators in wanted]
    return [line for line in found if line]


def _points_on(city: City, cities: list[City]) -> list[dict]:
    """The seats to name on the city's own map: its own first, then those whose names have room."""
    if not city.is_in_guangdong:
        return []
    placed: list[tuple[City, float, float]] = []
    for other in sorted(cities, key=lambda other: other != city):
        point = geometry.city_point(city.slug, other.lon, other.lat)
        if point and all(abs(point[0] - x) > 90 or abs(point[1] - y) > 22 for _other, x, y in placed):
            placed.append((other, *point))
    return [
        {"name": best(other, "name"), "x": f"{x:g}", "y": f"{y:g}", "is_current": other == city}
        for other, x, y in placed
    ]


@require_safe
def zone_list(request: HttpRequest) -> HttpResponse:
    every = Zone.objects.visible_to(request.user).select_related("city")
    cities = City.objects.visible_to(request.user).filter(zones__in=every).distinct()
    form = ZoneFilter(request.GET, cities=cities)
    zones = list(form.apply(every))
    kinds = [(kind.label, [zone for zone in zones if zone.kind == kind]) for kind in Zone.Kind]
    shown = [pair for pair in kinds if pair[1]]
    context = {"form": form, "kinds": shown, "total": len(zones), "section": "places"}
    return render(request, "pages/zone_list.html", context)


@require_safe
def zone(request: HttpRequest, slug: str) -> HttpResponse:
    zone = get_object_or_404(Zone.objects.visible_to(request.user).select_related("city"), slug=slug)
    context = {
        "section": "places",
        "zone": zone,
        "policies": Policy.objects.visible_to(request.user).for_zone(zone),
        "projects": _some_projects(request.user, zone=zone),
        "today": clock.today(),
    }
    return render(request, "pages/zone.html", context)


def _some_projects(user, **where):
    projects = Project.objects.listed().visible_to(user).filter(**where)
    return projects.with_card().order_by("-published_at", "-pk")[:SHOWN_PROJECTS]


@require_safe
def cluster_list(request: HttpRequest) -> HttpResponse:
    clusters = list(Cluster.objects.visible_to(request.user).prefetch_related("cities", "sectors"))
    kinds = [(kind.label, [row for row in clusters if row.kind == kind]) for kind in Cluster.Kind]
    context = {"kinds": [pair for pair in kinds if pair[1]], "section": "places"}
    return render(request, "pages/cluster_list.html", context)


@require_safe
def cluster(request: HttpRequest, slug: str) -> HttpResponse:
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
    context = {
        "section": "places",
        "cluster": cluster,
        "cities": cluster.cities.visible_to(request.user),
        "sectors": Sector.objects.visible_to(request.user).filter(clusters=cluster),
        "projects": _some_projects(request.user, cluster=cluster),
    }
    return render(request, "pages/cluster.html", context)


@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    form = PolicyFilter(request.GET)
    policies = list(form.apply(Policy.objects.visible_to(request.user)))
    today = clock.today()
    rows = [(policy, policy.has_ended(today)) for policy in policies]
    rows.sort(key=lambda row: row[1])
    context = {"form": form, "rows": rows, "total": len(rows), "section": "policies"}
    return render(request, "pages/policy_list.html", context)


@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    policy = get_object_or_404(Policy.objects.visible_to(request.user), slug=slug)
    context = {
        "section": "policies",
        "policy": policy,
        "has_ended": policy.has_ended(clock.today()),
        "cities": policy.cities.visible_to(request.user),
        "zones": policy.zones.visible_to(request.user).select_related("city"),
    }
    return render(request, "pages/policy.html", context)


@require_safe
def setting_up(request: HttpRequest) -> HttpResponse:
    """The steps to an enterprise, a factory, a foreign employee."""
    steps = list(Procedure.objects.visible_to(request.user))
    tracks = [(track, [step for step in steps if step.track == track]) for track in Procedure.Track]
    return render(request, "pages/setting_up.html", {"tracks": tracks, "section": "services"})


@require_safe
def province_map(request: HttpRequest) -> HttpResponse:
    counts = _project_counts(request.user)
    cities = list(City.objects.visible_to(request.user).with_zone_count())
    rows = [{"city": city, "projects": counts[city.pk]} for city in cities]
    context = {
        "section": "places",
        "map": geometry.province_map(),
        "dots": dots([row["city"] for row in rows if row["city"].is_in_guangdong], counts, {}),
        "rows": [row for row in rows if row["city"].is_in_guangdong],
        "ports": Port.objects.visible_to(request.user).select_related("city"),
    }
    return render(request, "pages/map.html", context)
