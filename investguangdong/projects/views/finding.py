"""The search of projects as a page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from investguangdong.places import geometry
from investguangdong.projects import facets, listing, mapping, shortlist
from investguangdong.projects.forms import ProjectSearch
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
