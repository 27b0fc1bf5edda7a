"""The outcome ledger as a page and as data."""

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from investguangdong.projects import ledger

A_PAGE = 30


@require_safe
def outcomes(request):
    """Counts by outcome, month, city and sector, and every listing behind them."""
    search = ledger.LedgerFilter(request.GET)
    rows = search.apply(ledger.closed_listings())
    tables = ledger.tables(rows, search)
    shown = rows.with_card().order_by("-closed_at", "-pk")
    pages = Paginator(shown, A_PAGE)
    pages.count = sum(line.count for line in tables["outcomes"])
    page = pages.get_page(request.GET.get("page"))
    context = {
        "search": search,
        **tables,
        "page": page,
        "listings": [(project, ledger.days_open(project)) for project in page],
        "total": pages.count,
        "section": "projects",
    }
    return render(request, "projects/outcomes.html", context)


@require_safe
def outcomes_csv(request):
    search = ledger.LedgerFilter(request.GET)
    rows = search.apply(ledger.closed_listings())
    lines = ledger.csv_lines(rows, search) if request.method == "GET" else ()
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="outcomes.csv"'
    return response
