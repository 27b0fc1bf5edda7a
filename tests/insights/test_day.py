"""The officer's day and the public clock: right figures, own desk only, a fixed number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.cases import actions
from investguangdong.cases.models import Case
from investguangdong.core import clock
from investguangdong.insights import service_clock
from investguangdong.insights.day import officer_day
from investguangdong.notifications.models import Message
from tests.factories import cases


@pytest.fixture
def listing(shenzhen, officer):
    return cases.listing(shenzhen, officer=officer)


def due(case, **ago):
    Case.objects.filter(pk=case.pk).update(first_answer_due=clock.now() - timedelta(**ago))


def test_questions_waiting_are_counted_by_their_clock_at_the_own_desk(
    listing, officer, other_officer, province
):
    late, today, waiting = (
        cases.confirmed(project=listing, contact_email=f"{n}@example.net") for n in range(3)
    )
    cases.case(project=listing, contact_email="unconfirmed@example.net")
    due(late, hours=30)
    due(waiting, days=-3)
    Case.objects.filter(pk=today.pk).update(first_answer_due=clock.now() + timedelta(seconds=5))
    Case.objects.filter(pk=late.pk).update(confirmed_at=clock.now() - timedelta(days=2))
    told = officer_day(officer)["waiting"]
    assert (told["total"], told["late"], told["today"], told["in_time"]) == (3, 1, 1, 1)
    assert told["oldest"] == late
    assert officer_day(other_officer)["waiting"]["total"] == 0
    assert officer_day(province)["waiting"]["total"] == 3


def test_index_names_the_oldest_question_and_no_other_desks_case(client, listing, officer, other_officer):
    case = cases.confirmed(project=listing, question="Is the quay for forty tonnes?")
    client.force_login(officer)
    page = client.get(reverse("admin:index")).content.decode()
    assert reverse("admin:cases_case_answer", args=[case.number]) in page
    assert "Is the quay for forty tonnes?" in page
    client.force_login(other_officer)
    assert "forty tonnes" not in client.get(reverse("admin:index")).content.decode()


def test_auditor_reads_the_day_and_is_offered_no_answer(client, listing, auditor):
    case = cases.confirmed(project=listing)
    client.force_login(auditor)
    page = client.get(reverse("admin:index")).content.decode()
    assert case.subject in page
    assert reverse("admin:cases_case_answer", args=[case.number]) not in page


def test_listing_that_lapses_within_two_weeks_is_named(listing, shenzhen, officer, other_officer):
    listing.expires_on = clock.today() + timedelta(days=13)
    listing.save()
    cases.listing(shenzhen, officer=officer)
    told = officer_day(officer)["lapsing"]
    assert ([row.code for row in told["rows"]], told["total"], told["listed"]) == ([listing.code], 1, 2)
    assert officer_day(other_officer)["lapsing"]["total"] == 0


def test_missing_translations_are_counted_by_language(listing, officer):
    rows = {str(label): counts for label, _url, counts in officer_day(officer)["translations"]["rows"]}
    assert rows["Projects"] == [0, 0, 1, 1]


def test_mail_that_failed_is_shown_to_who_may_see_messages(listing, province, officer):
    cases.confirmed(project=listing)
    Message.objects.filter(kind="case_receipt").update(state="failed")
    assert officer_day(province)["bounced"] == 1
    assert officer_day(officer)["bounced"] == 0


def test_index_needs_the_same_queries_for_one_and_thirty_cases(client, listing, officer):
    client.force_login(officer)
    counts = []
    for wanted in (1, 30):
        while Case.objects.count() < wanted:
            case = cases.confirmed(project=listing)
            if Case.objects.count() % 2:
                actions.answer_case(case, by=officer, text="Yes.")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("admin:index")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_public_clock_says_when_there_are_too_few_answers(client, listing, officer):
    for _number in range(4):
        actions.answer_case(cases.confirmed(project=listing), by=officer, text="Yes.")
    told = service_clock.public_clock(with_samples=False)
    assert (told["whole"].answers, told["whole"].median) == (4, None)
    assert "Too few answers to say" in client.get(reverse("insights:statistics")).content.decode()


def test_public_clock_has_median_and_ninetieth_by_desk(client, listing, officer):
    for number in range(5):
        case = actions.answer_case(cases.confirmed(project=listing), by=officer, text="Yes.")
        asked = clock.now().replace(year=2026, month=11, day=24, hour=2, minute=0)
        Case.objects.filter(pk=case.pk).update(
            confirmed_at=asked,
            first_answer_at=asked + timedelta(hours=number),
            first_answer_due=asked + timedelta(hours=3),
        )
    (desk,) = service_clock.public_clock(with_samples=False)["desks"]
    assert (desk.name, desk.answers, desk.median, desk.kept) == ("Shenzhen", 5, 2.0, 0.8)
    assert desk.ninetieth == pytest.approx(3.6)


def test_samples_never_count_outside_a_demonstration(listing, officer):
    for _number in range(5):
        actions.answer_case(cases.confirmed(project=listing, is_sample=True), by=officer, text="Yes.")
    assert service_clock.public_clock(with_samples=False)["whole"].answers == 0
    assert service_clock.public_clock(with_samples=True)["whole"].answers == 5
