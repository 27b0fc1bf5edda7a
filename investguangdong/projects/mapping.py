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
WIDTH, HEIGHT = 1000, 700  # of the drawing, whatever part of the province it shows
NARROWEST = 320  # units of the province's frame


@dataclass(frozen=True)
class Window:
    """The part of the province's frame that is drawn: dots and names keep their size however near it is."""

    left: float = 0
    top: float = 30
    scale: float = 1

    @property
    def matrix(self) -> str:
        """For the shapes, which are kept in the province's frame."""
        x, y = -self.left * self.scale, -self.top * self.scale
        return f"matrix({number(self.scale)} 0 0 {number(self.scale)} {number(x)} {number(y)})"

    def place(self, lon, lat) -> tuple[float, float]:
        x, y = geometry.project(lon, lat)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def holds(self, x: float, y: float) -> bool:
        return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


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
    return f"{round(value, 2):g}"


def window(cities: dict, chosen) -> Window:
    """The whole province, or the part of it around the chosen cities."""
    found = [cities[slug] for slug in chosen if slug in cities]
    if not found:
        return Window()
    xs, ys = zip(*(geometry.project(city.lon, city.lat) for city in found), strict=True)
    width = max(NARROWEST, (max(xs) - min(xs)) * 1.8, (max(ys) - min(ys)) * 1.8 * WIDTH / HEIGHT)
    scale = WIDTH / width
    return Window(
        left=(min(xs) + max(xs) - width) / 2, top=(min(ys) + max(ys) - HEIGHT / scale) / 2, scale=scale
    )


def mark(city, count: int, is_chosen: bool, seen: Window) -> Mark:
    x, y = seen.place(city.lon, city.lat)
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


def marks(cities: dict, facets: Facets, chosen, seen: Window) -> list[Mark]:
    """Every city of the province; those without a result as a small dot."""
    counts = facets.of("city")
    return [
        mark(city, counts.get(str(city.pk), 0), slug in chosen, seen)
        for slug, city in cities.items()
        if city.is_in_guangdong or counts.get(str(city.pk))
    ]


CELL = 16  # units of the drawing within which several results become one mark


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
    seen: Window
    marks: list[Mark]
    spots: list[Spot]
    zones: list[tuple[str, Text, int]]

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {HEIGHT}"

    @property
    def shapes(self) -> list[tuple[Mark | None, str]]:
        """Each city's shape with its mark, to be drawn as a link."""
        by_slug = {mark.slug: mark for mark in self.marks}
        return [(by_slug.get(shape.slug), shape.path) for shape in self.map.cities]


def chart(search: ProjectSearch, facets: Facets, projects: list[Project]) -> Chart:
    cities, chosen = search.rows["city"], search.get("city", [])
    seen = window(cities, chosen)
    return Chart(
        geometry.province_map(),
        seen,
        marks(cities, facets, chosen, seen),
        spots(projects, seen),
        zones(search) if chosen else [],
    )


def spots(projects: list[Project], seen: Window) -> list[Spot]:
    """Listings whose point is public, as exact as they state it."""
    cells: dict[tuple[int, int], list[Project]] = {}
    for project in projects:
        if project.lat is not None:
            x, y = seen.place(project.lon, project.lat)
            cells.setdefault((round(x / CELL), round(y / CELL)), []).append(project)
    return [spot(together, seen) for together in cells.values()]


def spot(together: list[Project], seen: Window) -> Spot:
    first = together[0]
    x, y = seen.place(first.lon, first.lat)
    titles = "; ".join(best(project, "title").text for project in together)
    address = first.get_absolute_url() if len(together) == 1 else f"#{first.code}"
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
