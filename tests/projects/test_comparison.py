"""Listings beside each other: what differs, what is best, what is unknown."""

import csv
import io
import re
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.projects import comparison
from investguangdong.projects.models import Project
from tests.factories import projects


def address(*rows, **more) -> str:
    query = "&".join([f"p={row.code}" for row in rows] + [f"{key}={value}" for key, value in more.items()])
    return f"/en/compare/?{query}"


def cells_of(*rows, key: str) -> tuple[comparison.Cell, ...]:
    found = {row.code: row for row in Project.objects.with_comparison()}
    return comparison.row_of([found[row.code] for row in rows], key).cells


def columns(page: str) -> list[str]:
    return re.findall(r'<th[^>]*data-project="([^"]+)"', page)


def test_the_first_four_are_compared_and_the_others_named(client, db):
    rows = [projects.project(jobs=number) for number in (1, 2, 3, 4, 5)]
    page = client.get(address(*rows) + "&p=gd-1").content.decode()
    assert columns(page) == [row.code for row in rows[:4]]
    assert f"{rows[4].code}, GD-1" in page


def test_only_differences_are_shown_until_all_rows_are_wanted(client, db):
    rows = [projects.project(jobs=1, land_min=5), projects.project(jobs=2, land_min=5)]
    page = client.get(address(*rows)).content.decode()
    assert ("Jobs expected" in page, ">Land<" in page) == (True, False)
    assert "≠" not in page
    page = client.get(address(*rows, all="1")).content.decode()
    assert re.search(r'<th scope="row">Land</th>', page)
    assert re.search(r'<tr class="dif">\s*<th scope="row">Jobs expected', page)


def test_alike_listings_say_so(client, db):
    page = client.get(address(projects.project(), projects.project())).content.decode()
    assert "do not differ in any fact" in page


def test_unknown_is_said_as_unknown_and_is_a_difference(client, db):
    rows = [projects.project(power_mw=40), projects.project()]
    page = client.get(address(*rows)).content.decode()
    assert re.search("Power</th>.{,60}40 MW.{,60}not stated", page, re.DOTALL)


def test_the_best_value_is_named_in_words(db):
    rows = [projects.project(port_km=distance) for distance in (12, 5, 5)] + [projects.project()]
    assert [cell.best for cell in cells_of(*rows, key="port")] == ["", "closest", "closest", ""]


def test_nothing_is_best_alone_among_unknowns_or_among_equals(db):
    alone = [projects.project(land_price=700), projects.project()]
    equal = [projects.project(land_price=700), projects.project(land_price=700)]
    assert [cell.best for rows in (alone, equal) for cell in cells_of(*rows, key="land_price")] == [""] * 4


def test_more_land_is_no_better_than_less(db):
    rows = [projects.project(land_min=1), projects.project(land_min=9)]
    cells = cells_of(*rows, key="land")
    assert [cell.best for cell in cells] == ["", ""]
    assert [cell.bar.width for cell in cells] == [11, 100]


def test_the_smallest_ticket_is_found_across_currencies(db):
    dollars = projects.project(currency="USD", sought_min=10, sought_max=20, min_ticket=10)
    Project.objects.filter(pk=dollars.pk).update(amount_cny_min=70, amount_cny_max=140)
    yuan = projects.project(min_ticket=50)
    assert [cell.best for cell in cells_of(dollars, yuan, key="min_ticket")] == ["", "lowest"]


def test_a_ticket_without_a_rate_is_neither_best_nor_beaten(db):
    without_rate = Project(currency="USD", sought_min=Decimal(10), sought_max=Decimal(20))
    assert comparison.in_yuan(without_rate, Decimal(10)) is None


def test_amounts_lie_on_one_scale(db):
    rows = [
        projects.project(sought_min=50_000_000, sought_max=100_000_000),
        projects.project(sought_min=200_000_000, sought_max=200_000_000),
    ]
    bars = [cell.bar for cell in cells_of(*rows, key="amount")]
    assert bars == [comparison.Bar(25, 25), comparison.Bar(98, 2)]


def test_papers_that_are_lacking_are_named(db):
    [cell] = cells_of(projects.project(), key="lacking")
    assert "Land certificate" in cell.text
    assert "Right to offer" not in cell.text


def test_a_risk_written_in_another_language_is_marked(client, db):
    row = projects.project(risks_en="", risks_zh_hans="二期供电明年到位。")
    page = client.get(address(row)).content.decode()
    assert '<span lang="zh-Hans">二期供电明年到位。</span>' in page


def test_a_draft_is_compared_by_the_officers_of_its_city_only(client, officer, other_officer):
    draft, open_one = projects.draft(city="shenzhen", title_en="Secret plant"), projects.project()
    client.force_login(other_officer)
    assert "Secret plant" not in client.get(address(draft, open_one)).content.decode()
    client.force_login(officer)
    assert columns(client.get(address(draft, open_one)).content.decode()) == [draft.code, open_one.code]


def test_four_cost_the_same_three_queries_as_one(client, db):
    def cost(*rows):
        with CaptureQueriesContext(connection) as captured:
            client.get(address(*rows))
        return len(captured)

    rows = [projects.project(city=city) for city in ("shenzhen", "zhuhai", "shenzhen", None)]
    client.get(address(rows[0]))
    assert cost(rows[0]) == cost(*rows) <= 3


def test_one_question_goes_to_all_that_are_open(client, db):
    first, second = projects.project(), projects.project(city="zhuhai")
    closed = projects.project(status="closed", outcome="landed", closed_at="2026-11-01T00:00Z")
    page = client.get(address(first, second, closed)).content.decode()
    assert "Ask about both" in page
    assert f"/ask/?p={first.code}&amp;p={second.code}" in page
    assert "Not open now" in page


def test_a_listing_is_taken_out_by_a_link(client, db):
    first, second = projects.project(), projects.project()
    page = client.get(address(first, second)).content.decode()
    assert f'href="?p={second.code}"' in page


def test_the_shortlist_offers_what_is_not_here_yet(client, db):
    here, kept = projects.project(), projects.project()
    for row in (here, kept):
        client.post(reverse("projects:save", args=[row.code]))
    page = client.get(address(here)).content.decode()
    assert re.findall(r'type="checkbox" name="p" value="([^"]+)"', page) == [kept.code]


def test_the_comparison_as_csv_says_what_differs_and_runs_nothing(client, db):
    rows = [projects.project(title_en="=1+1", jobs=1), projects.project(jobs=2)]
    response = client.get(address(*rows).replace("/compare/", "/compare.csv"))
    lines = list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))
    assert lines[0] == ["Group", "Fact", "Year or date", rows[0].code, rows[1].code, "Differs", "Best"]
    assert lines[1][3] == "'=1+1"
    by_fact = {line[1]: line[3:] for line in lines[2:]}
    assert by_fact["Jobs expected"] == ["1", "2", "yes", ""]
    assert by_fact["Stage"][2] == "no"


def test_an_empty_comparison_asks_for_projects(client, db):
    page = client.get("/en/compare/").content.decode()
    assert "Choose up to four projects" in page
    assert "<table" not in page
