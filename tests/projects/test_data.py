"""A search as data: described, complete, paged without holes, harmless to spreadsheets, cheap to ask again."""

import csv
import io
import json
import tracemalloc
from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from investguangdong.core import clock
from investguangdong.projects import actions, feeds
from investguangdong.projects.forms import ProjectSearch
from investguangdong.projects.listing import query_dict
from investguangdong.projects.models import Project
from tests.factories import projects


def rows_of(response) -> list[dict]:
    body = b"".join(response.streaming_content).decode()
    assert body.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))


def json_of(client, address) -> dict:
    parts = urlsplit(address)
    return json.loads(client.get(f"{parts.path}?{parts.query}").content)


def follow_next(client, address) -> list[str]:
    codes = []
    while address:
        page = json_of(client, address)
        codes += [row["code"] for row in page["projects"]]
        address = page["next"]
    return codes


def test_json_is_what_its_published_schema_says(client, officer):
    projects.project(officer=officer, jobs=1, closes_on=clock.today() + timedelta(days=9))
    projects.as_published(city=None, stage="", sought_min=None, sought_max=None, amount_missing="not_stated")
    page = json_of(client, "/en/projects.json?city=atlantis")
    schema = json_of(client, urlsplit(page["schema"]).path)
    assert schema["$id"] == page["schema"]
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(page)] == []
    listing = schema["$defs"]["listing"]
    assert set(listing["properties"]) == set(page["projects"][0])
    page["projects"][0]["readiness"] = "high"
    assert not validator.is_valid(page)


def test_ids_are_the_same_in_every_language_and_format(client, officer):
    project = projects.project(officer=officer)
    found = {
        json_of(client, f"/{code}/projects.json")["projects"][0]["id"] for code in ("en", "zh-hans", "pt")
    }
    atom = ElementTree.fromstring(client.get("/zh-hant/projects.atom").content)  # noqa: S314
    assert found == {f"tag:localhost,2026:{project.code}"}
    assert atom.find("{*}entry/{*}id").text in found


def test_pages_of_json_hold_every_listing_once_though_rows_arrive_and_leave(client, officer):
    rows = [projects.project(officer=officer) for _number in range(7)]
    same = clock.now()
    Project.objects.filter(pk__in=[row.pk for row in rows[:3]]).update(published_at=same)
    first = json_of(client, "/en/projects.json?limit=3")
    assert (first["total"], first["count"]) == (7, 3)
    late = projects.project(officer=officer)
    gone = (
        Project.objects.exclude(code__in=[row["code"] for row in first["projects"]])
        .exclude(pk=late.pk)
        .first()
    )
    actions.pause_project(gone, by=officer, reason="Survey")
    codes = [row["code"] for row in first["projects"]] + follow_next(client, first["next"])
    assert sorted(codes) == sorted(row.code for row in rows if row.pk != gone.pk)


def test_a_forged_key_of_a_page_starts_anew_and_is_named(client, officer):
    projects.project(officer=officer)
    page = json_of(client, "/en/projects.json?after=forged&limit=-4")
    assert (page["count"], page["ignored"]) == (1, [["after", "forged"]])


def test_json_asks_as_much_of_the_database_for_thirty_rows_as_for_one(client, officer, settings):
    settings.KEEP_SECONDS = 60
    cache.clear()

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/en/projects.json")
        return len(asked)

    projects.project(officer=officer)
    queries()
    one = queries()
    for _number in range(29):
        projects.project(officer=officer)
    assert queries() == one
    assert one == 5  # two for the version of the data, then count, keys and rows


def test_csv_holds_everything_in_the_order_of_the_search(client, officer, monkeypatch):
    monkeypatch.setattr(feeds, "A_CHUNK", 3)
    for millions in (5, 90, 20, 70, 1, 40, 60, 30):
        projects.project(officer=officer, sought_min=millions * 10**6, sought_max=millions * 10**6)
    rows = rows_of(client.get("/en/projects.csv?sort=amount"))
    amounts = [float(row["amount_max"]) for row in rows]
    assert len(amounts) == 8
    assert amounts == sorted(amounts, reverse=True)


def test_csv_keeps_a_chunk_in_memory_and_not_the_table(officer, monkeypatch, settings):
    """200 and 2,000 rows take the same memory, give or take the keys."""
    settings.DEBUG = False
    project = projects.project(officer=officer)
    copy_rows(project, 2000)
    monkeypatch.setattr(feeds, "A_CHUNK", 100)

    def peak(query: str) -> int:
        tracemalloc.start()
        for _line in feeds.csv_lines(ProjectSearch(query_dict(query))):
            pass
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak("readiness=91")
    assert peak("") < 1.5 * peak("readiness=91") + 100_000


def copy_rows(project: Project, count: int) -> None:
    """One in ten is 91 % ready, so that a search can find fewer."""
    fields = [field for field in Project._meta.concrete_fields if field.name not in ("id", "code", "search")]
    values = {field.attname: getattr(project, field.attname) for field in fields}
    Project.objects.bulk_create(
        Project(**values | {"readiness": 1 if number % 10 else 91}, code=f"GD-2099-{number:06d}")
        for number in range(count)
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start):
    assert feeds.safe(f"{start}HYPERLINK(1)")[0] == "'"


def test_what_is_asked_again_unchanged_is_not_sent_again(client, officer):
    project = projects.project(officer=officer)
    for address in ("/en/projects.csv", "/en/projects.json", "/en/projects.atom"):
        first = client.get(address)
        assert first.headers["Cache-Control"] == "public, max-age=30"
        assert "Last-Modified" in first.headers
        b"".join(first)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        actions.change_project(project, by=officer, changes={"jobs": project.version + 5})
        project.refresh_from_db()
        assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_day_alone_makes_data_new(client, officer, monkeypatch):
    projects.project(officer=officer, expires_on=clock.today() + timedelta(days=1))
    mark = client.get("/en/projects.json").headers["ETag"]
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    answer = client.get("/en/projects.json", headers={"If-None-Match": mark})
    assert (answer.status_code, json.loads(answer.content)["total"]) == (200, 0)


def test_an_officer_gets_no_drafts_in_data(client, officer):
    projects.draft(officer=officer)
    client.force_login(officer)
    assert json_of(client, "/en/projects.json")["total"] == 0
    assert rows_of(client.get("/en/projects.csv")) == []


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant", "pt"])
def test_the_page_for_data_users_names_every_field_and_filter(client, db, language):
    page = client.get(f"/{language}/data/").content.decode()
    assert all(f"<code>{name}</code>" in page for name in (*feeds.COLUMNS, "id", "next", "q", "land_min"))


def test_head_of_a_table_reads_no_rows(client, officer, monkeypatch):
    monkeypatch.setattr(feeds, "csv_lines", lambda search: pytest.fail("read"))
    assert client.head("/en/projects.csv").status_code == 200
