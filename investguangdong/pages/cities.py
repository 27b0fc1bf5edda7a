"""The cities: one list, one profile in the same order for all, and the profile's figures as data."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from investguangdong.core import clock
from investguangdong.core.languages import best, current
from investguangdong.pages import chart, compare_cities, profile
from investguangdong.pages.counting import newest, projects_by_city, search_for
from investguangdong.pages.spreadsheet import csv_response
from investguangdong.places import crossings, geometry
from investguangdong.places.checks import check_first
from investguangdong.places.factsheet import line, sections
from investguangdong.places.indicators import INDICATORS
from investguangdong.places.models import City, Cluster, Figure, Hall, Policy, Port, Zone
from investguangdong.places.strengths import good_for
from investguangdong.projects import facets
from investguangdong.projects.models import TrackRecord

IN_TIME = ("gdp_cny_100m", "goods_trade_cny_100m", "gdp_growth_pct")
IN_RANK = ("gdp_cny_100m", "gdp_growth_pct")


@require_safe
def city_list(request: HttpRequest) -> HttpResponse:
    cities = list(City.objects.visible_to(request.user).with_zone_count())
    counts = projects_by_city()
    rows = [{"city": city, "projects": counts[city.pk], "shape": _silhouette(city)} for city in cities]
    regions = [
        (region.label, [row for row in rows if row["city"].region == region]) for region in City.Region
    ]
    return render(request, "pages/city_list.html", {"regions": regions, "section": "places"})


def _silhouette(city: City) -> str:
    return geometry.silhouette(city.slug) if city.is_in_guangdong else ""


@require_safe
def city(request: HttpRequest, slug: str) -> HttpResponse:
    cities = list(City.objects.visible_to(request.user).with_zone_count())
    city = profile.found(slug, cities)
    ports = list(Port.objects.visible_to(request.user).select_related("city"))
    measures = compare_cities.published(current())
    context = {
        "section": "places",
        "place": city,
        "city": city,
        "map": geometry.city_map(city.slug) if city.is_in_guangdong else None,
        "map_points": profile.points_on(city, cities),
        "distances": profile.distances_from(city, cities, ports),
        "crossings": [("", one) for one in crossings.merged(p for p in ports if p.city_id == city.pk)],
        **_offers(request, city),
        "ladder": profile.ladder(city, cities, measures, IN_RANK),
        **_facts(request, city, measures),
    }
    return render(request, "pages/city.html", context)


def _offers(request: HttpRequest, city: City) -> dict:
    """What is open here, and what others have done."""
    search = search_for(city=city.slug)
    found = facets.count(search)
    return {
        "project_count": found.total,
        "projects": newest(search, found),
        "strengths": profile.sector_strengths(found, search.rows["sector"]),
        "records": list(TrackRecord.objects.visible_to(request.user).in_city(city)),
    }


def _facts(request: HttpRequest, city: City, measures: dict) -> dict:
    today, user = clock.today(), request.user
    figures = list(Figure.objects.visible_to(user).about(city))
    policies = list(Policy.objects.visible_to(user).for_city(city))
    in_force = [policy for policy in policies if not policy.has_ended(today)]
    clusters = list(Cluster.objects.visible_to(user).filter(cities=city))
    zones = list(Zone.objects.visible_to(user).in_city(city))
    costs, unpublished = profile.cost_rows(city, measures) if city.is_in_guangdong else ([], [])
    return {
        "stats": profile.stats(figures),
        "series": chart.series(figures, IN_TIME),
        "keys": profile.key_rows(city, measures) if city.is_in_guangdong else [],
        "costs": costs,
        "unpublished": unpublished,
        "sections": sections(figures),
        "goods": good_for(city, measures, clusters, zones),
        "checks": check_first(city, figures, in_force, today),
        "zones": zones,
        "clusters": clusters,
        "halls": [("", hall) for hall in Hall.objects.visible_to(user).filter(city=city)],
        "policies": [policy for policy in in_force if policy.scope != Policy.Scope.NATIONAL],
        "lapsed": [policy for policy in policies if policy.has_ended(today)],
    }


COLUMNS = (
    "indicator", "label", "value", "unit", "value_in_words", "when", "source", "body", "confidence",
    "definition",
)  # fmt: skip


@require_safe
def city_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Every figure of the city that has a name, one a row, as stored and as the page writes it."""
    city = profile.found(slug, list(City.objects.visible_to(request.user)))
    figures = Figure.objects.visible_to(request.user).about(city).of(*INDICATORS)
    return csv_response(f"{city.slug}.csv", COLUMNS, (_cells(figure) for figure in figures))


def _cells(figure: Figure) -> list:
    written = line(figure)
    value = figure.value_text if figure.value is None else figure.value
    return [
        figure.indicator, written.label, value, figure.unit, written.value, figure.year_or_date,
        figure.source_title, figure.source_body, figure.confidence, best(figure, "definition").text,
    ]  # fmt: skip
