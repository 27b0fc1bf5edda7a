"""Policies that end soon: on the provincial day page and in one letter a week."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from investguangdong.core import clock
from investguangdong.insights.actions import tell_of_lapsing_policies
from investguangdong.insights.day import officer_day
from investguangdong.notifications import delivery
from investguangdong.notifications.models import Message
from investguangdong.places.models import Policy


def policy(slug, days, **fields):
    return Policy.objects.create(
        slug=slug,
        title_en=f"Reward {slug}",
        issuing_body="Bureau",
        year=2024,
        kind="subsidy",
        scope="province",
        valid_to=clock.today() + timedelta(days=days),
        **{"state": "in-force", **fields},
    )


@pytest.fixture
def policies(db):
    policy("soon", 60), policy("last-day", 0), policy("later", 61), policy("past", -1)
    policy("replaced", 10, state="ended"), policy("off", 10, disabled_on=clock.today())


def test_day_of_the_province_names_what_ends_within_60_days(client, policies, province, officer):
    assert [(row.slug, days) for row, days in officer_day(province)["policies"]] == [
        ("last-day", 0),
        ("soon", 60),
    ]
    assert officer_day(officer)["policies"] == []
    client.force_login(province)
    page = client.get(reverse("admin:index")).text
    assert "Reward soon" in page
    assert "Reward later" not in page


def test_province_gets_one_letter_a_week_with_what_ends(policies, province, officer, auditor):
    assert (tell_of_lapsing_policies(), tell_of_lapsing_policies()) == (1, 1)
    assert [row.recipient for row in Message.objects.filter(kind="policies_lapsing")] == [province.email]
    delivery.drain()
    (letter,) = mail.outbox
    assert letter.subject == "2 policies end within 60 days"
    assert "Reward soon" in letter.body
    assert "Reward later" not in letter.body


def test_no_letter_where_nothing_ends(db, province):
    policy("later", 61)
    assert tell_of_lapsing_policies() == 0
    assert Message.objects.count() == 0


def test_letter_is_not_sent_once_everything_was_extended(policies, province):
    tell_of_lapsing_policies()
    Policy.objects.update(valid_to=clock.today() + timedelta(days=400))
    delivery.drain()
    assert mail.outbox == []


def test_back_office_lists_what_lapses(client, policies, province):
    client.force_login(province)
    page = client.get(reverse("admin:places_policy_changelist"), {"window": "lapsing"})
    assert {row.slug for row in page.context["cl"].result_list} == {"last-day", "soon", "off"}
