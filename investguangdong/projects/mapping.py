"""Where things stand on the maps of the listing. Coordinates are text: a template would write 12,5 in Portuguese."""

from dataclasses import dataclass

from investguangdong.core.languages import Text, best
from investguangdong.places import geometry
from investguangdong.projects.facets import Facets
from investguangdong.projects.models import Project

# Cities whose name stands left of the dot, or above, so that the delta stays readable.
LEFT = frozenset({"foshan", "jiangmen", "zhuhai", "yunfu", "jieyang"})
ABOVE = frozenset({"guangzhou", "zhongshan", "zhaoqing", "dongguan", "chaozhou", "shaoguan"})
RATIO = 1.5
NARROWEST = 320


@dataclass(frozen=True)
class Mark:
    """A city on the map of results."""

    slug: str
    name: Text
    count: int
    is_chosen: bool
    x: str
    y: str
    radius: str
    label_x: str
    label_y: str
    side: str


def number(value: float) -> str:
    return f"{round(value, 1):g}"


def mark(city, count: int, is_chosen: bool) -> Mark:
    x, y = geometry.project(city.lon, city.lat)
    radius = min(5 + 1.3 * count**0.5, 15) if count else 3
    side = "west" if city.slug in LEFT else "over" if city.slug in ABOVE else "east"
    shift = {"west": -radius - 4, "east": radius + 4, "over": 0}[side]
    return Mark(
        slug=city.slug,
        name=best(city, "name"),
        count=count,
        is_chosen=is_chosen,
        x=number(x),
        y=number(y),
        radius=number(radius),
        label_x=number(x + shift),
        label_y=number(y - radius - 4 if side == "over" else y + 5),
        side=side,
    )


def marks(cities: dict, facets: Facets, chosen) -> list[Mark]:
    """Every city of the province; those without a result as a small dot."""
    counts = facets.of("city")
    return [
        mark(city, counts.get(str(city.pk), 0), slug in chosen)
        for slug, city in cities.items()
        if city.is_in_guangdong or counts.get(str(city.pk))
    ]


def view_box(found: list[Mark]) -> str:
    """The whole province, or the part of it around the chosen cities."""
    points = [(float(one.x), float(one.y)) for one in found if one.is_chosen]
    if not points:
        return geometry.province_map().view_box
    xs, ys = zip(*points, strict=True)
    width = max(NARROWEST, (max(xs) - min(xs)) * 1.8, (max(ys) - min(ys)) * 1.8 * RATIO)
    left = (min(xs) + max(xs) - width) / 2
    top = (min(ys) + max(ys) - width / RATIO) / 2
    return " ".join(number(value) for value in (left, top, width, width / RATIO))


def city_map(project: Project):
    """The city's own map; None for the province as a whole and outside of it."""
    if project.city_id is None or not project.city.is_in_guangdong:
        return None
    return geometry.city_map(project.city.slug)


def points(project: Project) -> list[dict]:
    """The project's point where it is given, else the seat of its city."""
    city = project.city
    spots = [(best(city, "name"), city.lon, city.lat, project.lat is None)]
    if project.lat is not None:
        spots.append((Text(project.code, "en", False), project.lon, project.lat, True))
    placed = [(name, geometry.city_point(city.slug, lon, lat), hot) for name, lon, lat, hot in spots]
    return [
        {"name": name, "x": number(spot[0]), "y": number(spot[1]), "is_current": hot}
        for name, spot, hot in placed
        if spot
    ]
