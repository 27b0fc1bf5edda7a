"""Marks on a map: where, how large, what they say and where they lead. Pure: rows in, drawings out.

Coordinates are text, for a template would write 12,5 in Portuguese."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from math import hypot, sqrt

from investguangdong.core.languages import Text, best
from investguangdong.pages.chart import MINOR, SIDES
from investguangdong.places import geometry
from investguangdong.places.geometry import Map

SMALLEST, LARGEST = 4.0, 19.0
NUMBERED_FROM = 9.5  # radius at which the count fits into the mark
APART = 21.0  # between the middles of two points
ROUNDS = 60


@dataclass(frozen=True)
class Ground:
    """The map beneath: the whole province or the delta, and how degrees become its units."""

    map: Map
    place: Callable[[object, object], tuple[float, float] | None]
    size: float = 1.0  # of marks: the delta's frame is smaller than the province's


PROVINCE = Ground(geometry.province_map(), geometry.project)
DELTA = Ground(geometry.delta_map(), geometry.delta_point, 0.8)


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    r: float
    href: str
    title: str
    number: str = ""
    name: Text | None = None
    slug: str = ""
    kind: str = ""

    @property
    def side(self) -> str:
        return SIDES.get(self.slug, "east")

    @property
    def is_minor(self) -> bool:
        return self.slug in MINOR

    @property
    def place(self) -> dict[str, str]:
        """x, y and radius, where the number stands and where the name does."""
        across = {"east": self.r + 5, "west": -self.r - 5}.get(self.side, 0)
        down = {"over": -self.r - 6, "under": self.r + 15}.get(self.side, 5)
        spots = {
            "x": self.x,
            "y": self.y,
            "r": self.r,
            "number_y": self.y + 4.6,
            "name_x": self.x + across,
            "name_y": self.y + down,
        }
        return {key: f"{round(value, 1):g}" for key, value in spots.items()}


def by_city(ground: Ground, rows: Iterable, count_of: Callable, href_of: Callable, title_of: Callable):
    """One mark a city, by square root of its count; small ones last, so that they are never covered."""
    found = []
    for city in rows:
        spot, count = ground.place(city.lon, city.lat), count_of(city)
        if spot is None:
            continue
        radius = min(LARGEST, SMALLEST + 1.72 * sqrt(count)) * ground.size
        number = str(count) if radius >= NUMBERED_FROM * ground.size and count else ""
        found.append(
            Mark(
                *spot, radius, href_of(city), title_of(city, count), number, best(city, "name"), city.slug,
                "" if count else "none",
            )
        )  # fmt: skip
    return sorted(found, key=lambda mark: -mark.r)


def numbered(ground: Ground, points: Sequence[tuple], radius: float = 10.0) -> list[Mark]:
    """Points with a number each, moved apart where they would cover each other.
    `points` are (row with lon and lat, number, href, title, kind); those outside the map are left out."""
    marks = []
    for row, number, href, title, kind in points:
        spot = ground.place(row.lon, row.lat) if row.lon is not None else None
        if spot:
            marks.append(Mark(*spot, radius * ground.size, href, title, str(number), kind=kind))
    return apart(marks, APART * ground.size)


def apart(marks: list[Mark], distance: float) -> list[Mark]:
    """Pushes marks that are too near away from each other, a little at a time, always in the same way."""
    spots = [[mark.x, mark.y] for mark in marks]
    for _round in range(ROUNDS):
        moved = False
        for i, one in enumerate(spots):
            for j in range(i + 1, len(spots)):
                moved = _push(one, spots[j], distance, turn=i + j) or moved
        if not moved:
            break
    return [replace(mark, x=x, y=y) for mark, (x, y) in zip(marks, spots, strict=True)]


def _push(one: list[float], other: list[float], distance: float, turn: int) -> bool:
    dx, dy = other[0] - one[0], other[1] - one[1]
    between = hypot(dx, dy)
    if between >= distance - 0.05:
        return False
    if between == 0:
        dx, dy, between = (1, 0, 1) if turn % 2 else (0, 1, 1)
        step = distance / 2
    else:
        step = (distance - between) / 2
    one[0] -= dx / between * step
    one[1] -= dy / between * step
    other[0] += dx / between * step
    other[1] += dy / between * step
    return True
