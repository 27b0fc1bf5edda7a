"""The search of projects as a page and as data."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from investguangdong.places import geometry
from investguangdong.projects import facets, feeds, listing, mapping, shortlist
from investguangdong.projects.actions import save_search
from investguangdong.projects.forms import FILTERS, ProjectSearch, SavedSearchForm
from investguangdong.projects.models import Project


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
