import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from investguangdong.content.loaders import load_pages
from investguangdong.places.models import City, Cluster, Figure, Hall, Policy, Port, Procedure, Zone
from tests.factories import places

H1 = re.compile(r"<h1[ >]")


@pytest.fixture
def qianhai(shenzhen):
    return Zone.objects.create(
        slug="qianhai",
        kind="cooperation",
        city=shenzhen,
        name_en="Qianhai",
        name_zh_hans="前海",
        area_km2="120.56",
    )


@pytest.fixture
def tax(qianhai, shenzhen):
    policy = Policy.objects.create(
        slug="tax", title_en="Income tax 15%", issuing_body="Ministry", year=2024, kind="tax", scope="zone",
        state="in-force",
    )  # fmt: skip
    policy.zones.add(qianhai)
    return policy


@pytest.fixture
def cluster(shenzhen):
    row = Cluster.objects.create(slug="semiconductors", kind="emerging", name_en="Semiconductors")
    row.cities.add(shenzhen)
    return row


@pytest.fixture
def furnished(shenzhen, qianhai, tax, cluster):
    load_pages(settings.BASE_DIR / "data")
    Port.objects.create(
        slug="luohu", kind="checkpoint", city=shenzhen, name_en="Luohu", opening_hours_en="06:30-24:00"
    )
    Hall.objects.create(slug="hall", kind="exit-entry", city=shenzhen, name_en="Futian hall")
    Procedure.objects.create(track="hire", number=1, name_en="Ask for the permit")
    Figure.objects.create(
        place_code="440300", city=shenzhen, indicator="gdp_cny_100m", value="36801.87", year_or_date="2024",
        year=2024, source_title="Bulletin", source_body="Bureau of Statistics", confidence="high",
    )  # fmt: skip


@pytest.fixture
def kept(settings):
    """Counts and reference rows are kept between requests, as they are in use."""
    settings.KEEP_SECONDS = 60
    cache.clear()
    yield
    cache.clear()


def address(name, *args, language="en"):
    return reverse(f"pages:{name}", args=args).replace("/en/", f"/{language}/", 1)


PAGES = [
    ("city_list",), ("city", "shenzhen"), ("zone_list",), ("zone", "qianhai"), ("cluster_list",),
    ("cluster", "semiconductors"), ("policy_list",), ("policy", "tax"), ("setting_up",), ("map",),
    ("city_compare",), ("port_list",), ("port", "luohu"), ("costs",), ("track_record",),
]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "pt"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page[0])
def test_page_opens_with_one_heading(client, furnished, kept, page, language, django_assert_max_num_queries):
    client.get(address("map", language=language))  # brings what is kept between requests
    client.get(address("city_compare", language=language))
    with django_assert_max_num_queries(12):
        answer = client.get(address(*page, language=language))
    assert answer.status_code == 200
    assert len(H1.findall(answer.text)) == 1


@pytest.mark.parametrize(
    "page",
    [("city", "atlantis"), ("zone", "none"), ("cluster", "none"), ("policy", "none")],
    ids=lambda p: p[0],
)
def test_place_that_is_not_there_is_404(client, furnished, page):
    assert client.get(address(*page)).status_code == 404


@pytest.mark.parametrize("model", [City, Zone, Cluster, Policy])
def test_place_switched_off_is_404_and_in_no_list(client, furnished, model):
    row = model.objects.get()
    model.objects.update(disabled_on="2026-11-01")
    name = model._meta.model_name
    assert client.get(address(name, row.slug)).status_code == 404
    assert f'href="{row.get_absolute_url()}"' not in client.get(address(f"{name}_list")).text


def test_city_shows_its_figure_with_year_and_body(client, furnished):
    page = client.get(address("city", "shenzhen")).text
    assert "CNY 3.68 trillion" in page
    assert "Bureau of Statistics, 2024" in page
    for name in ("Qianhai", "Semiconductors", "Income tax 15%", "Luohu", "Futian hall"):
        assert name in page


def test_figure_of_another_city_is_not_shown(client, furnished, zhuhai):
    assert "36,801" not in client.get(address("city", "zhuhai")).text
    assert "3.68 trillion" not in client.get(address("city", "zhuhai")).text


def test_drawings_keep_the_decimal_point_in_portuguese(client, furnished):
    for page in (("city", "shenzhen"), ("map",)):
        text = client.get(address(*page, language="pt")).text
        numbers = re.findall(r' (?:c?x|c?y|r)="([^"]*)"', text)
        assert numbers
        assert [number for number in numbers if "," in number] == []


def test_missing_translation_is_shown_with_its_language(client, furnished):
    page = client.get(address("zone", "qianhai", language="pt")).text
    assert '<span lang="en">Qianhai</span>' in page


def test_filter_narrows_and_unknown_values_are_named(client, furnished, zhuhai):
    Zone.objects.create(slug="hengqin", kind="free-trade", city=zhuhai, name_en="Hengqin")
    page = client.get(address("zone_list"), {"kind": "free-trade", "city": "atlantis"}).text
    assert 'data-total="1"' in page
    assert "Hengqin" in page
    assert "Qianhai" not in page
    assert "atlantis" in page


def test_policies_of_a_city_are_those_that_apply_there(client, furnished, zhuhai):
    assert 'data-total="1"' in client.get(address("policy_list"), {"city": "shenzhen"}).text
    assert 'data-total="0"' in client.get(address("policy_list"), {"city": "zhuhai"}).text


def test_ended_policy_says_so(client, tax):
    Policy.objects.update(valid_to="2025-12-31")
    assert ">Ended<" in client.get(address("policy", "tax")).text


@pytest.mark.parametrize("count", [1, 30])
def test_list_of_zones_costs_the_same_for_one_and_thirty(client, shenzhen, count, django_assert_num_queries):
    Zone.objects.bulk_create(
        Zone(slug=f"z{n}", kind="high-tech", city=shenzhen, name_en=f"Z{n}") for n in range(count)
    )
    with django_assert_num_queries(2):
        client.get(address("zone_list"))


@pytest.mark.parametrize("slugs", [("shenzhen",), tuple(places.CITIES)])
def test_list_of_cities_costs_the_same_for_one_and_many(client, db, kept, slugs, django_assert_num_queries):
    for slug in slugs:
        places.city(slug)
    client.get(address("map"))  # brings what is kept between requests
    with django_assert_num_queries(1):
        client.get(address("city_list"))


def test_post_is_refused(client, furnished):
    assert client.post(address("city", "shenzhen")).status_code == 405
