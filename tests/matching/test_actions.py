from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from investguangdong.audit.models import AuditEntry
from investguangdong.cases.models import Case
from investguangdong.core import clock
from investguangdong.core.actions import queue_change
from investguangdong.investors.models import Grant
from investguangdong.matching import affected, tasks
from investguangdong.matching.actions import (
    NotPossible,
    decide,
    rescore_mandate,
    rescore_project,
    tell_new_matches,
)
from investguangdong.matching.choices import Answer
from investguangdong.matching.models import Feedback, Match, ScoreModel
from investguangdong.matching.weights import DEFAULT, written
from investguangdong.notifications.models import Message
from investguangdong.places.models import ExchangeRate
from tests.factories import matching

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(shenzhen, officer):
    return matching.listing(shenzhen, officer=officer)


@pytest.fixture
def match(lusitano, investor, project):
    return matching.match(lusitano, project)


def test_rescoring_keeps_the_best_open_projects_and_leaves_out_other_sectors(lusitano, shenzhen, zhuhai):
    near, far = matching.listing(shenzhen), matching.listing(zhuhai)
    matching.listing(shenzhen, sector="biomedicine")
    matching.listing(shenzhen, in_negotiation=True)
    matching.listing(shenzhen, closes_on=clock.today() - timedelta(days=1))
    mandate = matching.mandate(lusitano, cities=[shenzhen])
    assert [row.project for row in rescore_mandate(mandate)] == [near, far]


def test_rescoring_twice_changes_neither_order_nor_number(lusitano, shenzhen):
    for _ in range(4):
        matching.listing(shenzhen)
    mandate = matching.mandate(lusitano, cities=[shenzhen])
    first = [(row.pk, row.score) for row in rescore_mandate(mandate)]
    assert [(row.pk, row.score) for row in rescore_mandate(mandate)] == first
    assert Match.objects.count() == 4


def test_rescoring_takes_the_same_queries_for_one_project_and_for_many(lusitano, shenzhen):
    mandate = matching.mandate(lusitano, cities=[shenzhen])
    rescore_mandate(mandate)  # writes down the version, once
    counts = []
    for number in (1, 20):
        for _ in range(number):
            matching.listing(shenzhen)
        with CaptureQueriesContext(connection) as queries:
            rescore_mandate(mandate)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_same_sum_in_another_currency_scores_the_same(lusitano, shenzhen):
    ExchangeRate.objects.create(currency="USD", rate="7.0", on=clock.today())
    matching.listing(shenzhen)
    yuan = matching.mandate(lusitano, ticket_min=70_000_000, ticket_max=140_000_000)
    dollars = matching.mandate(lusitano, ticket_min=10_000_000, ticket_max=20_000_000, currency="USD")
    (one,), (other,) = rescore_mandate(yuan), rescore_mandate(dollars)
    assert one.score == other.score < 90


def test_a_closed_project_takes_its_unanswered_matches_away_and_keeps_the_answered(match, investor, rival):
    other = matching.match(rival.memberships.get().organisation, match.project)
    decide(match, by=investor, answer=Answer.YES)
    match.project.in_negotiation = True
    match.project.save()
    rescore_project(match.project)
    assert not Match.objects.filter(pk=other.pk).exists()
    match.refresh_from_db()
    assert match.is_current is False


def test_a_new_project_reaches_every_active_mandate(lusitano, rival, shenzhen):
    mandates = [matching.mandate(lusitano), matching.mandate(rival.memberships.get().organisation)]
    matching.mandate(lusitano, state="paused")
    rescore_project(matching.listing(shenzhen))
    assert {row.mandate for row in Match.objects.all()} == set(mandates)


def test_no_needs_a_reason_and_puts_the_pair_away_until_a_fact_changes(match, investor):
    with pytest.raises(NotPossible):
        decide(match, by=investor, answer=Answer.NO)
    decide(match, by=investor, answer=Answer.NO, reason="too_large")
    rescore_mandate(match.mandate)
    assert list(Match.objects.filter(mandate=match.mandate).standing()) == []

    match.project.readiness = 90  # not a fact that could turn a no into a yes
    match.project.save()
    rescore_mandate(match.mandate)
    assert list(Match.objects.filter(mandate=match.mandate).standing()) == []

    match.project.total_max = match.project.amount_cny_max = 200_000_000
    match.project.total_min = match.project.amount_cny_min = 100_000_000
    match.project.save()
    rescore_mandate(match.mandate)
    assert list(Match.objects.filter(mandate=match.mandate).standing()) == [match]


def test_an_answer_is_kept_once_audited_and_may_change(match, investor):
    decide(match, by=investor, answer=Answer.LATER)
    decide(match, by=investor, answer=Answer.LATER)
    decide(match, by=investor, answer=Answer.NO, reason="timing", note="Not before 2028.")
    told = Feedback.objects.order_by("pk").values_list("side", "action", "reason", "note")
    assert list(told) == [
        ("investor", "later", "", ""),
        ("investor", "no", "timing", "Not before 2028."),
    ]
    assert AuditEntry.objects.filter(verb="decided", by=investor).count() == 2


def test_one_yes_opens_nothing(match, investor):
    decide(match, by=investor, answer=Answer.YES)
    assert not Grant.objects.exists()
    assert not Case.objects.exists()
    assert not Message.objects.filter(kind="match_mutual").exists()


def test_two_yes_open_names_a_case_and_a_letter_to_each_side(match, investor, officer, shenzhen):
    decide(match, by=investor, answer=Answer.YES)
    decide(match, by=officer, answer=Answer.YES)
    assert Grant.objects.in_force().get().city == shenzhen
    case = Case.objects.get()
    assert (case.project, case.organisation, case.channel) == (
        match.project,
        match.mandate.organisation,
        "match",
    )
    letters = Message.objects.filter(kind="match_mutual").values_list("recipient", flat=True)
    assert set(letters) == {investor.email, officer.email}


def test_after_two_yes_a_no_is_too_late(match, investor, officer):
    decide(match, by=investor, answer=Answer.YES)
    decide(match, by=officer, answer=Answer.YES)
    with pytest.raises(NotPossible):
        decide(match, by=investor, answer=Answer.NO, reason="other")
    assert Case.objects.count() == 1


def test_a_mandate_change_is_swept_once(lusitano, investor, project, monkeypatch):
    monkeypatch.setattr(affected, "QUIET", timedelta())
    mandate = matching.mandate(lusitano)
    queue_change(mandate, "ticket_max", None, 1)
    assert tasks.sweep() == 1
    assert Match.objects.filter(mandate=mandate).count() == 1
    assert tasks.sweep() == 0


def test_strong_new_matches_are_told_once_to_each_member(match, investor, colleague):
    match.mandate.digest = "daily"
    match.mandate.save()
    assert tell_new_matches() == 2
    assert tell_new_matches() == 0
    assert set(Message.objects.values_list("recipient", flat=True)) == {investor.email, colleague.email}


def test_nobody_is_told_when_mail_is_switched_off(match):
    match.mandate.digest = "off"
    match.mandate.save()
    assert tell_new_matches() == 0


def test_stored_weights_serve_once_chosen(lusitano, shenzhen):
    weights = written(DEFAULT) | {"version": "flat-2", "points": dict.fromkeys(DEFAULT.points, 10)}
    ScoreModel.objects.create(version="flat-2", weights=weights, is_serving=True)
    matching.listing(shenzhen)
    (match,) = rescore_mandate(matching.mandate(lusitano))
    assert match.model_version == "flat-2"
    with pytest.raises(IntegrityError), transaction.atomic():
        ScoreModel.objects.create(version="flat-3", weights=weights, is_serving=True)


def test_the_database_refuses_a_no_without_a_reason_and_a_score_above_a_hundred(match, investor):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(match=match, side="investor", action="no", score=1, model_version="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.filter(pk=match.pk).update(score=100.5)
