"""Drawings made of rows: cities as dots on the province, a figure over years, a city among its like. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _

from investguangdong.core.languages import Text, best, current
from investguangdong.core.money import number
from investguangdong.places import geometry
from investguangdong.places.factsheet import is_whole_year
from investguangdong.places.indicators import INDICATORS, short_number, short_unit

# The side on which a name has room, and whether it is left out where the map is small.
SIDES = {
    "guangzhou": "over",
    "shantou": "under",
    "zhuhai": "under",
    "chaozhou": "over",
    "foshan": "under",
    "jiangmen": "west",
    "zhaoqing": "over",
    "zhongshan": "over",
    "dongguan": "under",
    "jieyang": "west",
    "yunfu": "west",
}
MINOR = frozenset(
    [
        "zhuhai",
        "foshan",
        "jiangmen",
        "maoming",
        "huizhou",
        "shanwei",
        "heyuan",
        "qingyuan",
        "zhongshan",
        "chaozhou",
        "jieyang",
        "yunfu",
    ]
)
NUMBERED_FROM = 11  # radius at which the count fits into the dot
SMALLEST, LARGEST = 3.6, 19.0


@dataclass(frozen=True)
class Dot:
    slug: str
    name: Text
    count: int
    new: int
    x: float
    y: float
    r: float

    @property
    def side(self) -> str:
        return SIDES.get(self.slug, "east")

    @property
    def is_minor(self) -> bool:
        return self.slug in MINOR

    @property
    def has_number(self) -> bool:
        return self.r >= NUMBERED_FROM

    @property
    def number_y(self) -> float:
        return round(self.y + 4.6, 1)

    @property
    def name_x(self) -> float:
        return round(self.x + {"east": self.r + 5, "west": -self.r - 5}.get(self.side, 0), 1)

    @property
    def name_y(self) -> float:
        return round(self.y + {"over": -self.r - 6, "under": self.r + 15}.get(self.side, 5), 1)


def dots(cities: Iterable, counts: Mapping[int, int], new: Mapping[int, int]) -> list[Dot]:
    """One a city, by square root of its count; small ones last, so that they are never covered."""
    found = []
    for city in cities:
        x, y = geometry.project(city.lon, city.lat)
        count = counts.get(city.pk, 0)
        radius = min(LARGEST, SMALLEST + 1.72 * sqrt(count))
        found.append(Dot(city.slug, best(city, "name"), count, new.get(city.pk, 0), x, y, round(radius, 1)))
    return sorted(found, key=lambda dot: -dot.r)


WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 560, 220, 8, 96, 34, 190
LEAST_YEARS = 3
LADDER = 7


@dataclass(frozen=True)
class Point:
    x: str
    y: str
    label: str
    value: str
    is_last: bool
    figure: object


@dataclass(frozen=True)
class Series:
    """One indicator of one city over at least three whole years, from a zero baseline."""

    label: str
    finding: str
    points: list[Point]
    path: str


def series(figures: Iterable, wanted: Iterable[str]) -> Series | None:
    """The first of the wanted indicators that has enough whole years; years that are missing stay gaps."""
    for indicator in wanted:
        by_year = {f.year: f for f in figures if f.indicator == indicator and _is_plottable(f)}
        if len(by_year) >= LEAST_YEARS:
            return _series(indicator, [by_year[year] for year in sorted(by_year)])
    return None


def _is_plottable(figure) -> bool:
    return figure.value is not None and figure.year and is_whole_year(figure.year_or_date)


def _series(indicator: str, figures: list) -> Series:
    first, last = figures[0], figures[-1]
    top = float(max(figure.value for figure in figures)) * 1.08
    spots = [(_across(f.year, first.year, last.year), _down(f.value, top)) for f in figures]
    points = [
        Point(f"{x:g}", f"{y:g}", str(f.year), short_number(indicator, f.value), f is last, f)
        for f, (x, y) in zip(figures, spots, strict=True)
    ]
    return Series(
        label=f"{INDICATORS[indicator].label}, {short_unit(indicator)}",
        finding=_finding(indicator, first, last),
        points=points,
        path="M" + "L".join(f"{x:g} {y:g}" for x, y in spots),
    )


def _across(year: int, first: int, last: int) -> float:
    return round(LEFT + 60 + (year - first) / (last - first) * (WIDTH - LEFT - 60 - RIGHT), 1)


def _down(value, top: float) -> float:
    return round(FOOT - float(value) / top * (FOOT - TOP), 1)


def _finding(indicator: str, first, last) -> str:
    change = round((last.value - first.value) / first.value * 100, 1)
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return _("%(what)s: %(sign)s%(change)s%% from %(first)d to %(last)d, in prices of each year") % {
        "what": INDICATORS[indicator].label,
        "sign": sign,
        "change": number(abs(change), current()),
        "first": first.year,
        "last": last.year,
    }


@dataclass(frozen=True)
class Bar:
    city: object
    value: str
    share: int
    is_own: bool


def ladder(measure, city, cities: Iterable) -> list[Bar]:
    """The city and its neighbours in rank within one measure, the highest first."""
    by_slug = {other.slug: other for other in cities}
    exact = [(slug, known) for slug, known in measure.known.items() if not known.is_least]
    exact.sort(key=lambda pair: -pair[1].value)
    own = next(i for i, (slug, _known) in enumerate(exact) if slug == city.slug)
    start = max(0, min(own - LADDER // 2, len(exact) - LADDER))
    most = exact[0][1].value
    return [
        Bar(by_slug[slug], known.short, max(0, round(known.value / most * 100)), slug == city.slug)
        for slug, known in exact[start : start + LADDER]
    ]
