"""Policies as pages: what is in force and what lapses, and one policy with its conditions, sums and editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from investguangdong.core import clock
from investguangdong.core.languages import best
from investguangdong.places import rule_words, rules
from investguangdong.places.checking import DOES_NOT, MEETS, Verdict
from investguangdong.places.forms import LAPSES_SOON, PolicyFilter
from investguangdong.places.models import City, Policy, PolicyRule, Zone
from investguangdong.projects.models import Project

SHOWN_PROJECTS = 6
SHOWN_EXAMPLES = 4


@dataclass(frozen=True)
class Line:
    """A policy in the list."""

    policy: Policy
    has_ended: bool
    days_left: int | None
    is_checked: bool

    @property
    def lapses_soon(self) -> bool:
        return self.days_left is not None and self.days_left <= LAPSES_SOON


@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    form = PolicyFilter(request.GET)
    policies = form.apply(Policy.objects.visible_to(request.user))
    today = clock.today()
    checked = set(PolicyRule.objects.visible_to(request.user).values_list("policy", flat=True))
    lines = [
        Line(policy, policy.has_ended(today), policy.days_left(today), policy.pk in checked)
        for policy in policies
    ]
    lines.sort(key=lambda line: line.has_ended)
    context = {"form": form, "lines": lines, "total": len(lines), "section": "policies"}
    return render(request, "pages/policy_list.html", context)


@dataclass(frozen=True)
class Example:
    """Facts that were stored with a rule, and what the rule answers to them."""

    facts: list[str]
    verdict: Verdict
    gives: str
    working: list[str]


@dataclass(frozen=True)
class Edition:
    """One edition of a policy's rule, in words."""

    rule: PolicyRule
    names: Mapping[str, str]

    @property
    def conditions(self) -> list[rule_words.Line]:
        return rule_words.in_words(self.rule.data["conditions"], self.names)

    @property
    def grades(self) -> list[rule_words.Grade]:
        return rule_words.grades(self.rule.data.get("award"), self.names)

    @property
    def caps(self) -> list[rule_words.Grade]:
        return rule_words.caps(self.rule.data.get("award"), self.names)

    @property
    def examples(self) -> list[Example]:
        """Those that show a sum come first, then what fits, and one that does not fit at the end."""
        found = [self._example(example) for example in self.rule.data.get("tests", ())]
        order = {MEETS: 1, DOES_NOT: 3}
        found.sort(key=lambda one: 0 if one.working else order.get(one.verdict.state, 2))
        no = [one for one in found if one.verdict.state == DOES_NOT][:1]
        return [one for one in found if one.verdict.state != DOES_NOT][: SHOWN_EXAMPLES - len(no)] + no

    def _example(self, example: Mapping) -> Example:
        verdict, award = rules.answer(self.rule.rule, example), self.rule.data.get("award")
        return Example(
            rule_words.facts_in_words(example["facts"], self.names),
            verdict,
            rule_words.gives(award, verdict.award) if verdict.state == MEETS else "",
            rule_words.working(award, verdict.award) if verdict.state == MEETS else [],
        )


@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    policy = get_object_or_404(Policy.objects.visible_to(request.user), slug=slug)
    today = clock.today()
    found = _rules_of(policy, request.user)
    names = _names(request.user) if found else {}
    editions = [Edition(rule, names) for rule in found]
    cities = list(policy.cities.visible_to(request.user))
    zones = list(policy.zones.visible_to(request.user).select_related("city"))
    projects = Project.objects.listed().visible_to(request.user).filter(policies=policy)
    context = {
        "section": "policies",
        "policy": policy,
        "today": today,
        "has_ended": policy.has_ended(today),
        "days_left": policy.days_left(today),
        "lapses_soon": LAPSES_SOON,
        "edition": _standing(editions, today),
        "editions": editions,
        "cities": cities,
        "zones": zones,
        "projects": projects.with_card().order_by("-published_at", "-pk")[:SHOWN_PROJECTS],
        "check_query": _check_query(cities, zones),
        "example_rate": rules.EXAMPLE_RATES["USD"],
    }
    return render(request, "pages/policy.html", context)


def _rules_of(policy: Policy, user) -> list[PolicyRule]:
    """The newest edition first."""
    rows = PolicyRule.objects.visible_to(user).filter(policy=policy).select_related("policy")
    return sorted(rows, key=lambda row: row.valid_from or date.min, reverse=True)


def _standing(editions: list[Edition], today) -> Edition | None:
    """The edition of today, as `PolicyRule.objects.on` finds it."""
    begun = [one for one in editions if one.rule.valid_from is None or one.rule.valid_from <= today]
    return begun[0] if begun else None


def _names(user) -> dict[str, str]:
    places = [*City.objects.visible_to(user), *Zone.objects.visible_to(user).cooperation()]
    return {place.slug: best(place, "name").text for place in places}


def _check_query(cities: list[City], zones: list[Zone]) -> str:
    """Facts that the policy itself tells: where it holds in one place only."""
    if len(zones) == 1:
        return urlencode({"zone": zones[0].slug})
    return urlencode({"city": cities[0].slug}) if len(cities) == 1 else ""
