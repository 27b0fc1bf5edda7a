"""Thirty questions in four languages, a slip that is forgiven, a page that stays where it is."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from investguangdong.core import versions
from investguangdong.projects import facets, results, spelling
from investguangdong.projects.actions import change_project, pause_project
from investguangdong.projects.forms import ProjectSearch
from investguangdong.projects.models import Project, SearchEntry
from investguangdong.projects.searching import highlight
from tests.factories import places, projects


def search(text: str, **others) -> ProjectSearch:
    return ProjectSearch(QueryDict(urlencode({"q": text, **others})))


def found(text: str) -> set[str]:
    asked = search(text)
    return {row.title_en for row in results.page(asked, facets.count(asked)).projects}


@pytest.fixture
def market(db):
    """Four listings, each with its own words in every language."""
    places.city("guangzhou", name_zh_hant="廣州", name_pt="Cantão")
    places.sector("semiconductors", name_en="Semiconductors", name_zh_hans="半导体", name_zh_hant="半導體",
                  name_pt="Semicondutores")  # fmt: skip
    rows = {
        "Chips": ("guangzhou", "semiconductors", "Silicon carbide power modules", "碳化硅功率模块",
                  "Módulos de potência de carboneto de silício"),
        "Cells": ("shenzhen", "new-energy-storage", "Sodium-ion battery cells", "钠离子电池生产基地",
                  "Células de baterias de iões de sódio"),
        "Robots": ("dongguan", "machinery-robotics", "Collaborative robots for assembly lines", "协作机器人装配线",
                   "Robôs colaborativos para linhas de montagem"),
        "Ports": ("zhuhai", "ports-logistics", "Cold-chain logistics at the port", "港口冷链物流中心",
                  "Logística de frio no porto"),
    }  # fmt: skip
    return {
        key: projects.project(city=city, sector=sector, title_en=en, title_zh_hans=zh, title_pt=pt)
        for key, (city, sector, en, zh, pt) in rows.items()
    }


CASES = [
    ("silicon carbide", "Chips"), ("SILICON", "Chips"), ("power module", "Chips"), ("碳化硅", "Chips"),
    ("碳化矽", ""), ("功率模块", "Chips"), ("功率模塊", "Chips"), ("半导体", "Chips"), ("半導體", "Chips"),
    ("carboneto de silício", "Chips"), ("carboneto de silicio", "Chips"), ("Cantão", "Chips"), ("广州", "Chips"),
    ("廣州", "Chips"), ("battery", "Cells"), ("batteries", "Cells"), ("bateria", "Cells"), ("baterias", "Cells"),
    ("钠离子电池", "Cells"), ("鈉離子電池", "Cells"), ("电池生产", "Cells"), ("电池基地", ""), ("深圳", "Cells"),
    ("robots", "Robots"), ("robô", "Robots"), ("機械人", "Robots"), ("装配线 robots", "Robots"),
    ('"assembly lines"', "Robots"), ('"lines assembly"', ""), ("cold chain", "Ports"), ("冷鏈物流", "Ports"),
    ("porto", "Ports"), ("Zhuhai 港口", "Ports"), ("silicon battery", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_thirty_questions_in_four_languages(market, text, expected):
    assert found(text) == ({market[expected].title_en} if expected else set())


@pytest.mark.parametrize(
    ("typed", "meant", "expected"),
    [
        ("Shenzen", "shenzhen", "Cells"), ("Guangzou", "guangzhou", "Chips"), ("Gaungzhou", "guangzhou", "Chips"),
        ("semicnductors", "semiconductors", "Chips"), ("sillicon", "silicon", "Chips"), ("Zuhai", "zhuhai", "Ports"),
        ("logistcs Zhuhai", "logistics Zhuhai", "Ports"), ("colaboratve", "collaborative", "Robots"),
    ],
)  # fmt: skip
def test_a_slip_in_a_name_is_forgiven(market, typed, meant, expected):
    assert found(typed) == {market[expected].title_en}
    assert search(typed).words.corrected in (meant, meant.removesuffix("s"), "semicondutores")


def test_an_exact_hit_is_never_drowned_by_what_is_near_to_it(market):
    robust = projects.project(title_en="Robost metal works")
    assert found("robost") == {robust.title_en}
    assert spelling.suggestions("robost") == []
    assert (
        spelling.suggestions("xylophone")
        == spelling.suggestions("12345")
        == spelling.suggestions("机人")
        == []
    )


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Robots & arms", "robot", "<mark>Robots</mark> &amp; arms"),
        ("機器人裝配", "机器人", "<mark>機器人</mark>裝配"),
        ("Linhas de montagem", "linha", "<mark>Linhas</mark> de montagem"),
        ("<b>robô</b>", "robo", "&lt;b&gt;<mark>robô</mark>&lt;/b&gt;"),
        ("<img src=x>", "", "&lt;img src=x&gt;"),
    ],
)  # fmt: skip
def test_found_words_are_marked_and_all_else_is_text(text, query, marked):
    assert highlight(text, query) == marked


def test_a_moved_or_withdrawn_listing_is_found_no_longer_whoever_changed_it(market, officer):
    change_project(market["Chips"], by=officer, changes={"city": places.city("shenzhen")})
    assert found("广州") == set()
    Project.objects.filter(pk=market["Cells"].pk).update(expires_on="2020-01-01", verified_on="2019-12-01")
    pause_project(Project.objects.get(pk=market["Robots"].pk), by=officer, reason="x")
    listed = SearchEntry.objects.listed().values_list("pk", flat=True)
    assert set(listed) == {market["Chips"].pk, market["Ports"].pk}
    market["Ports"].delete()
    assert SearchEntry.objects.count() == 3


def test_a_page_stays_where_it_is_while_rows_arrive(db, monkeypatch):
    monkeypatch.setattr("investguangdong.projects.listing.Pages.size", 2)
    old = [projects.project(title_en=f"Plant {n}") for n in range(5)]
    for sort in ("newest", "readiness", "amount", "closing", "match"):
        asked = search("plant", sort=sort)
        first = results.page(asked, facets.count(asked))
        shown = [row.pk for row in first.projects]
        new = projects.project(title_en="Plant that arrives")
        while first.pages.has_next:
            first = results.page(asked, facets.count(asked), first.pages.next_keys["after"])
            shown += [row.pk for row in first.projects]
        assert len(shown) == len(set(shown))
        assert {row.pk for row in old} <= {*shown, new.pk}
        new.delete()


def test_a_link_that_was_tampered_with_shows_the_first_page(market):
    asked = search("robots")
    assert len(results.page(asked, facets.count(asked), "1:abc").projects) == 1
    assert asked.ignored == [("after", "1:abc")]


def test_counts_are_kept_until_somebody_publishes(market, settings):
    settings.KEEP_SECONDS = 60
    versions.renew("projects")
    assert facets.count(search("")).total == 4
    SearchEntry.objects.all().delete()
    assert facets.count(search("")).total == 4
    versions.renew("projects")
    assert facets.count(search("")).total == 0


@pytest.mark.parametrize("query", ["", "?q=robots", "?city=shenzhen&mode=ppp", "?page=2", "?q=新能源汽车"])
def test_an_anonymous_list_asks_at_most_three_questions(
    client, market, settings, query, django_assert_max_num_queries
):
    settings.KEEP_SECONDS = 60
    client.get(reverse("projects:list") + "?q=warm")  # reference rows are read once a minute
    with django_assert_max_num_queries(3):
        assert client.get(reverse("projects:list") + query).status_code == 200
    versions.renew("projects")
    versions.renew("places")


def test_a_page_reads_no_listing_but_its_own(market):
    """The order and the length of the page are settled on entries; listings are then fetched by their key."""
    for query in ({}, {"sort": "amount"}, {"sort": "closing"}, {"sort": "readiness"}):
        asked = search("", **query)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = results.rows_from(asked, results.Place(asked.columns, 0), 1_000_000, 15).explain()
        assert "Limit" in plan
        assert "Seq Scan" not in plan
