"""Scoring pairs and keeping the best of them."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np
from django.db import transaction
from django.db.models import Count, Min

from investguangdong.investors.choices import MandateState
from investguangdong.investors.models import Mandate
from investguangdong.matching import gates
from investguangdong.matching.actions.arranging import arrange_lists
from investguangdong.matching.actions.explaining import explain_matches
from investguangdong.matching.actions.storing import Pair, array, retire, store
from investguangdong.matching.affected import mandates_for
from investguangdong.matching.material import fingerprint
from investguangdong.matching.models import Match, ScoreModel
from investguangdong.matching.reading import mandate_facts
from investguangdong.matching.scoring import best, score_many
from investguangdong.matching.supply import Supply, open_supply, supply_for
from investguangdong.matching.weights import SIGNALS, Weights
from investguangdong.projects.models import Project

ACTIVE = MandateState.ACTIVE
LONGEST_LIST = 50
# Below this the pair is not worth anybody's time and is not stored.
FLOOR = 50
# What the first page shows is put into words at once, the rest when somebody looks.
EXPLAINED = 20


class Scoring:
    """One mandate against the open projects; `rows` are rows of the supply."""

    def __init__(self, mandate: Mandate, supply: Supply, weights: Weights):
        self.mandate, self.supply = mandate, supply
        self.facts = mandate_facts(mandate, supply.reference)
        near = supply.reference.neighbours
        self.scores = score_many(self.facts, supply.table, neighbours=near, weights=weights)
        self.counts = np.array([weights.to_projects[name] > 0 for name in SIGNALS])

    @cached_property
    def may_be_stored(self) -> np.ndarray:
        return self.scores.stands & (self.scores.totals >= FLOOR)

    def best_rows(self) -> list[int]:
        rows = best(self.scores, self.supply.table, count=LONGEST_LIST)
        return [row for row in rows if self.scores.totals[row] >= FLOOR]

    def pairs(self, rows: list[int]) -> list[Pair]:
        if not rows:
            return []
        scores, mine = self.scores, fingerprint(self.facts)
        values, verdicts, averages = (
            scores.values_of(rows),
            scores.gates_of(rows),
            array(scores.averages.tolist()),
        )
        known = (~np.isnan(values) & self.counts).sum(axis=1)
        return [
            Pair(
                mandate=self.mandate.pk,
                project=self.supply.pks[row],
                score=float(scores.totals[row]),
                standing=float(scores.standings[row]),
                gate=gates.WORDS[int(verdicts[at].min())],
                known=int(known[at]),
                asked=int(self.counts.sum()),
                values=[None if value != value else value for value in values[at].tolist()],  # noqa: PLR0124  NaN
                averages=averages,
                gates=verdicts[at].tolist(),
                material=mine + self.supply.fingerprint(row),
            )
            for at, row in enumerate(rows)
        ]


@transaction.atomic
def rescore_mandate(mandate: Mandate, *, supply: Supply | None = None) -> list[Match]:
    """Scores the mandate against the open projects and keeps the best. Answers that were given stay; a pair
    that was turned down comes back only when a material fact has changed since. A `supply` that was read
    before is shared by many mandates."""
    Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    mandate = Mandate.objects.with_facts().get(pk=mandate.pk)
    weights = ScoreModel.objects.serving()
    pairs = []
    if Mandate.objects.active().filter(pk=mandate.pk).exists():
        scoring = Scoring(mandate, supply or supply_for(mandate), weights)
        pairs = scoring.pairs(scoring.best_rows())
    store(pairs, weights=weights)
    retire(Match.objects.filter(mandate=mandate).exclude(project__in=[pair.project for pair in pairs]))
    arrange_lists([mandate.pk])
    rows = list(Match.objects.filter(mandate=mandate, is_current=True).best_first())
    explain_matches(rows[:EXPLAINED])
    return rows


def rescore_mandates(mandates) -> int:
    """Many mandates against the whole market, which is read once; each in its own transaction."""
    supply = open_supply()
    done = [rescore_mandate(mandate, supply=supply) for mandate in mandates]
    return len(done)


def rescore_project(project: Project) -> list[Pair]:
    """Scores the mandates that a change of the project can concern, and those that hold it already. It enters
    the lists in which it is among the best."""
    return rescore_projects([project])


@transaction.atomic
def rescore_projects(projects: Iterable[Project]) -> list[Pair]:
    """A few projects that have changed; returns the pairs that stand."""
    projects, supply, weights = list(projects), open_supply(), ScoreModel.objects.serving()
    rows = [supply.row_of[project.pk] for project in projects if project.pk in supply.row_of]
    mandates = locked(mandates_for(projects)) if rows else []
    least = least_scores(mandates)
    pairs = []
    for mandate in mandates:
        scoring = Scoring(mandate, supply, weights)
        enough = max(least.get(mandate.pk, FLOOR), FLOOR)
        pairs += scoring.pairs(
            [row for row in rows if scoring.may_be_stored[row] and scoring.scores.totals[row] >= enough]
        )
    store(pairs, weights=weights)
    stands = {(pair.mandate, pair.project) for pair in pairs}
    held = list(Match.objects.filter(project__in=projects).values_list("pk", "mandate_id", "project_id"))
    retire(Match.objects.filter(pk__in=[pk for pk, *pair in held if tuple(pair) not in stands]))
    arrange_lists({pair.mandate for pair in pairs} | {mandate for _pk, mandate, _project in held})
    return pairs


def locked(mandates) -> list[Mandate]:
    """By number, so that two who lock several do not wait for each other."""
    return list(mandates.with_facts().order_by("pk").select_for_update(of=("self",)))


def least_scores(mandates) -> dict[int, float]:
    """What a project has to reach to enter a list that is full."""
    lists = Match.objects.filter(mandate__in=mandates, is_current=True).order_by().values("mandate")
    full = lists.annotate(count=Count("pk"), least=Min("score")).filter(count__gte=LONGEST_LIST)
    return {row["mandate"]: float(row["least"]) for row in full}
