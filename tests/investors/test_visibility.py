"""Who sees which fact: one door, held against every page, list, search and letter an officer gets."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.cases.models import Case
from investguangdong.core import clock
from investguangdong.investors import actions, disclosure
from investguangdong.investors.choices import Tier
from investguangdong.investors.entry import entry_for
from investguangdong.investors.models import Organisation
from investguangdong.matching.actions import decide
from investguangdong.matching.models import Match
from investguangdong.notifications import delivery
from tests.factories import accounts, cases, investors, matching

HIDDEN = {
    "name_local": "卡娜丽暗名",
    "website": "https://canary-hidden.example/",
    "registration_no": "CANARY-501",
    "founded": 1803,
    "employees": 45_671,
}
TIERS = [Tier.US, Tier.MET, Tier.OFFICERS]
READERS = ["investor", "officer", "other_officer", "province", "auditor", "admin", "rival", "newcomer"]
# Lusitano is opened to Shenzhen.
OPEN = {
    Tier.US: {"investor"},
    Tier.MET: {"investor", "officer", "province", "auditor", "admin"},
    Tier.OFFICERS: {"investor", "officer", "other_officer", "province", "auditor", "admin"},
}


@pytest.fixture
def opened(lusitano, investor, shenzhen):
    investors.grant(lusitano, shenzhen)
    return lusitano


def set_tier(organisation, tier, *fields):
    Organisation.objects.filter(pk=organisation.pk).update(field_visibility=dict.fromkeys(fields, tier))
    organisation.refresh_from_db()


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("reader", READERS)
def test_fact_is_open_to_the_circles_of_its_tier(opened, request, tier, reader):
    set_tier(opened, tier, "website")
    assert opened.shows("website", request.getfixturevalue(reader)) == (reader in OPEN[tier])


def test_name_opens_with_an_introduction_and_cannot_be_chosen_otherwise(
    lusitano, investor, officer, shenzhen
):
    assert not lusitano.shows("name", officer)
    with pytest.raises(actions.NotPossible):
        actions.set_visibility(lusitano, by=investor, tiers={"name": "us"})
    with pytest.raises(actions.NotPossible):
        actions.set_visibility(lusitano, by=investor, tiers={"verified_by": "officers"})


def test_tampered_tier_counts_as_the_narrowest(opened, officer):
    set_tier(opened, "everybody", "website", "country")
    assert (opened.tier_of("website"), opened.tier_of("country")) == (Tier.US, Tier.MET)


def test_withdrawn_grant_closes_the_facts_too(opened, investor, other_officer, zhuhai):
    row = actions.grant(opened, city=zhuhai, because="asked")
    actions.withdraw_grant(row, by=investor)
    assert not opened.shows("website", other_officer)


def test_who_checks_reads_what_is_checked_while_the_check_is_asked_for(opened, investor, officer, auditor):
    set_tier(opened, Tier.US, "registration_no", "employees")
    actions.ask_for_check(opened, by=investor)
    opened.refresh_from_db()
    assert opened.shows("registration_no", officer)
    assert not opened.shows("employees", officer)
    assert not opened.shows("registration_no", auditor)


@pytest.fixture
def kept(opened, officer, shenzhen, investor):
    """Everything that can be kept is kept; a match agreed, a case open, a mandate written."""
    pair = matching.match(opened, matching.listing(shenzhen, officer=officer))
    Match.objects.filter(pk=pair.pk).update(state_investor="yes")
    cases.case(by=investor, organisation=opened, city=shenzhen, project=pair.project)
    Organisation.objects.filter(pk=opened.pk).update(
        **HIDDEN,
        in_china=True,
        turnover=987_654_321,
        turnover_currency="EUR",
        field_visibility=dict.fromkeys((*HIDDEN, "turnover", "in_china", "members", "sectors"), Tier.US),
    )
    opened.refresh_from_db()
    return opened


def officer_pages(organisation):
    pair, case = Match.objects.get(), Case.objects.get()
    yield reverse("admin:index")
    yield reverse("admin:investors_organisation_change", args=[organisation.pk])
    yield reverse("admin:investors_organisation_verify", args=[organisation.slug])
    yield reverse("admin:investors_mandate_change", args=[pair.mandate.pk])
    yield reverse("admin:matching_match_change", args=[pair.code])
    yield reverse("admin:cases_case_change", args=[case.number])
    for name in ("organisation", "mandate", "membership", "grant", "check", "invitation", "joinrequest"):
        yield reverse(f"admin:investors_{name}_changelist")
    for name in ("matching_match", "cases_case"):
        yield reverse(f"admin:{name}_changelist")


@pytest.mark.parametrize("reader", ["officer", "other_officer", "province", "auditor", "admin"])
def test_no_page_of_an_officer_holds_a_fact_that_is_kept(client, kept, request, reader):
    client.force_login(request.getfixturevalue(reader))
    words = [
        *map(str, HIDDEN.values()),
        "45,671",
        "987,654",
        "987.65",
        "987 million",
        "colleague@example.com",
    ]
    opened = 0
    for address in officer_pages(kept):
        answer = client.get(address, follow=True)
        opened += answer.status_code == 200
        found = [word for word in words if word in main(answer)]
        assert found == [], address
    assert opened >= 8


def main(answer) -> str:
    """Without addresses of style sheets and numbers of rows, which may hold any digits."""
    text = answer.content.decode()
    return text.split('<main id="main"')[-1] if "<main" in text else text


@pytest.mark.parametrize("word", ["卡娜丽", "CANARY-501"])
def test_what_is_kept_is_not_found_by_guessing(client, kept, province, word):
    client.force_login(province)
    address = reverse("admin:investors_organisation_changelist")
    assert kept.name not in main(client.get(address, {"q": word}))
    set_tier(kept, Tier.MET, *HIDDEN)
    assert kept.name in main(client.get(address, {"q": word}))


def test_no_letter_to_an_officer_holds_a_fact_that_is_kept(kept, officer):
    pair = Match.objects.get()
    decide(pair, by=officer, answer="yes")
    delivery.drain()
    told = "".join(letter.body + letter.subject for letter in mail.outbox)
    assert any(officer.email in letter.to for letter in mail.outbox)
    assert [word for word in map(str, HIDDEN.values()) if word in told] == []


def test_people_that_are_kept_stand_on_no_list(client, kept, province, investor):
    client.force_login(province)
    assert investor.email not in main(client.get(reverse("admin:investors_membership_changelist")))
    page = main(client.get(reverse("admin:investors_organisation_change", args=[kept.pk])))
    assert "keeps its people to itself" in page


def test_auditor_reads_addresses_in_part_only(client, opened, auditor, officer, investor):
    address = reverse("admin:investors_organisation_change", args=[opened.pk])
    client.force_login(officer)
    assert investor.email in main(client.get(address))
    client.force_login(auditor)
    page = main(client.get(address))
    assert investor.email not in page
    assert "i…@example.com" in page


def test_investor_looks_through_the_eyes_of_a_city(client, opened, investor, zhuhai):
    set_tier(opened, Tier.MET, *HIDDEN)
    Organisation.objects.filter(pk=opened.pk).update(registration_no="PT-777")
    client.force_login(investor)
    address = reverse("pages:organisation_visibility")
    zhuhai_sees, shenzhen_sees = (
        client.get(address, {"city": city}).content.decode().split("data-preview")[1].split("</dl>")[0]
        for city in ("zhuhai", "shenzhen")
    )
    assert "PT-777" not in zhuhai_sees
    assert "Portugal" in zhuhai_sees
    assert "PT-777" in shenzhen_sees


def test_choice_is_saved_recorded_and_refused_on_an_old_version(client, opened, investor, other_officer):
    client.force_login(investor)
    address = reverse("pages:organisation_visibility")
    tiers = {field: opened.tier_of(field) for field in disclosure.DEFAULTS}
    typed = {**tiers, "employees": "officers", "version": opened.version}
    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed).status_code == 409
    assert client.post(address, {**typed, "employees": "everybody"}).status_code == 422
    opened.refresh_from_db()
    assert opened.field_visibility == {"employees": "officers"}
    assert opened.shows("employees", other_officer)


def test_unknown_is_apart_from_no_and_from_not_shown(opened, officer):
    Organisation.objects.filter(pk=opened.pk).update(in_china=False)
    opened.refresh_from_db()
    told = {fact.field: (fact.is_open, fact.value) for fact in entry_for(opened, officer)}
    assert (told["in_china"], told["founded"]) == ((True, "No"), (True, ""))
    set_tier(opened, Tier.US, "in_china")
    assert {f.field: (f.is_open, f.value) for f in entry_for(opened, officer)}["in_china"] == (False, "")


def test_page_about_one_organisation_asks_as_often_for_many_rows_as_for_one(
    client, opened, officer, shenzhen
):
    client.force_login(officer)
    address = reverse("admin:investors_organisation_change", args=[opened.pk])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def more(count):
        for _number in range(count):
            investors.mandate(opened)
            investors.member(opened, accounts.user())
            actions.verify_organisation(opened, by=officer, evidence=f"seen on {clock.today()}")

    more(1)
    before = asked()
    more(9)
    assert asked() == before <= 26
