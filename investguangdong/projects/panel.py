"""The panel of filters beside the results: groups with counts, the histogram, the small map, rare filters.
No request, no HTML: path data and addresses."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from investguangdong.places import geometry
from investguangdong.projects.facets import BARS, FIRST_BAR, LAST_BAR, Facets
from investguangdong.projects.forms import ProjectSearch
from investguangdong.projects.listing import Group, Option, facet_group, query_with

GROUPS = ("city", "sector", "mode", "stage")
FINE = "fine"
ICONS = {"cards": "list", "table": "table", "map": "map-2"}
BAR_HEIGHT, BAR_WIDTH, BAR_STEP = 48, 10, 12
MANY = 5  # results from which a city has a large dot on the small map


@dataclass(frozen=True)
class View:
    label: str
    icon: str
    query: str
    is_on: bool


@dataclass(frozen=True)
class Sketch:
    """Path data of the small map that mirrors the boxes of cities. Dots are lines of no length with round ends."""

    view_box: str
    land: str
    chosen: str
    dots: str
    small_dots: str
    chosen_dots: str


@dataclass(frozen=True)
class Bars:
    """The histogram as two paths: within the range asked for, and outside."""

    inside: str
    outside: str


def groups(search: ProjectSearch, facets: Facets, data) -> list[Group]:
    found = [facet_group(search, facets, key, is_whole=key == data.get("all")) for key in GROUPS]
    for group in found:
        if group.more:
            group.more_query = f"{query_with(data, all=group.key)}#f-{group.key}"
    return found


def views(search: ProjectSearch, data) -> list[View]:
    """List, table and map, each at an address of its own."""
    labels = {"cards": _("List"), "table": _("Table"), "map": _("Map")}
    return [
        View(
            label, ICONS[key], query_with(data, view=None if key == "cards" else key), key == search.view_key
        )
        for key, label in labels.items()
    ]


def bars(search: ProjectSearch, facets: Facets) -> Bars:
    counts = [facets.of("amount").get(str(number), 0) for number in range(BARS)]
    highest = max(counts) or 1
    low, high = search.amount_bounds()
    ratio = (LAST_BAR / FIRST_BAR) ** (1 / (BARS - 2))
    paths = {True: "", False: ""}
    for number, amount in enumerate(counts):
        starts, ends = FIRST_BAR * ratio ** (number - 1), FIRST_BAR * ratio**number
        is_inside = (low is None or ends > low) and (high is None or starts < high)
        height = round(2 + (BAR_HEIGHT - 4) * amount / highest) if amount else 1
        paths[bool(is_inside and amount)] += (
            f"M{number * BAR_STEP} {BAR_HEIGHT}v-{height}h{BAR_WIDTH}v{height}z"
        )
    return Bars(paths[True], paths[False])


def sketch(search: ProjectSearch, facets: Facets) -> Sketch:
    chosen, counts = search.get("city", []), facets.of("city")
    province = geometry.sketch()
    dots: dict[str, str] = {"many": "", "few": "", "chosen": ""}
    for slug, city in search.rows["city"].items():
        if city.is_in_guangdong:
            kind = "chosen" if slug in chosen else "many" if counts.get(str(city.pk), 0) >= MANY else "few"
            dots[kind] += dot(city)
    return Sketch(
        province.view_box,
        province.outline,
        "".join(shape.path for shape in province.cities if shape.slug in chosen),
        dots["many"],
        dots["few"],
        dots["chosen"],
    )


def dot(city) -> str:
    x, y = geometry.project(city.lon, city.lat)
    return f"M{x / geometry.SKETCH_SCALE:.0f} {y / geometry.SKETCH_SCALE:.0f}h0"


def fine(search: ProjectSearch, data) -> list[Group]:
    """Cluster and zone to choose from, where they were asked for or something rare is set: they are long lists.
    Once a city is chosen only its zones are left."""
    if data.get("all") != FINE and not search.has_fine_filters:
        return []
    cities = {search.rows["city"][slug].pk for slug in search.get("city", []) if slug in search.rows["city"]}
    zones = search.rows["zone"]
    kept = {slug for slug, zone in zones.items() if not cities or zone.city_id in cities}
    return [selection(search, "cluster", set(search.rows["cluster"])), selection(search, "zone", kept)]


def selection(search: ProjectSearch, key: str, kept: set[str]) -> Group:
    chosen = search.get(key, [])
    options = [
        Option(key, value, str(label), 0, value in chosen)
        for value, label in search.fields[key].choices
        if value in kept or value in chosen
    ]
    return Group(key, str(search.fields[key].label), options)
