"""The search of projects as a page."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from investguangdong.places import geometry
from investguangdong.projects import facets, listing, mapping, results, shortlist
from investguangdong.projects.forms import ProjectSearch


def map_of(search: ProjectSearch, found: facets.Facets) -> dict:
    """The small map beside the filter, the large one as a view."""
    marks = mapping.marks(search.rows["city"], found, search.get("city", []))
    return {"map": geometry.province_map(), "marks": marks, "view_box": mapping.view_box(marks)}


@require_safe
def project_list(request):
    search = ProjectSearch(request.GET)
    found = facets.count(search)
    shown = results.page(search, found, request.GET.get("after", ""))
    context = {
        "search": search,
        "facets": found,
        "groups": [listing.facet_group(search, found, key) for key in ("city", "sector", "mode", "stage")],
        "bars": listing.histogram(search, found),
        "chips": listing.chips(search, request.GET),
        "pages": shown.pages,
        "projects": shown.projects,
        "saved_codes": shortlist.codes_of(request),
        "relaxed": None,
        **map_of(search, found),
        "section": "projects",
    }
    if found.total == 0 and (cost := facets.costliest(search)):
        context["relaxed"] = listing.relaxed(search, request.GET, cost[0])
        context["relaxed_count"] = cost[1]
    return render(request, "projects/list.html", context)
