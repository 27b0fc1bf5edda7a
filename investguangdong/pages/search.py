"""One search over everything that is public: projects, places, policies, services, events, facilities."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from investguangdong.content.finding import texts_saying
from investguangdong.events.models import Event
from investguangdong.places.models import City, Cluster, Policy, Sector, Zone
from investguangdong.projects.models import Project
from investguangdong.projects.searching import Words
from investguangdong.resources.models import Facility
from investguangdong.services.models import Service

SHOWN = 8


class SearchForm(forms.Form):
    q = forms.CharField(label=_("What are you looking for?"), max_length=200, required=False)


@dataclass(frozen=True)
class Kind:
    """One kind of reference data: where its rows are listed, what names a row, what else is read."""

    model: type
    list_url: str
    name: str = "name"
    also: tuple[str, ...] = ()


KINDS = (
    Kind(City, "pages:city_list", also=("pillar_industries",)),
    Kind(Zone, "pages:zone_list", also=("focus_sectors",)),
    Kind(Sector, "pages:sector_list"),
    Kind(Cluster, "pages:cluster_list"),
    Kind(Policy, "pages:policy_list", name="title", also=("summary",)),
    Kind(Service, "services:list", also=("for_whom", "key_facts")),
    Kind(Event, "events:list"),
    Kind(Facility, "resources:list", also=("operator",)),
)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    context = {"form": form, "text": text, "groups": [], "projects": [], "total": 0}
    if text:
        groups = [group for kind in KINDS if (group := _found(kind, text, request.user))["rows"]]
        groups += _texts(text, request.user)
        projects, project_count = _projects(text, request.user)
        context |= {"groups": groups, "projects": projects, "project_count": project_count}
        context["total"] = project_count + sum(len(group["rows"]) for group in groups)
    return render(request, "pages/search.html", context, status=200 if form.is_valid() else 422)


def _found(kind: Kind, text: str, user) -> dict:
    rows = list(kind.model.objects.visible_to(user).saying(text, kind.name, *kind.also))
    return {
        "label": kind.model._meta.verbose_name_plural,
        "url": kind.list_url,
        "name": kind.name,
        "rows": rows,
        "shown": rows[:SHOWN],
    }


def _texts(text: str, user) -> list[dict]:
    """Pages, updates, answers and case studies under one heading."""
    rows = texts_saying(text, user)
    label = _("updates, answers and other pages")
    group = {"label": label, "url": "content:faq", "name": "title", "rows": rows, "shown": rows[:SHOWN]}
    return [group] if rows else []


def _projects(text: str, user) -> tuple[list, int]:
    """The best matches, and how many there are: the list of projects finds the same."""
    words = Words(text)
    if not words:
        return [], 0
    found = Project.objects.listed().visible_to(user).filter(words.condition("entry__"))
    return list(found.with_card().order_by(words.rank("entry__").desc(), "-pk")[:SHOWN]), found.count()
