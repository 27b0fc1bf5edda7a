"""One search over everything that is public: projects, places, policies, services, events, facilities."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.db.models import F, Value
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from investguangdong.content.finding import texts_saying
from investguangdong.core.languages import LANGUAGES, column
from investguangdong.events.models import Event
from investguangdong.places.models import City, Cluster, Policy, Sector, Zone
from investguangdong.projects import facets, results
from investguangdong.projects.forms import ProjectSearch
from investguangdong.resources.models import Facility
from investguangdong.services.models import Service

SHOWN = 8
NAMES = [column("named", code) for code in LANGUAGES]


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
        context |= _found(text, request.user)
    return render(request, "pages/search.html", context, status=200 if form.is_valid() else 422)


def _found(text: str, user) -> dict:
    """All that says these words; where nothing does, all that says them with the slip put right."""
    asked = ProjectSearch(QueryDict(urlencode({"q": text})))
    groups, meant = _groups(text, user), asked.words.corrected
    is_exact = bool(groups) or not meant
    if not is_exact:
        groups = _groups(meant, user)
    projects, project_count = ([], 0) if meant and is_exact else _projects(asked)
    return {
        "groups": groups,
        "projects": projects,
        "project_count": project_count,
        "total": project_count + sum(len(group["rows"]) for group in groups),
        "suggestions": [meant] if meant else [],
        "shown_text": text if is_exact else meant,
    }


def _projects(asked: ProjectSearch) -> tuple[list, int]:
    """The first of what the list of projects finds, and how many that is."""
    if not asked.has_words:
        return [], 0
    counted = facets.count(asked)
    return results.page(asked, counted).projects[:SHOWN], counted.total


def _groups(text: str, user) -> list[dict]:
    """Reference rows by kind, all kinds in one question, then pages and answers under one heading."""
    rows = _rows(text, user)
    groups = [
        _group(kind.model._meta.verbose_name_plural, kind.list_url, kind.name, found)
        for number, kind in enumerate(KINDS)
        if (found := [row for place, row in rows if place == number])
    ]
    texts = texts_saying(text, user)
    label = _("updates, answers and other pages")
    return [*groups, _group(label, "content:faq", "title", texts)] if texts else groups


def _group(label, url: str, name: str, rows: list) -> dict:
    return {"label": label, "url": url, "name": name, "rows": rows, "shown": rows[:SHOWN]}


def _rows(text: str, user) -> list[tuple[int, object]]:
    """(number of the kind, row with its address and its names only)."""
    parts = [
        kind.model.objects.visible_to(user)
        .saying(text, kind.name, *kind.also)
        .order_by()
        .annotate(kind_number=Value(number), row_pk=F("pk"), key=F("slug"), **_names_of(kind))
        .values_list("kind_number", "row_pk", "key", *NAMES)
        for number, kind in enumerate(KINDS)
    ]
    found = parts[0].union(*parts[1:], all=True).order_by("kind_number", "row_pk")
    return [(number, _row(KINDS[number], pk, slug, names)) for number, pk, slug, *names in found]


def _names_of(kind: Kind) -> dict[str, F]:
    return {name: F(column(kind.name, code)) for name, code in zip(NAMES, LANGUAGES, strict=True)}


def _row(kind: Kind, pk: int, slug: str, names: list[str]):
    named = {column(kind.name, code): text for code, text in zip(LANGUAGES, names, strict=True)}
    return kind.model(pk=pk, slug=slug, **named)
