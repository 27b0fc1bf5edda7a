"""Asked in by mail: for one address, once, in time, and without telling who has an account."""

import re
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from investguangdong.audit.models import AuditEntry
from investguangdong.core import clock
from investguangdong.core.limits import TooMany
from investguangdong.investors import actions
from investguangdong.investors.choices import Role
from investguangdong.investors.links import invitation_of, invitation_token
from investguangdong.investors.models import Invitation, Membership
from investguangdong.notifications import delivery
from investguangdong.notifications.models import Message
from tests.factories import accounts, investors

INVITED = "helena@example.org"


@pytest.fixture
def invitation(lusitano, investor):
    return actions.invite(lusitano, by=investor, email=INVITED, language="pt")


@pytest.fixture
def helena(db):
    return accounts.user(INVITED, name="Helena Prado")


def address(invitation):
    return reverse("pages:invitation", args=[invitation_token(invitation)])


def letters():
    delivery.drain()
    return mail.outbox


def test_letter_names_the_organisation_and_the_inviter_in_the_language_chosen(invitation, lusitano):
    (letter,) = letters()
    assert letter.to == [INVITED]
    assert "Inês Carvalho" in letter.subject
    assert lusitano.name in letter.subject
    assert f"/pt/invitations/{invitation_token(invitation)}/" in letter.body


def test_who_has_an_account_is_written_to_in_her_own_language(lusitano, investor, helena):
    helena.language = "zh-hans"
    helena.save()
    actions.invite(lusitano, by=investor, email=INVITED.upper(), language="pt")
    assert Message.objects.get().language == "zh-hans"


def test_neither_the_outbox_nor_the_invitation_holds_the_link(invitation):
    token = invitation_token(invitation)
    rows = [*Message.objects.values(), *Invitation.objects.values(), *AuditEntry.objects.values()]
    assert token not in str(rows)
    assert INVITED not in str(list(AuditEntry.objects.values()))
    assert invitation_of(token) == invitation


def test_opening_the_link_changes_nothing_and_joining_needs_the_address(client, invitation, helena, lusitano):
    assert client.get(address(invitation)).status_code == 200
    client.force_login(helena)
    page = client.get(address(invitation))
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert lusitano.role_of(helena) is None
    answer = client.post(address(invitation), {"act": "join"})
    assert answer.url == reverse("pages:desk")
    assert lusitano.role_of(helena) == Role.MEMBER
    assert client.get(address(invitation)).status_code == 410


def test_page_for_a_stranger_says_who_invites_and_not_whom(client, invitation, lusitano):
    text = client.get(address(invitation)).content.decode()
    assert "Inês Carvalho" in text
    assert lusitano.name in text
    assert INVITED not in text
    assert "h…@example.org" in text


def test_page_is_the_same_whether_the_address_has_an_account_or_not(client, invitation):
    def main():
        text = client.get(address(invitation)).content.decode().split("<main")[1].split("</main")[0]
        return re.sub(r'value="[^"]{40,}"', "", text)

    before = main()
    accounts.user(INVITED)
    assert main() == before


def test_without_an_account_one_is_opened_for_the_address_without_a_second_letter(
    client, invitation, lusitano
):
    answer = client.post(address(invitation), {"act": "signup"})
    assert answer.url.startswith(reverse("account_signup"))
    typed = {"name": "Helena Prado", "email": INVITED, "password1": "three grey herons at dawn"}
    answer = client.post(answer.url, {**typed, "next": address(invitation)})
    assert answer.url == address(invitation)
    assert client.post(address(invitation), {"act": "join"}).url == reverse("pages:desk")
    assert lusitano.memberships.current().filter(user__email=INVITED).exists()


def test_an_account_for_another_address_has_to_prove_it(client, invitation):
    answer = client.post(address(invitation), {"act": "signup"})
    typed = {"name": "Eve", "email": "eve@example.org", "password1": "three grey herons at dawn"}
    answer = client.post(answer.url, {**typed, "next": address(invitation)})
    assert "confirm" in answer.url
    assert client.post(address(invitation), {"act": "join"}).status_code == 200
    assert not Membership.objects.filter(user__email="eve@example.org").exists()


def test_another_persons_link_says_so_and_admits_nobody(client, invitation, rival, lusitano):
    client.force_login(rival)
    page = client.get(address(invitation))
    assert page.status_code == 200
    assert rival.email in page.content.decode()
    assert INVITED not in page.content.decode()
    assert client.post(address(invitation), {"act": "join"}).status_code == 403
    assert lusitano.role_of(rival) is None


def test_unconfirmed_address_is_nobodys(invitation):
    eve = accounts.user("eve@example.org")
    eve.emailaddress_set.create(email=INVITED, verified=False)
    with pytest.raises(PermissionDenied):
        actions.accept_invitation(invitation, by=eve)


@pytest.mark.parametrize("state", ["expired", "withdrawn"])
def test_invitation_that_is_over_says_how(client, invitation, investor, helena, state):
    if state == "expired":
        Invitation.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    else:
        actions.withdraw_invitation(invitation, by=investor)
    client.force_login(helena)
    page = client.get(address(invitation))
    assert page.status_code == 410
    assert state in page.content.decode()
    with pytest.raises(actions.NotPossible):
        actions.accept_invitation(invitation, by=helena)


def test_unknown_link_is_404(client, invitation):
    assert client.get(reverse("pages:invitation", args=["0" * 64])).status_code == 404


def test_invitation_is_open_for_fourteen_days_and_sent_again_gets_a_new_link(client, invitation, investor):
    old = address(invitation)
    assert (invitation.expires_at - clock.now()).days in (13, 14)
    Invitation.objects.update(expires_at=clock.now() - timedelta(days=1))
    again = actions.resend_invitation(invitation, by=investor)
    assert again.is_open
    assert client.get(old).status_code == 404
    assert client.get(address(again)).status_code == 200
    assert [letter.to for letter in letters()] == [
        [INVITED]
    ]  # the first letter's link leads nowhere any more


def test_adviser_whose_day_has_passed_cannot_come_in_any_more(lusitano, investor, helena):
    until = clock.today() + timedelta(days=3)
    row = actions.invite(lusitano, by=investor, email=INVITED, role=Role.ADVISER, ends_on=until)
    Invitation.objects.update(ends_on=clock.today())
    with pytest.raises(actions.NotPossible):
        actions.accept_invitation(row, by=helena)


def test_who_belongs_already_is_not_invited(lusitano, investor, colleague):
    with pytest.raises(actions.NotPossible):
        actions.invite(lusitano, by=investor, email=colleague.email)


def test_invitations_of_somebody_taken_out_are_taken_back(lusitano, investor, colleague):
    actions.change_member(lusitano.memberships.get(user=colleague), by=investor, role=Role.OWNER)
    theirs = actions.invite(lusitano, by=colleague, email="second.self@example.org")
    actions.leave(lusitano.memberships.get(user=colleague), by=investor)
    theirs.refresh_from_db()
    assert theirs.state == Invitation.State.WITHDRAWN


def test_same_address_is_invited_once_at_a_time(lusitano, investor, invitation):
    again = actions.invite(lusitano, by=investor, email=INVITED, role=Role.VIEWER)
    assert (again.pk, again.role, Invitation.objects.count()) == (invitation.pk, Role.VIEWER, 1)
    told = {"organisation": lusitano, "email": INVITED, "token_hash": "x"}
    with pytest.raises(IntegrityError, match="invitation_once_at_a_time"), transaction.atomic():
        Invitation.objects.create(**told)


def test_invitations_a_day_and_sendings_of_one_are_limited(lusitano, investor, invitation):
    for number in range(19):
        actions.invite(lusitano, by=investor, email=f"person{number}@example.org")
    with pytest.raises(TooMany):
        actions.invite(lusitano, by=investor, email="one.too.many@example.org")
    for _number in range(3):
        actions.resend_invitation(invitation, by=investor)
    with pytest.raises(TooMany):
        actions.resend_invitation(invitation, by=investor)


def test_too_many_invitations_are_429_on_the_page(client, lusitano, investor, monkeypatch):
    monkeypatch.setattr("investguangdong.investors.joining_actions.INVITATIONS_A_DAY", 0)
    client.force_login(investor)
    typed = {"email": INVITED, "role": "member", "language": "en"}
    answer = client.post(reverse("pages:organisation_invite"), typed)
    assert answer.status_code == 429
    assert not Invitation.objects.exists()


def test_owner_sends_again_and_withdraws_on_the_page(client, lusitano, investor, colleague, invitation):
    act = reverse("pages:invitation_act", args=[invitation.key])
    client.force_login(colleague)
    assert INVITED not in client.get(reverse("pages:organisation")).content.decode()
    assert client.post(act, {"act": "withdraw"}).status_code == 403
    client.force_login(investor)
    assert INVITED in client.get(reverse("pages:organisation")).content.decode()
    assert client.post(act, {"act": "again"}).status_code == 302
    assert client.post(act, {"act": "withdraw"}).status_code == 302
    assert client.post(act, {"act": "withdraw"}).status_code == 409


def test_rival_finds_no_invitation_of_others(client, rival, invitation):
    client.force_login(rival)
    assert (
        client.post(reverse("pages:invitation_act", args=[invitation.key]), {"act": "again"}).status_code
        == 404
    )


@pytest.mark.django_db(transaction=True)
def test_twelve_clicks_at_once_make_one_member():
    owner, guest = accounts.user("owner@example.org"), accounts.user(INVITED)
    lusitano = investors.organisation("Lusitano", members=[owner])
    row = actions.invite(lusitano, by=owner, email=INVITED)
    outcomes, ready = [], threading.Barrier(12)

    def click():
        ready.wait()
        try:
            outcomes.append(actions.accept_invitation(row, by=guest).role)
        except actions.NotPossible:
            outcomes.append("used")
        finally:
            connection.close()

    run(click, 12)
    assert sorted(outcomes) == ["member", *["used"] * 11]
    assert lusitano.memberships.filter(user=guest).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays():
    owners = [accounts.user("one@example.org"), accounts.user("two@example.org")]
    lusitano = investors.organisation("Lusitano")
    rows = [investors.member(lusitano, owner, role=Role.OWNER) for owner in owners]
    outcomes, ready = [], threading.Barrier(2)

    def go(row, owner):
        ready.wait()
        try:
            actions.leave(row, by=owner)
            outcomes.append("gone")
        except actions.NotPossible:
            outcomes.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in zip(rows, owners, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["gone", "stays"]
    assert lusitano.memberships.owners().count() == 1


def run(click, times):
    threads = [threading.Thread(target=click) for _number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
