"""What this site is, where its facts come from, and how it treats people. Plain text pages."""

from collections import Counter

from django.conf import settings
from django.db.models import Count, Max, Min, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

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


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


@require_safe
def data_sources(request: HttpRequest) -> HttpResponse:
    """Every body whose figures are shown, every source that was read, and what is only general knowledge."""
    figures = Figure.objects.visible_to(request.user)
    bodies = (
        figures.values("source_body")
        .annotate(count=Count("pk"), first=Min("year"), last=Max("year"))
        .order_by("-count", "source_body")
    )
    titles = (
        figures.values("source_body", "source_title")
        .annotate(count=Count("pk"), last=Max("year"))
        .order_by("source_body", "source_title")
    )
    context = {
        "bodies": bodies,
        "titles": titles,
        "kinds": _kinds(request.user),
        "published": _published_by(request.user),
        "rates": ExchangeRate.objects.visible_to(request.user).aggregate(first=Min("on"), last=Max("on")),
    }
    return render(request, "pages/data_sources.html", context)


def _kinds(user) -> list[dict]:
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


def _published_by(user):
    """The bodies that published the projects which this site did not confirm itself."""
    taken = Project.objects.listed().visible_to(user).filter(status="as_published")
    return taken.values("source_body").annotate(count=Count("pk")).order_by("-count", "source_body")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html", {"session_hours": settings.SESSION_COOKIE_AGE // 3600})


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/security.html")
