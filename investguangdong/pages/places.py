"""Zones, clusters, crossings and policies as pages: reference data with the projects of the place."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from investguangdong.core import clock
from investguangdong.core.languages import best
from investguangdong.pages.counting import newest, projects_by_city, search_for
from investguangdong.places import crossings, distances, geometry
from investguangdong.places.forms import PortFilter, ZoneFilter
from investguangdong.places.models import City, Cluster, Policy, Port, Procedure, Sector, Zone
from investguangdong.projects import facets
from investguangdong.projects.models import TrackRecord

NEAR = 4


@require_safe
def zone_list(request: HttpRequest) -> HttpResponse:
    every = Zone.objects.visible_to(request.user).select_related("city")
    cities = City.objects.visible_to(request.user).filter(zones__in=every).distinct()
    form = ZoneFilter(request.GET, cities=cities)
    zones = list(form.apply(every))
    return render(request, "pages/zone_list.html", {"form": form, "zones": zones, "section": "places"})


@require_safe
def zone(request: HttpRequest, slug: str) -> HttpResponse:
    zone = get_object_or_404(Zone.objects.visible_to(request.user).select_related("city"), slug=slug)
    today = clock.today()
    policies = list(Policy.objects.visible_to(request.user).for_zone(zone))
    own = zone.city.is_in_guangdong
    context = {
        "section": "places",
        "place": zone,
        "zone": zone,
        "map": geometry.city_map(zone.city.slug) if own else None,
        "map_points": [_seat(zone.city)] if own else [],
        "policies": [policy for policy in policies if not policy.has_ended(today)],
        "lapsed": [policy for policy in policies if policy.has_ended(today)],
        **_offers(zone=zone.slug),
    }
    return render(request, "pages/zone.html", context)


def _offers(**filters: str) -> dict:
    search = search_for(**filters)
    found = facets.count(search)
    return {"projects": newest(search, found), "project_count": found.total}


def _seat(city: City) -> dict:
    x, y = geometry.city_point(city.slug, city.lon, city.lat)
    return {"name": best(city, "name"), "x": f"{x:g}", "y": f"{y:g}", "is_current": True}


@require_safe
def cluster_list(request: HttpRequest) -> HttpResponse:
    clusters = list(Cluster.objects.visible_to(request.user).prefetch_related("cities"))
    kinds = [(kind.label, [row for row in clusters if row.kind == kind]) for kind in Cluster.Kind]
    context = {"kinds": [pair for pair in kinds if pair[1]], "section": "places"}
    return render(request, "pages/cluster_list.html", context)


@require_safe
def cluster(request: HttpRequest, slug: str) -> HttpResponse:
    cluster = get_object_or_404(Cluster.objects.visible_to(request.user), slug=slug)
    cities = list(cluster.cities.visible_to(request.user))
    sectors = list(Sector.objects.visible_to(request.user).filter(clusters=cluster))
    counts = projects_by_city(cluster=cluster.slug)
    rows = [(city, counts[city.pk]) for city in cities]
    records = TrackRecord.objects.visible_to(request.user).filter(sectors__in=sectors).distinct()
    context = {
        "section": "places",
        "place": cluster,
        "cluster": cluster,
        "rows": rows,
        "without": [city for city, count in rows if not count],
        "sectors": sectors,
        **_offers(cluster=cluster.slug),
        "records": _of_cities(records.select_related("city"), cities),
    }
    return render(request, "pages/cluster.html", context)


def _of_cities(records, cities: Sequence[City]) -> list[TrackRecord]:
    """Those of the cluster's own cities first; a sector is wider than a cluster."""
    keys = {city.pk for city in cities}
    return [record for record in records if record.city_id in keys]


@require_safe
def port_list(request: HttpRequest) -> HttpResponse:
    every = Port.objects.visible_to(request.user).select_related("city")
    cities = City.objects.visible_to(request.user).filter(ports__in=every).distinct()
    form = PortFilter(request.GET, cities=cities)
    rows = [("", crossing) for crossing in crossings.merged(form.apply(every))]
    return render(request, "pages/port_list.html", {"form": form, "rows": rows, "section": "places"})


@require_safe
def port(request: HttpRequest, slug: str) -> HttpResponse:
    """A crossing. The other rows of the list about it lead here."""
    crossing = crossings.of(slug, Port.objects.visible_to(request.user).select_related("city"))
    if crossing is None:
        raise Http404(slug)
    port = crossing.port
    if port.slug != slug:
        return redirect(port, permanent=True)
    cities = City.objects.visible_to(request.user)
    context = {
        "section": "places",
        "place": port,
        "port": port,
        "crossing": crossing,
        "near": _nearest_cities(port, cities),
        "zones": Zone.objects.visible_to(request.user).in_city(port.city),
        **_map_of(port),
    }
    return render(request, "pages/port.html", context)


def _nearest_cities(port: Port, cities) -> list[tuple[City, int]]:
    if port.lon is None:
        return []
    return sorted(((city, distances.kilometres(port, city)) for city in cities), key=lambda row: row[1])[
        :NEAR
    ]


def _map_of(port: Port) -> dict:
    spot = geometry.delta_point(port.lon, port.lat) if port.lon is not None else None
    if spot is None:
        return {"map": None, "map_points": []}
    point = {"name": best(port, "name"), "x": f"{spot[0]:g}", "y": f"{spot[1]:g}", "is_current": True}
    return {"map": geometry.delta_map(), "map_points": [point]}


@require_safe
def setting_up(request: HttpRequest) -> HttpResponse:
    """The steps to an enterprise, a factory, a foreign employee."""
    steps = list(Procedure.objects.visible_to(request.user))
    tracks = [(track, [step for step in steps if step.track == track]) for track in Procedure.Track]
    return render(request, "pages/setting_up.html", {"tracks": tracks, "section": "services"})
