"""The pages of mandates: list, one mandate, its history, the letter's link, the one question."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.investors import mandate_actions, mandate_links
from investguangdong.investors.choices import MandateState, PausedBecause
from investguangdong.investors.models import Mandate
from investguangdong.matching.actions import rescore_mandate
from investguangdong.matching.models import Match
from investguangdong.places.models import ExchangeRate
from tests.factories import investors, matching, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def mandate(lusitano, investor):
    return investors.mandate(lusitano, name="Storage", sectors=[places.sector("new-energy-storage")])


@pytest.fixture
def desk(client, investor):
    client.force_login(investor)
    return client


def page(name, *args):
    return reverse(f"pages:{name}", args=args)


def act(desk, mandate, what, **typed):
    return desk.post(page("mandate", mandate.code), {"act": what, **typed})


PAGES = [("mandate", ()), ("mandate_history", ()), ("mandate_answer", ("land",)), ("mandate_step", (2,))]


@pytest.mark.parametrize(("name", "more"), PAGES)
def test_rival_finds_nothing_of_another_mandate(name, more, client, rival, mandate):
    client.force_login(rival)
    address = page(name, mandate.code, *more)
    assert client.get(address).status_code == 404
    assert client.post(address, {"act": "pause"}).status_code in (404, 405)
    assert mandate.name not in client.get(page("mandates")).content.decode()
    assert mandate.code not in client.get(page("mandates_csv")).content.decode()


def test_who_only_reads_sees_the_page_and_is_refused_every_act(client, newcomer, lusitano, mandate):
    investors.member(lusitano, newcomer, role="viewer")
    client.force_login(newcomer)
    text = client.get(page("mandate", mandate.code)).content.decode()
    assert mandate.name in text
    assert 'name="act"' not in text
    for what in ("pause", "copy", "rename", "confirm", "close"):
        assert act(client, mandate, what).status_code == 403
    assert client.post(page("mandate_answer", mandate.code, "land"), {"land_min": 3}).status_code == 403


def test_pausing_puts_the_matches_away_and_resuming_brings_them_back(desk, mandate, shenzhen):
    matching.listing(shenzhen)
    rescore_mandate(mandate)
    assert Match.objects.standing().count() == 1
    assert act(desk, mandate, "pause", version=mandate.version).status_code == 302
    assert Match.objects.standing().count() == 0
    assert "paused" in desk.get(page("mandate", mandate.code)).content.decode()
    assert act(desk, mandate, "resume").status_code == 302
    assert Match.objects.standing().count() == 1


def test_old_version_of_a_mandate_page_is_409_and_shows_how_it_stands(desk, mandate):
    Mandate.objects.filter(pk=mandate.pk).update(version=9, name="Changed meanwhile")
    answer = act(desk, mandate, "close", version=1)
    assert answer.status_code == 409
    assert "Changed meanwhile" in answer.content.decode()
    mandate.refresh_from_db()
    assert mandate.state == MandateState.ACTIVE


def test_unknown_act_is_422(desk, mandate):
    assert act(desk, mandate, "explode").status_code == 422


def test_rename_needs_a_name_and_keeps_the_old_one(desk, mandate):
    assert act(desk, mandate, "rename", name="").status_code == 422
    assert act(desk, mandate, "rename", name="Cells", version=1).status_code == 302
    mandate.refresh_from_db()
    assert mandate.name == "Cells"


def test_draft_is_deleted_and_an_active_one_is_not(desk, mandate, lusitano):
    draft = investors.mandate(lusitano, state=MandateState.DRAFT, steps_done=0)
    assert act(desk, draft, "delete").status_code == 302
    assert act(desk, mandate, "delete").status_code == 409
    assert list(Mandate.objects.all()) == [mandate]


def test_one_too_many_is_409_with_the_sentence_on_the_list(desk, mandate, monkeypatch):
    monkeypatch.setattr(mandate_actions, "MOST_MANDATES", 1)
    answer = desk.post(page("mandate_start"))
    assert answer.status_code == 409
    assert "at most 1 mandates" in answer.content.decode()


def test_csv_holds_every_mandate_of_ones_own_in_words(desk, mandate, lusitano, shenzhen):
    investors.mandate(lusitano, name="=cmd()", cities=[shenzhen], musts=["place"])
    text = desk.get(page("mandates_csv")).content.decode().lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["code"] for row in rows] == list(
        Mandate.objects.order_by("pk").values_list("code", flat=True)
    )
    assert (rows[1]["must_hold"], "Cities: Shenzhen" in rows[1]["says"]) == ("place", True)
    assert not rows[1]["name"].startswith("=")


def test_list_takes_as_many_queries_for_many_mandates_as_for_one(desk, mandate, lusitano):
    counts = []
    for number in (0, 6):
        for _ in range(number):
            investors.mandate(lusitano, sectors=[places.sector("semiconductors")])
        desk.get(page("mandates"))
        with CaptureQueriesContext(connection) as queries:
            desk.get(page("mandates"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_amounts_stand_in_their_own_currency_with_the_other_and_the_day_beside(desk, lusitano):
    ExchangeRate.objects.create(currency="EUR", on="2026-11-20", rate=8)
    row = investors.mandate(lusitano, currency="EUR", ticket_min=10_000_000, ticket_max=20_000_000)
    for address in (page("mandate", row.code), page("mandate_step", row.code, 2)):
        text = desk.get(address).content.decode()
        assert "CNY 80–160 million" in text
        assert "20 November 2026" in text


def test_wish_that_must_hold_but_is_not_stated_is_422_and_keeps_what_was_typed(desk, mandate):
    typed = {"currency": "CNY", "strength_mode": "must", "ticket_min": "250", "version": mandate.version}
    answer = desk.post(page("mandate_step", mandate.code, 2), typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="250"' in text
    assert re.search(r'value="must" [^>]*checked', text)


def candidates(city, land):
    for hectares in land:
        matching.listing(city, land_max=hectares)


def test_desk_asks_the_one_question_and_an_answer_in_place_changes_the_matches(desk, mandate, shenzhen):
    candidates(shenzhen, [1, 2, 40, 50, 60])
    rescore_mandate(mandate)
    text = desk.get(page("desk")).content.decode()
    assert text.count("data-question=") == 1
    assert 'data-question="land"' in text
    assert "of your 5 matches" in text
    before = list(Match.objects.best_first().values_list("score", flat=True))
    answer = desk.post(
        page("mandate_answer", mandate.code, "land"), {"land_min": "30", "version": mandate.version}
    )
    assert answer.url == page("desk")
    mandate.refresh_from_db()
    assert (mandate.land_min, mandate.power_min) == (30, None)
    assert list(Match.objects.best_first().values_list("score", flat=True)) != before
    assert 'data-question="land"' not in desk.get(page("desk")).content.decode()


def test_wrong_answer_in_place_is_422_on_a_page_of_its_own(desk, mandate):
    answer = desk.post(page("mandate_answer", mandate.code, "land"), {"land_min": "many"})
    assert answer.status_code == 422
    assert 'value="many"' in answer.content.decode()
    assert desk.get(page("mandate_answer", mandate.code, "no-such")).status_code == 404


def link(mandate, user):
    return page("mandate_confirm", mandate_links.confirm_token(mandate, user))


def test_letters_link_confirms_without_signing_in_and_only_by_the_button(client, investor, lusitano):
    row = investors.mandate(lusitano, last_confirmed_on=date(2026, 1, 5), times_asked=1)
    address = link(row, investor)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    row.refresh_from_db()
    assert str(row.last_confirmed_on) == "2026-01-05"
    assert client.post(address).status_code == 302
    row.refresh_from_db()
    assert (row.times_asked, row.is_stale) == (0, False)
    assert "Confirmed" in client.get(address).content.decode()


def test_letters_link_brings_back_what_was_paused_and_its_matches(client, investor, mandate, shenzhen):
    matching.listing(shenzhen)
    Mandate.objects.filter(pk=mandate.pk).update(
        state=MandateState.PAUSED, paused_because=PausedBecause.UNCONFIRMED, last_confirmed_on="2026-01-05"
    )
    mandate.refresh_from_db()
    client.post(link(mandate, investor))
    mandate.refresh_from_db()
    assert mandate.state == MandateState.ACTIVE
    assert Match.objects.filter(mandate=mandate).standing().count() == 1


def test_letters_link_is_nothing_to_who_has_left_and_to_a_forger(client, investor, lusitano, colleague):
    row = investors.mandate(lusitano)
    address = link(row, colleague)
    lusitano.memberships.filter(user=colleague).delete()
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert client.get(link(row, investor)[:-3] + "xx/").status_code == 404
    assert client.get(link(row, investor)).status_code == 200


def test_history_is_read_by_members_with_old_and_new(desk, colleague, mandate, client):
    desk.post(page("mandate_step", mandate.code, 2), {"currency": "CNY", "ticket_max": "900"})
    client.force_login(colleague)
    text = client.get(page("mandate_history", mandate.code)).content.decode()
    assert "<del>CNY 800 million</del> → CNY 900 million" in text
    assert "Inês Carvalho" in text
