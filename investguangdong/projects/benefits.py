"""Which policies a listing meets, as far as its place tells, for an enterprise with foreign investment."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from investguangdong.core import clock
from investguangdong.core.versions import kept_here
from investguangdong.places.checking import DOES_NOT, NEEDS, ORDER, Verdict, check
from investguangdong.places.models import Policy, PolicyRule, Zone
from investguangdong.places.policy_facts import place_facts
from investguangdong.places.rule_words import label
from investguangdong.projects.models import Project


@dataclass(frozen=True)
class Benefit:
    policy: Policy
    verdict: Verdict
    is_at_most: bool

    @property
    def needs(self) -> list:
        """The facts that are missing, in words; empty where the office has to decide."""
        return [label(name) for name in self.verdict.missing or self.verdict.award_missing]

    @property
    def needs_in_words(self) -> str:
        return _(", ").join(str(name) for name in self.needs)

    @property
    def is_open(self) -> bool:
        """No fact is missing, but the source leaves a point to the office."""
        return self.verdict.state == NEEDS and not self.needs


@kept_here("places")
def rules() -> list[PolicyRule]:
    return list(PolicyRule.objects.enabled().on(clock.today()).select_related("policy"))


@kept_here("places")
def homes() -> dict[str, str]:
    """The city of each of the four cooperation zones."""
    return dict(Zone.objects.cooperation().values_list("slug", "city__slug"))


def facts_of(project: Project) -> dict:
    """Where it lies, and that the investor is foreign. The sum sought is not what is paid in during a year."""
    known = homes()
    zone = project.zone.slug if project.zone_id and project.zone.slug in known else ""
    where = place_facts(project.city.slug if project.city_id else "", zone, known)
    return {**where, "enterprise": "foreign"}


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
