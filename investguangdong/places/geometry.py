"""SVG path data of Guangdong: the whole province in a frame 1000 wide, and one city with what lies around it.

Pure: no ORM, no request. Shapes come from geometry_data.json, which data/build_geometry.py makes. They are
schematic and await review: every map drawn from them carries CAPTION."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from math import cos, hypot, radians
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from investguangdong.places.clipping import Box, Points, clip_line, clip_polygon

CAPTION = _("Schematic; boundaries await review.")

_DATA = json.loads((Path(__file__).parent / "geometry_data.json").read_text())
WIDTH, HEIGHT = _DATA["frame"]
_WEST, _NORTH, _SCALE_X = 109.15, 25.85, WIDTH / (118.35 - 109.15)
_SCALE_Y = _SCALE_X / cos(radians(22.8))
# What belongs on a city's own map: so much of its surroundings, in multiples of its size.
_SURROUNDINGS = 1.9
_CITY_WIDTH, _CITY_HEIGHT = 660, 440
SKETCH_SCALE, SKETCH_SLACK = 4, 1  # 250 units across the province


@dataclass(frozen=True, slots=True)
class Shape:
    slug: str
    path: str


@dataclass(frozen=True, slots=True)
class Map:
    """Path data by layer, in drawing order. `city` is the one the map is about, "" for the province."""

    view_box: str
    depths: tuple[str, ...]
    neighbours: str
    cities: tuple[Shape, ...]
    special_regions: tuple[Shape, ...]
    rivers: tuple[Shape, ...]
    outline: str
    city: str = ""


def project(lon, lat) -> tuple[float, float]:
    """Degrees to the province frame: x to the right, y down, one decimal."""
    return round((float(lon) - _WEST) * _SCALE_X, 1), round((_NORTH - float(lat)) * _SCALE_Y, 1)


def city_slugs() -> list[str]:
    return list(_DATA["cities"])


@cache
def province_map() -> Map:
    return Map(
        view_box=f"0 0 {WIDTH} {HEIGHT}",
        depths=tuple(_path(map(_points, level), close=False) for level in _DATA["depths"]),
        neighbours=_path(map(_points, _DATA["neighbours"])),
        cities=tuple(Shape(slug, _path(map(_points, c["shape"]))) for slug, c in _DATA["cities"].items()),
        special_regions=tuple(
            Shape(slug, _path(map(_fine, rings), places=1)) for slug, rings in _DATA["sar"].items()
        ),
        rivers=tuple(
            Shape(name, _path([_fine(line)], close=False)) for name, line in _DATA["rivers"].items()
        ),
        outline=_path(map(_points, _DATA["outline"])),
    )


@cache
def sketch() -> Map:
    """The province for a picture two hundred pixels wide: main shapes only, corners that nobody would see gone."""
    drawn = {
        slug: max((simplified(_points(ring, SKETCH_SCALE), SKETCH_SLACK) for ring in city["shape"]), key=len)
        for slug, city in _DATA["cities"].items()
    }
    mainland = simplified(_points(max(_DATA["outline"], key=len), SKETCH_SCALE), SKETCH_SLACK)
    return Map(
        view_box=f"0 0 {WIDTH // SKETCH_SCALE} {HEIGHT // SKETCH_SCALE}",
        depths=(),
        neighbours="",
        cities=tuple(Shape(slug, _path([points])) for slug, points in drawn.items()),
        special_regions=(),
        rivers=(),
        outline=_path([mainland]),
    )


def simplified(points: Points, slack: float) -> Points:
    """The same line with fewer corners, none further than `slack` from where the line was."""
    if len(points) < 3:
        return points
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = hypot(x1 - x0, y1 - y0)

    def distance(point: tuple[float, float]) -> float:
        if not length:
            return hypot(point[0] - x0, point[1] - y0)
        return abs((x1 - x0) * (y0 - point[1]) - (x0 - point[0]) * (y1 - y0)) / length

    far = max(range(1, len(points) - 1), key=lambda number: distance(points[number]))
    if distance(points[far]) <= slack:
        return [points[0], points[-1]]
    return [*simplified(points[: far + 1], slack)[:-1], *simplified(points[far:], slack)]


@cache
def silhouette(slug: str) -> str:
    """The city alone in a square of 100, for a small picture beside its name. KeyError for no such city."""
    return _path(map(_points, _DATA["cities"][slug]["silhouette"]))


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the province frame that a city's map shows, and how it becomes the map's own units."""

    left: float
    top: float
    scale: float

    @property
    def box(self) -> Box:
        margin = 6 / self.scale
        right, bottom = self.left + _CITY_WIDTH / self.scale, self.top + _CITY_HEIGHT / self.scale
        return (self.left - margin, self.top - margin, right + margin, bottom + margin)

    def place(self, points: Iterable[tuple[float, float]]) -> Points:
        return [((x - self.left) * self.scale, (y - self.top) * self.scale) for x, y in points]

    def polygons(self, rings: Iterable[Points]) -> str:
        return _path((self.place(clip_polygon(ring, self.box)) for ring in rings), places=1)

    def lines(self, lines: Iterable[Points]) -> str:
        parts = (part for line in lines for part in clip_line(line, self.box))
        return _path(map(self.place, parts), close=False, places=1)


# From Zhaoqing to Huizhou, from Guangzhou to the open sea.
DELTA = Window(left=(112.35 - _WEST) * _SCALE_X, top=(_NORTH - 23.5) * _SCALE_Y, scale=_CITY_WIDTH / 285)


@cache
def city_window(slug: str) -> Window:
    left, top, right, bottom = _DATA["cities"][slug]["bounds"]
    width = max(right - left, (bottom - top) * _CITY_WIDTH / _CITY_HEIGHT) * _SURROUNDINGS
    scale = _CITY_WIDTH / width
    height = _CITY_HEIGHT / scale
    return Window(
        left=min(max((left + right - width) / 2, 0), WIDTH - width),
        top=min(max((top + bottom - height) / 2, 0), HEIGHT - height),
        scale=scale,
    )


def city_point(slug: str, lon, lat) -> tuple[float, float] | None:
    """Degrees to the units of that city's map; None where the point lies outside of it."""
    return _inside(city_window(slug), lon, lat)


def _inside(window: Window, lon, lat) -> tuple[float, float] | None:
    [(x, y)] = window.place([project(lon, lat)])
    inside = 0 <= x <= _CITY_WIDTH and 0 <= y <= _CITY_HEIGHT
    return (round(x, 1), round(y, 1)) if inside else None


@cache
def city_map(slug: str) -> Map:
    """One city of Guangdong 660 × 440, clipped to what is seen. KeyError for no such city."""
    return _clipped(city_window(slug), slug)


@cache
def delta_map() -> Map:
    """The nine cities around the mouth of the Pearl River with Hong Kong and Macao, 660 × 440."""
    return _clipped(DELTA)


def delta_point(lon, lat) -> tuple[float, float] | None:
    """Degrees to the units of the delta's map; None where the point lies outside of it."""
    return _inside(DELTA, lon, lat)


def _clipped(window: Window, city: str = "") -> Map:
    shapes = (
        Shape(name, window.polygons(map(_fine, shape["detail"]))) for name, shape in _DATA["cities"].items()
    )
    regions = (Shape(name, window.polygons(map(_fine, rings))) for name, rings in _DATA["sar"].items())
    rivers = (Shape(name, window.lines([_fine(line)])) for name, line in _DATA["rivers"].items())
    return Map(
        view_box=f"0 0 {_CITY_WIDTH} {_CITY_HEIGHT}",
        depths=tuple(filter(None, (window.lines(map(_points, level)) for level in _DATA["depths"]))),
        neighbours=window.polygons(map(_points, _DATA["neighbours"])),
        cities=tuple(shape for shape in shapes if shape.path),
        special_regions=tuple(shape for shape in regions if shape.path),
        rivers=tuple(shape for shape in rivers if shape.path),
        outline=window.lines(map(_fine, _DATA["coast"])),
        city=city,
    )


def _points(coded: list[int], scale: int = 1) -> Points:
    """[x, y, dx, dy, …] into absolute points."""
    x = y = 0
    points = []
    for dx, dy in zip(coded[::2], coded[1::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x / scale, y / scale))
    return points


def _fine(coded: list[int]) -> Points:
    return _points(coded, _DATA["scale"])


def _path(parts: Iterable[Points], *, close: bool = True, places: int = 0) -> str:
    return "".join(text + ("z" if close else "") for part in parts if (text := "".join(_steps(part, places))))


def _steps(points: Points, places: int) -> Iterator[str]:
    """Relative steps, as short as SVG allows. A part of fewer than two different points draws nothing."""
    grid = list(dict.fromkeys((round(x, places), round(y, places)) for x, y in points[:1]))
    for x, y in points[1:]:
        point = (round(x, places), round(y, places))
        if point != grid[-1]:
            grid.append(point)
    if len(grid) < 2:
        return
    yield f"M{_number(grid[0][0])} {_number(grid[0][1])}l"
    for i, ((x0, y0), (x1, y1)) in enumerate(zip(grid, grid[1:], strict=False)):
        dx, dy = _number(round(x1 - x0, places)), _number(round(y1 - y0, places))
        yield (" " if i and not dx.startswith("-") else "") + dx + ("" if dy.startswith("-") else " ") + dy


def _number(value: float) -> str:
    return f"{value:g}" if value else "0"
