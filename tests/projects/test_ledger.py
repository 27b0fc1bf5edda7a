"""The outcome ledger counts what was open and is closed, and nothing else."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from investguangdong.core import clock
from investguangdong.projects import actions, tasks
from investguangdong.projects.models import Project
from investguangdong.projects.sample import refresh_dates
from tests.factories import projects


def closed(officer, *, days=10, outcome="landed", reason="Signed", **fields) -> Project:
    project = projects.project(officer=officer, published_at=clock.now() - timedelta(days=days), **fields)
    return actions.close_project(project, by=officer, outcome=outcome, reason=reason)


def page_of(client, query=""):
    return client.get(f"/en/statistics/outcomes/{query}")


def test_counts_by_outcome_city_sector_and_month(client, officer):
    for days in (10, 20, 90):
        closed(officer, days=days)
    closed(officer, city="zhuhai", outcome="withdrawn", sector="semiconductors")
    context = page_of(client).context
    told = {
        name: [(line.label, line.count, line.landed, line.days) for line in context[name]]
        for name in ("outcomes", "cities", "sectors")
    }
    assert told == {
        "outcomes": [("An investor was found", 3, 3, 20), ("Withdrawn by the publishing body", 1, 0, 10)],
        "cities": [("Shenzhen", 3, 3, 20), ("Zhuhai", 1, 0, 10)],
        "sectors": [("New energy storage", 3, 3, 20), ("Semiconductors", 1, 0, 10)],
    }
    assert [line.count for line in context["months"]] == [4]


def test_only_what_was_open_is_in_the_ledger(client, officer):
    projects.project(officer=officer)
    actions.close_project(projects.draft(officer=officer), by=officer, outcome="withdrawn")
    assert page_of(client).context["total"] == 0


def test_samples_are_counted_in_a_demonstration_only(client, officer, settings):
    closed(officer, is_sample=True, sample_key="S1")
    settings.DEMO = False
    assert page_of(client).context["total"] == 0
    settings.DEMO = True
    assert page_of(client).context["total"] == 1


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("?city=zhuhai", 1),
        ("?outcome=landed", 1),
        ("?sector=semiconductors", 1),
        ("?city=atlantis&year=x", 2),
        ("?year=2001", 0),
    ],
)
def test_filters_of_the_ledger(client, officer, query, total):
    closed(officer)
    closed(officer, city="zhuhai", outcome="withdrawn", sector="semiconductors")
    assert page_of(client, query).context["total"] == total


def test_the_table_says_outcome_reason_and_days_and_cannot_be_run(client, officer):
    project = closed(officer, days=12, reason="=1+1")
    body = b"".join(client.get("/en/statistics/outcomes.csv").streaming_content).decode()
    [row] = csv.DictReader(io.StringIO(body.removeprefix("\ufeff")))
    assert (row["code"], row["outcome"], row["reason"], row["days_open"]) == (
        project.code,
        "landed",
        "'=1+1",
        "12",
    )


def test_a_closed_listing_keeps_its_page(client, officer):
    project = closed(officer)
    assert client.get(project.get_absolute_url()).status_code == 200
    assert f'data-project="{project.code}"' in page_of(client).content.decode()


def test_thirty_rows_ask_as_much_as_one(client, officer):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            page_of(client)
        return len(asked)

    closed(officer)
    queries()
    one = queries()
    for _number in range(29):
        closed(officer)
    assert queries() == one <= 12


def test_statistics_lead_to_the_ledger(client, db):
    assert "/en/statistics/outcomes/" in client.get("/en/statistics/").content.decode()


def test_the_demonstration_opens_again_what_lapsed_while_nobody_looked(officer):
    sample = projects.project(
        officer=officer, is_sample=True, sample_key="1-P0000001", expires_on=clock.today() + timedelta(days=1)
    )
    Project.objects.filter(pk=sample.pk).update(
        verified_on=clock.today() - timedelta(days=9), expires_on=clock.today() - timedelta(days=1)
    )
    tasks.keep_fresh()
    refresh_dates(clock.today())
    assert Project.objects.listed().get() == sample
