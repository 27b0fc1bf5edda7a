from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse

from investguangdong.core import clock
from investguangdong.events.models import Event


@pytest.fixture
def events(shenzhen, zhuhai):
    today = clock.today()
    return Event.objects.bulk_create(
        [
            Event(
                slug="now",
                series="Fair",
                name_en="Fair now",
                city=shenzhen,
                starts_on=today - timedelta(1),
                ends_on=today,
            ),
            Event(
                slug="old",
                series="Fair",
                name_en="Fair old",
                city=zhuhai,
                starts_on=date(2024, 1, 1),
                ends_on=date(2024, 1, 2),
            ),
            Event(slug="yearly", series="Fair", name_en="Fair yearly", city=zhuhai, date_rule_en="every May"),
            Event(slug="off", series="Fair", name_en="Fair off", city=zhuhai, disabled_on="2026-11-01"),
        ]
    )


def test_list_parts_what_is_to_come_recurring_and_past(client, events):
    context = client.get(reverse("events:list")).context
    parts = {part: [event.slug for event in context[part]] for part in ("upcoming", "recurring", "past")}
    assert parts == {"upcoming": ["now"], "recurring": ["yearly"], "past": ["old"]}


def test_city_narrows_the_list(client, events):
    assert 'data-total="2"' in client.get(reverse("events:list"), {"city": "zhuhai"}).text


def test_event_without_a_day_says_its_rule(client, events):
    assert "every May" in client.get(reverse("events:detail", args=["yearly"])).text


def test_event_switched_off_is_404(client, events):
    assert client.get(reverse("events:detail", args=["off"])).status_code == 404


def test_event_cannot_end_before_it_begins(db):
    with pytest.raises(IntegrityError, match="events_event_days_are_in_order"):
        Event.objects.create(slug="x", name_en="X", starts_on=date(2026, 1, 2), ends_on=date(2026, 1, 1))
