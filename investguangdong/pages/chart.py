"""Cities as dots on the chart of the province: where, how large, and on which side the name stands. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from investguangdong.core.languages import Text, best
from investguangdong.places import geometry

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
