"""The policy check: a few facts, and what each policy says to them. The address keeps the facts; nothing is kept."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from investguangdong.core import clock
from investguangdong.core.languages import best
from investguangdong.pages.spreadsheet import csv_response
from investguangdong.places import rule_words
from investguangdong.places.checking import (
    DOES_NOT,
    MEETS,
    NEEDS,
    Clause,
    Money,
    Verdict,
    check,
    most_telling,
)
from investguangdong.places.models import City, Division, Policy, PolicyRule, Sector, Zone
from investguangdong.places.policy_form import USUAL_CURRENCY, PolicyCheck
from investguangdong.places.rates import newest_rates

GROUPS = (MEETS, NEEDS, DOES_NOT)


@dataclass(frozen=True)
class Result:
    """One policy and its verdict, in words."""

    rule: PolicyRule
    verdict: Verdict
    clauses: list[tuple[Clause, rule_words.Line]]

    @property
    def gives(self) -> str:
        if self.verdict.state == DOES_NOT:
            return ""
        return rule_words.gives(self.rule.data.get("award"), self.verdict.award)

    @property
    def working(self) -> list[str]:
        return rule_words.working(self.rule.data.get("award"), self.verdict.award)

    @property
    def needed(self) -> list[tuple[str, str]]:
        """(name, label) of each fact that is still wanted, for the verdict or for the sum."""
        names = [*self.verdict.missing, *self.verdict.award_missing]
        return [(name, rule_words.label(name)) for name in dict.fromkeys(names)]


class Check:
    """All that the page and its CSV show of one address."""

    def __init__(self, request: HttpRequest):
        self.today, found = clock.today(), newest_rates()
        self.rates = {currency: rate for currency, (rate, _day) in found.items()}
        cities = list(City.objects.visible_to(request.user).in_guangdong())
        zones = list(Zone.objects.visible_to(request.user).cooperation().select_related("city"))
        self.form = PolicyCheck(
            request.GET,
            cities=cities,
            zones=zones,
            sectors=Sector.objects.visible_to(request.user),
            currencies=sorted(
                {"CNY", *found}, key=lambda code: (code != USUAL_CURRENCY, code != "CNY", code)
            ),
            today=self.today,
        )
        self.facts = self.form.facts(sections_of(self.form.sector, request.user))
        self.rate_days = {
            fact.currency: found[fact.currency] for fact in self._sums() if fact.currency in found
        }
        self.results = [self._result(rule) for rule in rules_on(self.today, request.user)]

    def _sums(self) -> Iterable[Money]:
        return [fact for fact in self.facts.values() if isinstance(fact, Money)]

    def _result(self, rule: PolicyRule) -> Result:
        verdict = check(rule.rule, self.facts, today=self.today, rates=self.rates)
        lines = rule_words.in_words(rule.data["conditions"], self.form.names)
        return Result(rule, verdict, list(zip(verdict.clauses, lines, strict=True)))

    @property
    def groups(self) -> list[tuple[str, list[Result]]]:
        return [(state, [one for one in self.results if one.verdict.state == state]) for state in GROUPS]

    @property
    def next_fact(self):
        """The field whose answer would decide most, among those that are still in doubt."""
        telling = most_telling(one.verdict for one in self.results)
        name = next((name for name in telling if name in self.form.fields), None)
        return self.form[name] if name else None

    @property
    def sums_to_convert(self) -> list[tuple]:
        """(currency, rate, day) of what was given in another currency than the yuan."""
        return [(currency, rate, day) for currency, (rate, day) in self.rate_days.items()]


def rules_on(day, user) -> list[PolicyRule]:
    """Not those of a policy that was switched off, or replaced before its rule was given an end."""
    rows = PolicyRule.objects.visible_to(user).on(day).select_related("policy")
    return sorted((row for row in rows if is_standing(row, day)), key=lambda row: row.policy.position)


def is_standing(rule: PolicyRule, day) -> bool:
    has_own_end = rule.valid_to is not None and rule.valid_to < day
    return not rule.policy.disabled_on and (has_own_end or rule.policy.state != Policy.State.ENDED)


def sections_of(slug: str, user) -> list[str]:
    """The sections of GB/T 4754 that a sector spans; none where no sector was chosen."""
    if not slug:
        return []
    divisions = Division.objects.visible_to(user).filter(sectors__slug=slug)
    return sorted({code for code in divisions.values_list("parent__code", flat=True) if code})


@require_safe
def policy_check(request: HttpRequest) -> HttpResponse:
    found = Check(request)
    field = found.next_fact
    context = {
        "section": "policies",
        "check": found,
        "form": found.form,
        "groups": found.groups,
        "total": len(found.results),
        "next_fact": field,
        "next_currency": found.form.currency_of(field.name) if field else None,
        "kept": found.form.without(field.name, f"{field.name}_currency") if field else [],
        "with_sums": sum(one.verdict.award is not None for one in dict(found.groups)[MEETS]),
        "today": found.today,
    }
    return render(request, "pages/policy_check.html", context)


HEADER = (
    "policy", "title", "verdict", "needs", "gives", "payable", "currency", "before_caps", "cap_of_a_year",
    "cap_in_total", "valid_from", "valid_to", "authority", "as_of", "source", "checked_on",
)  # fmt: skip


@require_safe
def policy_check_csv(request: HttpRequest) -> HttpResponse:
    found = Check(request)
    rows = [csv_row(one, found.today) for _state, results in found.groups for one in results]
    return csv_response("policy-check.csv", HEADER, rows)


def csv_row(one: Result, today) -> list:
    policy, award, window = one.rule.policy, one.verdict.award, one.verdict.window
    sums = [award and award.payable, award and award.gross, award and award.year_cap, award and award.total]
    payable, gross, year_cap, total = (value and value.amount for value in sums)
    told = [one.verdict.state, " ".join(name for name, _label in one.needed), one.gives]
    money = [payable, award and award.payable.currency, gross, year_cap, total]
    source = [policy.issuing_body, policy.as_of, " ".join(policy.source_links)]
    return [
        policy.slug,
        best(policy, "title").text,
        *told,
        *money,
        window.starts,
        window.ends,
        *source,
        today,
    ]
