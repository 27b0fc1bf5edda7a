"""A search of listings as data: CSV that a spreadsheet cannot run, JSON in pages, Atom. One row a listing.

Codes and slugs, not labels, so that a program can read it. `schema.py` says what each field means."""

import csv
import io
from array import array
from collections.abc import Iterator
from xml.etree import ElementTree  # noqa: S405 - writes only

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from investguangdong.core.languages import LANGUAGES, best, column, current
from investguangdong.projects.forms import ORDERS, ProjectSearch
from investguangdong.projects.models import Project

NOBODY = AnonymousUser()
ATOM_LIMIT = 100
A_CHUNK = 1000  # rows of a table that are held in memory at a time
COLUMNS = (
    "code", "title", "kind", "status", "stage", "sectors", "city", "zone", "modes", "currency", "amount_min",
    "amount_max", "amount_cny_min", "amount_cny_max", "rate_date", "land_min_ha", "land_max_ha", "readiness",
    "verified_on", "closes_on", "published_at", "publishing_body", "source_id", "source_date", "is_sample",
    "url", "updated_at",
)  # fmt: skip
# A cell that starts so is a formula to a spreadsheet, full-width forms included.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def open_projects():
    """What a stranger sees in lists: data are the same for everybody, so that they may be cached."""
    return Project.objects.listed().visible_to(NOBODY)


def safe(value) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def address(project: Project) -> str:
    return settings.SITE_URL + project.get_absolute_url()


def tag(project: Project) -> str:
    """The same for ever, in every language and format (RFC 4151)."""
    return f"tag:{settings.SITE_HOST},2026:{project.code}"


COPIED = (
    "code", "kind", "status", "modes", "currency", "amount_cny_min", "amount_cny_max", "rate_date", "readiness",
    "verified_on", "closes_on", "published_at", "source_id", "source_date", "is_sample", "updated_at",
)  # fmt: skip


class Slugs:
    """Names in addresses for the keys of reference rows, from what the search has read already."""

    def __init__(self, search: ProjectSearch):
        self.sector, self.city, self.zone = (
            {row.pk: slug for slug, row in search.rows[key].items()} for key in ("sector", "city", "zone")
        )


def record_of(project: Project, slugs: Slugs) -> dict:
    low, high = project.amount_range
    row = {name: getattr(project, name) for name in COPIED} | {
        "title": best(project, "title").text,
        "stage": project.stage or None,
        "sectors": [slugs.sector[pk] for pk in project.sector_ids if pk in slugs.sector],
        "city": slugs.city.get(project.city_id) if project.city_id else "province",
        "zone": slugs.zone.get(project.zone_id),
        "amount_min": low,
        "amount_max": high,
        "land_min_ha": project.land_min,
        "land_max_ha": project.land_max,
        "publishing_body": best(project, "publishing_body").text or project.source_body,
        "url": address(project),
    }
    return {name: row[name] for name in COLUMNS}


def narrow(queryset):
    """Only what a record shows; no join, the names come from `Slugs`."""
    texts = [column(name, code) for name in ("title", "publishing_body") for code in LANGUAGES]
    others = ("sector_ids", "city", "zone", "stage", "source_body", "land_min", "land_max")
    amounts = ("sought_min", "sought_max", "total_min", "total_max", "created_at")
    return queryset.order_by().only("pk", *COPIED, *others, *amounts, *texts)


# CSV: all of a search, however long.


def keys_of(search: ProjectSearch) -> array:
    """The keys of all results in their order: eight bytes a listing, so a million are eight megabytes."""
    ranked = [search.words.rank().desc()] if search.sort_key == "match" else []
    keys = search.entries().order_by(*ranked, *search.columns).values_list("pk", flat=True)
    return array("q", keys.iterator(chunk_size=20_000))


def in_chunks(keys: array) -> Iterator[Project]:
    """The rows of these keys in their order, a chunk at a time; what was withdrawn meanwhile is left out."""
    for start in range(0, len(keys), A_CHUNK):
        chunk = keys[start : start + A_CHUNK]
        found = narrow(open_projects().filter(pk__in=chunk.tolist())).in_bulk()
        yield from (found[key] for key in chunk if key in found)


def csv_lines(search: ProjectSearch) -> Iterator[str]:
    """With a byte order mark, so that Excel reads Chinese."""
    slugs, buffer = Slugs(search), io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    for number, project in enumerate(in_chunks(keys_of(search)), start=1):
        row = record_of(project, slugs)
        lists = {name: ";".join(row[name]) for name in ("sectors", "modes")}
        writer.writerow([safe({**row, **lists}[name]) for name in COLUMNS])
        if number % 100 == 0:
            yield taken(buffer)
    yield taken(buffer)


def taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


# JSON: one page.


def as_json(page, search: ProjectSearch, *, links: dict) -> dict:
    """Titles in every language that has one. `page` comes from `projects.datapages`."""
    slugs = Slugs(search)
    rows = []
    for project in page.rows:
        titles = {code: getattr(project, column("title", code)) for code in LANGUAGES}
        rows.append(
            {
                "id": tag(project),
                **record_of(project, slugs),
                "title": {code: text for code, text in titles.items() if text},
            }
        )
    return {**links, "total": page.total, "count": len(rows), "projects": rows}


# Atom: the newest hundred.


def as_atom(search: ProjectSearch, search_address: str) -> bytes:
    keys = search.entries().order_by(*ORDERS["newest"]).values_list("pk", flat=True)[:ATOM_LIMIT]
    newest = open_projects().filter(pk__in=list(keys)).with_card().order_by("-published_at", "-pk")
    feed = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom", attrib={"xml:lang": current()})
    add(feed, "title", _("Open projects in Guangdong"))
    add(feed, "id", search_address)
    ElementTree.SubElement(feed, "link", rel="self", href=search_address)
    rows = list(newest)
    add(feed, "updated", max(row.updated_at for row in rows).isoformat() if rows else "1970-01-01T00:00:00Z")
    author = ElementTree.SubElement(feed, "author")
    add(author, "name", "Invest Guangdong")
    for project in rows:
        feed.append(entry_of(project))
    return ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)


def entry_of(project: Project) -> ElementTree.Element:
    entry = ElementTree.Element("entry")
    sample = f" [{_('sample')}]" if project.is_sample else ""
    add(entry, "title", f"{best(project, 'title').text}{sample}")
    add(entry, "id", tag(project))
    ElementTree.SubElement(entry, "link", href=address(project))
    add(entry, "updated", project.updated_at.isoformat())
    add(entry, "published", (project.published_at or project.created_at).isoformat())
    add(entry, "summary", best(project, "summary").text)
    return entry


def add(parent, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = printable(text)


def printable(text: str) -> str:
    """XML 1.0 has no place for most control characters."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")
