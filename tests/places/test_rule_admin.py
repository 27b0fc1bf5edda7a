"""The rules of policies in the back office: data with examples that must come out, read back in words."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from investguangdong.audit.models import AuditEntry
from investguangdong.places.models import Policy, PolicyRule

SAYS = {"en": "It is in Shenzhen.", "zh-hans": "在深圳。", "pt": "Está em Shenzhen."}
RULE = {
    "conditions": [{"fact": "city", "op": "is", "value": "shenzhen", "says": SAYS}],
    "award": {"sum": {"amount": "5000000", "currency": "CNY"}, "once": True},
    "tests": [
        {
            "facts": {"city": "shenzhen"},
            "state": "meets",
            "payable": {"amount": "5000000", "currency": "CNY"},
        },
        {"facts": {"city": "shenzhen", "year": 2030}, "state": "does_not"},
    ],
}


@pytest.fixture
def policy(db):
    return Policy.objects.create(
        slug="reward", title_en="Reward", issuing_body="Bureau", year=2024, kind="subsidy", scope="city",
        state="in-force",
    )  # fmt: skip


@pytest.fixture
def rule(policy):
    return PolicyRule.objects.create(
        policy=policy, valid_from="2023-01-01", valid_to="2027-12-31", data=RULE, confidence="high"
    )


def form_of(rule, data=None, **changes):
    return {
        "policy": rule.policy_id,
        "valid_from": "2023-01-01",
        "valid_to": "2027-12-31",
        "position": 0,
        "confidence": "high",
        "data": json.dumps(RULE if data is None else data),
        **changes,
    }


def address(rule):
    return reverse("admin:places_policyrule_change", args=[rule.pk])


def test_provincial_officer_changes_a_rule_and_the_audit_keeps_it(client, province, rule):
    client.force_login(province)
    changed = {**RULE, "award": {"rate": "15"}, "tests": RULE["tests"][1:]}
    assert client.post(address(rule), form_of(rule, changed)).status_code == 302
    rule.refresh_from_db()
    assert rule.data["award"] == {"rate": "15"}
    assert AuditEntry.objects.about(rule).get().by == province


def test_city_officer_and_auditor_read_rules_and_change_none(client, officer, auditor, rule):
    for user in (officer, auditor):
        client.force_login(user)
        page = client.get(address(rule))
        assert (page.status_code, "It is in Shenzhen." in page.text) == (200, True)
        assert client.post(address(rule), form_of(rule, {**RULE, "award": {"rate": "15"}})).status_code == 403
    rule.refresh_from_db()
    assert rule.data["award"] == RULE["award"]


def test_rule_whose_example_comes_out_otherwise_is_refused_with_its_path(client, province, rule):
    client.force_login(province)
    wrong = {**RULE, "tests": [{"facts": {"city": "foshan"}, "state": "meets"}]}
    page = client.post(address(rule), form_of(rule, wrong)).text
    assert "tests.1: the rule answers “does_not”, not “meets”" in page
    rule.refresh_from_db()
    assert rule.data == RULE


def test_preview_shows_the_typed_rule_in_words_and_saves_nothing(client, province, rule):
    client.force_login(province)
    typed = {**RULE, "award": {"sum": {"amount": "7000000", "currency": "CNY"}}, "tests": []}
    page = client.post(address(rule), form_of(rule, typed, _preview="1")).text
    assert "City: shenzhen" in page
    assert "CNY 7 million" in page
    assert "Nothing is saved yet" in page
    rule.refresh_from_db()
    assert rule.data == RULE


@pytest.mark.parametrize("typed", ["{", "[]", "5", '{"conditions": [5]}', '{"conditions": [{"any": 5}]}'])
def test_data_that_is_no_rule_is_refused_and_kept_in_the_form(client, province, rule, typed):
    client.force_login(province)
    page = client.post(address(rule), form_of(rule) | {"data": typed})
    assert page.status_code == 200
    assert page.context["adminform"].form.errors["data"]


def test_new_edition_starts_from_the_one_before(client, province, rule):
    client.force_login(province)
    given = form_of(rule, {**RULE, "tests": []}, valid_from="2028-01-01", valid_to="", _saveasnew="1")
    assert client.post(address(rule), given).status_code == 302
    assert [row.valid_from.year for row in PolicyRule.objects.order_by("valid_from")] == [2023, 2028]


def test_editions_of_one_policy_may_not_overlap(rule, policy):
    with pytest.raises(IntegrityError, match="places_rule_editions_do_not_overlap"), transaction.atomic():
        PolicyRule.objects.create(policy=policy, valid_from="2027-12-31", data=RULE)
    PolicyRule.objects.create(policy=policy, valid_from="2028-01-01", data=RULE)
