"""Scoring pairs and keeping the best of them."""

from dataclasses import asdict
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from investguangdong.core import clock
from investguangdong.investors.choices import MandateState
from investguangdong.investors.models import Mandate
from investguangdong.matching.choices import Answer
from investguangdong.matching.gates import WORDS
from investguangdong.matching.models import Match, ScoreModel
from investguangdong.matching.reading import (
    Market,
    fingerprint,
    mandate_facts,
    market_for,
    market_of,
    whole_market,
)
from investguangdong.matching.scoring import Result, best, result_of, score_many
from investguangdong.matching.weights import Weights
from investguangdong.projects.models import Project

ACTIVE = MandateState.ACTIVE
KEPT = 50
# Below this the pair is not worth anybody's time and is not stored.
FLOOR = 30
CODES = {word: code for code, word in WORDS.items()}
SCORED = [
    *("model_version", "score", "gate", "known", "asked", "material", "is_current", "at"),
    *("standing", "signal_values", "averages", "gate_codes"),
    *("reasons", "clashes", "unknowns", "raises"),
]


@transaction.atomic
def rescore_mandate(mandate: Mandate, *, market: Market | None = None) -> list[Match]:
    """Scores the mandate against the open projects and keeps the best. Answers that were given stay; a pair
    that was turned down comes back only when a material fact has changed since. A `market` that was read
    before is shared by many mandates."""
    Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    mandate = Mandate.objects.with_facts().get(pk=mandate.pk)
    weights = ScoreModel.objects.serving()
    pairs = best_pairs(mandate, market or market_for(mandate), weights) if mandate.state == ACTIVE else []
    store(pairs, weights)
    retire(Match.objects.filter(mandate=mandate).exclude(project__in=[match.project_id for match in pairs]))
    return list(Match.objects.filter(mandate=mandate, is_current=True).best_first())


def rescore_mandates(mandates) -> int:
    """Many mandates against the whole market, which is read once; each in its own transaction."""
    market = whole_market()
    done = [rescore_mandate(mandate, market=market) for mandate in mandates]
    return len(done)


def best_pairs(mandate: Mandate, market: Market, weights: Weights) -> list[Match]:
    if not market.rows:
        return []
    facts, table, near = mandate_facts(mandate, market.reference), market.table, market.reference.neighbours
    scores = score_many(facts, table, neighbours=near, weights=weights)
    found = []
    for row in best(scores, table, count=KEPT):
        if scores.totals[row] < FLOOR:
            break
        result = result_of(row, scores, facts, table, neighbours=near, weights=weights)
        found.append(scored(mandate, market.rows[row], result, fingerprint(facts, table.projects[row])))
    return found


def scored(mandate: Mandate, project: Project, result: Result, material: str) -> Match:
    return Match(
        mandate=mandate,
        project=project,
        score=min(Decimal(f"{result.score:.6f}"), Decimal(100)),
        gate=result.gate,
        gate_codes=[CODES[word] for word in result.gates.values()],
        known=result.known,
        asked=result.asked,
        material=material,
        signal_values=[
            part.contribution / part.points if part.points else part.value for part in result.parts
        ],
        **{name: told(getattr(result, name)) for name in ("reasons", "clashes", "unknowns", "raises")},
    )


def told(findings) -> list[dict]:
    return [asdict(finding) for finding in findings]


def store(pairs: list[Match], weights: Weights) -> None:
    for match in pairs:
        match.model_version, match.at, match.is_current = weights.version, clock.now(), True
    Match.objects.bulk_create(
        pairs, update_conflicts=True, unique_fields=["mandate", "project"], update_fields=SCORED
    )
    reopen(Match.objects.filter(mandate__in={match.mandate_id for match in pairs}))


def reopen(matches) -> None:
    """A no counts for the facts it was given for."""
    changed = matches.exclude(declined_material="").exclude(declined_material=F("material"))
    changed.filter(state_investor=Answer.NO).update(state_investor=Answer.OPEN, declined_material="")
    changed.filter(state_project=Answer.NO).update(state_project=Answer.OPEN, declined_material="")


def retire(matches) -> None:
    """Pairs that no longer stand: forgotten if nobody answered them, kept as history otherwise."""
    matches.unanswered().delete()
    matches.update(is_current=False)


@transaction.atomic
def rescore_project(project: Project) -> list[Match]:
    """Scores every active mandate against one project, after the project has changed."""
    market, weights = market_of(project), ScoreModel.objects.serving()
    mandates = Mandate.objects.active().with_facts().order_by("pk") if market.rows else []
    pairs = [pair for mandate in mandates for pair in best_pairs(mandate, market, weights)]
    store(pairs, weights)
    retire(Match.objects.filter(project=project).exclude(mandate__in=[match.mandate_id for match in pairs]))
    return pairs
