"""The search of projects as a page."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from investguangdong.core.kept_pages import kept_page
from investguangdong.projects import cards, facets, listing, mapping, panel, results, shortlist
from investguangdong.projects.forms import CURRENCIES, FILTERS, ProjectSearch


@require_safe
@kept_page("projects", "places")
def project_list(request):
    search = ProjectSearch(request.GET)
    found = facets.count(search)
    is_map = search.view_key == "map"
    shown = results.page(search, found, request.GET.get("after", ""), is_brief=not is_map)
    saved = shortlist.codes_of(request)
    exchange = cards.exchange_for(shown.projects, search.get("currency", ""))
    context = {
        "section": "projects",
        "search": search,
        "facets": found,
        "chips": listing.chips(search, request.GET),
        "exchange": exchange,
        "rows": cards.rows(
            shown.projects, view=search.view_key, saved=saved, text=search.get("q", ""), exchange=exchange
        ),
        "shortlist_count": len(saved),
        "list_url": reverse("projects:list"),
        "data_query": f"?{listing.only(request.GET, FILTERS)}",
        **pages_of(shown.pages, request.GET),
        **panel_of(search, found, request.GET),
        **map_of(search, found, shown.projects),
        **nothing(search, found, request.GET),
    }
    return render(request, "projects/list.html", context)


def panel_of(search: ProjectSearch, found: facets.Facets, data) -> dict:
    return {
        "groups": panel.groups(search, found, data),
        "fine": panel.fine(search, data),
        "fine_query": f"{listing.query_with(data, all=panel.FINE)}#{panel.FINE}",
        "currencies": [(code, code) for code in CURRENCIES],
        "bars": panel.bars(search, found),
        "views": panel.views(search, data),
        "sketch": panel.sketch(search, found) if search.view_key != "map" else None,
    }


def pages_of(pages: listing.Pages, data) -> dict:
    following = listing.query_with(data, **pages.next_keys) if pages.has_next else ""
    return {"pages": pages, "links": listing.page_links(pages, data), "next_query": following}


def map_of(search: ProjectSearch, found: facets.Facets, projects) -> dict:
    """The large map, where it is the view."""
    if search.view_key != "map" or not found.total:
        return {}
    return {"chart": mapping.chart(search, found, projects)}


def nothing(search: ProjectSearch, found: facets.Facets, data) -> dict:
    """Where nothing was found: the filter that costs most, what its going brings, and names that were meant."""
    if found.total:
        return {}
    cost = facets.costliest(search)
    if cost is None:
        return {"relaxed": None}
    return {"relaxed": listing.relaxed(search, data, cost[0]), "relaxed_count": cost[1]}
