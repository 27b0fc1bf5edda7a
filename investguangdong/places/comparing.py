"""The cities beside each other: one measure at a time, all values of one year, each with its source.

A measure comes from published figures, from the list of cities or from distances on the map; upper apps add
what they count. Ranks stand only within a measure, so years and definitions are never mixed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from investguangdong.core.languages import current
from investguangdong.core.money import number
from investguangdong.places import distances
from investguangdong.places.factsheet import is_whole_year, when
from investguangdong.places.indicators import INDICATORS, short_number, short_unit, written
from investguangdong.places.models import City, Figure, Port
from investguangdong.places.weighing import Criterion

# A figure that says "more than" stands for its indicator where no exact value is known.
LEAST = {"gdp_cny_100m_lower_bound": "gdp_cny_100m"}
LOW_IS_BETTER = ("minimum_wage", "natural_gas", "industrial_rent", "pension_employer", "high_speed_rail")
ENOUGH = 15  # cities of one year, for a criterion
# Moves in step with another measure: counting both would count one thing twice.
LEFT_OUT = frozenset({"minimum_wage_hourly_cny"})
CENSUS = "National Bureau of Statistics"


@dataclass(frozen=True, slots=True)
class Known:
    """A value of one city: `text` with its unit, `short` without, for a column whose head says it. `is_least`
    marks "more than"; `figure` is where it was published."""

    value: Decimal
    text: str
    short: str
    when: str = ""
    figure: Figure | None = None
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """`rank` counts from the highest value; `ties` others share it."""

    rank: int
    of: int
    ties: int


@dataclass(frozen=True)
class Measure:
    """Values by slug of the city. `source` says where they come from when they are no published figures."""

    key: str
    label: str
    when: str
    known: Mapping[str, Known]
    high_is_better: bool = True
    unit: str = ""
    source: str = ""
    exact: list[Decimal] = field(init=False, default_factory=list)

    def __post_init__(self):
        self.exact.extend(known.value for known in self.known.values() if not known.is_least)

    @property
    def has_least(self) -> bool:
        return any(known.is_least for known in self.known.values())

    def criterion(self) -> Criterion:
        values = {slug: known.value for slug, known in self.known.items()}
        return Criterion(self.key, values, self.high_is_better)

    def standing(self, slug: str) -> Standing | None:
        """Among the cities with an exact value; None where this one has none."""
        known = self.known.get(slug)
        if known is None or known.is_least or len(self.exact) < 2:
            return None
        above = sum(value > known.value for value in self.exact)
        return Standing(above + 1, len(self.exact), self.exact.count(known.value) - 1)

    @property
    def middle(self) -> Decimal | None:
        return median(self.exact) if self.exact else None


def from_figures(figures: Iterable[Figure], slugs: Mapping[int, str]) -> dict[str, Measure]:
    """A measure for each indicator with a number, in the year that most cities have (the newer of equals).
    `slugs` are the cities to compare, by key. Parts of a year and forecasts are left aside."""
    found: dict[tuple[str, int], dict[str, Figure]] = defaultdict(dict)
    for figure in sorted(figures, key=lambda f: (f.indicator in LEAST, f.needs_check, f.position)):
        indicator = LEAST.get(figure.indicator, figure.indicator)
        if figure.value is None or figure.city_id not in slugs or indicator not in INDICATORS:
            continue
        if is_whole_year(figure.year_or_date) or figure.indicator in LEAST:
            found[indicator, figure.year or 0].setdefault(slugs[figure.city_id], figure)
    best: dict[str, int] = {}
    for indicator, year in sorted(found, key=lambda pair: (len(found[pair]), pair[1])):
        best[indicator] = year
    return {key: _measure(key, year, found[key, year]) for key, year in best.items()}


def _measure(indicator: str, year: int, figures: dict[str, Figure]) -> Measure:
    times = Counter(when(f.year_or_date) for f in figures.values() if f.indicator not in LEAST)
    return Measure(
        key=indicator,
        label=str(INDICATORS[indicator].label),
        when=times.most_common(1)[0][0] if times else str(year),
        known={slug: known(figure) for slug, figure in figures.items()},
        high_is_better=not indicator.startswith(LOW_IS_BETTER),
        unit=short_unit(indicator),
    )


def known(figure: Figure) -> Known:
    indicator = LEAST.get(figure.indicator, figure.indicator)
    text = written(indicator, figure.value, figure.value_text, current())
    short = short_number(indicator, figure.value)
    is_least = figure.indicator in LEAST
    if is_least:
        text, short = (_("over %(amount)s") % {"amount": shown} for shown in (text, short))
    return Known(figure.value, text, short, when(figure.year_or_date), figure, is_least)


PEOPLE = pgettext_lazy("unit", "people")
DENSITY = pgettext_lazy("unit", "people per km²")
KM = pgettext_lazy("unit", "km")


def quantity(value, unit="") -> str:
    """`1,997 km²`, and without a space before Chinese units."""
    language = current()
    amount = number(Decimal(value), language)
    tight = not unit or (language.startswith("zh") and not str(unit).startswith("km"))
    return f"{amount}{'' if tight else ' '}{unit}"


def from_cities(cities: Sequence[City]) -> dict[str, Measure]:
    """Residents of the census, area, and what follows from both."""
    peopled = [city for city in cities if city.population and city.area_km2]
    year = str(max((city.population_year for city in peopled), default=""))
    density = {city.slug: Decimal(round(city.population / city.area_km2)) for city in peopled}
    counted = {city.slug: Decimal(city.population) for city in peopled}
    areas = {city.slug: city.area_km2 for city in peopled}
    census = _("National census")
    return {
        "population": Measure(
            "population", _("Residents, census"), year, _texts(counted, PEOPLE, year), source=census
        ),
        "area_km2": Measure(
            "area_km2", _("Area"), "", _texts(areas, "km²"), unit="km²", source=_("List of cities")
        ),
        "density": Measure(
            "density",
            _("Residents per km²"),
            year,
            _texts(density, DENSITY, year),
            high_is_better=False,
            source=_("Computed from census and area"),
        ),
    }


def _texts(values: Mapping[str, Decimal], unit="", year="") -> dict[str, Known]:
    return {
        slug: Known(value, quantity(value, unit), quantity(value), year) for slug, value in values.items()
    }


FAR = gettext_lazy("Straight line between seats on our map; roads and trains are longer")


def from_map(cities: Sequence[City], ports: Sequence[Port], hong_kong: City | None) -> dict[str, Measure]:
    """How far it is to Hong Kong and to the nearest crossing: all from positions, so comparable for all."""
    crossings = {city.slug: distances.nearest(city, ports) for city in cities}
    found = {
        "km_crossing": (
            _("To the nearest crossing to Hong Kong or Macao"),
            {slug: Decimal(pair[1]) for slug, pair in crossings.items() if pair},
        ),
        "km_hong_kong": (
            _("To Hong Kong"),
            {city.slug: Decimal(distances.kilometres(city, hong_kong)) for city in cities if hong_kong},
        ),
    }
    return {
        key: Measure(key, label, "", _texts(values, KM), high_is_better=False, unit=str(KM), source=str(FAR))
        for key, (label, values) in found.items()
    }


def counted(
    key: str, label: str, counts: Mapping[str, int], cities: Iterable[City], *, source: str
) -> Measure:
    """What this site counts itself: none is a number here, not an unknown."""
    values = {city.slug: Decimal(counts.get(city.slug, 0)) for city in cities}
    return Measure(key, label, "", _texts(values), source=source)


def criteria(measures: Mapping[str, Measure]) -> dict[str, Measure]:
    """Those that enough cities have in one year to be weighed."""
    return {
        key: measure
        for key, measure in measures.items()
        if len(measure.known) >= ENOUGH and key not in LEFT_OUT
    }
