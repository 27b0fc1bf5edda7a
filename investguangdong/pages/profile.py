"""The parts of a city's profile. The same rows in the same order for every city; what is not known says so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from investguangdong.core.languages import best
from investguangdong.pages import chart
from investguangdong.places import comparing, distances, geometry
from investguangdong.places.comparing import Known, Measure, Standing
from investguangdong.places.factsheet import newest
from investguangdong.places.indicators import INDICATORS
from investguangdong.places.models import City, Figure, Port
from investguangdong.projects.facets import Facets

STATS = (
    ("gdp_cny_100m", "gdp_hkd_100m", "gdp_mop_100m", "gdp_cny_100m_lower_bound"),
    ("resident_population_10k",),
    ("minimum_wage_monthly_cny",),
    ("goods_trade_cny_100m", "high_speed_rail_minutes_to_guangzhou", "gdp_growth_pct"),
)
# What every profile shows, in this order, known or not.
KEYS = (
    "gdp_cny_100m",
    "gdp_growth_pct",
    "gdp_per_capita_cny",
    "value_added_industry_above_scale_growth_pct",
    "goods_trade_cny_100m",
    "actual_foreign_investment_cny_100m",
    "high_tech_enterprises",
    "rd_intensity_pct",
    "population",
    "resident_population_10k",
    "area_km2",
    "density",
    "container_throughput_10k_teu",
    "airport_passengers_10k",
    "km_crossing",
    "km_hong_kong",
)
COSTS = (
    "minimum_wage_monthly_cny",
    "minimum_wage_hourly_cny",
    "pension_employer_pct",
    "industrial_rent_cap_cny_m2_month",
    "natural_gas_nonresidential_max_cny_m3",
)
# Costs a site selector asks for and no row of ours gives for any city: said, not left out.
UNPUBLISHED = (
    gettext_lazy("Industrial land, price by term"),
    gettext_lazy("Office rent"),
    gettext_lazy("Wages by level"),
    gettext_lazy("Water"),
    gettext_lazy("Container to the main ports"),
)


def found(slug: str, cities: Sequence[City]) -> City:
    for city in cities:
        if city.slug == slug:
            return city
    raise Http404(slug)


def stats(figures: list[Figure]) -> list:
    lines = [newest(figures, *indicators) for indicators in STATS]
    return [line for line in lines if line]


@dataclass(frozen=True)
class KeyRow:
    label: str
    known: Known | None
    standing: Standing | None
    source: str
    measure: Measure | None


def key_rows(city: City, measures: Mapping[str, Measure]) -> list[KeyRow]:
    return [_row(key, city, measures) for key in KEYS]


def _row(key: str, city: City, measures: Mapping[str, Measure]) -> KeyRow:
    measure = measures.get(key)
    if measure is None:
        return KeyRow(str(INDICATORS[key].label), None, None, "", None)
    known = measure.known.get(city.slug)
    return KeyRow(measure.label, known, measure.standing(city.slug), measure.source, measure)


@dataclass(frozen=True)
class CostRow:
    """One cost here beside the middle of the cities that have it; `share` is 100 for the dearest."""

    row: KeyRow
    middle: str
    difference: str
    share: int


def cost_rows(city: City, measures: Mapping[str, Measure]) -> tuple[list[CostRow], list[str]]:
    """What is known, and the names of what is not."""
    rows = [_row(key, city, measures) for key in COSTS]
    lacking = [row.label for row in rows if row.known is None]
    return [_cost(row) for row in rows if row.known], [*lacking, *map(str, UNPUBLISHED)]


def _cost(row: KeyRow) -> CostRow:
    if len(row.measure.exact) < 2:
        return CostRow(row, "", "", 0)
    middle = row.measure.middle
    shown = comparing.quantity(middle, INDICATORS[row.measure.key].unit)
    return CostRow(row, shown, _difference(row.known.value, middle), _share(row))


def _share(row: KeyRow) -> int:
    return round(row.known.value / max(row.measure.exact) * 100)


def _difference(value: Decimal, middle: Decimal) -> str:
    percent = round((value - middle) / middle * 100)
    if percent == 0:
        return _("the same")
    if percent > 0:
        return _("%(percent)d%% higher") % {"percent": percent}
    return _("%(percent)d%% lower") % {"percent": -percent}


def sector_strengths(facets: Facets, sectors: Mapping[str, object]) -> list[tuple]:
    """(sector, open projects) from the most down, at most seven."""
    by_key = {str(row.pk): row for row in sectors.values()}
    counts = facets.of("sector")
    rows = [(by_key[key], count) for key, count in counts.items() if key in by_key and count]
    return sorted(rows, key=lambda row: (-row[1], row[0].position))[:7]


def distances_from(city: City, cities: Sequence[City], ports: Iterable[Port]) -> list[tuple]:
    """(place, kilometres in a straight line): the two great cities, the two regions, the nearest crossing."""
    wanted = ("guangzhou", "shenzhen", "hong-kong", "macao")
    others = [other for other in cities if other.slug in wanted and other != city]
    crossing = distances.nearest(city, ports)
    return [(other, distances.kilometres(city, other)) for other in others] + ([crossing] if crossing else [])


def ladder(city: City, cities: Sequence[City], measures: Mapping[str, Measure], wanted: Iterable[str]):
    """The city among its neighbours in the first of these measures where it has an exact value."""
    for measure in (measures[key] for key in wanted if key in measures):
        if standing := measure.standing(city.slug):
            finding = _("%(what)s: place %(rank)d of the %(of)d cities with a figure") % {
                "what": measure.label,
                "rank": standing.rank,
                "of": standing.of,
            }
            return {"finding": finding, "measure": measure, "bars": chart.ladder(measure, city, cities)}
    return None


def points_on(city: City, cities: Sequence[City]) -> list[dict]:
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
