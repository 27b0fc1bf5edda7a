import pytest
from django.db import IntegrityError
from django.urls import reverse

from investguangdong.resources.models import Facility


@pytest.fixture
def facilities(shenzhen):
    return Facility.objects.bulk_create(
        [
            Facility(
                slug="cloud-brain",
                kind="ai",
                name_en="Cloud Brain",
                city=shenzhen,
                capacity_en="1,000 PFLOPS",
            ),
            Facility(slug="kashgar", kind="ai", name_en="West centre", place="Kashgar"),
            Facility(slug="exchange", kind="exchange", name_en="Data exchange", city=shenzhen),
            Facility(slug="off", kind="ai", name_en="Off centre", city=shenzhen, disabled_on="2026-11-01"),
        ]
    )


@pytest.mark.parametrize(
    ("query", "total"),
    [({}, 3), ({"kind": "ai"}, 2), ({"city": "shenzhen"}, 2), ({"kind": "ai", "city": "shenzhen"}, 1)],
)
def test_filters_narrow(client, facilities, query, total):
    assert f'data-total="{total}"' in client.get(reverse("resources:list"), query).text


def test_place_outside_our_cities_is_named_as_published(client, facilities):
    assert "Kashgar" in client.get(reverse("resources:detail", args=["kashgar"])).text


def test_capacity_that_is_not_known_says_so(client, facilities):
    assert "not published" in client.get(reverse("resources:detail", args=["exchange"])).text


def test_facility_switched_off_is_404(client, facilities):
    assert client.get(reverse("resources:detail", args=["off"])).status_code == 404


def test_number_without_a_unit_is_refused(db):
    with pytest.raises(IntegrityError, match="resources_facility_number_has_a_unit"):
        Facility.objects.create(slug="x", kind="ai", name_en="X", capacity_value=5)
