"""Nobody gets the newsletter who has not confirmed it; no issue leaves that a second person has not read."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from investguangdong.content import links
from investguangdong.content.actions import newsletter as acts
from investguangdong.content.models import NewsletterIssue, Subscriber, SubscriptionRequest
from investguangdong.core import clock
from investguangdong.core.submissions import new_key
from investguangdong.notifications.actions import switch_off
from investguangdong.notifications.models import Message, Preference
from investguangdong.notifications.rendering import render, stop_url
from tests.factories import accounts, content, places

ADDRESS = "/en/newsletter/"


@pytest.fixture
def second(province):
    """Another officer of the province."""
    return accounts.officer("province.second@example.com", name="Luo Meilan")


def filled(**fields) -> dict:
    key = new_key()
    told = {"email": "Reader@Example.com", "language": "pt", "sectors": [], "cities": [], "agrees": "on"}
    return {**told, "submission_key": key, "token": links.form_token(key), **fields}


def asked(client, **fields) -> SubscriptionRequest:
    assert client.post(ADDRESS, filled(**fields)).status_code == 302
    return SubscriptionRequest.objects.latest("asked_at")


def path_of(request: SubscriptionRequest) -> str:
    return links.confirm_url(request).split("://", 1)[1].split("/", 1)[1].join(["/", ""])


def test_asking_sends_one_letter_and_subscribes_nobody(client, unhurried, db):
    request = asked(client)
    letter = Message.objects.get()
    assert (letter.kind, letter.recipient, letter.language) == (
        "newsletter_confirm",
        "reader@example.com",
        "pt",
    )
    token = re.search(r"/pt/newsletter/confirm/([^/]+)/", render(letter).text)[1]
    assert links.request_of(token) == request
    assert Subscriber.objects.count() == 0


def test_opening_the_link_changes_nothing_and_the_button_confirms(client, unhurried, db):
    address = path_of(asked(client))
    assert client.get(address).status_code == 200
    assert Subscriber.objects.count() == 0
    assert client.post(address).status_code == 200
    row = Subscriber.objects.get()
    assert (row.email, row.language, row.consent_version, row.left_at) == (
        "reader@example.com",
        "pt",
        "2026-11",
        None,
    )
    assert row.consent_text


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(client, unhurried, db):
    content.subscriber("known@example.com")
    answers = [
        client.post(ADDRESS, filled(email=email)) for email in ("known@example.com", "new@example.com")
    ]
    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1
    assert Message.objects.filter(kind="newsletter_confirm").count() == 2


def test_a_stranger_cannot_change_what_a_subscriber_chose(client, unhurried, db):
    places.sector("semiconductors")
    row = content.subscriber("reader@example.com", sectors=["low-altitude"])
    request = asked(client, sectors=["semiconductors"])
    row.refresh_from_db()
    assert row.sectors == ["low-altitude"]
    acts.confirm_subscription(request)
    row.refresh_from_db()
    assert row.sectors == ["semiconductors"]


def test_the_link_works_for_three_days(client, unhurried, monkeypatch, db):
    request = asked(client)
    address = path_of(request)
    later = (clock.now() + timedelta(days=3, minutes=1)).timestamp()
    monkeypatch.setattr("time.time", lambda: later)
    assert client.post(address).status_code == 410
    assert Subscriber.objects.count() == 0


def test_a_tampered_link_does_not_exist(client, unhurried, db):
    assert client.post(path_of(asked(client)).replace("confirm/", "confirm/x")).status_code == 404


def test_without_agreement_nothing_is_sent(client, unhurried, db):
    assert client.post(ADDRESS, filled(agrees="")).status_code == 422
    assert client.post(ADDRESS, filled(email="nonsense")).status_code == 422
    assert client.post(ADDRESS, filled(sectors=["no-such-sector"])).status_code == 422
    assert Message.objects.count() == 0


def test_the_page_that_holds_a_token_goes_nowhere(client, unhurried, db):
    answer = client.get(path_of(asked(client)))
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "canonical" not in answer.text


def test_who_left_by_the_stop_link_gets_nothing_more_until_she_confirms_anew(client, unhurried, db):
    row = content.subscriber()
    switch_off("newsletter", address=row.email)
    acts.note_leavers()
    row.refresh_from_db()
    assert row.left_at is not None
    acts.confirm_subscription(asked(client))
    row.refresh_from_db()
    assert row.left_at is None
    assert not Preference.objects.filter(address=row.email, frequency="off").exists()


def test_an_issue_reaches_those_whose_topics_it_has(db):
    everything = content.subscriber("a@example.com")
    chips = content.subscriber("b@example.com", sectors=["semiconductors"], cities=["shenzhen"])
    content.subscriber("c@example.com", sectors=["low-altitude"])
    content.subscriber("d@example.com", left_at=clock.now())
    issue = content.issue(sectors=["semiconductors"])
    assert list(Subscriber.objects.wanting(issue)) == [everything, chips]


def test_an_issue_leaves_after_a_second_person_has_read_it(province, second):
    issue = acts.submit_issue(content.issue(by=province), by=province)
    with pytest.raises(PermissionDenied):
        acts.approve_issue(issue, by=province)
    issue = acts.approve_issue(issue, by=second)
    assert (issue.state, issue.approved_by) == ("approved", second)


def test_the_database_refuses_an_approval_by_the_writer(province):
    issue = content.issue(by=province)
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsletterIssue.objects.filter(pk=issue.pk).update(
            state="approved", approved_by=province, approved_at=clock.now()
        )


def test_an_issue_must_stand_in_every_language_first(province):
    issue = content.issue(by=province, body_pt="")
    with pytest.raises(acts.IllegalStep, match="pt"):
        acts.submit_issue(issue, by=province)


def test_only_a_submitted_issue_is_approved(province, second):
    with pytest.raises(acts.IllegalStep):
        acts.approve_issue(content.issue(by=province), by=second)


def test_city_officers_neither_write_nor_see_issues_and_addresses(officer, province):
    issue = content.issue(by=province)
    content.subscriber()
    assert NewsletterIssue.objects.visible_to(officer).count() == 0
    assert Subscriber.objects.visible_to(officer).count() == 0
    with pytest.raises(PermissionDenied):
        acts.submit_issue(issue, by=officer)


@pytest.fixture
def approved(province, second):
    return acts.approve_issue(acts.submit_issue(content.issue(by=province), by=province), by=second)


def test_sending_goes_on_where_it_stopped_and_mails_nobody_twice(approved, monkeypatch):
    monkeypatch.setattr(acts, "AT_ONCE", 2)
    for number in range(5):
        content.subscriber(f"r{number}@example.com")
    assert acts.send_chunk(approved) == 2
    NewsletterIssue.objects.update(last_subscriber=0)  # as if the process had died before its note was kept
    assert acts.send_issues() == 5
    assert Message.objects.filter(kind="newsletter").count() == 5
    approved.refresh_from_db()
    assert (approved.state, approved.last_subscriber > 0) == ("sent", True)
    assert acts.letters_by_state(approved) == [("waiting", 5)]
    assert acts.send_issues() == 0


def test_a_draft_is_never_sent(province):
    content.subscriber()
    issue = content.issue(by=province)
    assert acts.send_issues() == 0
    assert acts.send_chunk(issue) == 0


def test_who_leaves_while_an_issue_is_on_its_way_gets_nothing(approved):
    row = content.subscriber()
    acts.send_issues()
    message = Message.objects.get(kind="newsletter")
    assert "Text." in render(message).text
    assert "/mail/stop/" in stop_url(message)
    Subscriber.objects.filter(pk=row.pk).update(left_at=clock.now())
    assert render(message) is None


def test_a_test_goes_to_the_person_who_asks_and_to_nobody_else(province):
    content.subscriber()
    message = acts.send_test(content.issue(by=province), by=province)
    assert (message.recipient, message.kind) == (province.email, "newsletter_test")
    assert render(message).subject == "Test: November"
    assert Message.objects.count() == 1


def test_requests_nobody_confirmed_are_forgotten(client, unhurried, db):
    request = asked(client)
    assert acts.forget_requests() == 0
    SubscriptionRequest.objects.filter(pk=request.pk).update(asked_at=clock.now() - timedelta(days=4))
    assert acts.forget_requests() == 1
