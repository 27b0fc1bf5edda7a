import pytest
from django.urls import reverse

from investguangdong.services.models import Service


@pytest.fixture
def services(db):
    rows = [
        Service(
            code="SV001",
            slug="ballot",
            field="travel",
            name_en="Ballot",
            what_you_need_en="ID card; form",
            is_bookable=True,
        ),
        Service(code="SV002", slug="school", field="education", name_en="School place"),
        Service(code="SV003", slug="gone", field="travel", name_en="Gone service", disabled_on="2026-11-01"),
    ]
    return Service.objects.bulk_create(rows)


def test_list_shows_what_is_switched_on(client, services):
    page = client.get(reverse("services:list")).text
    assert 'data-total="2"' in page
    assert "Gone service" not in page


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ({"field": "travel"}, 1),
        ({"booking": "no"}, 1),
        ({"field": "travel", "booking": "no"}, 0),
        ({"field": "x"}, 2),
    ],
)
def test_filters_narrow(client, services, query, total):
    assert f'data-total="{total}"' in client.get(reverse("services:list"), query).text


def test_service_lists_what_is_needed_one_by_one(client, services):
    page = client.get(reverse("services:detail", args=["ballot"])).text
    assert "<li>ID card</li><li>form</li>" in page


def test_service_switched_off_is_404(client, services):
    assert client.get(reverse("services:detail", args=["gone"])).status_code == 404
