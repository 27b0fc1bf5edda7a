"""The same search as data: CSV that a spreadsheet cannot run, JSON and Atom. One row a project."""

import csv
import io
from collections.abc import Iterator
from xml.etree import ElementTree  # noqa: S405 - writes only

from django.conf import settings
from django.utils.translation import gettext as _

from investguangdong.core.languages import LANGUAGES, best, column, current
from investguangdong.projects.models import Project

LIMIT = 5000
ATOM_LIMIT = 100
COLUMNS = (
    "code", "title", "kind", "status", "stage", "sectors", "city", "zone", "modes", "currency", "amount_min",
    "amount_max", "amount_cny_min", "amount_cny_max", "rate_date", "land_min_ha", "land_max_ha", "readiness",
    "verified_on", "closes_on", "published_at", "publishing_body", "source_id", "source_date", "is_sample",
    "url",
)  # fmt: skip
# A cell that starts so is a formula to a spreadsheet.
RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe(value) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(RISKY) else text


def address(project: Project) -> str:
    return settings.SITE_URL + project.get_absolute_url()


COPIED = (
    "code", "kind", "status", "modes", "currency", "amount_cny_min", "amount_cny_max", "rate_date", "readiness",
    "verified_on", "closes_on", "published_at", "source_id", "source_date", "is_sample",
)  # fmt: skip


def record_of(project: Project, slugs: dict[int, str]) -> dict:
    """Codes and slugs, not labels, so that a program can read it; the title is in the page's language."""
    low, high = project.amount_range
    row = {name: getattr(project, name) for name in COPIED} | {
        "title": best(project, "title").text,
        "stage": project.stage or None,
        "sectors": [slugs[pk] for pk in project.sector_ids if pk in slugs],
        "city": project.city.slug if project.city_id else "province",
        "zone": project.zone.slug if project.zone_id else None,
        "amount_min": low,
        "amount_max": high,
        "land_min_ha": project.land_min,
        "land_max_ha": project.land_max,
        "publishing_body": best(project, "publishing_body").text or project.source_body,
        "url": address(project),
    }
    return {name: row[name] for name in COLUMNS}


def csv_lines(projects, slugs) -> Iterator[str]:
    """With a byte order mark, so that Excel reads Chinese."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    yield "\ufeff" + buffer.getvalue()
    for project in projects:
        buffer.seek(0)
        buffer.truncate()
        row = record_of(project, slugs)
        lists = {name: ";".join(row[name]) for name in ("sectors", "modes")}
        writer.writerow([safe({**row, **lists}[name]) for name in COLUMNS])
        yield buffer.getvalue()


def as_json(projects, slugs, total: int) -> dict:
    """Titles in every language that has one."""
    rows = []
    for project in projects:
        titles = {code: getattr(project, column("title", code)) for code in LANGUAGES}
        rows.append(
            {**record_of(project, slugs), "title": {code: text for code, text in titles.items() if text}}
        )
    return {"total": total, "count": len(rows), "projects": rows}


def as_atom(projects, search_address: str) -> bytes:
    feed = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom", attrib={"xml:lang": current()})
    add(feed, "title", _("Open projects in Guangdong"))
    add(feed, "id", search_address)
    ElementTree.SubElement(feed, "link", rel="self", href=search_address)
    rows = list(projects)
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
    add(entry, "id", f"tag:{settings.SITE_HOST},2026:{project.code}")
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
