"""How the database answers the pages at a million listings: it must never read the listings from end to end."""

import os

import django
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks._addresses import BROAD, CHINESE, FACETS, LIST, RARE, details
from benchmarks._database import LARGE, bring_forward, environment, name_of, running
from benchmarks._report import report

LISTING = "Seq Scan on projects_project "  # with the space: other tables begin alike
ENTRY = "Seq Scan on projects_searchentry "
TYPO = ("/en/projects/?q=semicondutor",)
SORTS = tuple(f"/en/projects/?sort={sort}" for sort in ("readiness", "amount", "closing"))


def explained(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())


def main() -> None:
    told = report("plans")
    with running():
        if not told.needs(LARGE):
            return
        addresses = LIST + SORTS + FACETS + BROAD + RARE + CHINESE + TYPO + details(LARGE)[:1]
        bring_forward(name_of(LARGE))
        os.environ.update(environment(name_of(LARGE)), DJANGO_SETTINGS_MODULE="investguangdong.settings")
        django.setup()
        client = Client(SERVER_NAME="localhost")
        client.get(LIST[0])
        for address in addresses:
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                client.get(address, headers={"cookie": "theme=light"})
            plans = [explained(query["sql"]) for query in asked if query["sql"].startswith("SELECT")]
            told.tell(f"{address}: statements", len(asked))
            told.judge(
                f"{address}: whole reads of listings", sum(LISTING in plan for plan in plans), 0, margin=1
            )
            told.tell(f"{address}: whole reads of entries", sum(ENTRY in plan for plan in plans))
    told.end()


if __name__ == "__main__":
    main()
