"""Which cities a brief should go to, and why: weighed in the open by `places.weighing` over what this site knows of
the mandate's matches, of clusters, policies and wages. Cities ruled out are never among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from investguangdong.core import clock
from investguangdong.investors.models import Mandate
from investguangdong.matching.brief_choices import MOST_CITIES
from investguangdong.matching.coarse import EDGES, floor_edge
from investguangdong.matching.models import Match
from investguangdong.places.checking import DOES_NOT, MEETS, NEEDS, Money, check
from investguangdong.places.models import City, Cluster, Division, Figure, Policy, PolicyRule, Zone
from investguangdong.places.policy_facts import activity_facts, place_facts
from investguangdong.places.rates import newest_rates
from investguangdong.places.weighing import Criterion, Ranking

# How much each ground weighs, of weighing.MOST. What fits today counts most; a named city is a wish of hers.
WEIGHTS = {"best": 5, "listings": 2, "named": 4, "clusters": 3, "policies": 2, "wage": 1}
LOW_IS_BETTER = frozenset({"wage"})
WAGE = "minimum_wage_monthly_cny"
GOOD = 45  # from here on a match is counted as a listing that fits


@dataclass(frozen=True)
class Standing:
    """One city: its rank, its share of 100, and what speaks for it and against it, as codes with parameters."""

    city: City
    rank: int
    share: float
    reasons: list[dict] = field(default_factory=list)


def best_cities(mandate: Mandate) -> list[Standing]:
    """All cities that may be asked, the best first. Reads in a fixed number of queries."""
    cities = {city.slug: city for city in may_be_asked(mandate)}
    grounds = grounds_of(mandate, cities)
    criteria = [
        Criterion(key, grounds[key], high_is_better=key not in LOW_IS_BETTER)
        for key in WEIGHTS
        if grounds[key]
    ]
    ranking = Ranking(criteria, WEIGHTS, list(cities))
    return [
        Standing(
            cities[score.place],
            score.rank,
            round(score.share(score.total), 1),
            reasons_for(score.place, grounds),
        )
        for score in ranking.scores()
    ]


def picked(mandate: Mandate) -> list[Standing]:
    return best_cities(mandate)[:MOST_CITIES]


def may_be_asked(mandate: Mandate) -> list[City]:
    cities = City.objects.enabled().in_guangdong()
    return list(cities.exclude(pk__in=mandate.cities_excluded.values("pk")))


def grounds_of(mandate: Mandate, cities: Mapping[str, City]) -> dict[str, dict]:
    """By ground, what is known of each city. No match is nothing fitting today; an unknown wage stays unknown."""
    scores = scores_by_city(mandate)
    verdicts = verdicts_by_city(mandate, cities)
    wanted = {city.slug for city in mandate.cities.all()}
    clusters = clusters_by_city(mandate)
    return {
        "best": {slug: max(scores.get(slug, [0])) for slug in cities},
        "listings": {slug: sum(score >= GOOD for score in scores.get(slug, [])) for slug in cities},
        "named": {slug: int(slug in wanted) for slug in cities} if wanted else {},
        "clusters": {slug: len(clusters.get(slug, [])) for slug in cities},
        "policies": {slug: 2 * len(found[MEETS]) + len(found[NEEDS]) for slug, found in verdicts.items()},
        "wage": wages(cities),
        "cluster_names": clusters,
        "verdicts": verdicts,
    }


def scores_by_city(mandate: Mandate) -> dict[str, list[int]]:
    rows = Match.objects.filter(mandate=mandate, project__city__isnull=False).standing()
    found: dict[str, list[int]] = {}
    for slug, score in rows.values_list("project__city__slug", "score"):
        found.setdefault(slug, []).append(round(score))
    return found


def clusters_by_city(mandate: Mandate) -> dict[str, list[str]]:
    """Strategic clusters of the sectors wanted, by the cities the province names for them."""
    rows = Cluster.objects.enabled().strategic().filter(sectors__slug__in=list(mandate.sector_weights))
    found: dict[str, list[str]] = {}
    for slug, city in rows.distinct().order_by("position").values_list("slug", "cities__slug"):
        found.setdefault(city, []).append(slug)
    return found


def wages(cities: Mapping[str, City]) -> dict[str, Decimal]:
    rows = Figure.objects.enabled().of(WAGE).filter(city__in=cities.values(), value__isnull=False)
    return dict(rows.order_by("year", "position").values_list("city__slug", "value"))


def verdicts_by_city(mandate: Mandate, cities: Mapping[str, City]) -> dict[str, dict[str, list[str]]]:
    """Slugs of the policies in force by what their check says of the mandate in each city."""
    rules, facts = rules_in_force(), mandate_policy_facts(mandate)
    homes = dict(Zone.objects.enabled().cooperation().values_list("slug", "city__slug"))
    rates = {currency: rate for currency, (rate, _day) in newest_rates().items()}
    return {slug: judged(rules, {**facts, **place_facts(slug, "", homes)}, rates) for slug in cities}


def judged(rules, facts: Mapping, rates: Mapping) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {MEETS: [], NEEDS: [], DOES_NOT: []}
    for rule in rules:
        found[check(rule.rule, facts, today=clock.today(), rates=rates).state].append(rule.policy.slug)
    return found


def rules_in_force() -> list[PolicyRule]:
    today = clock.today()
    standing = Policy.objects.enabled().in_force(today)
    rows = PolicyRule.objects.enabled().filter(policy__in=standing).on(today)
    return sorted(rows.select_related("policy"), key=lambda rule: (rule.policy.position, rule.pk))


def mandate_policy_facts(mandate: Mandate) -> dict:
    """What a brief tells of the investor, in the words of the policy check: the sum as the lower edge of its
    band, so that a verdict tells no more than the brief does."""
    codes = Division.objects.enabled().filter(sectors__slug__in=list(mandate.sector_weights))
    sections = sorted({code for code in codes.values_list("parent__code", flat=True) if code})
    facts = dict(activity_facts(sections))
    if str(mandate.organisation.country) not in ("", "CN"):
        facts["enterprise"] = "foreign"
    if mandate.currency == "CNY" and mandate.ticket_min:
        least = floor_edge(mandate.ticket_min, EDGES["amount"])
        facts |= {"fixed_investment": Money(Decimal(least), "CNY")} if least else {}
    return facts


def reasons_for(slug: str, grounds: Mapping[str, dict]) -> list[dict]:
    """What is known of one city, with a verdict: fits, clashes or unknown."""
    best, listings = grounds["best"][slug], grounds["listings"][slug]
    told = [
        {"code": "matches", "verdict": "fits", "count": listings, "best": best}
        if listings
        else {"code": "no_matches", "verdict": "clashes"},
    ]
    if grounds["named"]:
        told.append(
            {"code": "named", "verdict": "fits"}
            if grounds["named"][slug]
            else {"code": "not_named", "verdict": "clashes"}
        )
    names = grounds["cluster_names"].get(slug, [])
    told.append(
        {"code": "clusters", "verdict": "fits", "names": names}
        if names
        else {"code": "no_cluster", "verdict": "clashes"}
    )
    return [*told, policy_reason(grounds["verdicts"][slug]), wage_reason(slug, grounds["wage"])]


def policy_reason(verdicts: Mapping[str, list[str]]) -> dict:
    meets, needs = len(verdicts[MEETS]), len(verdicts[NEEDS])
    if not meets + needs:
        return {"code": "no_policy", "verdict": "clashes"}
    return {"code": "policies", "verdict": "fits" if meets else "unknown", "meets": meets, "needs": needs}


def wage_reason(slug: str, known: Mapping[str, Decimal]) -> dict:
    if slug not in known:
        return {"code": "no_wage", "verdict": "unknown"}
    lower = sum(other < known[slug] for other in known.values())
    verdict = "fits" if lower * 2 <= len(known) else "clashes"
    return {
        "code": "wage",
        "verdict": verdict,
        "value": format(known[slug].normalize(), "f"),
        "rank": lower + 1,
        "of": len(known),
    }
