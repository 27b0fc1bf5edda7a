"""The policy check and the pages of policies: verdicts, sums, windows, editions; nothing asked twice or stored."""

import csv
import json
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from investguangdong.core import clock
from investguangdong.places.loaders import load_policy_rules
from investguangdong.places.models import City, ExchangeRate, Policy, PolicyRule, Sector, Zone
from tests.factories import places, projects

CHECK = "/en/policies/check/"
REWARD = "guangdong-foreign-investment-reward-core-six-cities"
SHENZHEN = "shenzhen-measures-to-attract-and-use-foreign-investment"


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 28))


@pytest.fixture
def rules(db, today):
    """The rules as they come from the file, on policies that carry no more than they need."""
    for slug in ("guangzhou", "shenzhen", "zhuhai", "shaoguan"):
        places.city(slug)
    for slug, city in (("hengqin", "zhuhai"), ("qianhai", "shenzhen")):
        home = City.objects.get(slug=city)
        Zone.objects.create(slug=slug, kind="cooperation", city=home, name_en=slug.title())
    ExchangeRate.objects.create(currency="USD", on="2026-01-27", rate=7, source_body="Bank")
    file = Path(settings.BASE_DIR) / "data"
    for place, slug in enumerate(slugs_in(file)):
        Policy.objects.create(
            slug=slug, title_en=slug.replace("-", " "), issuing_body="Bureau", year=2024, kind="subsidy",
            scope="province", state="in-force", position=place,
        )  # fmt: skip
    load_policy_rules(file)


def slugs_in(folder: Path) -> list[str]:
    return [row["policy"] for row in json.loads((folder / "policy_rules.json").read_text())]


def verdicts(client, language="en", **facts) -> dict[str, str]:
    page = client.get(CHECK.replace("/en/", f"/{language}/"), facts)
    assert page.status_code == 200
    return {one.rule.policy.slug: one.verdict.state for one in page.context["check"].results}


def result(client, slug, **facts):
    page = client.get(CHECK, facts)
    return next(one for one in page.context["check"].results if one.rule.policy.slug == slug), page.text


FACTS = {
    "city": "shenzhen",
    "enterprise": "foreign",
    "activity": "high_tech_manufacturing",
    "new_investment": "60,000,000",
    "new_investment_currency": "USD",
}


def test_reward_is_worked_out_with_its_rate_and_shown_with_the_day_of_the_rate(client, rules):
    found, page = result(client, REWARD, **FACTS)
    assert found.verdict.award.payable == (Decimal("12600000.00"), "CNY")  # 3 % of 60 million at 7 yuan
    assert f'data-policy="{REWARD}" data-verdict="meets"' in page
    assert "up to CNY 12,600,000 for the year" in page
    assert "USD 1 = CNY 7, central parity of" in page
    assert "27 January 2026" in page


def test_cap_of_the_year_is_applied_and_said(client, rules):
    found, page = result(client, REWARD, **{**FACTS, "new_investment": "900000000"})
    assert found.verdict.award.payable.amount == 50_000_000
    assert "The cap of CNY 50,000,000 a year applies." in page


def test_amounts_of_several_policies_are_not_added_up(client, rules):
    page = client.get(CHECK, FACTS).text
    assert "The amounts are not added up" in page
    assert "25,200,000" not in page


def test_one_fact_less_asks_for_it_and_offers_the_field(client, rules):
    known = {name: value for name, value in FACTS.items() if name != "enterprise"}
    found, page = result(client, REWARD, **known)
    assert (found.verdict.state, found.needed) == ("needs", [("enterprise", "Kind of enterprise")])
    assert 'href="#id_enterprise"' in page
    assert 'id="id_enterprise"' in page


def test_next_question_keeps_what_was_given(client, rules):
    page = client.get(CHECK, {"city": "shenzhen", "enterprise": "foreign"})
    asked = page.context["next_fact"].name
    assert asked not in ("city", "enterprise")
    assert f'id="next-{asked}"' in page.text
    assert '<input type="hidden" name="city" value="shenzhen">' in page.text


def test_city_rules_out_the_zones_of_other_cities_and_leaves_its_own_open(client, rules):
    found = verdicts(client, city="shenzhen")
    assert found["hengqin-corporate-income-tax-15"] == "does_not"
    assert found["qianhai-corporate-income-tax-15-extension"] == "needs"
    assert verdicts(client, city="shaoguan")["qianhai-corporate-income-tax-15-extension"] == "does_not"


def test_zone_tells_its_city(client, rules):
    found = verdicts(client, zone="hengqin", residence="macao", is_talent="yes")
    assert found["hengqin-iit-relief-for-macao-residents"] == "meets"
    assert found["gba-individual-income-tax-subsidy"] == "meets"


def test_macao_resident_may_be_talent_as_well(client, rules):
    found = verdicts(client, zone="hengqin", residence="macao")
    assert found["hengqin-iit-relief-for-high-end-and-scarce-talent"] == "needs"


def test_zone_of_another_city_is_left_aside_and_said(client, rules):
    page = client.get(CHECK, {"city": "shenzhen", "zone": "hengqin"})
    assert "Hengqin lies in Zhuhai, not in Shenzhen. Left aside." in page.text
    assert page.context["check"].facts["city"] == "shenzhen"


def test_sector_of_manufacturing_only_tells_the_kind_of_activity(client, rules):
    sector = Sector.objects.create(slug="cars", name_en="Cars")
    section = sector.divisions.create(code="C", level="section", name_en="Manufacturing")
    sector.divisions.set(
        [sector.divisions.create(code="36", level="division", name_en="Cars", parent=section)]
    )
    given = {**FACTS, "sector": "cars"}
    del given["activity"]
    assert result(client, SHENZHEN, **given)[0].verdict.state == "meets"
    assert result(client, SHENZHEN, **given)[0].verdict.award_missing == ("activity",)


@pytest.mark.parametrize(
    "given",
    [
        {"new_investment": "a lot"},
        {"new_investment": "-5"},
        {"new_investment": "NaN"},
        {"new_investment": "1e400"},
        {"main_income_share": "170"},
        {"city": "atlantis"},
        {"year": "99999"},
        {"new_investment": "5", "new_investment_currency": "XXX"},
    ],
)
def test_what_cannot_be_read_is_named_and_left_aside(client, rules, given):
    page = client.get(CHECK, {"enterprise": "foreign", **given})
    name = next(reversed(given))
    assert (page.status_code, name in page.context["form"].errors) == (200, True)
    assert page.context["check"].facts["enterprise"] == "foreign"
    assert name not in page.context["check"].facts


def test_year_asks_for_the_window_of_that_year(client, rules):
    assert verdicts(client, **FACTS, year="2027")[REWARD] == "meets"
    assert verdicts(client, **FACTS, year="2028")[REWARD] == "does_not"


def test_check_reads_in_four_languages_with_its_sentences(client, rules):
    sentences = {
        "en": "The enterprise is in Shenzhen.",
        "zh-hans": "企业位于深圳。",
        "zh-hant": "企業位於深圳。",
    }
    for language, sentence in sentences.items():
        assert sentence in client.get(CHECK.replace("/en/", f"/{language}/"), FACTS).text
    assert verdicts(client, "pt", **FACTS) == verdicts(client, "en", **FACTS)


def test_csv_says_what_the_page_says(client, rules):
    answer = client.get(reverse("pages:policy_check_csv"), FACTS)
    rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert {row["policy"]: row["verdict"] for row in rows} == verdicts(client, **FACTS)
    reward = next(row for row in rows if row["policy"] == REWARD)
    told = (Decimal(reward["payable"]), reward["currency"], Decimal(reward["cap_in_total"]))
    assert told == (12_600_000, "CNY", 150_000_000)


def test_check_needs_few_queries_whatever_is_given(client, rules, django_assert_max_num_queries):
    for facts in ({}, FACTS, {**FACTS, "sector": "none"}):
        with django_assert_max_num_queries(8):
            client.get(CHECK, facts)


def test_rule_or_policy_switched_off_is_not_checked(client, rules):
    PolicyRule.objects.filter(policy__slug=REWARD).update(disabled_on="2026-11-01")
    Policy.objects.filter(slug=SHENZHEN).update(disabled_on="2026-11-01")
    assert {REWARD, SHENZHEN} & verdicts(client, **FACTS).keys() == set()


def test_replaced_policy_never_fits_although_its_rule_has_no_end_yet(client, rules):
    Policy.objects.filter(slug=REWARD).update(state="ended")
    assert REWARD not in verdicts(client, **FACTS)
    assert verdicts(client, **FACTS)[SHENZHEN] == "meets"


def page_of(client, slug):
    return client.get(reverse("pages:policy", args=[slug])).text


def test_policy_shows_conditions_sums_and_examples_from_the_same_data(client, rules):
    page = page_of(client, REWARD)
    for text in (
        "New actual foreign investment in the year: at least USD 50 million",
        "up to 3 % of: New actual foreign investment in the year",
        "CNY 150 million",
        "up to CNY 12,000,000 for the year",
    ):
        assert text in page
    assert "Check with your facts" in page


def test_policy_keeps_its_former_editions(client, rules):
    rule = PolicyRule.objects.get(policy__slug=REWARD)
    PolicyRule.objects.create(
        policy=rule.policy, valid_from="2018-01-01", valid_to="2022-12-31", data={**rule.data, "tests": []}
    )
    page = page_of(client, REWARD)
    assert page.index("stands now") < page.index("31 December 2022")


def test_ended_policy_keeps_its_page_and_offers_no_check(client, rules):
    Policy.objects.filter(slug=REWARD).update(valid_to="2025-12-31")
    page = page_of(client, REWARD)
    assert "This policy is over since" in page
    assert "Check with your facts" not in page


def test_policy_names_the_listed_projects_that_name_it_and_no_draft(client, rules, shenzhen):
    policy = Policy.objects.get(slug=REWARD)
    projects.project(city=shenzhen, title_en="Battery plant").policies.add(policy)
    projects.project(city=shenzhen, title_en="Secret draft", status="draft").policies.add(policy)
    page = page_of(client, REWARD)
    assert "Battery plant" in page
    assert "Secret draft" not in page


def listed(client, **filters):
    page = client.get(reverse("pages:policy_list"), filters)
    return {line.policy.slug for line in page.context["lines"]}


def test_list_filters_by_window(client, db):
    day = clock.today()
    for slug, days, state in (("long", 400, "in-force"), ("soon", 60, "in-force"), ("past", -1, "in-force")):
        Policy.objects.create(
            slug=slug, title_en=slug, issuing_body="B", year=2024, kind="tax", scope="province", state=state,
            valid_to=day + timedelta(days=days),
        )  # fmt: skip
    assert listed(client, state="open") == {"long", "soon"}
    assert listed(client, state="lapsing") == {"soon"}
    assert listed(client, state="ended") == {"past"}
    assert client.get(reverse("pages:policy_list")).text.count("60 days left") == 1


def test_list_of_a_sector_keeps_what_names_it_and_what_names_none(client, db):
    chips, cars = (Sector.objects.create(slug=slug, name_en=slug) for slug in ("chips", "cars"))
    for slug, sectors in (("for-chips", [chips]), ("for-all", []), ("for-cars", [cars])):
        policy = Policy.objects.create(
            slug=slug,
            title_en=slug,
            issuing_body="B",
            year=2024,
            kind="tax",
            scope="sector",
            state="in-force",
        )
        policy.sectors.set(sectors)
    assert listed(client, sector="chips") == {"for-chips", "for-all"}


@pytest.mark.parametrize("count", [1, 30])
def test_list_of_policies_costs_the_same_for_one_and_thirty(client, db, count, django_assert_num_queries):
    Policy.objects.bulk_create(
        Policy(
            slug=f"p{n}", title_en=f"P{n}", issuing_body="B", year=2024, kind="tax", scope="province",
            state="in-force",
        )
        for n in range(count)
    )  # fmt: skip
    with django_assert_num_queries(4):
        client.get(reverse("pages:policy_list"))
