import csv
import io
import json
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.projects import shortlist
from investguangdong.projects.actions import change_project
from investguangdong.projects.models import SavedSearch
from tests.factories import projects

LIST = "/en/projects/"


def total(response) -> int:
    return int(re.search(r'data-total="(\d+)"', response.content.decode())[1])


def listed_codes(response) -> list[str]:
    return re.findall(r'<(?:article|tr)[^>]* data-project="([^"]+)"', response.content.decode())


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("view", ["cards", "table", "map"])
def test_a_list_costs_the_same_queries_for_one_row_and_for_thirty(client, db, view):
    projects.project()
    client.get(LIST)
    one = queries(client, f"{LIST}?view={view}&q=battery")
    for number in range(19):
        projects.project(city=("shenzhen", "zhuhai", None)[number % 3])
    assert queries(client, f"{LIST}?view={view}&q=battery") == one <= 12


def test_a_row_carries_the_marks_of_the_contract(client, db):
    own, source = projects.project(), projects.as_published(source_id="PJ006")
    response = client.get(LIST)
    page = response.content.decode()
    assert total(response) == 2
    assert sorted(listed_codes(response)) == sorted([own.code, source.code])
    assert re.findall(r'data-source="([^"]+)"', page) == ["PJ006"]
    assert len(re.findall("<h1", page)) == 1


def test_drafts_are_neither_listed_nor_fed_nor_opened(client, db):
    draft = projects.draft(title_en="Secret plant")
    for address in (
        LIST,
        "/en/projects.csv",
        "/en/projects.json",
        "/en/projects.atom",
        "/en/compare/?p=" + draft.code,
    ):
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Secret plant" not in body
    for name in ("detail", "history", "save"):
        assert client.get(reverse(f"projects:{name}", args=[draft.code])).status_code == 404


def test_an_officer_of_the_city_opens_the_draft_and_another_gets_404(client, officer, other_officer):
    draft = projects.draft(city="shenzhen")
    address = reverse("projects:detail", args=[draft.code])
    client.force_login(officer)
    assert client.get(address).status_code == 200
    client.force_login(other_officer)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant", "pt"])
def test_a_listing_reads_in_every_language(client, db, language):
    project = projects.project(
        title_pt="Fábrica de baterias", summary_en="Plot with power.", sectors=["low-altitude"]
    )
    response = client.get(f"/{language}/projects/{project.code}/")
    titles = {
        "en": "Battery plant",
        "zh-hans": "电池工厂",
        "zh-hant": "電池工廠",
        "pt": "Fábrica de baterias",
    }
    page = response.content.decode()
    assert titles[language] in page
    assert ('<span lang="en">Plot with power.</span>' in page) == (language != "en")


def test_an_unconfirmed_offer_says_so_and_names_its_source(client, db):
    project = projects.as_published(
        source_body="Maoming City", to_be_confirmed=True, modes=[], in_negotiation=True
    )
    page = client.get(project.get_absolute_url()).content.decode()
    for text in (
        "not confirmed with this portal",
        "Commerce bureau",
        "older than 2024",
        "In talks with one firm",
    ):
        assert text in page


def test_a_closed_listing_keeps_its_address_and_says_why(client, officer):
    project = projects.project(
        status="closed", outcome="landed", closed_at="2026-11-01T00:00Z", outcome_reason="Signed"
    )
    page = client.get(project.get_absolute_url()).content.decode()
    assert "An investor was found" in page
    assert reverse("cases:ask", args=[project.code]) not in page


def test_history_shows_old_and_new_values_since_publishing(client, officer):
    project = projects.project(jobs=10)
    change_project(project, by=officer, changes={"jobs": 12})
    page = client.get(reverse("projects:history", args=[project.code])).content.decode()
    assert re.search(r"<td>10</td>\s*<td>12</td>", page)
    assert officer.name not in page


@pytest.mark.parametrize(
    "query",
    ["?city=atlantis", "?min=abc", "?page=999", "?after=forged", "?q=%27%22%3C%3E&sort=x", "?view=hologram"],
)
def test_what_is_not_understood_is_shown_as_ignored(client, db, query):
    projects.project()
    response = client.get(LIST + query)
    assert response.status_code == 200
    assert b"were ignored" in response.content


def test_no_result_names_the_filter_to_drop(client, db):
    projects.project(city="shenzhen")
    page = client.get(LIST + "?city=shenzhen&stage=concept").content.decode()
    assert "Without" in page
    assert 'href="?city=shenzhen"' in page


def test_a_spreadsheet_cannot_run_a_title(client, db):
    projects.project(title_en='=HYPERLINK("http://evil.example")')
    body = b"".join(client.get("/en/projects.csv").streaming_content).decode()
    [row] = csv.DictReader(io.StringIO(body.removeprefix("\ufeff")))
    assert row["title"] == '\'=HYPERLINK("http://evil.example")'
    assert (row["city"], row["sectors"], row["modes"]) == ("shenzhen", "new-energy-storage", "joint_venture")


def test_json_and_atom_are_the_same_search_and_escape_markup(client, db):
    project = projects.project(title_en="<script>x</script> & battery\x0b", is_sample=True)
    projects.project(city="zhuhai")
    data = json.loads(client.get("/en/projects.json?city=shenzhen").content)
    assert (data["total"], data["projects"][0]["code"], data["projects"][0]["is_sample"]) == (
        1,
        project.code,
        True,
    )
    feed = ElementTree.fromstring(  # noqa: S314 - our own feed
        client.get("/en/projects.atom?city=shenzhen").content
    )
    [entry] = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert entry.findtext("{http://www.w3.org/2005/Atom}title") == "<script>x</script> & battery [sample]"


def save(client, project, **data):
    return client.post(reverse("projects:save", args=[project.code]), data)


def test_a_forged_shortlist_is_empty(client, db):
    client.cookies[shortlist.COOKIE] = projects.project().code
    assert b"Nothing saved yet" in client.get("/en/shortlist/").content


def test_the_way_back_never_leaves_the_site(client, db):
    assert save(client, projects.project(), next="https://evil.example/").url == "/en/shortlist/"


def test_saving_a_search_needs_an_account_and_keeps_only_its_filters(client, investor, shenzhen):
    address = "/en/searches/save/"
    assert client.get(address).status_code == 302
    client.force_login(investor)
    page = client.get(f"{address}?q=battery&city=shenzhen&page=3&view=map")
    assert page.status_code == 200
    query = "q=battery&city=shenzhen&page=3"
    assert client.post(address, {"query": query, "name": "", "digest": "daily"}).status_code == 422
    client.post(address, {"query": query, "name": "Batteries", "digest": "daily"})
    assert SavedSearch.objects.get(user=investor).query == "q=battery&city=shenzhen"
