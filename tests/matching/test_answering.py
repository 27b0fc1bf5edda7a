"""From an answer to an introduction: what each side says, and what follows."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction

from investguangdong.cases.models import Case
from investguangdong.core import clock
from investguangdong.investors.models import Grant
from investguangdong.matching.actions import NotPossible, decide, rescore_mandate, undo, wake
from investguangdong.matching.choices import Answer
from investguangdong.matching.models import Feedback, Match
from investguangdong.matching.returns import returned
from investguangdong.notifications.models import Message
from investguangdong.notifications.rendering import render
from investguangdong.places.models import ExchangeRate
from tests.factories import matching

pytestmark = pytest.mark.django_db

FRIDAY_AFTERNOON = datetime(2026, 11, 27, 7, 0, tzinfo=UTC)  # 15:00 in Guangdong


@pytest.fixture
def project(shenzhen, officer):
    return matching.listing(shenzhen, officer=officer)


@pytest.fixture
def match(lusitano, investor, project):
    return matching.match(lusitano, project)


def mail_to(person, kind):
    return [render(row) for row in Message.objects.filter(recipient=person.email, kind=kind)]


def both_say_yes(match, investor, officer) -> Match:
    decide(match, by=investor, answer=Answer.YES)
    return decide(match, by=officer, answer=Answer.YES)


def test_the_clock_of_an_introduction_runs_in_working_time(match, investor, officer, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: FRIDAY_AFTERNOON)
    case = both_say_yes(match, investor, officer).case
    monday = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
    assert (case.confirmed_at, case.first_answer_due, case.due_at) == (FRIDAY_AFTERNOON, monday, monday)
    assert case.owner == officer


def test_the_clock_runs_also_where_the_address_was_never_confirmed(match, investor, officer):
    EmailAddress.objects.filter(user=investor).update(verified=False)
    assert both_say_yes(match, investor, officer).case.due_at


def test_an_introduction_is_told_to_each_side_in_its_language_with_its_case(match, investor, officer):
    officer.language = "zh-hans"
    officer.save()
    case = both_say_yes(match, investor, officer).case
    (mine,), (theirs,) = mail_to(investor, "match_mutual"), mail_to(officer, "match_mutual")
    assert case.number in mine.text
    assert case.number in theirs.text
    assert "案" in theirs.text or "洽谈" in theirs.text or "项目" in theirs.text
    assert not Message.objects.filter(kind__in=["case_receipt", "case_confirm", "case_assigned"]).exists()


def test_the_grant_says_which_match_opened_the_name(match, investor, officer, shenzhen):
    both_say_yes(match, investor, officer)
    opened = Grant.objects.in_force().get()
    assert (opened.city, opened.because) == (shenzhen, f"{match.mandate.code} · {match.project.code}")


def test_the_officer_is_asked_without_the_name_and_by_a_working_day(match, investor, officer, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: FRIDAY_AFTERNOON)
    decide(match, by=investor, answer=Answer.YES)
    match.refresh_from_db()
    assert match.answer_due == datetime(2026, 12, 2, 7, 0, tzinfo=UTC)
    (letter,) = mail_to(officer, "match_interest")
    assert "2 December 2026" in letter.text
    for secret in (match.mandate.organisation.name, match.mandate.name, investor.name, investor.email):
        assert secret not in letter.subject + letter.text + letter.html
    decide(match, by=officer, answer=Answer.LATER)
    match.refresh_from_db()
    assert match.answer_due is None
    assert mail_to(officer, "match_interest") == [None]


def test_an_officers_yes_asks_the_people_of_the_mandate(match, investor, colleague, officer):
    decide(match, by=officer, answer=Answer.YES)
    (letter,) = mail_to(colleague, "match_invited")
    assert match.mandate.code in letter.url
    assert mail_to(investor, "match_invited")
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    "change", [{"status": "paused"}, {"closes_on": date(2026, 1, 1)}, {"in_negotiation": True}]
)
def test_a_listing_that_is_not_open_any_more_introduces_nobody(match, investor, officer, change):
    decide(match, by=investor, answer=Answer.YES)
    for name, value in change.items():
        setattr(match.project, name, value)
    match.project.save()
    with pytest.raises(NotPossible, match="not open"):
        decide(match, by=officer, answer=Answer.YES)
    assert decide(match, by=officer, answer=Answer.LATER).state_project == Answer.LATER
    assert not Case.objects.exists()
    assert not Grant.objects.exists()


def test_a_paused_mandate_introduces_nobody(match, investor, officer):
    decide(match, by=investor, answer=Answer.YES)
    match.mandate.state = "paused"
    match.mandate.save()
    with pytest.raises(NotPossible, match="not active"):
        decide(match, by=officer, answer=Answer.YES)
    assert not Case.objects.exists()


def test_an_organisation_nobody_acts_for_is_not_introduced(match, investor, officer):
    decide(match, by=investor, answer=Answer.YES)
    investor.memberships.update(role="viewer")
    with pytest.raises(NotPossible, match="Nobody acts"):
        decide(match, by=officer, answer=Answer.YES)
    assert not Grant.objects.exists()


def test_the_provincial_desk_answers_where_the_city_has_nobody(lusitano, investor, province, zhuhai):
    match = matching.match(lusitano, matching.listing(zhuhai))
    decide(match, by=investor, answer=Answer.YES)
    assert mail_to(province, "match_interest")
    case = decide(match, by=province, answer=Answer.YES).case
    assert (case.owner, case.assigned_because) == (province, "province_desk")


def test_an_unconfirmed_listing_is_the_provinces_unless_its_city_said_yes(
    lusitano, investor, officer, province, shenzhen
):
    ours = matching.match(lusitano, matching.listing(shenzhen, status="as_published"))
    theirs = matching.match(lusitano, matching.listing(shenzhen, status="as_published"))
    assert both_say_yes(ours, investor, officer).case.city == shenzhen
    assert both_say_yes(theirs, investor, province).case.city is None


def test_two_mandates_that_meet_the_same_listing_are_one_case(match, lusitano, investor, officer):
    second = matching.match(lusitano, match.project)
    first_case = both_say_yes(match, investor, officer).case
    assert both_say_yes(second, investor, officer).case == first_case
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_saying_yes_at_once_make_one_case(match, investor, officer):
    start, problems = Barrier(2), []

    def say_yes(person):
        try:
            start.wait()
            decide(match, by=person, answer=Answer.YES)
        except Exception as problem:  # noqa: BLE001  told by the test
            problems.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=say_yes, args=[person]) for person in (investor, officer)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    match.refresh_from_db()
    assert match.case == Case.objects.get()
    assert Grant.objects.count() == Message.objects.filter(kind="match_mutual", user=officer).count() == 1


def test_an_answer_is_taken_back_and_the_one_before_it_holds_again(match, investor):
    decide(match, by=investor, answer=Answer.LATER, until=clock.today() + timedelta(days=30))
    decide(match, by=investor, answer=Answer.NO, reason="cost")
    match = undo(match, by=investor)
    assert (match.state_investor, match.wake_investor) == (Answer.LATER, clock.today() + timedelta(days=30))
    match = undo(match, by=investor)
    assert match.state_investor == Answer.OPEN
    assert not Feedback.objects.in_force().exists()
    assert not Feedback.objects.meant().exists()
    with pytest.raises(NotPossible, match="nothing to take back"):
        undo(match, by=investor)


def test_nothing_is_taken_back_after_an_introduction(match, investor, officer):
    both_say_yes(match, investor, officer)
    with pytest.raises(NotPossible, match="already agreed"):
        undo(match, by=investor)


def test_another_reason_for_the_same_no_is_a_correction(match, investor):
    decide(match, by=investor, answer=Answer.NO, reason="cost")
    decide(match, by=investor, answer=Answer.NO, reason="cost")
    decide(match, by=investor, answer=Answer.NO, reason="return")
    assert list(Feedback.objects.in_force().values_list("reason", flat=True)) == ["return"]
    assert Feedback.objects.count() == 2


def test_the_database_lets_one_answer_of_a_side_hold(match, investor):
    decide(match, by=investor, answer=Answer.LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(match=match, side="investor", action="yes", score=1, model_version="x")


def test_later_sleeps_until_its_day_and_is_told_again(match, investor):
    today = clock.today()
    decide(match, by=investor, answer=Answer.LATER, until=today + timedelta(days=1))
    Match.objects.update(told_at=clock.now())
    assert wake() == 0
    assert list(Match.objects.awake()) == []
    Match.objects.update(wake_investor=today)
    assert wake() == 1
    match.refresh_from_db()
    assert (match.state_investor, match.wake_investor, match.told_at) == (Answer.OPEN, None, None)
    assert list(Match.objects.awake()) == [match]


def test_a_changed_listing_comes_back_with_what_has_changed(match, investor):
    decide(match, by=investor, answer=Answer.NO, reason="too_small")
    project = match.project
    project.total_min, project.total_max = 500_000_000, 700_000_000
    project.available_from = date(2027, 6, 1)
    project.save()
    rescore_mandate(match.mandate)
    match.refresh_from_db()
    assert match.state_investor == Answer.OPEN
    assert returned(match) == [
        "Changed since: the amount, from CNY 300–600 million to CNY 500–700 million.",
        "Changed since: from when it is available.",
    ]
    decide(match, by=investor, answer=Answer.NO, reason="too_small")
    match.refresh_from_db()
    assert match.returned == []


def test_a_changed_mandate_brings_back_only_what_was_turned_down_for_that(lusitano, investor, shenzhen):
    listings = [matching.listing(shenzhen), matching.listing(shenzhen)]
    mandate = matching.match(lusitano, listings[0]).mandate
    small, elsewhere = Match.objects.filter(mandate=mandate).order_by("project__code")
    decide(small, by=investor, answer=Answer.NO, reason="too_small")
    decide(elsewhere, by=investor, answer=Answer.NO, reason="partner")
    mandate.ticket_max = (mandate.ticket_max or 0) + 900_000_000
    mandate.save()
    rescore_mandate(mandate)
    assert list(Match.objects.filter(mandate=mandate).standing()) == [small]


def test_a_new_rate_is_no_reason_to_come_back(lusitano, investor, shenzhen):
    rate = ExchangeRate.objects.create(currency="EUR", rate="8.0", on=clock.today())
    match = matching.match(
        lusitano, matching.listing(shenzhen), ticket_min=30_000_000, ticket_max=90_000_000, currency="EUR"
    )
    decide(match, by=investor, answer=Answer.NO, reason="cost")
    rate.rate = "8.3"
    rate.save()
    rescore_mandate(match.mandate)
    match.refresh_from_db()
    assert match.state_investor == Answer.NO
