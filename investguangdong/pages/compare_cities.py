"""The 21 cities by weighted criteria: which comes first, on what grounds, and when the order would change."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from investguangdong.core.languages import best, current
from investguangdong.core.versions import kept_here
from investguangdong.pages.counting import projects_by_city
from investguangdong.pages.spreadsheet import csv_response
from investguangdong.places import comparing, weights
from investguangdong.places.comparing import Known, Measure
from investguangdong.places.models import City, Cluster, Figure, Port
from investguangdong.places.weighing import MOST, TOP, Flip, Ranking, Score
from investguangdong.projects.models import RecordKind, TrackRecord

ORDER = (
    "gdp_cny_100m",
    "gdp_growth_pct",
    "minimum_wage_monthly_cny",
    "population",
    "area_km2",
    "density",
    "km_crossing",
    "km_hong_kong",
    "clusters",
    "zones",
    "landed",
    "projects",
)
SHOWN_SENTENCES = 6
DONE = (RecordKind.LANDED, RecordKind.SIGNED, RecordKind.APPROVED, RecordKind.ALLOCATED)


@kept_here("places")
def published(language: str) -> dict[str, Measure]:
    """The measures of the cities of Guangdong that come from figures, the list of cities and the map, with their
    texts in the active language. Reference data is public, so that all requests may share them."""
    cities = list(City.objects.enabled())
    own = [city for city in cities if city.is_in_guangdong]
    figures = Figure.objects.enabled().filter(city__in=own)
    hong_kong = next((city for city in cities if city.slug == "hong-kong"), None)
    return {
        **comparing.from_figures(figures, {city.pk: city.slug for city in own}),
        **comparing.from_cities(own),
        **comparing.from_map(own, list(Port.objects.enabled()), hong_kong),
    }


def _counted(user, own: list[City]) -> dict[str, Measure]:
    clusters = Cluster.objects.visible_to(user).strategic().values_list("cities__slug", flat=True)
    landed = TrackRecord.objects.visible_to(user).filter(kind__in=DONE).values_list("city__slug", flat=True)
    listed = projects_by_city()
    here = _("Counted on this site")
    counts = {
        "clusters": (_("Strategic clusters that name it"), Counter(clusters)),
        "zones": (_("Zones and parks"), {city.slug: city.zone_count for city in own}),
        "landed": (_("Projects landed, signed or approved"), Counter(landed)),
        "projects": (_("Open projects"), {city.slug: listed[city.pk] for city in own}),
    }
    return {
        key: comparing.counted(key, label, found, own, source=here) for key, (label, found) in counts.items()
    }


@dataclass(frozen=True)
class Cell:
    """One criterion of one city. `bar` of 100 is the heaviest criterion at its best."""

    measure: Measure
    known: Known | None
    bar: int
    points: float
    note: int


@dataclass(frozen=True)
class Row:
    city: City
    score: Score
    cells: list[Cell]

    @property
    def shown(self) -> float:
        return round(self.score.share(self.score.total), 1)

    @property
    def bounds(self) -> tuple[float, float] | None:
        if not self.score.unknown:
            return None
        return round(self.score.share(self.score.low), 1), round(self.score.share(self.score.high), 1)


class Comparison:
    """All that the page and its CSV show of one address."""

    def __init__(self, request: HttpRequest):
        every = list(City.objects.visible_to(request.user).with_zone_count())
        self.cities = {city.slug: city for city in every if city.is_in_guangdong}
        found = comparing.criteria(published(current()) | _counted(request.user, list(self.cities.values())))
        order = {key: place for place, key in enumerate(ORDER)}
        self.measures = dict(sorted(found.items(), key=lambda pair: order.get(pair[0], len(order))))
        self.asked = weights.read(request.GET, self.measures, self.cities)
        criteria = [measure.criterion() for measure in self.measures.values()]
        self.ranking = Ranking(criteria, self.asked.weights, self.asked.cities or list(self.cities))
        self.sources: dict[tuple, int] = {}

    @property
    def weighed(self) -> list[Measure]:
        return [measure for key, measure in self.measures.items() if self.asked.weights[key]]

    def rows(self) -> list[Row]:
        return [
            Row(self.cities[score.place], score, [self._cell(measure, score) for measure in self.weighed])
            for score in self.ranking.scores()
        ]

    def _cell(self, measure: Measure, score: Score) -> Cell:
        heaviest = max(self.asked.weights.values())
        points = self.ranking.points[measure.key][score.place] / 100
        known = measure.known.get(score.place)
        bar = round(points * self.asked.weights[measure.key] / heaviest)
        return Cell(measure, known, bar, points, self._source(measure, known))

    def _source(self, measure: Measure, known: Known | None) -> int:
        """The number of a source in the list under the table; 0 for none."""
        if known is None:
            return 0
        figure = known.figure
        key = (figure.source_body, figure.source_title) if figure else ("", measure.source)
        return self.sources.setdefault(key, len(self.sources) + 1)

    def flips(self) -> list[Flip]:
        """The most telling first: a change high up, by a small step."""
        return sorted(self.ranking.flips(), key=lambda f: (f.place, abs(f.other_weight - f.weight)))

    def firm(self, flips: list[Flip]) -> list[City]:
        """The cities at the top that no single change moves."""
        kept = min((flip.place for flip in flips), default=TOP + 1) - 1
        return [self.cities[slug] for slug in self.ranking.order()[:kept]]

    def sentences(self, flips: list[Flip]) -> list[str]:
        return [self._sentence(flip) for flip in flips]

    def _sentence(self, flip: Flip) -> str:
        return _(
            "%(winner)s overtakes %(loser)s for place %(place)d if “%(criterion)s” weighs %(other)d instead of "
            "%(weight)d."
        ) % {
            "winner": best(self.cities[flip.winner], "name").text,
            "loser": best(self.cities[flip.loser], "name").text,
            "place": flip.place,
            "criterion": self.measures[flip.key].label,
            "other": flip.other_weight,
            "weight": flip.weight,
        }


def presets(measures: Mapping[str, Measure], asked: weights.Asked) -> list[dict]:
    """Links with weights; criteria that have too few values today are left out of them."""
    here = reverse("pages:city_compare")
    found = []
    for label, wanted in weights.PRESETS.values():
        query = "&".join(f"{key}={weight}" for key, weight in wanted.items() if key in measures)
        is_here = asked.weights == {key: wanted.get(key, 0) for key in measures}
        found.append({"label": label, "href": f"{here}?{query}", "is_here": is_here})
    return found


@require_safe
def city_compare(request: HttpRequest) -> HttpResponse:
    comparison = Comparison(request)
    rows, flips = comparison.rows(), comparison.flips()
    sentences = comparison.sentences(flips)
    context = {
        "section": "places",
        "comparison": comparison,
        "asked": comparison.asked,
        "fields": [(m, comparison.asked.weights[m.key]) for m in comparison.measures.values()],
        "steps": range(MOST + 1),
        "rows": rows,
        "firm": [best(city, "name").text for city in comparison.firm(flips)],
        "sentences": sentences[:SHOWN_SENTENCES],
        "more_sentences": sentences[SHOWN_SENTENCES:],
        "sources": list(comparison.sources),
        "presets": presets(comparison.measures, comparison.asked),
    }
    return render(request, "pages/city_compare.html", context)


COLUMNS = ("place", "city", "code", "score", "score_low", "score_high")
EACH = ("value", "year", "points", "weight", "source")


@require_safe
def city_compare_csv(request: HttpRequest) -> HttpResponse:
    """The ranked table: plain numbers, points of 100, weights and sources by criterion."""
    comparison = Comparison(request)
    header = [*COLUMNS, *(f"{m.key}_{name}" for m in comparison.weighed for name in EACH)]
    rows = [
        [*_first_cells(row), *(cell for c in row.cells for cell in _cells(c, comparison))]
        for row in comparison.rows()
    ]
    return csv_response("cities-compared.csv", header, rows)


def _first_cells(row: Row) -> list:
    low, high = row.bounds or (row.shown, row.shown)
    return [row.score.rank, best(row.city, "name").text, row.city.code, row.shown, low, high]


def _cells(cell: Cell, comparison: Comparison) -> list:
    """An unknown value is an empty cell beside the points it was given."""
    weight = comparison.asked.weights[cell.measure.key]
    if cell.known is None:
        return [None, None, cell.points, weight, None]
    figure = cell.known.figure
    source = f"{figure.source_body}: {figure.source_title}" if figure else cell.measure.source
    return [cell.known.value, cell.known.when, cell.points, weight, source]
