"""Three answers for one reason: an offer to change the mandate, never a change by itself."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from investguangdong.audit.models import AuditEntry
from investguangdong.matching.actions import (
    NotPossible,
    accept_suggestion,
    decide,
    dismiss_suggestion,
    rescore_mandate,
)
from investguangdong.matching.choices import Answer
from investguangdong.matching.models import Match, Suggestion
from investguangdong.matching.suggestions import ticket_from
from tests.factories import investors, matching

pytestmark = pytest.mark.django_db


def say_no(mandate, by, reason, times=3):
    rescore_mandate(mandate)
    for match in Match.objects.filter(mandate=mandate, state_investor=Answer.OPEN).order_by("pk")[:times]:
        decide(match, by=by, answer=Answer.NO, reason=reason)


@pytest.fixture
def mandate(lusitano, shenzhen, zhuhai):
    for city in (shenzhen, shenzhen, shenzhen, zhuhai, zhuhai, zhuhai):
        matching.listing(city)
    return matching.mandate(lusitano, ticket_min=100_000_000, ticket_max=900_000_000)


def test_three_times_too_small_is_an_offer_and_changes_nothing(mandate, investor):
    say_no(mandate, investor, "too_small", times=2)
    assert not Suggestion.objects.exists()
    say_no(mandate, investor, "too_small", times=1)
    offer = Suggestion.objects.get()
    assert offer.proposal == {"low": "610000000", "high": "900000000.00", "currency": "CNY"}
    assert set(offer.effect) == {"now", "then"}
    mandate.refresh_from_db()
    assert mandate.ticket_min == 100_000_000
    say_no(mandate, investor, "too_small", times=3)
    assert Suggestion.objects.count() == 1


def test_an_accepted_offer_changes_the_mandate_once_in_the_name_of_who_accepted(mandate, investor):
    say_no(mandate, investor, "too_small")
    offer = accept_suggestion(Suggestion.objects.get(), by=investor)
    mandate.refresh_from_db()
    assert (mandate.ticket_min, offer.replied_by) == (610_000_000, investor)
    assert AuditEntry.objects.filter(verb="mandate.change", by=investor).exists()
    with pytest.raises(NotPossible, match="answered already"):
        accept_suggestion(offer, by=investor)


def test_a_dismissed_offer_comes_back_only_after_three_new_answers(mandate, investor):
    say_no(mandate, investor, "too_small")
    dismiss_suggestion(Suggestion.objects.get(), by=investor)
    say_no(mandate, investor, "too_small", times=2)
    assert Suggestion.objects.open().count() == 0
    say_no(mandate, investor, "too_small", times=1)
    assert Suggestion.objects.open().count() == 1


def test_three_times_the_place_offers_to_leave_the_cities_out(mandate, investor, zhuhai):
    rescore_mandate(mandate)
    for match in Match.objects.filter(mandate=mandate, project__city=zhuhai):
        decide(match, by=investor, answer=Answer.NO, reason="place")
    offer = Suggestion.objects.get()
    assert offer.proposal == {"cities": ["zhuhai"]}
    accept_suggestion(offer, by=investor)
    assert list(mandate.cities_excluded.all()) == [zhuhai]


def test_only_who_may_change_the_mandate_answers_an_offer(mandate, investor, rival, lusitano, newcomer):
    say_no(mandate, investor, "too_small")
    offer = Suggestion.objects.get()
    investors.member(lusitano, newcomer, role="viewer")
    for stranger in (rival, newcomer):
        with pytest.raises(PermissionDenied):
            accept_suggestion(offer, by=stranger)
    assert not Suggestion.objects.visible_to(rival).exists()


@pytest.mark.parametrize(
    ("reason", "now", "declined", "wanted"),
    [
        ("too_small", (1, 9), [(2, 3), (1, None)], (Decimal("3.1"), 9)),
        ("too_small", (None, None), [(None, 250)], (260, None)),
        ("too_small", (None, 2), [(2, 3)], None),
        ("too_large", (1, 9), [(5, 8), (6, None)], (1, Decimal("4.9"))),
        ("too_large", (6, 9), [(5, 8)], None),
        ("too_small", (1, 9), [], None),
        ("too_small", (1, 9), [(2, 3), (11, 20)], (Decimal("3.1"), 9)),
    ],
)
def test_the_range_leaves_out_what_was_turned_down(reason, now, declined, wanted):
    def sums(pair):
        return tuple(None if end is None else Decimal(end) for end in pair)

    assert ticket_from(reason, *sums(now), [sums(one) for one in declined]) == wanted


def test_the_page_of_an_offer_shows_both_ranges_and_takes_an_answer(mandate, investor, rival, client):
    say_no(mandate, investor, "too_small")
    address = reverse("pages:suggestion", args=[mandate.code, "too_small"])
    client.force_login(rival)
    assert client.get(address).status_code == 404
    client.force_login(investor)
    assert "See what we suggest" in client.get(reverse("pages:matches")).content.decode()
    text = client.get(address).content.decode()
    assert "CNY 100–900 million" in text
    assert "CNY 610–900 million" in text
    assert client.post(address, {"reply": "perhaps"}).status_code == 422
    assert client.post(address, {"reply": "accept"}).status_code == 302
    assert client.post(address, {"reply": "accept"}).status_code == 409
    assert "The mandate was changed on" in client.get(address).content.decode()
