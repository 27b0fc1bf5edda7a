"""A policy's conditions in three values, and its sum. Amounts are worked by hand at 7 yuan to the dollar."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from investguangdong.places.checking import DOES_NOT, MEETS, NEEDS, Money, OneOf, check, most_telling
from investguangdong.places.rules import ACTIVITIES, ENTERPRISES, RESIDENCES, answer, payable, problems

FILE = Path(__file__).resolve().parents[2] / "data" / "policy_rules.json"
RULES = {rule["policy"]: rule for rule in json.loads(FILE.read_text(encoding="utf-8"))}
REWARD = RULES["guangdong-foreign-investment-reward-core-six-cities"]
DAY = date(2026, 6, 30)
RATES = {"USD": Decimal(7), "HKD": Decimal("0.9")}
EXAMPLES = [(name, example) for name, rule in RULES.items() for example in rule["tests"]]

SUMS = st.builds(Money, st.decimals(0, 10**12, places=2), st.sampled_from(["CNY", "USD", "HKD"]))
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "city": st.sampled_from(["shenzhen", "huizhou", "maoming", "hong-kong"]),
        "zone": st.sampled_from(["hengqin", "qianhai", "nansha", "hetao"]),
        "enterprise": st.sampled_from(ENTERPRISES),
        "activity": st.sampled_from(ACTIVITIES),
        "new_investment": SUMS,
        "fixed_investment": SUMS,
        "is_headquarters": st.booleans(),
        "is_encouraged": st.booleans(),
        "is_substantive": st.booleans(),
        "main_income_share": st.decimals(0, 100, places=1),
        "residence": st.sampled_from(RESIDENCES),
        "is_talent": st.booleans(),
        "year": st.integers(2019, 2030),
    },
)


def verdict(rule, facts):
    return check(rule, facts, today=DAY, rates=RATES)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_stored_example_comes_out_as_written(name, example):
    found = answer(RULES[name], example)
    assert found.state == example["state"]
    if "payable" in example:
        amount = example["payable"]
        assert payable(found) == Money(Decimal(amount["amount"]), amount["currency"])


def test_the_file_of_rules_has_nothing_wrong():
    assert {name: problems(rule) for name, rule in RULES.items() if problems(rule)} == {}


@given(st.sampled_from(sorted(RULES)), FACTS, st.data())
def test_taking_a_fact_away_never_turns_a_no_into_a_yes(name, facts, data):
    if facts:
        left_out = data.draw(st.sampled_from(sorted(facts)))
        if left_out == "year":  # the window is asked by year, else by today
            return
        fewer = {key: value for key, value in facts.items() if key != left_out}
        before, after = verdict(RULES[name], facts).state, verdict(RULES[name], fewer).state
        assert (before, after) not in {(DOES_NOT, MEETS), (MEETS, DOES_NOT)}


@given(
    st.sampled_from(sorted(RULES)),
    FACTS,
    st.sampled_from(["zone", "activity"]),
    st.sets(st.sampled_from(["hengqin", "qianhai", "none", *ACTIVITIES]), min_size=1),
)
def test_a_choice_known_in_part_says_only_what_holds_for_each_of_its_values(name, facts, fact, values):
    told = verdict(RULES[name], {**facts, fact: OneOf(values)}).state
    each = {verdict(RULES[name], {**facts, fact: value}).state for value in values}
    assert told == NEEDS or each == {told}


@given(st.decimals(10**6, 10**11, places=2), st.sampled_from(ACTIVITIES))
def test_the_currency_of_a_sum_does_not_matter(dollars, activity):
    facts = {"city": "shenzhen", "enterprise": "foreign", "activity": activity}
    in_dollars = verdict(REWARD, {**facts, "new_investment": Money(dollars, "USD")})
    in_yuan = verdict(REWARD, {**facts, "new_investment": Money(dollars * 7, "CNY")})
    assert (in_dollars.state, payable(in_dollars)) == (in_yuan.state, payable(in_yuan))


@given(st.integers(0, 10**10), st.integers(0, 10**10), st.sampled_from(ACTIVITIES))
def test_more_investment_never_lowers_the_reward_and_the_cap_holds(less, more, activity):
    less, more = sorted((less, more))
    facts = {"city": "foshan", "enterprise": "foreign", "activity": activity}
    found = [verdict(REWARD, {**facts, "new_investment": Money(Decimal(n), "CNY")}) for n in (less, more)]
    amounts = [payable(one).amount if one.award else Decimal(0) for one in found]
    assert amounts[0] <= amounts[1] <= Decimal(50_000_000)


@given(st.sampled_from(sorted(RULES)), FACTS)
def test_the_same_facts_give_the_same_answer(name, facts):
    assert verdict(RULES[name], facts) == verdict(RULES[name], dict(reversed(facts.items())))


def test_a_verdict_names_the_facts_it_needs():
    found = verdict(REWARD, {"city": "shenzhen"})
    assert (found.state, found.missing) == (NEEDS, ("enterprise", "new_investment"))
    assert [clause.state for clause in found.clauses] == [MEETS, NEEDS, NEEDS]


def test_a_reward_whose_rate_depends_on_a_missing_fact_says_which():
    found = verdict(
        REWARD, {"city": "shenzhen", "enterprise": "foreign", "new_investment": Money(Decimal(10**9), "CNY")}
    )
    assert (found.state, found.award, found.award_missing) == (MEETS, None, ("activity",))


def test_an_unknown_currency_is_a_missing_rate_not_a_no():
    facts = {"city": "shenzhen", "enterprise": "foreign", "new_investment": Money(Decimal(10**9), "CHF")}
    assert verdict(REWARD, facts).state == NEEDS


def test_the_window_is_asked_by_year_else_by_today():
    assert verdict(REWARD, {"year": 2022}).window.state == "before"
    assert verdict(REWARD, {"year": 2028}).window.state == "ended"
    assert check(REWARD, {}, today=date(2028, 1, 1), rates=RATES).window.state == "ended"
    assert check(REWARD, {}, today=date(2027, 12, 30), rates=RATES).window.days_left == 1


def test_the_fact_that_decides_most_is_asked_first():
    verdicts = [verdict(rule, {"city": "shenzhen"}) for rule in RULES.values()]
    assert most_telling(verdicts)[0] in ("zone", "new_investment", "fixed_investment")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"conditions": "none"}, "conditions"),
        ({"conditions": [{"fact": "colour", "op": "is", "value": "red"}]}, "conditions.1.fact"),
        ({"conditions": [{"fact": "enterprise", "op": "at_least", "value": "1"}]}, "conditions.1.op"),
        ({"conditions": [{"fact": "activity", "op": "in", "value": ["fishing"]}]}, "conditions.1.value"),
        (
            {"conditions": [{"all": [{"fact": "residence", "op": "is", "value": 3}]}]},
            "conditions.1.all.1.value",
        ),
        ({"award": {"of": "city", "share": [{"percent": "3"}]}}, "award.of"),
        ({"award": {"of": "new_investment", "share": [{"percent": "three"}]}}, "award.share.1.percent"),
        ({"tests": [{"facts": {"city": "maoming"}, "state": "meets"}]}, "tests.1"),
        ({"conditions": [{"any": 5}]}, "conditions.1.any"),
        ({"conditions": [{"fact": "city", "op": "is", "value": "x", "vlaue": 1}]}, "conditions.1"),
        ({"conditions": [{"fact": "city", "op": "is", "value": "x", "open": True}]}, "conditions.1"),
        ({"conditions": [{"open": True, "says": {"en": "Left open."}}]}, "conditions.1.says.pt"),
        ({"award": {"sum": {"amount": "5", "currency": None}}}, "award.sum"),
        ({"award": {"rate": 0.15}}, "award.rate"),
        ({"award": {"of": "new_investment", "share": 3}}, "award.share"),
        ({"tests": [{"state": "meets"}]}, "tests.1.facts"),
        ({"tests": [{"facts": {"year": "2026"}, "state": "meets"}]}, "tests.1.facts.year"),
    ],
)
def test_what_is_wrong_with_a_rule_is_told_with_its_path(change, path):
    assert [problem for problem in problems({**REWARD, **change}) if problem.startswith(f"{path}:")]
