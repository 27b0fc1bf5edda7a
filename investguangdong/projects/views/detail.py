"""One listing and its history."""

import segno
from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from investguangdong.accounts.scopes import desk_of
from investguangdong.audit.actions import record_view
from investguangdong.audit.models import AccessLog
from investguangdong.projects import documents, mapping, readiness, reading, shortlist, structured
from investguangdong.projects.benefits import benefits
from investguangdong.projects.changes import Words
from investguangdong.projects.facts import facts_of
from investguangdong.projects.models import Document, Project, ProjectChange, Tier
from investguangdong.projects.models.evidence import opened_tier
from investguangdong.projects.timeline import moments

KEY_FACTS = ("amount", "land", "floor", "tenure", "modes", "power", "stage", "equity")
SHOWN_CHANGES = 4
SITE_FACTS = (
    "land", "floor", "tenure", "land_price", "plot_ratio", "power", "green_power", "water", "gas", "steam",
    "available",
)  # fmt: skip
MONEY_FACTS = ("amount", "total", "secured", "min_ticket", "equity", "return", "jobs", "output")
DISTANCES = ("port_km", "airport_km", "rail_km", "motorway_km")


def get_project(request, code: str) -> Project:
    return get_object_or_404(Project.objects.visible_to(request.user), code=code)


@require_safe
def project_detail(request, code):
    try:
        listing = reading.read(Project.objects.visible_to(request.user), code)
    except Project.DoesNotExist as absent:
        raise Http404 from absent
    project = listing.project
    context = {
        "project": project,
        **facts_shown(project),
        **what_hangs_on(listing, request.user),
        "converted": reading.exchanged(listing),
        "moments": moments(project),
        "desk": desk(project),
        "near": reading.near(project, request.user),
        "is_saved": code in shortlist.codes_of(request),
        **sharing(project),
        "section": "projects",
    }
    return render(request, "projects/detail.html", context)


def facts_shown(project) -> dict:
    city_map = mapping.city_map(project)
    return {
        "key_facts": [fact for fact in facts_of(project, *KEY_FACTS) if fact.is_known][:5],
        "money_facts": facts_of(project, *MONEY_FACTS),
        "site_facts": facts_of(project, *SITE_FACTS),
        "distances": distances(project),
        "map": city_map,
        "map_points": mapping.points(project) if city_map else [],
    }


def what_hangs_on(listing, user) -> dict:
    """Papers, documents, policies, changes, answers and what others did in the same city."""
    project = listing.project
    papers = [readiness.Paper(paper.kind, paper.state, paper.is_valid) for paper in listing.papers]
    opened = opened_tier(user, project) if listing.files else 0
    return {
        "papers": readiness.lines(project.kind, papers),
        "evidence": {paper.kind: paper for paper in listing.papers},
        "documents": documents.papers(listing.files, opened),
        "benefits": benefits(project, listing.rates),
        "changes": Words().tell(listing.told)[:SHOWN_CHANGES],
        "answers": listing.asked,
        "record": listing.record,
    }


def sharing(project) -> dict:
    """What other sites are told. A listing nobody may see has neither picture nor data."""
    if not project.is_public:
        return {}
    picture = f"{settings.SITE_URL}{reverse('reports:project_picture', args=[project.code])}"
    return {"picture": picture, "linked_data": structured.offer(project, picture)}


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


@require_safe
def project_history(request, code):
    project = get_project(request, code)
    changes = ProjectChange.objects.visible_to(request.user).public().filter(project=project)
    return render(request, "projects/history.html", {"project": project, "changes": changes[:200]})


@require_safe
def project_share(request, code):
    """The address to copy, to send and to photograph; nobody else's script or button is needed."""
    project = get_project(request, code)
    address = f"{settings.SITE_URL}{project.get_absolute_url()}"
    qr = segno.make_qr(address, error="m").svg_data_uri(scale=5, border=2)
    context = {"project": project, "address": address, "qr": qr, "section": "projects"}
    return render(request, "projects/share.html", context)


@require_safe
def document(request, code, key):
    """The file itself, for whoever its tier lets in; each look at a paper that is not public is kept."""
    paper = get_object_or_404(Document.objects.visible_to(request.user), key=key, project__code=code)
    if paper.tier > opened_tier(request.user, paper.project):
        context = {"paper": paper, "lock": documents.LOCKS[paper.tier], "project": paper.project}
        return render(request, "projects/locked.html", context, status=403)
    if not paper.file or not paper.file.storage.exists(paper.file.name):
        raise Http404
    if paper.tier > Tier.PUBLIC:
        record_view(paper, by=request.user, act=AccessLog.Act.DOWNLOAD)
    kind = documents.content_type(paper.file.name)
    name = f"{paper.project.code}-{paper.file.name.rpartition('/')[2]}"
    response = FileResponse(paper.file.open("rb"), as_attachment=True, filename=name, content_type=kind)
    response["Cache-Control"] = "private, no-store" if paper.tier else "public, max-age=3600"
    return response
