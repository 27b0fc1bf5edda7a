"""The investment map: one layer at a time over the province or the delta, and the same rows as a list."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from investguangdong.core.languages import best
from investguangdong.pages import marks
from investguangdong.pages.counting import projects_by_city
from investguangdong.pages.marks import Ground, Mark
from investguangdong.places import crossings
from investguangdong.places.forms import ClusterLayer, ListFilter, PortLayer, ProjectLayer, ZoneLayer
from investguangdong.places.models import City, Cluster, Hall, Port, Sector, Zone


@dataclass
class Shown:
    """What a layer gives to the page: its filter, the marks, the rows of the list, the cities to tint."""

    form: ListFilter
    marks: list[Mark]
    rows: list
    total: int
    tinted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    request: HttpRequest
    ground: Ground
    cities: list[City] = field(default_factory=list)

    @property
    def own(self) -> list[City]:
        return [city for city in self.cities if city.is_in_guangdong]


def link(name: str, **filters) -> str:
    """An address with the filters that have a value."""
    query = QueryDict(mutable=True)
    for key, value in filters.items():
        if value:
            query[key] = value
    return f"{reverse(name)}?{query.urlencode()}" if query else reverse(name)


def projects(asked: Asked) -> Shown:
    user = asked.request.user
    rows = {"sector": Sector.objects.visible_to(user), "cluster": Cluster.objects.visible_to(user)}
    form = ProjectLayer(asked.request.GET, rows=rows)
    counts = projects_by_city(**form.chosen())

    def title(city, count):
        text = ngettext("%(name)s: %(count)d open project", "%(name)s: %(count)d open projects", count)
        return text % {"name": best(city, "name").text, "count": count}

    def href(city):
        return link("projects:list", city=city.slug, **form.chosen())

    drawn = marks.by_city(asked.ground, asked.own, lambda city: counts[city.pk], href, title)
    listed = [{"city": city, "count": counts[city.pk], "href": href(city)} for city in asked.own]
    return Shown(form, drawn, listed, sum(counts.values()))


def zones(asked: Asked) -> Shown:
    form = ZoneLayer(asked.request.GET)
    found = list(form.apply(Zone.objects.visible_to(asked.request.user).select_related("city")))
    counts = Counter(zone.city_id for zone in found)

    def title(city, count):
        text = ngettext("%(name)s: %(count)d zone or park", "%(name)s: %(count)d zones and parks", count)
        return text % {"name": best(city, "name").text, "count": count}

    def href(city):
        return link("pages:zone_list", city=city.slug, **form.chosen())

    placed = [city for city in asked.cities if counts[city.pk]]
    drawn = marks.by_city(asked.ground, placed, lambda city: counts[city.pk], href, title)
    return Shown(form, drawn, found, len(found))


def clusters(asked: Asked) -> Shown:
    every = Cluster.objects.visible_to(asked.request.user).prefetch_related("cities")
    form = ClusterLayer(asked.request.GET, rows={"cluster": every})
    slug = form.chosen().get("cluster")
    found = [cluster for cluster in every if slug in (None, cluster.slug)]
    counts = Counter(city.pk for cluster in found for city in cluster.cities.all())

    def title(city, count):
        text = ngettext(
            "%(name)s: named for %(count)d cluster", "%(name)s: named for %(count)d clusters", count
        )
        return text % {"name": best(city, "name").text, "count": count}

    placed = [city for city in asked.own if counts[city.pk]]
    drawn = marks.by_city(
        asked.ground, placed, lambda city: counts[city.pk], lambda city: f"{city.get_absolute_url()}#clusters", title
    )  # fmt: skip
    tinted = frozenset(city.slug for city in placed) if slug else frozenset()
    return Shown(form, drawn, found, len(found), tinted)


def ports(asked: Asked) -> Shown:
    form = PortLayer(asked.request.GET)
    every = form.apply(Port.objects.visible_to(asked.request.user).select_related("city"))
    found = list(enumerate(crossings.merged(every), 1))
    points = [
        (c.port, number, c.port.get_absolute_url(), _point_title(c.port, number), c.port.kind)
        for number, c in found
    ]
    return Shown(form, marks.numbered(asked.ground, points), found, len(found))


def _point_title(port: Port, number: int) -> str:
    name = best(port, "name").text
    if port.position_is_exact:
        return f"{number}. {name}"
    return f"{number}. {name} ({_('position approximate')})"


def halls(asked: Asked) -> Shown:
    """Halls without a point stand at the seat of their city, and say so."""
    found = list(enumerate(Hall.objects.visible_to(asked.request.user).select_related("city"), 1))
    points = [(_placed(hall), n, f"#hall-{n}", _hall_title(hall, n), "hall") for n, hall in found]
    return Shown(ListFilter(asked.request.GET), marks.numbered(asked.ground, points), found, len(found))


def _placed(hall: Hall):
    return hall if hall.lon is not None else hall.city


def _hall_title(hall: Hall, number: int) -> str:
    where = _("position approximate") if hall.lon is not None else _("somewhere in the city")
    return f"{number}. {best(hall, 'name').text} ({where})"


LAYERS: dict[str, tuple[str, Callable[[Asked], Shown]]] = {
    "projects": (_("Open projects"), projects),
    "zones": (_("Zones and parks"), zones),
    "clusters": (_("Clusters"), clusters),
    "ports": (_("Crossings"), ports),
    "halls": (_("Exit-entry halls"), halls),
}
AREAS = {"province": (_("Province"), marks.PROVINCE), "delta": (_("Pearl River Delta"), marks.DELTA)}
# Points that stand close together are first shown on the larger scale.
FIRST_AREA = {"ports": "delta", "halls": "delta"}


def chosen(data: QueryDict, key: str, known, otherwise: str) -> str:
    return data[key] if data.get(key) in known else otherwise


@require_safe
def province_map(request: HttpRequest) -> HttpResponse:
    layer = chosen(request.GET, "layer", LAYERS, "projects")
    area = chosen(request.GET, "area", AREAS, FIRST_AREA.get(layer, "province"))
    ground = AREAS[area][1]
    asked = Asked(request, ground, list(City.objects.visible_to(request.user).with_zone_count()))
    context = {
        "section": "places",
        "layer": layer,
        "area": area,
        "layers": [
            {"key": key, "label": label, "here": key == layer} for key, (label, _fn) in LAYERS.items()
        ],
        "areas": [{"key": key, "label": label, "here": key == area} for key, (label, _g) in AREAS.items()],
        "map": ground.map,
        "shown": LAYERS[layer][1](asked),
    }
    return render(request, "pages/map.html", context)
