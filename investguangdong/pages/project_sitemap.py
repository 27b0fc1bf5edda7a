"""The sitemap at a million listings: an index, and files by ranges of keys. Two queries for the index, one for
a file, no OFFSET; what is no longer listed is not in it from the next request on."""

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from investguangdong.core import clock
from investguangdong.core.languages import HTML_LANG, LANGUAGES
from investguangdong.pages.sitemaps import NOBODY, SITEMAPS
from investguangdong.projects.models import Project

FRESH = 30  # seconds a crawler's cache may keep it
KEYS = 1250  # keys a file: at most 5,000 addresses in four languages
# Which ranges hold anything that is listed: the index stops at the first such row of each.
RANGES = """
WITH ends AS (
    SELECT min(project_id) / %(keys)s AS low, max(project_id) / %(keys)s AS high FROM projects_searchentry
)
SELECT number FROM ends, generate_series(low, high) AS number
WHERE EXISTS (
    SELECT 1 FROM projects_searchentry
    WHERE project_id >= number * %(keys)s AND project_id < (number + 1) * %(keys)s AND listed_until >= %(today)s
)
ORDER BY number
"""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
URLSET = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
CODE = "GD-CODE"


def ranges() -> list[int]:
    values = {"keys": KEYS, "today": clock.today()}
    with connection.cursor() as cursor:
        cursor.execute(RANGES, values)
        return [number for (number,) in cursor.fetchall()]


@require_safe
@cache_control(public=True, max_age=FRESH)
def index(request):
    addresses = [reverse("sitemap_section", args=[name]) for name in SITEMAPS]
    addresses += [reverse("sitemap_projects", args=[number]) for number in ranges()]
    lines = [f"<sitemap><loc>{settings.SITE_URL}{address}</loc></sitemap>\n" for address in addresses]
    return xml(INDEX, lines, "</sitemapindex>\n")


@require_safe
@cache_control(public=True, max_age=FRESH)
def section(request, number):
    """One range of keys. 404 where nothing in it is listed."""
    span = (number * KEYS, (number + 1) * KEYS - 1)
    if span[1] >= 2**63:
        raise Http404
    rows = Project.objects.listed().visible_to(NOBODY).filter(pk__range=span).order_by("pk")
    listed = list(rows.values_list("code", "updated_at"))
    if not listed:
        raise Http404
    patterns = addresses_of(CODE)
    return xml(URLSET, (entry(code, at, patterns) for code, at in listed), "</urlset>\n")


def addresses_of(code: str) -> list[tuple[str, str]]:
    """(hreflang, address) of a listing in every language."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append((HTML_LANG[language], settings.SITE_URL + reverse("projects:detail", args=[code])))
    return found


def entry(code: str, at: datetime, patterns: list[tuple[str, str]]) -> str:
    """The listing once in each language, each time naming the others. Codes need no escaping."""
    pages = [(tag, address.replace(CODE, code)) for tag, address in patterns]
    links = "".join(link(tag, address) for tag, address in [*pages, ("x-default", pages[0][1])])
    day = f"<lastmod>{at:%Y-%m-%d}</lastmod>"
    return "".join(f"<url><loc>{address}</loc>{day}{links}</url>\n" for _tag, address in pages)


def link(tag: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{tag}" href="{address}"/>'


def xml(head: str, lines, foot: str) -> HttpResponse:
    response = HttpResponse("".join([HEAD, head, *lines, foot]), content_type="application/xml")
    response["X-Robots-Tag"] = "noindex, noodp, noarchive"
    return response
