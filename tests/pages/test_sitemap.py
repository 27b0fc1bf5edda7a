import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from investguangdong.pages import project_sitemap
from investguangdong.places.models import Cluster
from investguangdong.projects import actions
from tests.factories import projects


def places(client, section):
    return re.findall(r"<loc>http://testserver([^<]*)</loc>", client.get(f"/sitemap-{section}.xml").text)


def test_index_names_every_section(client, db):
    sections = set(re.findall(r"/sitemap-([a-z]+)\.xml", client.get("/sitemap.xml").text))
    assert sections == {
        "pages", "city", "zone", "cluster", "policy", "service", "event", "facility",
        "sector", "page", "update", "question", "casestudy",
    }  # fmt: skip


def test_place_stands_in_four_languages(client, shenzhen):
    assert places(client, "city") == [
        f"/{language}/cities/shenzhen/" for language in ("en", "zh-hans", "zh-hant", "pt")
    ]


def test_every_fixed_page_is_there(client, db):
    for address in places(client, "pages"):
        assert client.get(address).status_code == 200


def test_row_switched_off_is_left_out(client, db):
    Cluster.objects.create(slug="off", kind="pillar", name_en="Off", disabled_on="2026-11-01")
    assert places(client, "cluster") == []


def test_unknown_section_is_404(client, db):
    assert client.get("/sitemap-users.xml").status_code == 404


def listed_files(client) -> list[str]:
    return re.findall(r"(/sitemap-projects-\d+\.xml)", client.get("/sitemap.xml").text)


def test_a_listing_stands_in_four_languages_each_naming_the_others(client, officer):
    project = projects.project(officer=officer)
    [file] = listed_files(client)
    text = client.get(file).text
    pages = [
        f"http://localhost:8000/{code}/projects/{project.code}/"
        for code in ("en", "zh-hans", "zh-hant", "pt")
    ]
    assert re.findall(r"<loc>([^<]*)</loc>", text) == pages
    tags = re.findall(r'hreflang="([\w-]+)" href="([^"]*)"', text)
    assert tags == 4 * list(
        zip(("en", "zh-Hans", "zh-Hant", "pt-PT", "x-default"), [*pages, pages[0]], strict=True)
    )


def test_a_range_without_anything_listed_is_not_named_and_not_there(client, officer):
    project = projects.project(officer=officer)
    [file] = listed_files(client)
    actions.pause_project(project, by=officer, reason="Survey")
    assert listed_files(client) == []
    assert client.get(file).status_code == 404
    assert client.get("/sitemap-projects-99999999999999999999.xml").status_code == 404


def test_a_file_of_the_sitemap_asks_once_however_many_rows(client, officer, monkeypatch):
    monkeypatch.setattr(project_sitemap, "KEYS", 10**12)
    for _number in range(5):
        projects.project(officer=officer)
    [file] = listed_files(client)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(file).text.count("<url>") == 20
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        client.get("/sitemap.xml")
    assert len(asked) == 1


def head_of(client, address) -> dict[str, str]:
    page = client.get(address).content.decode()
    links = re.findall(r'<link rel="(?:canonical|alternate)"(?: hreflang="([\w-]+)")? href="([^"]*)">', page)
    return {tag or "canonical": href.replace("http://localhost:8000", "") for tag, href in links}


def test_a_page_names_itself_and_its_other_languages(client, shenzhen):
    assert head_of(client, "/pt/cities/shenzhen/?utm_source=x") == {
        "canonical": "/pt/cities/shenzhen/",
        "en": "/en/cities/shenzhen/",
        "zh-Hans": "/zh-hans/cities/shenzhen/",
        "zh-Hant": "/zh-hant/cities/shenzhen/",
        "pt-PT": "/pt/cities/shenzhen/",
        "x-default": "/en/cities/shenzhen/",
    }


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?sort=amount&view=map&page=1&after=x", ""),
        ("?stage=study&mode=ppp&mode=licence&q=", "?mode=licence&amp;mode=ppp&amp;stage=study"),
        ("?page=2&sort=newest", "?page=2"),
        ('?q="><x>', "?q=%22%3E%3Cx%3E"),
    ],
)
def test_order_and_drawing_are_no_part_of_an_address(client, db, query, kept):
    assert head_of(client, f"/en/projects/{query}")["canonical"] == f"/en/projects/{kept}"


@pytest.mark.parametrize("address", ["/en/shortlist/", "/en/compare/", "/accounts/login/", "/en/search/?q=x"])
def test_pages_for_one_person_stay_out_of_search_engines(client, db, address):
    page = client.get(address).content.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page
