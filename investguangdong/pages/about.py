"""What this site is, where its facts come from, and how it treats people. Plain text pages."""

from django.conf import settings
from django.db.models import Count, Max, Min
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
        "kinds": [_kind(model, request.user) for model in REFERENCE],
        "published": _published_by(request.user),
        "rates": ExchangeRate.objects.visible_to(request.user).aggregate(first=Min("on"), last=Max("on")),
    }
    return render(request, "pages/data_sources.html", context)


def _kind(model, user) -> dict:
    """How many rows of one kind there are and how many of them were read in a source."""
    rows = list(model.objects.visible_to(user).values_list("confidence", flat=True))
    return {
        "label": model._meta.verbose_name_plural,
        "count": len(rows),
        "read": sum(confidence == "high" for confidence in rows),
    }


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
