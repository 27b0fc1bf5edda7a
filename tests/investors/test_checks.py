"""An officer's check of an organisation: what was compared, for how long it is good, and what ends it."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from investguangdong.core import clock
from investguangdong.core.models import Change
from investguangdong.investors import actions
from investguangdong.investors.check_actions import keep_checks, years_after
from investguangdong.investors.choices import Proof, Verification
from investguangdong.investors.models import Check, Organisation
from investguangdong.notifications import delivery
from investguangdong.notifications.models import Message
from tests.factories import investors

SEEN = "Register extract of 2026-11-20"


def letters() -> list[str]:
    delivery.drain()
    return [f"{letter.subject}\n{letter.body}" for letter in mail.outbox]


@pytest.fixture
def checked(lusitano, investor, officer, shenzhen):
    actions.grant(lusitano, city=shenzhen, because="asked")
    return actions.verify_organisation(
        lusitano, by=officer, evidence=SEEN, proof=Proof.LICENCE, reference="AB-1"
    )


def test_check_is_kept_with_its_paper_its_desk_and_its_end(checked, officer, shenzhen):
    check = Check.objects.get()
    assert (check.proof, check.reference, check.compared, check.by) == ("licence", "AB-1", SEEN, officer)
    assert (check.desk, checked.verified_desk) == (shenzhen, shenzhen)
    assert check.valid_until == checked.verified_until == years_after(clock.today())


def test_province_checks_for_no_city(lusitano, investor, province):
    assert actions.verify_organisation(lusitano, by=province, evidence=SEEN).verified_desk is None


def test_check_of_a_leap_day_ends_on_the_28th():
    assert years_after(date(2028, 2, 29)) == date(2030, 2, 28)


def test_badge_says_when_and_by_whose_desk(client, checked, investor):
    client.force_login(investor)
    text = client.get(reverse("pages:organisation")).content.decode()
    assert "checked by the desk of Shenzhen" in text


def test_refusal_is_a_sentence_that_the_owner_reads(client, lusitano, investor, province):
    actions.ask_for_check(lusitano, by=investor)
    client.force_login(province)
    verify = reverse("admin:investors_organisation_verify", args=[lusitano.slug])
    typed = {"outcome": "no", "proof": "register", "evidence": SEEN}
    assert client.post(verify, typed).status_code == 422
    sentence = "The register shows another seat: write it as it stands there."
    assert client.post(verify, {**typed, "sentence": sentence}).status_code == 302
    lusitano.refresh_from_db()
    assert (lusitano.verification, lusitano.check_asked_at) == (Verification.REFUSED, None)
    (letter,) = letters()
    assert sentence in letter
    client.force_login(investor)
    assert sentence in client.get(reverse("pages:organisation")).content.decode()


def test_refusal_without_a_sentence_is_refused_by_the_database(lusitano, officer):
    told = {
        "organisation": lusitano,
        "proof": "other",
        "compared": SEEN,
        "by": officer,
        "is_confirmed": False,
    }
    with pytest.raises(IntegrityError, match="check_ends_or_says_why_not"), transaction.atomic():
        Check.objects.create(**told)


def test_queue_shows_the_longest_waiting_first_with_its_age(client, province):
    now = clock.now()
    for name, days in (("Two Days", 2), ("Nine Days", 9)):
        asked = now - timedelta(days=days)
        investors.organisation(name, verification="asked", check_asked_at=asked)
    investors.organisation("Not Waiting")
    client.force_login(province)
    address = reverse("admin:investors_organisation_changelist")
    text = client.get(address, {"checks": "waiting"}).content.decode()
    assert text.index("Nine Days") < text.index("Two Days")
    assert "Not Waiting" not in text
    assert "waits for 1 week, 2 days" in text.replace("\xa0", " ")


def test_new_name_takes_the_check_back_with_its_end(checked, investor):
    row = actions.change_organisation(checked, by=investor, registration_no="new")
    assert (row.verification, row.verified_until, row.verified_desk) == (Verification.NONE, None, None)
    assert Check.objects.count() == 1


def test_check_is_asked_for_anew_only_towards_its_end_and_stands_meanwhile(checked, investor):
    with pytest.raises(actions.NotPossible):
        actions.ask_for_check(checked, by=investor)
    Organisation.objects.update(verified_until=clock.today() + timedelta(days=20))
    row = actions.ask_for_check(checked, by=investor)
    assert (row.is_verified, row.check_asked_at is not None) == (True, True)
    assert Organisation.objects.waiting_for_check().get() == checked


def test_owner_is_reminded_twice_before_the_end_and_told_of_it(checked, investor):
    Message.objects.all().delete()
    ends = checked.verified_until
    for days, count in ((31, 0), (30, 1), (29, 1), (7, 2), (1, 2)):
        Organisation.objects.update(verified_until=clock.today() + timedelta(days=days))
        keep_checks()
        Organisation.objects.update(verified_until=ends)
        assert Message.objects.count() >= count, days


def test_check_lapses_on_its_day_once_and_matching_hears_of_it(checked, investor):
    Organisation.objects.update(verified_until=clock.today(), verified_on=clock.today() - timedelta(days=730))
    Change.objects.all().delete()
    assert (keep_checks(), keep_checks()) == (1, 0)
    checked.refresh_from_db()
    assert checked.verification == Verification.LAPSED
    assert Change.objects.get().new == "lapsed"
    assert any("ended on" in letter for letter in letters())
    assert actions.ask_for_check(checked, by=investor).verification == Verification.ASKED


def test_who_asked_anew_in_time_keeps_waiting_when_the_old_check_lapses(checked, investor):
    Organisation.objects.update(verified_until=clock.today() + timedelta(days=1))
    actions.ask_for_check(checked, by=investor)
    Organisation.objects.update(verified_until=clock.today(), verified_on=clock.today() - timedelta(days=9))
    keep_checks()
    checked.refresh_from_db()
    assert checked.verification == Verification.ASKED
    assert Organisation.objects.waiting_for_check().exists()
