"""The investor's matches: the list with its filters, and the page of one match, whose numbers are the stored ones."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.matching.actions import explain_matches
from investguangdong.matching.cards import cards
from investguangdong.matching.choices import Reader
from investguangdong.matching.models import Match
from tests.factories import matching

pytestmark = pytest.mark.django_db


@pytest.fixture
def match(lusitano, investor, officer, shenzhen):
    return matching.match(lusitano, matching.listing(shenzhen, officer=officer))


@pytest.fixture
def desk(client, investor):
    client.force_login(investor)
    return client


def page_of(match):
    return reverse("pages:match_answer", args=[match.mandate.code, match.project.code])


def test_the_page_of_one_match_prints_the_numbers_that_are_stored(desk, match):
    text = desk.get(page_of(match)).content.decode()
    *won, total = (Decimal(value) for value in re.findall(r'<data value="([\d.e-]+)"', text))
    match.refresh_from_db()
    stored = [part.contribution for part in match.parts if part.points]
    assert [float(value) for value in won] == pytest.approx(stored, abs=1e-9)
    assert total == match.score
    assert abs(sum(won) - match.score) < Decimal("0.000001")
    assert f'data-score="{match.rounded}"' in text
    assert match.model_version in text
    assert text.count("<h1") == 1


def test_a_rival_and_a_stranger_do_not_find_the_page(client, rival, match):
    assert "/login/" in client.get(page_of(match)).url
    client.force_login(rival)
    assert client.get(page_of(match)).status_code == 404


def test_a_match_is_put_into_findings_when_somebody_looks_and_only_once(match):
    Match.objects.filter(pk=match.pk).update(explained_at=None, reasons=[], unknowns=[], raises=[])
    row = Match.objects.with_card().get(pk=match.pk)
    assert explain_matches([row]) == 1
    assert row.reasons
    stored = Match.objects.get(pk=match.pk)
    assert (stored.reasons, stored.score) == (row.reasons, match.score)
    assert explain_matches([stored]) == 0


def test_investor_promoter_and_officer_read_one_explanation_each_in_their_words(match):
    row = Match.objects.with_card().get(pk=match.pk)
    told = {reader: cards([row], reader=reader)[0] for reader in Reader.values}
    said = {reader: [(one.signal, one.verdict) for one in card.all] for reader, card in told.items()}
    assert said[Reader.INVESTOR] == said[Reader.PROMOTER] == said[Reader.OFFICER]
    first = {reader: card.fits[0].text for reader, card in told.items()}
    assert first[Reader.INVESTOR] != first[Reader.OFFICER] == first[Reader.PROMOTER]


@pytest.mark.parametrize(("answer", "elsewhere"), [("yes", "no"), ("no", "open"), ("later", "yes")])
def test_the_list_is_narrowed_to_one_answer_and_counts_them_all(answer, elsewhere, desk, match):
    Match.objects.filter(pk=match.pk).update(state_investor=answer)
    there = desk.get(reverse("pages:matches"), {"show": answer}).content.decode()
    assert 'data-total="1"' in there
    assert match.code in there
    none = desk.get(reverse("pages:matches"), {"show": elsewhere}).content.decode()
    assert 'data-total="0"' in none
    assert match.code not in none


def test_a_filter_that_leaves_nothing_says_how_many_there_are_without_it(desk, match):
    text = desk.get(reverse("pages:matches"), {"show": "later"}).content.decode()
    assert "Nothing for later" in text
    assert "Show the one match there is" in text


def test_an_unknown_filter_or_mandate_is_left_aside(desk, match):
    text = desk.get(reverse("pages:matches"), {"show": "maybe", "mandate": "IM-0000-1"}).content.decode()
    assert match.code in text


def test_the_page_and_the_list_take_a_fixed_number_of_queries(desk, match, shenzhen):
    counts = []
    for number in (0, 5):
        for _ in range(number):
            matching.listing(shenzhen)
        if number:
            matching.rescore_mandate(match.mandate)
        taken = []
        for address in (reverse("pages:matches"), page_of(match)):
            desk.get(address)
            with CaptureQueriesContext(connection) as queries:
                desk.get(address)
            taken.append(len(queries))
        counts.append(taken)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 14
