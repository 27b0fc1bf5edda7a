"""What the answers of a mail server do to a message. The wire is the one thing that is not real here."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail

from investguangdong.core import clock, jobs
from investguangdong.notifications import delivery
from investguangdong.notifications.actions import notify
from investguangdong.notifications.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(monkeypatch):
    """Makes every message end with the error given."""

    def answer(error):
        def send_messages(self, messages):
            raise error

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", send_messages)

    return answer


def message(kind="generic"):
    return notify(kind, to="reader@example.com", language="en", context={"title": "A fact"})


def test_refusal_for_good_is_tried_once(server):
    server(smtplib.SMTPRecipientsRefused({"reader@example.com": (550, b"no such user")}))
    row = message()
    delivery.drain()
    row.refresh_from_db()
    assert (row.state, row.attempts, row.last_error) == (Message.State.FAILED, 1, "550 no such user")


def test_refusal_for_now_is_tried_again_later(server):
    server(smtplib.SMTPDataError(451, b"try later"))
    row = message()
    delivery.drain()
    row.refresh_from_db()
    wait = row.not_before - clock.now()
    assert (row.state, row.lease) == (Message.State.QUEUED, None)
    assert timedelta(seconds=20) < wait < timedelta(seconds=40)


def test_message_refused_for_a_day_has_failed_and_shows_it(server, monkeypatch):
    server(smtplib.SMTPDataError(451, b"try later"))
    row = message()
    later = clock.now() + delivery.GIVE_UP_AFTER + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    delivery.drain()
    assert list(Message.objects.needing_decision()) == [row]


def test_server_that_is_away_ends_the_shift_after_one_message(server):
    server(ConnectionRefusedError("refused"))
    first = message()
    second = notify("generic", to="other@example.com", language="en", context={"title": "A fact"})
    assert delivery.drain() == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.attempts, second.attempts) == (1, 0)
    assert first.not_before - clock.now() < timedelta(seconds=delivery.OUTAGE_PAUSE * 1.2)


def test_digest_that_may_have_arrived_waits_for_a_decision(server, monkeypatch):
    server(smtplib.SMTPServerDisconnected("gone after DATA"))
    monkeypatch.setattr(delivery, "render", lambda _message: delivery.Letter("Two matches", "text", "<p>"))
    row = message("match_digest")
    delivery.drain()
    row.refresh_from_db()
    assert row.state == Message.State.UNCLEAR


def test_confirmation_that_may_have_arrived_is_sent_again_under_the_same_message_id(server, monkeypatch):
    row = message()
    server(smtplib.SMTPServerDisconnected("gone after DATA"))
    delivery.drain()
    monkeypatch.undo()
    Message.objects.update(not_before=clock.now())
    delivery.drain()
    assert [sent.message()["Message-ID"] for sent in mail.outbox] == [row.message_id]


def test_digest_of_a_killed_worker_is_left_to_a_person(monkeypatch):
    row = message("match_digest")
    delivery._begin_handing(delivery.claim())
    assert delivery.settle_abandoned() == 0
    late = clock.now() + delivery.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert (delivery.claim(), delivery.settle_abandoned()) == (None, 1)
    row.refresh_from_db()
    assert row.state == Message.State.UNCLEAR


def test_broker_that_is_away_breaks_nothing_and_is_left_alone_for_a_while(monkeypatch, caplog):
    tried = []

    def send_task(*args, **kwargs):
        tried.append(args)
        raise OSError("no broker")

    monkeypatch.setattr("investguangdong.core.jobs.current_app.send_task", send_task, raising=False)
    monkeypatch.setattr("investguangdong.core.jobs._quiet_until", 0.0)
    jobs.wake("notifications.deliver")
    jobs.wake("notifications.deliver")
    assert len(tried) == 1


def test_one_transaction_wakes_the_worker_once(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        message()
        notify("generic", to="other@example.com", language="en", context={"title": "A fact"})
    assert len(callbacks) == 1
