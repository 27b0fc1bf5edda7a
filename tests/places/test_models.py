from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from investguangdong.places.models import (
    City,
    Cluster,
    Division,
    ExchangeRate,
    Figure,
    Policy,
    Procedure,
    Zone,
)
from tests.factories import places

SEEN = AnonymousUser()
DAY = date(2026, 11, 28)


def refused(name):
    """The database refuses the row and names the rule."""
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def policy(db):
    def make(slug, **fields):
        given = {"title_en": slug, "issuing_body": "Body", "year": 2024, "kind": "tax", "state": "in-force"}
        return Policy.objects.create(slug=slug, **{**given, "scope": "national", **fields})

    return make


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"code": "810000"}, "places_city_code_fits_its_region"),
        ({"code": "440199"}, "places_city_code_fits_its_region"),
        ({"population": 5}, "places_city_population_has_a_year"),
        ({"gdp_cny_100m": 5}, "places_city_gdp_has_a_year"),
        ({"lon": "2.35"}, "places_city_point_is_near_guangdong"),
    ],
)
def test_city_that_cannot_be_is_refused(shenzhen, fields, name):
    with refused(name), transaction.atomic():
        City.objects.filter(pk=shenzhen.pk).update(**fields)


def test_division_needs_its_section(db):
    with refused("places_division_code_fits_its_level"), transaction.atomic():
        Division.objects.create(code="26", level="division", name_en="Chemicals")
    section = Division.objects.create(code="C", level="section", name_en="Manufacturing")
    assert Division.objects.create(code="26", level="division", parent=section, name_en="Chemicals").pk


def test_policy_cannot_end_before_it_begins(policy):
    with refused("places_policy_window_is_in_order"), transaction.atomic():
        policy("odd", valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1))


def test_figure_says_something(db):
    with refused("places_figure_says_something"), transaction.atomic():
        Figure.objects.create(
            place_code="CN", indicator="gdp", year_or_date="2024", source_title="a", source_body="b"
        )


def test_one_source_gives_one_value(db):
    given = {"place_code": "CN", "indicator": "gdp", "year_or_date": "2024", "source_title": "a"}
    Figure.objects.create(**given, source_body="b", value=1)
    Figure.objects.create(**given, source_body="c", value=2)
    with refused("places_figure_one_value_per_source"), transaction.atomic():
        Figure.objects.create(**given, source_body="b", value=3)


def test_rate_is_positive_and_one_a_day(db):
    with refused("places_rate_is_positive"), transaction.atomic():
        ExchangeRate.objects.create(currency="USD", on=DAY, rate=0)
    ExchangeRate.objects.create(currency="USD", on=DAY, rate=7)
    with refused("places_rate_one_per_day"), transaction.atomic():
        ExchangeRate.objects.create(currency="USD", on=DAY, rate=8)


def test_step_number_is_used_once_a_track(db):
    Procedure.objects.create(track="hire", number=1, name_en="One")
    with refused("places_procedure_one_step_per_number"), transaction.atomic():
        Procedure.objects.create(track="hire", number=1, name_en="Two")


def test_zone_has_a_real_area(shenzhen):
    with refused("places_zone_area_is_positive"), transaction.atomic():
        Zone.objects.create(slug="z", kind="high-tech", city=shenzhen, name_en="Z", area_km2=0)


def test_row_switched_off_is_hidden_from_everybody_but_its_keepers(investor, officer):
    Cluster.objects.create(slug="on", kind="pillar", name_en="On")
    Cluster.objects.create(slug="off", kind="pillar", name_en="Off", disabled_on=DAY)
    for user in (SEEN, investor, officer):
        assert [row.slug for row in Cluster.objects.visible_to(user)] == ["on"]
    assert Cluster.objects.maintained_by(officer).count() == 2
    assert Cluster.objects.maintained_by(investor).count() == 0


def test_special_regions_are_not_cities_of_guangdong(shenzhen):
    City.objects.create(slug="macao", code="820000", name_en="Macao", region="sar", lon="113.55", lat="22.2")
    assert list(City.objects.in_guangdong()) == [shenzhen]


def test_policy_in_force_is_neither_ended_nor_past_its_window(policy):
    policy("open")
    policy("last-day", valid_to=DAY)
    policy("past", valid_to=date(2026, 11, 27))
    policy("replaced", state="ended")
    assert {row.slug for row in Policy.objects.in_force(DAY)} == {"open", "last-day"}
    assert {row.slug for row in Policy.objects.all() if not row.has_ended(DAY)} == {"open", "last-day"}


def test_policies_of_a_city_are_its_own_its_zones_and_the_wider_ones(policy, shenzhen, zhuhai):
    zone = Zone.objects.create(slug="qianhai", kind="cooperation", city=shenzhen, name_en="Qianhai")
    policy("national")
    policy("provincial", scope="province")
    policy("own", scope="city").cities.add(shenzhen, zhuhai)
    policy("in-the-zone", scope="zone").zones.add(zone)
    policy("elsewhere", scope="city").cities.add(zhuhai)
    found = Policy.objects.for_city(shenzhen)
    assert sorted(row.slug for row in found) == ["in-the-zone", "national", "own", "provincial"]


def test_provincial_policy_does_not_apply_in_macao(policy, db):
    macao = City.objects.create(
        slug="macao", code="820000", name_en="Macao", region="sar", lon="113.55", lat="22.2"
    )
    policy("provincial", scope="province")
    assert list(Policy.objects.for_city(macao)) == []


def test_only_web_addresses_become_links():
    row = places.Sector(source_url="https://a.example javascript:alert(1) http://b.example")
    assert row.source_links == ["https://a.example", "http://b.example"]
