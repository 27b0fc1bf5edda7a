"""Where things stand on the maps of the listing. Coordinates are text: a template would write 12,5 in Portuguese."""

from dataclasses import dataclass

from django.db.models import Count

from investguangdong.core.languages import Text, best
from investguangdong.places import geometry
from investguangdong.projects.facets import Facets
from investguangdong.projects.forms import ProjectSearch
from investguangdong.projects.models import Precision, Project

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


CELL = 9  # units of the province's frame within which several results become one mark


@dataclass(frozen=True)
class Spot:
    """Results of the page at one place: one listing, or several too near each other to be told apart."""

    x: str
    y: str
    label: str
    address: str
    count: int
    is_exact: bool


@dataclass(frozen=True)
class Chart:
    """The map of results: cities with counts, zones of the chosen cities as a list, the page's own results."""

    map: geometry.Map
    view_box: str
    marks: list[Mark]
    spots: list[Spot]
    zones: list[tuple[str, Text, int]]


def chart(search: ProjectSearch, facets: Facets, projects: list[Project]) -> Chart:
    found = marks(search.rows["city"], facets, search.get("city", []))
    return Chart(
        geometry.province_map(),
        view_box(found),
        found,
        spots(projects),
        zones(search) if search.get("city") else [],
    )


def spots(projects: list[Project]) -> list[Spot]:
    """Listings whose point is public, as exact as they state it."""
    cells: dict[tuple[int, int], list[Project]] = {}
    for project in projects:
        if project.lat is not None:
            x, y = geometry.project(project.lon, project.lat)
            cells.setdefault((round(x / CELL), round(y / CELL)), []).append(project)
    return [spot(together) for together in cells.values()]


def spot(together: list[Project]) -> Spot:
    first = together[0]
    x, y = geometry.project(first.lon, first.lat)
    titles = "; ".join(best(project, "title").text for project in together)
    only = len(together) == 1
    address = first.get_absolute_url() if only else f"#{first.code}"
    exact = all(project.precision == Precision.EXACT for project in together)
    return Spot(number(x), number(y), titles, address, len(together), exact)


def zones(search: ProjectSearch) -> list[tuple[str, Text, int]]:
    """(slug, name, results) of the zones that have any, most first."""
    counted = search.entries().exclude(zone=None).values_list("zone_id").annotate(count=Count("pk"))
    counts = dict(counted)
    named = [
        (slug, best(zone, "name"), counts[zone.pk])
        for slug, zone in search.rows["zone"].items()
        if zone.pk in counts
    ]
    return sorted(named, key=lambda row: -row[2])


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
