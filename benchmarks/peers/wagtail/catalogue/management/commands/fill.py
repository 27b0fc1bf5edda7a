"""Pages from lines of JSON on standard input, in bulk: the tree's paths are worked out here."""

import json
import sys

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Site

from catalogue.models import Place, ProjectIndex, ProjectPage, Sector

CHUNK = 5000


class Command(BaseCommand):
    def handle(self, *args, **options):
        index = self.index()
        lines = [json.loads(line) for line in sys.stdin]
        places = {name: Place.objects.create(name=name) for name in {line["place"] for line in lines}}
        sectors = {name: Sector.objects.create(name=name) for name in {line["sector"] for line in lines}}
        for start in range(0, len(lines), CHUNK):
            rows = lines[start : start + CHUNK]
            pages = Page.objects.bulk_create(self.page(index, start + n, row) for n, row in enumerate(rows))
            self.facts(pages, rows, places, sectors)
        Page.objects.filter(pk=index.pk).update(numchild=len(lines))

    def index(self):
        root = Page.get_first_root_node()
        index = root.add_child(instance=ProjectIndex(title="Open projects", slug="projects"))
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=index, is_default_site=True)
        return index

    def page(self, index, number, row):
        return Page(
            path=index._get_path(index.path, index.depth + 1, number + 1),
            depth=index.depth + 1,
            title=row["title"][:255],
            draft_title=row["title"][:255],
            slug=row["code"].lower(),
            url_path=f"{index.url_path}{row['code'].lower()}/",
            content_type=ContentType.objects.get_for_model(ProjectPage),
            locale=index.locale,
            live=True,
            first_published_at=timezone.now(),
        )

    def facts(self, pages, rows, places, sectors):
        columns = "page_ptr_id, summary, summary_zh, amount, stage, place_id, sector_id"
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY catalogue_projectpage ({columns}) FROM STDIN") as copy,
        ):
            for page, row in zip(pages, rows, strict=True):
                copy.write_row(
                    (
                        page.pk,
                        row["summary"],
                        row["summary_zh"],
                        row["amount"],
                        row["stage"],
                        places[row["place"]].pk,
                        sectors[row["sector"]].pk,
                    )
                )
