"""Which policies a listing meets, as far as its facts tell. What an investor would bring in is taken to be the
sum sought, and the enterprise to have foreign investment: the page says both."""

from dataclasses import dataclass

from investguangdong.core import clock
from investguangdong.core.versions import kept_here
from investguangdong.places.checking import DOES_NOT, NEEDS, ORDER, Money, Verdict, check
from investguangdong.places.models import Policy, PolicyRule
from investguangdong.places.rule_words import FACT_LABELS
from investguangdong.projects.models import Project


@dataclass(frozen=True)
class Benefit:
    policy: Policy
    verdict: Verdict
    is_at_most: bool

    @property
    def needs(self) -> list:
        """The facts that are missing, in words; empty where the office has to decide."""
        return [FACT_LABELS[name] for name in self.verdict.missing or self.verdict.award_missing]

    @property
    def is_open(self) -> bool:
        """No fact is missing, but the source leaves a point to the office."""
        return self.verdict.state == NEEDS and not self.needs


@kept_here("places")
def rules() -> list[PolicyRule]:
    return list(PolicyRule.objects.enabled().on(clock.today()).select_related("policy"))


def facts_of(project: Project) -> dict:
    low, high = project.amount_range
    amount = low or high
    return {
        "city": project.city.slug if project.city_id else "",
        "zone": project.zone.slug if project.zone_id else "none",
        "enterprise": "foreign",
        "new_investment": Money(amount, project.currency) if amount else None,
        "fixed_investment": Money(amount, project.currency) if amount else None,
    }


def benefits(project: Project, rates: dict) -> list[Benefit]:
    """What is met first, then what needs a fact; what does not apply is left out."""
    yuan = {currency: rate for currency, (rate, _day) in rates.items()}
    facts = facts_of(project)
    found = [
        Benefit(
            row.policy,
            check(row.rule, facts, today=clock.today(), rates=yuan),
            bool((row.data.get("award") or {}).get("at_most")),
        )
        for row in rules()
    ]
    kept = [one for one in found if one.verdict.state != DOES_NOT and says_something(one, project)]
    return sorted(kept, key=lambda one: ORDER[one.verdict.state])


def says_something(benefit: Benefit, project: Project) -> bool:
    """A policy of a place is shown where the listing lies there; one of the whole province always."""
    return bool(project.city_id) and benefit.verdict.missing != ("city",)
