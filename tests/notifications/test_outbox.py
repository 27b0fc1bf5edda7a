import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.urls import reverse

from investguangdong.core import clock, registry
from investguangdong.notifications import actions, delivery, rendering
from investguangdong.notifications.actions import notify
from investguangdong.notifications.models import Message, Preference

pytestmark = pytest.mark.django_db


def notice(to="reader@example.com", **changes):
    context = {"title": "A fact", "paragraphs": ["It happened."], "url": "http://localhost/en/", **changes}
    return notify("generic", to=to, context=context, version=changes.get("title", ""), language="en")


def test_same_act_told_twice_is_one_message():
    assert notice().pk == notice().pk
    assert Message.objects.count() == 1


def test_another_version_is_another_message_with_another_message_id():
    first, second = notice(), notice(title="Another fact")
    assert first.message_id != second.message_id


def test_message_of_a_rolled_back_act_does_not_exist():
    with transaction.atomic():
        notice()
        transaction.set_rollback(True)
    assert Message.objects.count() == 0


def test_delivery_sends_each_message_once_under_its_message_id():
    message = notice()
    assert (delivery.drain(), delivery.drain()) == (1, 0)
    message.refresh_from_db()
    assert (message.state, message.subject) == (Message.State.SENT, "A fact")
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["reader@example.com"], "A fact")
    assert sent.message()["Message-ID"] == message.message_id


def test_leased_message_is_left_to_its_worker_until_the_lease_runs_out(monkeypatch):
    notice()
    assert delivery.claim() is not None
    assert delivery.claim() is None
    late = clock.now() + delivery.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert delivery.claim() is not None


def test_worker_that_lost_its_lease_cannot_mark_the_message(monkeypatch):
    notice()
    slow = delivery.claim()
    late = clock.now() + delivery.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: late)
    delivery.claim()
    delivery._settle(slow, state=Message.State.FAILED)
    assert Message.objects.get().state == Message.State.QUEUED


def test_urgent_kinds_overtake_digests():
    notify("match_digest", to="reader@example.com", language="en")
    notify("case_receipt", to="reader@example.com", language="en")
    assert delivery.claim().kind == "case_receipt"


def test_renderer_that_returns_nothing_drops_the_message(monkeypatch, investor):
    message = notify("generic", to=investor, language="en")
    assert message.in_inbox
    monkeypatch.setitem(registry.message_renderers._entries, "generic", (0, lambda message: None))
    delivery.drain()
    message.refresh_from_db()
    assert (message.state, message.in_inbox, mail.outbox) == (Message.State.DROPPED, False, [])


def test_message_that_cannot_be_written_is_parked_after_five_tries_and_stops_no_other(monkeypatch):
    bad = notify("generic", to="bad@example.com", context={"title": "bad"}, language="en")

    def renderer(message):
        return message.context if message.pk != bad.pk else 1 / 0

    monkeypatch.setitem(registry.message_renderers._entries, "generic", (0, renderer))
    good = notice()
    for _ in range(delivery.POISON_AFTER):
        delivery.drain()
        Message.objects.filter(state=Message.State.QUEUED).update(not_before=clock.now())
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, bad.state, bad.attempts) == (Message.State.SENT, Message.State.FAILED, 5)
    assert "ZeroDivisionError" in bad.last_error


def test_subject_with_line_breaks_adds_no_header():
    notice(title="Hello\r\nBcc: everyone@example.com\x1b")
    delivery.drain()
    (sent,) = mail.outbox
    assert sent.subject == "Hello Bcc: everyone@example.com"
    assert sent.message()["Bcc"] is None
    assert sent.recipients() == ["reader@example.com"]


def test_recipient_with_a_line_break_is_refused():
    with pytest.raises(ValidationError):
        notice(to="reader@example.com\nBcc: everyone@example.com")


def test_letter_is_written_in_the_recipients_language():
    notify("generic", to="leitora@example.com", language="pt", context={"title": "Facto", "url": "http://x/"})
    delivery.drain()
    assert 'lang="pt-PT"' in mail.outbox[0].alternatives[0].content


def test_switched_off_kind_is_not_mailed_but_stays_in_the_inbox(investor):
    actions.switch_off("generic", address=investor.email)
    message = notice(to=investor)
    delivery.drain()
    message.refresh_from_db()
    assert (message.state, mail.outbox) == (Message.State.MUTED, [])
    assert [row.subject for row in Message.objects.inbox_of(investor)] == ["A fact"]


def test_mandatory_kind_cannot_be_switched_off():
    with pytest.raises(ValueError, match="cannot be switched off"):
        actions.switch_off("account", address="reader@example.com")


def test_inbox_belongs_to_its_reader(investor, rival):
    message = notice(to=investor)
    assert list(Message.objects.visible_to(rival)) == []
    assert list(Message.objects.visible_to(investor)) == [message]
    actions.mark_read(message, by=rival)
    assert Message.objects.inbox_of(investor).unread().count() == 1
    actions.mark_read(message, by=investor)
    assert Message.objects.inbox_of(investor).unread().count() == 0


def test_only_those_who_see_the_whole_province_read_other_peoples_messages(
    officer, province, auditor, investor
):
    notice(to=investor)
    seen = [Message.objects.visible_to(reader).count() for reader in (officer, province, auditor)]
    assert seen == [0, 1, 1]


def test_resend_uses_the_old_message_id_and_needs_permission(admin, officer):
    message = notice()
    delivery.drain()
    message.refresh_from_db()
    with pytest.raises(PermissionDenied):
        actions.resend(message, by=officer)
    actions.resend(message, by=admin)
    delivery.drain()
    first, second = (sent.message()["Message-ID"] for sent in mail.outbox)
    assert first == second


def test_sent_message_forgets_prepared_words_with_their_secret_links():
    message = actions.enqueue(
        "account",
        key="account:1",
        recipient="a@example.com",
        language="en",
        prepared={"subject": "Confirm", "text": "http://localhost/secret", "html": ""},
    )
    delivery.drain()
    message.refresh_from_db()
    assert (message.state, message.prepared) == (Message.State.SENT, None)
    assert "http://localhost/secret" in mail.outbox[0].body
    assert '<a href="http://localhost/secret"' in mail.outbox[0].alternatives[0].content


def test_preference_is_found_whatever_the_case_of_the_address():
    actions.switch_off("generic", address="Reader@Example.com")
    assert not Preference.objects.wants_mail(notice(to="READER@example.com"))


def test_mail_that_may_be_stopped_says_how_in_its_headers():
    delivery_of_generic = notice()
    delivery.drain()
    sent = mail.outbox[0].message()
    assert sent["List-Unsubscribe"] == f"<{rendering.stop_url(delivery_of_generic)}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def confirmation(number: int) -> Message:
    return notify("case_confirm", to="target@example.com", version=str(number), language="en")


def test_strangers_can_send_an_address_three_messages_an_hour_and_the_rest_wait():
    delays = [confirmation(number).not_before - clock.now() for number in range(6)]
    assert [round(delay.total_seconds() / 3600) for delay in delays] == [0, 0, 0, 1, 1, 1]


def test_strangers_can_send_an_address_ten_messages_a_day():
    for number in range(10):
        Message.objects.filter(pk=confirmation(number).pk).update(not_before=clock.now() - timedelta(hours=2))
    wait = confirmation(11).not_before - clock.now()
    assert round(wait.total_seconds() / 3600) == 22


def test_what_people_asked_for_themselves_does_not_wait():
    for number in range(4):
        confirmation(number)
    assert notify("case_answered", to="target@example.com", language="en").not_before <= clock.now()


def frequency(user, kind) -> str:
    return Preference.objects.frequency_of(kind, [user.email])[user.email]


def test_each_kind_is_mailed_as_often_as_it_is_chosen(client, investor):
    client.force_login(investor)
    address = reverse("notifications:preferences")
    chosen = {"match_invited": "off", "listing_changed": "weekly"}
    assert client.post(address, chosen).status_code == 302
    assert {kind: frequency(investor, kind) for kind in chosen} == chosen
    assert frequency(investor, "match_digest") == "instant"
    client.post(address, {"match_invited": "instant"})
    assert (frequency(investor, "match_invited"), frequency(investor, "listing_changed")) == (
        "instant",
        "weekly",
    )


@pytest.mark.parametrize(("kind", "value"), [("match_invited", "daily"), ("listing_changed", "hourly")])
def test_a_rhythm_that_a_kind_does_not_have_is_refused(client, investor, kind, value):
    client.force_login(investor)
    assert client.post(reverse("notifications:preferences"), {kind: value}).status_code == 422
    assert not Preference.objects.exists()


def test_what_must_be_sent_and_what_only_officers_get_is_not_offered(client, investor, officer):
    client.force_login(investor)
    form = client.get(reverse("notifications:preferences")).context["form"]
    assert {"account", "case_answered", "listing_published", "listing_freshness"} & set(form.fields) == set()
    client.force_login(officer)
    assert "listing_published" in client.get(reverse("notifications:preferences")).context["form"].fields


def test_preferences_are_for_people_with_an_account(client):
    assert client.get(reverse("notifications:preferences")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_one_process_hands_over_at_a_time_and_leaves_nothing_behind():
    settled = []

    def other_process():
        settled.append(delivery.drain())
        connection.close()

    notice()
    with delivery._seat():
        other = threading.Thread(target=other_process)
        other.start()
        other.join()
    assert (settled, delivery.drain()) == ([0], 1)


def test_message_written_while_the_sender_ends_is_still_delivered(monkeypatch):
    work_off, late = delivery._work_off, []

    def with_a_late_message(ends):
        done = work_off(ends)
        if not late:
            late.append(notice(title="Late"))
        return done

    notice()
    monkeypatch.setattr(delivery, "_work_off", with_a_late_message)
    assert delivery.drain() == 2
