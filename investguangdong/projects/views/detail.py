"""One listing and its history."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from investguangdong.accounts.scopes import desk_of
from investguangdong.places.rates import convert
from investguangdong.projects import mapping, readiness, shortlist
from investguangdong.projects.facts import facts_of
from investguangdong.projects.models import Project, ProjectChange

SIMILAR = 3
KEY_FACTS = ("amount", "land", "floor", "tenure", "modes", "power", "stage", "equity")
SITE_FACTS = (
    "land", "floor", "tenure", "land_price", "plot_ratio", "power", "green_power", "water", "gas", "steam",
    "available",
)  # fmt: skip
MONEY_FACTS = ("amount", "total", "secured", "min_ticket", "equity", "return", "jobs", "output")
DISTANCES = ("port_km", "airport_km", "rail_km", "motorway_km")
OTHER_CURRENCY = {"CNY": "USD"}


def get_project(request, code: str) -> Project:
    return get_object_or_404(Project.objects.visible_to(request.user), code=code)


@require_safe
def project_detail(request, code):
    project = get_object_or_404(Project.objects.visible_to(request.user).with_detail(), code=code)
    low, high = project.amount_range
    papers = [readiness.Paper(paper.kind, paper.state, paper.is_valid) for paper in project.evidence.all()]
    context = {
        "project": project,
        "key_facts": [fact for fact in facts_of(project, *KEY_FACTS) if fact.is_known][:5],
        "money_facts": facts_of(project, *MONEY_FACTS),
        "site_facts": facts_of(project, *SITE_FACTS),
        "distances": distances(project),
        "converted": converted(low, high, project.currency),
        "papers": readiness.lines(project.kind, papers),
        "changes": ProjectChange.objects.visible_to(request.user).public().filter(project=project)[:4],
        "documents": project.documents.all(),
        "desk": desk(project),
        "similar": similar(request, project),
        "is_saved": code in shortlist.codes_of(request),
        "map": mapping.city_map(project),
        "map_points": mapping.points(project) if mapping.city_map(project) else [],
        "section": "projects",
    }
    return render(request, "projects/detail.html", context)


def converted(low, high, currency):
    """The sum in another currency a reader may think in, with the day of the rate, or None."""
    other = OTHER_CURRENCY.get(currency, "CNY")
    sums = [convert(value, currency, other) if value is not None else None for value in (low, high)]
    if not any(sums):
        return None
    ends = [pair[0] if pair else None for pair in sums]
    return {"low": ends[0], "high": ends[1], "currency": other, "day": next(pair[1] for pair in sums if pair)}


def distances(project):
    """Known road distances with the length of their bar, of 100."""
    known = [(name.removesuffix("_km"), getattr(project, name)) for name in DISTANCES]
    known = [(key, km) for key, km in known if km is not None]
    longest = max([float(km) for _key, km in known], default=1) or 1
    return [
        {"fact": facts_of(project, key)[0], "width": round(100 * float(km) / max(longest, 60))}
        for key, km in known
    ]


def desk(project):
    """Who answers: the named officers, else the desk of the city, for unconfirmed offers the province's."""
    named = [user for user in (project.officer, project.deputy) if user]
    if named and not project.is_unconfirmed:
        return named
    return desk_of(None if project.is_unconfirmed else project.city)[:2]


def similar(request, project):
    rows = (
        Project.objects.listed()
        .visible_to(request.user)
        .exclude(pk=project.pk)
        .filter(sector_ids__overlap=project.sector_ids)
    )
    near = list(rows.filter(city=project.city).with_card()[:SIMILAR])
    if len(near) < SIMILAR:
        near += rows.exclude(city=project.city).with_card()[: SIMILAR - len(near)]
    return near


@require_safe
def project_history(request, code):
    project = get_project(request, code)
    changes = ProjectChange.objects.visible_to(request.user).public().filter(project=project)
    return render(request, "projects/history.html", {"project": project, "changes": changes[:200]})
