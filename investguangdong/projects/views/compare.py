"""Up to four listings side by side: the address says which, so that it can be sent to a colleague."""

from dataclasses import dataclass

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from investguangdong.places import comparing
from investguangdong.places.models import Figure
from investguangdong.projects import comparison, shortlist
from investguangdong.projects.models import Project
from investguangdong.projects.spreadsheet import csv_response

TITLES = {
    0: gettext_lazy("Compare projects"),
    1: gettext_lazy("One project"),
    2: gettext_lazy("Two projects, side by side"),
    3: gettext_lazy("Three projects, side by side"),
    4: gettext_lazy("Four projects, side by side"),
}
ASK = {
    2: gettext_lazy("Ask about both"),
    3: gettext_lazy("Ask about all three"),
    4: gettext_lazy("Ask about all four"),
}


@dataclass(frozen=True)
class Chosen:
    """What the address asks for: listings in its order, and what of it is not shown."""

    projects: list[Project]
    ignored: list[str]

    @property
    def codes(self) -> list[str]:
        return [project.code for project in self.projects]

    @property
    def open(self) -> list[str]:
        return [project.code for project in self.projects if project.is_listed]

    def query(self, **more) -> str:
        return urlencode([("p", code) for code in self.codes] + list(more.items()))

    def without(self, code: str) -> str:
        return urlencode([("p", one) for one in self.codes if one != code])

    def is_full(self) -> bool:
        return len(self.projects) >= comparison.MOST


def chosen(request) -> Chosen:
    """The first four that exist and may be seen; a reference typed by hand may be in small letters."""
    typed = [value.strip()[:40].upper() for value in request.GET.getlist("p")[:40]]
    codes = list(dict.fromkeys(code for code in typed if code))
    rows = Project.objects.visible_to(request.user).filter(code__in=codes).with_comparison()
    found = {project.code: project for project in rows}
    shown = [found[code] for code in codes if code in found][: comparison.MOST]
    kept = {project.code for project in shown}
    return Chosen(shown, [code for code in codes if code not in kept])


def groups_of(request, projects: list[Project]) -> list[comparison.Group]:
    cities = {project.city_id: project.city.slug for project in projects if project.city}
    figures = Figure.objects.visible_to(request.user).of(*comparison.CITY_FIGURES).filter(city__in=cities)
    return comparison.table(projects, comparing.from_figures(figures, cities)) if projects else []


@require_safe
def compare(request):
    chose = chosen(request)
    everything = groups_of(request, chose.projects)
    differing = comparison.only_differences(everything)
    wants_all = request.GET.get("all") == "1" or len(chose.projects) < 2
    context = {
        "title": TITLES[len(chose.projects)],
        "chosen": chose,
        "columns": [(project, chose.without(project.code)) for project in chose.projects],
        "groups": everything if wants_all else differing,
        "wants_all": wants_all,
        "differences": comparison.count(differing),
        "rows": comparison.count(everything),
        "limit": comparison.MOST,
        "to_add": to_add(request, chose),
        "link": f"{settings.SITE_URL}{reverse('projects:compare')}?{chose.query()}",
        "ask": ask(chose),
        "section": "projects",
    }
    return render(request, "projects/compare.html", context)


def to_add(request, chose: Chosen) -> list[Project]:
    """What stands on the reader's shortlist and not yet here."""
    if chose.is_full() or not (codes := shortlist.codes_of(request)):
        return []
    rows = Project.objects.visible_to(request.user).filter(code__in=set(codes) - set(chose.codes))
    return sorted(rows.with_card(), key=lambda project: codes.index(project.code))


def ask(chose: Chosen) -> dict | None:
    """One question about all of them that are open."""
    if len(chose.open) < 2:
        return None
    query = urlencode([("p", code) for code in chose.open])
    return {"label": ASK[len(chose.open)], "query": query}


@require_safe
def compare_csv(request):
    """The same rows in the reader's words; `differs` tells where to look."""
    chose = chosen(request)
    header = [_("Group"), _("Fact"), _("Year or date"), *chose.codes, _("Differs"), _("Best")]
    first = [[_("Project"), _("Title"), "", *map(str, titles(chose)), "", ""]]
    rows = [
        csv_row(group, row, chose.codes) for group in groups_of(request, chose.projects) for row in group.rows
    ]
    return csv_response("comparison.csv", header, first + rows)


def titles(chose: Chosen) -> list[str]:
    return [comparison.best(project, "title").text for project in chose.projects]


def csv_row(group: comparison.Group, row: comparison.Row, codes: list[str]) -> list[str]:
    marks = [f"{code}: {cell.best}" for code, cell in zip(codes, row.cells, strict=True) if cell.best]
    differs = _("yes") if row.differs else _("no")
    return [group.label, row.label, row.hint, *(cell.text for cell in row.cells), differs, "; ".join(marks)]
