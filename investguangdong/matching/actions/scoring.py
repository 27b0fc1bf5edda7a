"""Scoring pairs and keeping the best of them."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, Min

from investguangdong.investors.choices import MandateState
from investguangdong.investors.models import Mandate
from investguangdong.matching.actions.explaining import explain_matches
from investguangdong.matching.actions.storing import Pair, retire, store
from investguangdong.matching.affected import mandates_for
from investguangdong.matching.material import fingerprint
from investguangdong.matching.models import Match, ScoreModel
from investguangdong.matching.reading import mandate_facts
from investguangdong.matching.scoring import best, result_of, score_many
from investguangdong.matching.supply import Supply, supply_for, supply_of, whole_supply
from investguangdong.matching.weights import Weights
from investguangdong.projects.models import Project

ACTIVE = MandateState.ACTIVE
KEPT = 50
# Below this the pair is not worth anybody's time and is not stored.
FLOOR = 30
# What the first page shows is put into words at once, the rest when somebody looks.
EXPLAINED = 20


@transaction.atomic
def rescore_mandate(mandate: Mandate, *, supply: Supply | None = None) -> list[Match]:
    """Scores the mandate against the open projects and keeps the best. Answers that were given stay; a pair
    that was turned down comes back only when a material fact has changed since. A `supply` that was read
    before is shared by many mandates."""
    Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    mandate = Mandate.objects.with_facts().get(pk=mandate.pk)
    weights = ScoreModel.objects.serving()
    pairs = []
    if mandate.state == ACTIVE:
        pairs = list(best_pairs(mandate, supply or supply_for(mandate), weights))
    store(pairs, version=weights.version)
    retire(Match.objects.filter(mandate=mandate).exclude(project__in=[pair.project for pair in pairs]))
    rows = list(Match.objects.filter(mandate=mandate, is_current=True).best_first())
    explain_matches(rows[:EXPLAINED])
    return rows


def rescore_mandates(mandates) -> int:
    """Many mandates against the whole market, which is read once; each in its own transaction."""
    supply = whole_supply()
    done = [rescore_mandate(mandate, supply=supply) for mandate in mandates]
    return len(done)


def best_pairs(mandate: Mandate, supply: Supply, weights: Weights, *, least: float = FLOOR) -> Iterator[Pair]:
    """Best first, none below `least`."""
    if not len(supply):
        return
    facts, near = mandate_facts(mandate, supply.reference), supply.reference.neighbours
    scores = score_many(facts, supply.table, neighbours=near, weights=weights)
    material = fingerprint(facts)
    for row in best(scores, supply.table, count=KEPT):
        if scores.totals[row] < least:
            return
        result = result_of(row, scores, facts, supply.table, neighbours=near, weights=weights)
        yield Pair(mandate.pk, supply.pks[row], result, material + supply.fingerprint(row))


def rescore_project(project: Project) -> list[Pair]:
    """Scores the mandates that a change of the project can concern, and those that hold it already. It enters
    the lists in which it is among the best."""
    return rescore_projects([project])


@transaction.atomic
def rescore_projects(projects) -> list[Pair]:
    """A few projects that have changed; returns the pairs that stand."""
    supply, weights = supply_of(projects), ScoreModel.objects.serving()
    mandates = list(mandates_for(projects).with_facts().order_by("pk")) if len(supply) else []
    least = least_scores(mandates)
    pairs = [
        pair
        for mandate in mandates
        for pair in best_pairs(mandate, supply, weights, least=least.get(mandate.pk, FLOOR))
    ]
    store(pairs, version=weights.version)
    stands = {(pair.mandate, pair.project) for pair in pairs}
    held = Match.objects.filter(project__in=projects).values_list("pk", "mandate_id", "project_id")
    retire(Match.objects.filter(pk__in=[pk for pk, *pair in held if tuple(pair) not in stands]))
    return pairs


def least_scores(mandates) -> dict[int, float]:
    """What a project has to reach to enter a list that is full."""
    lists = Match.objects.filter(mandate__in=mandates, is_current=True).order_by().values("mandate")
    full = lists.annotate(count=Count("pk"), least=Min("score")).filter(count__gte=KEPT)
    return {row["mandate"]: float(row["least"]) for row in full}
