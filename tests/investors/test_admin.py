"""The back office over organisations: scoped lists, the check, and no way to write round it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from investguangdong.audit.models import AccessLog
from investguangdong.investors.models import Organisation
from tests.factories import investors

LIST = "admin:investors_organisation_changelist"
CANARY = "Canary Holdings"


@pytest.fixture
def granted(lusitano, shenzhen, investor):
    investors.grant(lusitano, shenzhen)
    canary = investors.organisation(CANARY, slug="canary")
    investors.mandate(canary, name=CANARY)
    investors.mandate(lusitano)
    return lusitano


def check(row):
    return reverse("admin:investors_organisation_verify", args=[row.slug])


def test_city_officer_finds_no_trace_of_what_was_not_granted(client, granted, officer):
    client.force_login(officer)
    canary = Organisation.objects.get(slug="canary")
    for name in ("organisation", "mandate", "membership", "grant"):
        page = client.get(reverse(f"admin:investors_{name}_changelist"), {"q": ""})
        assert page.status_code == 200
        assert CANARY not in page.content.decode()
        assert "Lusitano" in page.content.decode()
    for address in (check(canary), reverse("admin:investors_organisation_change", args=[canary.pk])):
        assert client.get(address, follow=True).status_code in (200, 404)
        assert CANARY not in client.get(address, follow=True).content.decode()


def test_officer_notes_a_check_and_a_form_without_evidence_is_422(client, granted, officer):
    client.force_login(officer)
    assert client.get(check(granted)).status_code == 200
    assert client.post(check(granted), {"outcome": "yes", "evidence": ""}).status_code == 422
    told = {"outcome": "yes", "evidence": "Register extract", "proof": "register"}
    answer = client.post(check(granted), told)
    assert answer.status_code == 302
    granted.refresh_from_db()
    assert (granted.is_verified, granted.verified_by) == (True, officer)


def test_auditor_reads_and_cannot_check(client, granted, auditor):
    client.force_login(auditor)
    assert CANARY in client.get(reverse(LIST)).content.decode()
    assert client.get(check(granted)).status_code == 403
    assert client.post(check(granted), {"outcome": "yes", "evidence": "x"}).status_code == 403


def test_look_at_an_organisation_is_logged(client, granted, province):
    client.force_login(province)
    client.get(reverse("admin:investors_organisation_change", args=[granted.pk]))
    assert AccessLog.objects.get().by == province


def test_nobody_changes_an_organisation_in_the_back_office(client, granted, province):
    client.force_login(province)
    address = reverse("admin:investors_organisation_change", args=[granted.pk])
    assert client.post(address, {"name": "Ours"}).status_code == 403
    assert client.get(reverse("admin:investors_organisation_add")).status_code == 403


@pytest.fixture
def more(investor, shenzhen):
    def make(count):
        for _number in range(count):
            row = investors.organisation()
            investors.member(row, investor)
            investors.mandate(row)
            investors.grant(row, shenzhen)

    return make


@pytest.mark.parametrize("name", ["organisation", "mandate", "membership", "grant", "consent"])
def test_list_asks_as_often_for_thirty_rows_as_for_one(client, province, more, name):
    client.force_login(province)
    address = reverse(f"admin:investors_{name}_changelist")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    more(1)
    before = asked()
    more(29)
    assert asked() == before <= 12


@pytest.mark.parametrize(
    "query", ["?q=%E4%B8%AD", "?verification=nonsense", "?o=99.-1", "?p=9999", "?pk=abc"]
)
def test_odd_filters_are_no_errors(client, province, granted, query):
    client.force_login(province)
    assert client.get(reverse(LIST) + query).status_code in (200, 302)


def test_page_has_one_heading(client, granted, officer):
    client.force_login(officer)
    for address in (reverse(LIST), check(granted)):
        assert len(re.findall(r"<h1[ >]", client.get(address).content.decode())) == 1


def test_province_keeps_a_note_on_a_mandate_and_a_granted_city_only_reads_it(
    client, province, officer, lusitano, shenzhen
):
    row = investors.mandate(lusitano, name="Storage", musts=["amount"])
    investors.grant(lusitano, shenzhen)
    note = reverse("admin:investors_mandate_note", args=[row.code])
    client.force_login(officer)
    assert client.post(note, {"note": "mine"}).status_code == 403
    client.force_login(province)
    assert client.post(note, {"note": "Met at the summit"}).status_code == 302
    client.force_login(officer)
    text = client.get(reverse("admin:investors_mandate_change", args=[row.pk])).content.decode()
    assert "Met at the summit" in text
    assert "must hold" in text
    assert AccessLog.objects.filter(by=officer, object_label=row.code).exists()


def test_mandate_that_is_not_granted_is_not_there_for_a_citys_officer(client, other_officer, lusitano):
    row = investors.mandate(lusitano)
    client.force_login(other_officer)
    assert (
        client.post(reverse("admin:investors_mandate_note", args=[row.code]), {"note": "x"}).status_code
        == 404
    )
    assert client.get(reverse("admin:investors_mandate_change", args=[row.pk])).status_code in (302, 404)


def test_mandates_are_found_by_how_long_ago_they_were_confirmed(client, province, lusitano):
    fresh = investors.mandate(lusitano, name="Fresh one")
    stale = investors.mandate(lusitano, name="Stale one", last_confirmed_on="2020-01-01")
    client.force_login(province)
    found = {}
    for value in ("fresh", "stale"):
        text = client.get(
            reverse("admin:investors_mandate_changelist"), {"confirmed": value}
        ).content.decode()
        found[value] = [row.name for row in (fresh, stale) if row.name in text]
    assert found == {"fresh": ["Fresh one"], "stale": ["Stale one"]}
