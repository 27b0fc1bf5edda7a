from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from investguangdong.accounts.scopes import desk_of
from investguangdong.places import geometry
from investguangdong.places.rates import convert
from investguangdong.projects import facets, feeds, listing, mapping, readiness, shortlist
from investguangdong.projects.actions import IllegalStep, save_search
from investguangdong.projects.facts import facts_of
from investguangdong.projects.forms import FILTERS, ProjectSearch, SavedSearchForm
from investguangdong.projects.models import Project, ProjectChange

COMPARED = 4
SIMILAR = 3
KEY_FACTS = ("amount", "land", "floor", "tenure", "modes", "power", "stage", "equity")
SITE_FACTS = (
    "land", "floor", "tenure", "land_price", "plot_ratio", "power", "green_power", "water", "gas", "steam",
    "available",
)  # fmt: skip
MONEY_FACTS = ("amount", "total", "secured", "min_ticket", "equity", "return", "jobs", "output")
DISTANCES = ("port_km", "airport_km", "rail_km", "motorway_km")
OTHER_CURRENCY = {"CNY": "USD"}


def open_projects(request):
    return Project.objects.listed().visible_to(request.user)


def map_of(search: ProjectSearch, found: facets.Facets) -> dict:
    """The small map beside the filter, the large one as a view."""
    marks = mapping.marks(search.rows["city"], found, search.get("city", []))
    return {"map": geometry.province_map(), "marks": marks, "view_box": mapping.view_box(marks)}


@require_safe
def project_list(request):
    search = ProjectSearch(request.GET)
    found = facets.count(search, open_projects(request))
    pages = listing.pages(search, found.total, request.GET.get("after", ""))
    projects = search.apply(open_projects(request)).with_card()
    context = {
        "search": search,
        "facets": found,
        "groups": [listing.facet_group(search, found, key) for key in ("city", "sector", "mode", "stage")],
        "bars": listing.histogram(search, found),
        "chips": listing.chips(search, request.GET),
        "pages": pages,
        "saved_codes": shortlist.codes_of(request),
        "relaxed": None,
        **map_of(search, found),
        "section": "projects",
    }
    if found.total == 0 and (cost := facets.costliest(search, open_projects(request))):
        context["relaxed"] = listing.relaxed(search, request.GET, cost[0])
        context["relaxed_count"] = cost[1]
    context["projects"] = projects[pages.offset : pages.offset + pages.size] if found.total else []
    return render(request, "projects/list.html", context)


def sector_slugs(search: ProjectSearch) -> dict[int, str]:
    return {row.pk: slug for slug, row in search.rows["sector"].items()}


def searched(request, limit: int):
    search = ProjectSearch(request.GET)
    queryset = search.apply(open_projects(request))
    return queryset, queryset.with_card()[:limit], sector_slugs(search)


@require_safe
def project_csv(request):
    _all, rows, slugs = searched(request, feeds.LIMIT)
    response = StreamingHttpResponse(feeds.csv_lines(rows, slugs), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="projects.csv"'
    return response


@require_safe
def project_json(request):
    queryset, rows, slugs = searched(request, feeds.LIMIT)
    return JsonResponse(feeds.as_json(rows, slugs, queryset.count()))


@require_safe
def project_atom(request):
    queryset, _rows, _slugs = searched(request, feeds.ATOM_LIMIT)
    newest = queryset.order_by("-published_at", "-pk").with_card()[: feeds.ATOM_LIMIT]
    address = request.build_absolute_uri()
    return HttpResponse(feeds.as_atom(newest, address), content_type="application/atom+xml; charset=utf-8")


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
    rows = open_projects(request).exclude(pk=project.pk).filter(sector_ids__overlap=project.sector_ids)
    near = list(rows.filter(city=project.city).with_card()[:SIMILAR])
    if len(near) < SIMILAR:
        near += rows.exclude(city=project.city).with_card()[: SIMILAR - len(near)]
    return near


@require_safe
def project_history(request, code):
    project = get_project(request, code)
    changes = ProjectChange.objects.visible_to(request.user).public().filter(project=project)
    return render(request, "projects/history.html", {"project": project, "changes": changes[:200]})


@require_safe
def compare(request):
    codes = list(dict.fromkeys(request.GET.getlist("p")))
    rows = Project.objects.visible_to(request.user).filter(code__in=codes[:COMPARED]).with_card()
    projects = sorted(rows, key=lambda project: codes.index(project.code))
    found = {project.code for project in projects}
    table = [list(column) for column in zip(*[facts_of(project) for project in projects], strict=True)]
    if request.GET.get("all") != "1" and len(projects) > 1:
        table = [row for row in table if len({fact.text for fact in row}) > 1]
    context = {
        "projects": projects,
        "table": table,
        "only_differences": request.GET.get("all") != "1",
        "ignored": [code[:40] for code in codes if code not in found],
        "limit": COMPARED,
    }
    return render(request, "projects/compare.html", context)


@require_safe
def shortlist_page(request):
    if request.user.is_authenticated and request.COOKIES.get(shortlist.COOKIE):
        return shortlist.adopt(request, redirect("projects:shortlist"))
    return render(
        request, "projects/shortlist.html", {"projects": shortlist.projects_of(request), "limit": COMPARED}
    )


def project_save(request, code):
    """A page of its own, so that lists stay the same for everybody."""
    project = get_project(request, code)
    is_saved = project.code in shortlist.codes_of(request)
    context = {"project": project, "is_saved": is_saved, "next": safe_next(request, project)}
    if request.method != "POST":
        return render(request, "projects/save.html", context)
    change = shortlist.remove if request.POST.get("remove") else shortlist.add
    try:
        return change(request, redirect(context["next"]), project)
    except IllegalStep:
        return render(request, "projects/save.html", {**context, "is_full": True}, status=409)


def safe_next(request, project: Project) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("projects:shortlist")


@login_required
def search_save(request):
    """The filters of the address under a name, with mail about new results."""
    data = request.POST if request.method == "POST" else request.GET
    query = kept_query(data)
    form = SavedSearchForm(request.POST or None, initial={"name": data.get("q") or _("My search")})
    if request.method == "POST" and form.is_valid():
        save_search(
            request.user, name=form.cleaned_data["name"], query=query, digest=form.cleaned_data["digest"]
        )
        return redirect(f"{reverse('projects:list')}?{query}")
    status = 422 if request.method == "POST" else 200
    chips = listing.chips(ProjectSearch(listing.query_dict(query)), listing.query_dict(query))
    return render(
        request, "projects/search_save.html", {"form": form, "query": query, "chips": chips}, status=status
    )


def kept_query(data) -> str:
    """Only filters: neither page nor view belongs to a saved search."""
    source = listing.query_dict(data.get("query", "")) if "query" in data else data
    return listing.only(source, FILTERS)
