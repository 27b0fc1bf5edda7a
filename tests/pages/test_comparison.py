import csv
import io
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from investguangdong.places import loaders, weights
from investguangdong.places.models import Figure, Zone
from investguangdong.projects.models import RecordKind, TrackRecord
from tests.factories import places, projects


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The real cities, sectors, zones, ports and figures, once for this file."""
    folder = settings.BASE_DIR / "data"
    with django_db_blocker.unblock(), transaction.atomic():
        for load in ("cities", "clusters", "sectors", "zones", "ports", "figures"):
            getattr(loaders, f"load_{load}")(folder)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reference(loaded, db):
    return None


def compared(client, query="", name="city_compare"):
    return client.get(f"{reverse(f'pages:{name}')}?{query}")


def table(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_comparison_ranks_all_21_by_what_the_address_says(client, reference):
    page = compared(client, "minimum_wage_monthly_cny=5&gdp_growth_pct=1")
    assert len(page.context["rows"]) == 21
    shares = [row.shown for row in page.context["rows"]]
    assert shares == sorted(shares, reverse=True)
    assert page.context["asked"].weights["gdp_cny_100m"] == 0
    sheet = table(compared(client, "minimum_wage_monthly_cny=5&gdp_growth_pct=1", "city_compare_csv"))
    assert [row["city"] for row in sheet] == [str(row.city) for row in page.context["rows"]]
    assert sheet[0]["minimum_wage_monthly_cny_source"].startswith("Guangdong Provincial")


def test_unknown_value_is_shown_and_bounds_the_score(client, reference):
    rows = {row.city.slug: row for row in compared(client, "gdp_cny_100m=5&population=5").context["rows"]}
    assert rows["shenzhen"].bounds is None
    unknown = rows["yunfu"]
    assert [cell.known for cell in unknown.cells if cell.measure.key == "gdp_cny_100m"] == [None]
    assert unknown.bounds[0] < unknown.shown < unknown.bounds[1]


def test_sensitivity_is_said_in_sentences(client, reference):
    page = compared(client)
    assert re.search(r"overtakes \w+ for place \d if “.+” weighs \d instead of 3\.", page.text)


def test_up_to_six_cities_and_bad_weights_are_named(client, reference):
    chosen = "&".join(
        f"city={s}" for s in ("foshan", "yunfu", "zhuhai", "heyuan", "meizhou", "jieyang", "maoming")
    )
    page = compared(client, f"gdp_cny_100m=3&population=9&{chosen}")
    assert len(page.context["rows"]) == 6
    assert page.context["asked"].ignored == ["population=9", "maoming"]


def test_presets_name_only_criteria_that_exist(client, reference):
    keys = {measure.key for measure, _weight in compared(client).context["fields"]}
    assert {key for _label, wanted in weights.PRESETS.values() for key in wanted} <= keys


def test_weights_of_nothing_rank_nothing(client, reference):
    page = compared(client, "gdp_cny_100m=0")
    assert (page.context["rows"], "Nothing weighs anything yet" in page.text) == ([], True)


@pytest.mark.parametrize("name", ["city_compare", "map", "costs", "track_record", "city_list"])
def test_pages_over_all_cities_cost_few_questions(
    client, reference, settings, name, django_assert_max_num_queries
):
    settings.KEEP_SECONDS = 60
    cache.clear()
    client.get(reverse("pages:city_compare"))
    with django_assert_max_num_queries(7):
        client.get(reverse(f"pages:{name}"))
    cache.clear()


def test_profile_has_the_same_rows_for_every_city_and_says_what_is_unknown(client, reference):
    guangzhou = client.get(reverse("pages:city", args=["guangzhou"]))
    yunfu = client.get(reverse("pages:city", args=["yunfu"]))
    assert [row.label for row in guangzhou.context["keys"]] == [row.label for row in yunfu.context["keys"]]
    gdp = {page: page.context["keys"][0] for page in (guangzhou, yunfu)}
    assert (gdp[guangzhou].standing.rank, gdp[guangzhou].standing.of) == (2, 13)
    assert gdp[yunfu].known is None
    assert "not published here" in yunfu.text
    assert guangzhou.context["series"].label == "GDP, CNY billion"
    assert yunfu.context["series"] is None


def test_good_for_says_only_what_the_figures_say(client, reference):
    assert client.get(reverse("pages:city", args=["guangzhou"])).context["goods"][0] == (
        "GDP, 2024: CNY 3.1 trillion, place 2 of the 13 cities with a figure."
    )
    Figure.objects.all().delete()
    Zone.objects.all().delete()
    cache.clear()
    said = client.get(reverse("pages:city", args=["meizhou"])).context["goods"]
    assert not any("GDP" in sentence or "wage" in sentence for sentence in said)


def test_city_sheet_holds_every_figure_with_its_source(client, reference):
    rows = table(client.get(reverse("pages:city_csv", args=["yunfu"])))
    wage = next(row for row in rows if row["indicator"] == "minimum_wage_monthly_cny")
    assert (wage["value"], wage["when"], wage["value_in_words"]) == (
        "1750",
        "from 2025-03-01",
        "1,750 yuan a month",
    )
    assert all(row["body"] for row in rows)


def test_costs_in_dollars_carry_the_day_of_the_rate(client, reference):
    page = client.get(reverse("pages:costs"), {"currency": "USD"}).text
    assert "360.73 USD a month" in page
    assert '<time datetime="2026-01-27">' in page
    assert "USD a month" not in client.get(reverse("pages:costs"), {"currency": "XXX"}).text


@pytest.mark.parametrize("layer", ["projects", "zones", "clusters", "ports", "halls"])
@pytest.mark.parametrize("area", ["province", "delta"])
def test_every_mark_on_the_map_leads_somewhere_and_has_a_title(client, reference, layer, area):
    page = client.get(reverse("pages:map"), {"layer": layer, "area": area})
    marks = page.context["shown"].marks
    assert marks
    assert all(mark.title and mark.href for mark in marks)
    address, _hash, place = marks[0].href.partition("#")
    answer = client.get(address) if address else page
    assert answer.status_code == 200
    assert not place or f'id="{place}"' in answer.text


def test_map_counts_under_its_filters(client, db):
    places.sector("semiconductors")
    projects.project(city="zhuhai", sector="semiconductors")
    projects.project(city="zhuhai")
    page = client.get(reverse("pages:map"), {"sector": "semiconductors"})
    counts = {row["city"].slug: row["count"] for row in page.context["shown"].rows}
    assert (counts["zhuhai"], page.context["shown"].total) == (1, 1)


def test_marks_never_cover_each_other(client, reference):
    marks = client.get(reverse("pages:map"), {"layer": "ports"}).context["shown"].marks
    near = [
        (one.title, other.title)
        for i, one in enumerate(marks)
        for other in marks[:i]
        if (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < (2 * one.r) ** 2
    ]
    assert near == []


def test_other_row_of_a_crossing_leads_to_it(client, reference):
    answer = client.get(reverse("pages:port", args=["luohu-lo-wu-hours-confirmed"]))
    assert (answer.status_code, answer["Location"]) == (301, reverse("pages:port", args=["luohu-lo-wu"]))


@pytest.fixture
def record(shenzhen):
    row = TrackRecord.objects.create(
        source_id="PJ900", kind=RecordKind.SIGNED, title_en="Chip plant", city=shenzhen, amount_cny=10**9,
        amount_text_en="CNY 1 billion", source_date="2024-05-01", source_date_precision="month",
    )  # fmt: skip
    row.sectors.add(places.sector("semiconductors"))
    return row


def test_track_record_keeps_announced_and_realised_apart_and_offers_nothing(client, record):
    page = client.get(reverse("pages:track_record"))
    assert (page.context["announced"], page.context["realised"]) == ((10**9, 1), (0, 0))
    assert reverse("cases:ask_general") not in page.text.split("<footer")[0].split("</header>")[-1]
    TrackRecord.objects.update(realised_cny=4 * 10**8, realised_on="2026-06-30")
    assert client.get(reverse("pages:track_record")).context["realised"] == (4 * 10**8, 1)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": "signed"}, 1), ({"kind": "landed"}, 0), ({"city": "shenzhen"}, 1), ({"year": "2024"}, 1),
        ({"sector": "semiconductors"}, 1), ({"year": "1999"}, 1),
    ],
)  # fmt: skip
def test_track_record_is_filtered_and_unknown_values_are_left_aside(client, record, filters, found):
    page = client.get(reverse("pages:track_record"), filters)
    assert len(page.context["records"]) == found
    assert len(table(client.get(reverse("pages:track_record_csv"), filters))) == found


def test_sheet_cannot_be_run_as_a_formula(client, record):
    TrackRecord.objects.update(title_en="=cmd()")
    [row] = table(client.get(reverse("pages:track_record_csv")))
    assert row["title"] == "'=cmd()"
