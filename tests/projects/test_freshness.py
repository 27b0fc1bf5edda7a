"""Dates of listings pass: officers are told once, what nobody confirms goes off the lists by itself."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from investguangdong.audit.models import AuditEntry
from investguangdong.core import clock
from investguangdong.core.models import Change
from investguangdong.notifications import delivery
from investguangdong.notifications.models import Message
from investguangdong.projects import actions, tasks
from investguangdong.projects.models import FreshnessNotice, Project, ProjectChange, Status
from tests.factories import projects


@pytest.fixture
def at(monkeypatch):
    """`at(days=30)` is that many days from now, at the same hour."""
    start = clock.now()

    def travel(**span):
        moment = start + timedelta(**span)
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    travel(days=0)
    return travel


def letters_to(user) -> list[str]:
    delivery.drain()
    return [letter.subject for letter in mail.outbox if letter.to == [user.email]]


def listing(officer, *, days=60, **fields) -> Project:
    today = clock.today()
    return projects.project(
        officer=officer, verified_on=today, expires_on=today + timedelta(days=days), **fields
    )


def test_lead_officer_and_deputy_are_told_30_14_and_3_days_before_once_each(at, officer, other_officer):
    project = listing(officer, days=60, deputy=other_officer)
    for day in range(60):
        at(days=day)
        tasks.keep_fresh()
        tasks.keep_fresh()
    days = [row.days_left for row in FreshnessNotice.objects.order_by("at")]
    assert days == [30, 14, 3]
    assert Message.objects.filter(kind="listing_freshness", about_id=str(project.pk)).count() == 6


def test_the_reminder_says_the_days_and_leads_to_the_page_that_confirms(at, officer):
    project = listing(officer, days=31)
    at(days=17)
    tasks.keep_fresh()
    assert letters_to(officer) == [f"{project.code} goes off the lists in 14 days"]
    path = reverse("admin:projects_project_step", args=[project.code, "verify"])
    assert mail.outbox[-1].body.count(path) == 1


def test_a_listing_confirmed_before_the_letter_is_sent_is_not_reminded_of(at, officer):
    project = listing(officer, days=31)
    at(days=17)
    tasks.keep_fresh()
    actions.verify_project(project, by=officer, expires_on=clock.today() + timedelta(days=90))
    assert letters_to(officer) == []
    assert Message.objects.get(kind="listing_freshness").state == Message.State.DROPPED


def test_a_check_within_the_distance_needs_no_reminder_yet(at, officer):
    listing(officer, days=10)
    tasks.keep_fresh()
    assert not FreshnessNotice.objects.exists()
    at(days=7)
    tasks.keep_fresh()
    assert FreshnessNotice.objects.get().days_left == 3


def test_days_missed_by_an_outage_are_not_made_up_for(at, officer):
    listing(officer, days=60)
    at(days=58)
    tasks.keep_fresh()
    at(days=59)
    tasks.keep_fresh()
    assert [row.days_left for row in FreshnessNotice.objects.all()] == [3]


def test_several_listings_of_an_officer_come_in_one_letter(at, officer):
    rows = [listing(officer, days=31) for _number in range(3)]
    at(days=1)
    tasks.keep_fresh()
    assert letters_to(officer) == ["3 of your listings go off the lists within 30 days"]
    assert all(row.code in mail.outbox[-1].body for row in rows)


def test_what_nobody_confirms_is_paused_with_one_row_of_audit_and_history(at, officer, investor):
    project = listing(officer, days=5)
    actions.follow(project, by=investor)
    at(days=5)
    assert tasks.keep_fresh() == 1  # the reminder three days before, late
    assert Project.objects.listed().get() == project
    at(days=6)
    assert not Project.objects.listed().exists()  # at midnight, before any job has run
    tasks.keep_fresh()
    tasks.keep_fresh()
    project.refresh_from_db()
    assert project.status == Status.PAUSED
    assert AuditEntry.objects.filter(verb="project.paused", by=None).count() == 1
    assert [(row.old, row.new) for row in ProjectChange.objects.filter(field="status")] == [
        ("published", "paused")
    ]
    assert Change.objects.filter(field="status", new="paused").count() == 1
    tasks.tell()
    assert letters_to(officer)[-1] == f"{project.code} is off the lists: its check ran out"
    assert letters_to(investor) == [f"{project.code}: Status → Paused"]


def test_confirming_the_facts_brings_a_lapsed_listing_back_in_one_act(at, officer):
    project = listing(officer, days=5)
    at(days=6)
    tasks.keep_fresh()
    actions.verify_project(project, by=officer, expires_on=clock.today() + timedelta(days=90))
    assert Project.objects.listed().get().published_at == project.published_at


def test_confirming_does_not_reopen_what_an_officer_has_paused(at, officer):
    project = actions.pause_project(listing(officer, days=5), by=officer, reason="Land survey")
    at(days=6)
    tasks.keep_fresh()
    actions.verify_project(project, by=officer, expires_on=clock.today() + timedelta(days=90))
    assert Project.objects.get().status == Status.PAUSED


def test_a_listing_from_a_public_source_does_not_lapse(at, officer):
    projects.as_published()
    at(days=400)
    tasks.keep_fresh()
    assert Project.objects.listed().count() == 1


def test_past_its_closing_date_a_listing_stays_and_says_so(at, officer, investor, client):
    project = listing(officer, days=60, closes_on=clock.today() + timedelta(days=2))
    actions.follow(project, by=investor)
    at(days=2)
    tasks.keep_fresh()
    assert not FreshnessNotice.objects.exists()
    at(days=3)
    tasks.keep_fresh()
    tasks.keep_fresh()
    tasks.tell()
    project.refresh_from_db()
    assert (project.status, project.is_past_closing) == (Status.PUBLISHED, True)
    assert AuditEntry.objects.filter(verb="project.closed_to_applications").count() == 1
    assert Change.objects.filter(field="applications", new="closed").count() == 1
    assert letters_to(officer) == [f"{project.code} is closed to applications"]
    assert letters_to(investor) == [f"{project.code}: Applications → closed"]
    assert "Closed to applications" in client.get(project.get_absolute_url()).content.decode()


def test_a_new_closing_date_opens_it_again_and_is_noticed_anew(at, officer):
    project = listing(officer, days=60, closes_on=clock.today() + timedelta(days=1))
    at(days=2)
    tasks.keep_fresh()
    actions.change_project(project, by=officer, changes={"closes_on": clock.today() + timedelta(days=3)})
    at(days=6)
    tasks.keep_fresh()
    assert FreshnessNotice.objects.filter(what="closing").count() == 2


def test_a_day_ends_at_midnight_in_guangdong(monkeypatch, officer):
    noon = datetime(2026, 11, 28, 12, tzinfo=clock.BUSINESS_ZONE)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    listing(officer, days=1)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 29, 23, 59, tzinfo=clock.BUSINESS_ZONE))
    assert Project.objects.listed().count() == 1
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 30, 0, 1, tzinfo=clock.BUSINESS_ZONE))
    assert Project.objects.listed().count() == 0
