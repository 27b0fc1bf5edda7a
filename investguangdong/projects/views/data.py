"""A search as data, and the page that explains it. The same for everybody, so nothing asks who is there."""

import hashlib
from datetime import datetime, time

from django.conf import settings
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from investguangdong.core import clock
from investguangdong.projects import datapages, feeds, schema
from investguangdong.projects.dataversion import data_version
from investguangdong.projects.forms import FILTERS, MANY, ProjectSearch

FRESH = 30  # seconds: what is withdrawn is gone from every cache within a minute


def etag(request) -> str:
    """What is listed also depends on the day in Guangdong."""
    parts = (request.get_full_path(), *seen(request), clock.today(), settings.SITE_URL)
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


def last_modified(request) -> datetime:
    midnight = datetime.combine(clock.today(), time(), clock.BUSINESS_ZONE)
    return max(seen(request)[1] or midnight, midnight)


def seen(request) -> tuple:
    """The version of the data, read once a request."""
    if not hasattr(request, "data_version"):
        request.data_version = data_version()
    return request.data_version


def as_data(view):
    """Reads only, kept for half a minute, answered with 304 to who has it already."""
    shared = cache_control(public=True, max_age=FRESH)
    return require_safe(condition(etag_func=etag, last_modified_func=last_modified)(shared(view)))


@as_data
def project_csv(request):
    """All of the search, streamed; nothing is cut off."""
    search = ProjectSearch(request.GET)
    lines = feeds.csv_lines(search) if request.method == "GET" else ()
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="projects.csv"'
    return response


@as_data
def project_json(request):
    """One page, newest first; `next` leads on."""
    search = ProjectSearch(request.GET)
    limit = datapages.limit_of(request.GET.get("limit", ""))
    page = datapages.read_page(search, after=request.GET.get("after", ""), limit=limit)
    links = {
        "schema": settings.SITE_URL + schema.PATH,
        "licence": schema.LICENCE,
        "self": settings.SITE_URL + request.get_full_path(),
        "next": next_address(request, page.after),
        "ignored": [[name, value] for name, value in search.ignored],
    }
    response = JsonResponse(feeds.as_json(page, search, links=links))
    if page.after:
        response["Link"] = f'<{links["next"]}>; rel="next"'
    return response


def next_address(request, after: str) -> str | None:
    if not after:
        return None
    query = request.GET.copy()
    query["after"] = after
    return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"


@as_data
def project_atom(request):
    content = feeds.as_atom(ProjectSearch(request.GET), settings.SITE_URL + request.get_full_path())
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def schema_json(request):
    """At an address that does not change within its version; descriptions in English."""
    with override("en"):
        return JsonResponse(
            schema.json_schema(), content_type="application/schema+json", json_dumps_params={"indent": 2}
        )


@require_safe
def data_page(request):
    """For people who use the data: addresses, filters, fields, limits, terms."""
    search = ProjectSearch()
    filters = [(key, search.fields[key].label, key in MANY) for key in FILTERS]
    context = {
        "filters": filters,
        "fields": [(name, shape_of(shape), text) for name, (shape, text) in schema.FIELDS.items()],
        "envelope": [(name, shape_of(shape), text) for name, (shape, text) in schema.ENVELOPE.items()],
        "schema_path": schema.PATH,
        "licence": schema.LICENCE,
        "usual": datapages.USUAL,
        "most": datapages.MOST,
        "atom_limit": feeds.ATOM_LIMIT,
        "fresh": FRESH,
        "csv_columns": feeds.COLUMNS,
    }
    return render(request, "projects/data.html", context)


def shape_of(shape: dict) -> str:
    if "enum" in shape:
        return " | ".join("null" if value is None else str(value) for value in shape["enum"])
    kind = shape.get("type", "")
    kind = " | ".join(kind) if isinstance(kind, list) else kind
    return f"{kind} ({shape['format']})" if "format" in shape else kind
