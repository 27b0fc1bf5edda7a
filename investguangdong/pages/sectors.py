"""The sixteen sectors: numbers with their sources, the value chain with its gaps, policies, places, listings,
what others have done, who answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from investguangdong.content.models import ChainSegment, Contact, SectorProfile, Update
from investguangdong.core import clock
from investguangdong.pages.home import PROVINCE_CODE, counts_by_sector, with_counts
from investguangdong.places.factsheet import line
from investguangdong.places.indicators import INDICATORS
from investguangdong.places.models import Cluster, Figure, Policy, Sector, Zone
from investguangdong.projects.models import Project, TrackRecord

SHOWN_PROJECTS, SHOWN_RECORDS, SHOWN_UPDATES = 4, 6, 3


@require_safe
def sector_list(request: HttpRequest) -> HttpResponse:
    user = request.user
    profiles = {row.sector_id: row for row in SectorProfile.objects.visible_to(user)}
    counts = counts_by_sector(Project.objects.listed().visible_to(user))
    rows = with_counts(list(Sector.objects.visible_to(user)), counts)
    rows = [{**row, "profile": profiles.get(row["sector"].pk)} for row in rows]
    return render(request, "pages/sector_list.html", {"rows": rows, "section": "sectors"})


@require_safe
def sector(request: HttpRequest, slug: str) -> HttpResponse:
    user, today = request.user, clock.today()
    sector = get_object_or_404(Sector.objects.visible_to(user), slug=slug)
    profile = SectorProfile.objects.visible_to(user).filter(sector=sector).first() or SectorProfile()
    projects = Project.objects.listed().visible_to(user).filter(sectors=sector)
    policies = Policy.objects.visible_to(user)
    context = {
        "section": "sectors",
        "sector": sector,
        "profile": profile,
        "lines": province_lines(profile.indicators, user),
        "clusters": Cluster.objects.visible_to(user).filter(sectors=sector).prefetch_related("cities"),
        "chain": chain(profile, user),
        "policies": [row for row in policies.filter(slug__in=profile.policies) if not row.has_ended(today)],
        "zones": Zone.objects.visible_to(user).filter(slug__in=profile.zones).select_related("city"),
        "projects": projects.with_card().order_by("-published_at", "-pk")[:SHOWN_PROJECTS],
        "project_count": projects.count(),
        "records": TrackRecord.objects.visible_to(user)
        .filter(sectors=sector)
        .select_related("city")[:SHOWN_RECORDS],
        "updates": Update.objects.visible_to(user).current(today).filter(sectors=sector)[:SHOWN_UPDATES],
        "contact": who_answers(sector, user),
        "today": today,
    }
    return render(request, "pages/sector.html", context)


def province_lines(indicators: list[str], user) -> list:
    """The newest figure of the province for each indicator, in the order given."""
    figures = Figure.objects.visible_to(user).filter(place_code=PROVINCE_CODE).of(*indicators)
    newest: dict[str, Figure] = {}
    for figure in figures.order_by("-year", "position"):
        newest.setdefault(figure.indicator, figure)
    return [line(newest[name]) for name in indicators if name in newest and name in INDICATORS]


def chain(profile: SectorProfile, user) -> list[dict]:
    """The steps with the rows they rest on, each kind of row read once."""
    steps = list(ChainSegment.objects.visible_to(user).filter(profile=profile)) if profile.pk else []
    names = {name for step in steps for name in step.basis}
    rows = rows_named(names, user)
    return [{"step": step, "basis": [rows[name] for name in step.basis if name in rows]} for step in steps]


def rows_named(names: set[str], user) -> dict[str, dict]:
    """`cluster:new-energy`, `zone:hetao`, `policy:…`, `record:PJ001`: the rows, with the field that names them."""
    found = {}
    for prefix, model, key, field in (
        ("cluster", Cluster, "slug", "name"),
        ("zone", Zone, "slug", "name"),
        ("policy", Policy, "slug", "title"),
        ("record", TrackRecord, "source_id", "title"),
        ("project", Project, "source_id", "title"),
    ):
        wanted = [name.split(":", 1)[1] for name in names if name.startswith(f"{prefix}:")]
        for row in model.objects.visible_to(user).filter(**{f"{key}__in": wanted}) if wanted else ():
            found[f"{prefix}:{getattr(row, key)}"] = {"row": row, "field": field}
    return found


def who_answers(sector: Sector, user) -> Contact | None:
    """The desk that names the sector, else the province's."""
    rows = Contact.objects.visible_to(user).select_related(
        "city", "officer__officer_profile", "deputy__officer_profile"
    )
    return rows.answering().filter(sectors=sector).first() or rows.answering().filter(city=None).first()
