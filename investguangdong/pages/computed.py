"""Tables inside pages of text: a line `[[name]]` in the text stands for one of these, drawn by
`templates/pages/blocks/<name>.html` from what the function returns."""

from collections import Counter

from django.db.models import Count, Max, Min, Value

from investguangdong.core.privacy import declarations
from investguangdong.events.models import Event
from investguangdong.places.models import (
    City,
    Cluster,
    ExchangeRate,
    Figure,
    Hall,
    Policy,
    Port,
    Procedure,
    Zone,
)
from investguangdong.projects.models import Project
from investguangdong.resources.models import Facility
from investguangdong.services.models import Service

REFERENCE = (City, Zone, Cluster, Policy, Port, Hall, Procedure, Service, Event, Facility)


def kinds(user) -> list[dict]:
    """How many rows of each kind there are and how many of them were read in a source, in one query."""
    parts = [
        model.objects.visible_to(user).order_by().values_list(Value(place), "confidence")
        for place, model in enumerate(REFERENCE)
    ]
    counts = Counter(parts[0].union(*parts[1:], all=True).order_by())
    return [
        {
            "label": model._meta.verbose_name_plural,
            "count": counts[place, "high"] + counts[place, "medium"],
            "read": counts[place, "high"],
        }
        for place, model in enumerate(REFERENCE)
    ]


def bodies(user):
    """Every body whose figures are shown."""
    figures = Figure.objects.visible_to(user).values("source_body")
    counted = figures.annotate(count=Count("pk"), first=Min("year"), last=Max("year"))
    return counted.order_by("-count", "source_body")


def titles(user):
    """Every source that was read."""
    figures = Figure.objects.visible_to(user).values("source_body", "source_title")
    return figures.annotate(count=Count("pk"), last=Max("year")).order_by("source_body", "source_title")


def published(user):
    """The bodies that published the projects which this site did not confirm itself."""
    taken = Project.objects.listed().visible_to(user).filter(status="as_published")
    return taken.values("source_body").annotate(count=Count("pk")).order_by("-count", "source_body")


def rates(user) -> dict:
    return ExchangeRate.objects.visible_to(user).aggregate(first=Min("on"), last=Max("on"))


def terms(_user) -> list:
    """What is kept about people, what for and for how long, as each app has declared it."""
    return list(reversed(declarations().values()))


def nothing(_user) -> None:
    """A block of fixed links or a button."""


COMPUTED = {
    "kinds": kinds,
    "bodies": bodies,
    "titles": titles,
    "published": published,
    "rates": rates,
    "terms": terms,
    "ask": nothing,
    "more": nothing,
}
