"""Numbers into findings, once, when somebody looks: many pairs are scored that nobody ever opens."""

from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal

import numpy as np
from django.db import transaction

from investguangdong.core import clock
from investguangdong.investors.models import Mandate
from investguangdong.matching.gates import WORDS
from investguangdong.matching.models import Match, ScoreModel
from investguangdong.matching.raising import Bench, ways
from investguangdong.matching.reading import mandate_facts
from investguangdong.matching.scoring import Result, result_of, score_many
from investguangdong.matching.supply import supply_for
from investguangdong.matching.weights import Weights

CODES = {word: code for code, word in WORDS.items()}
NUMBERS = ("score", "gate", "known", "asked", "signal_values", "averages", "gate_codes")
FINDINGS = ("reasons", "clashes", "unknowns", "raises")
FILLED = (*NUMBERS, *FINDINGS, "explained_at")


@transaction.atomic
def explain_matches(matches: Iterable[Match]) -> int:
    """Fills in what is said about these pairs where nobody has yet, in the rows and in the database. A pair whose
    facts have moved since it was scored gets its numbers anew in the same breath, so that what is said and what
    is counted never differ; one whose project is not open any more is left alone. Returns how many were
    explained."""
    waiting = {match.pk: match for match in matches if match.explained_at is None}
    if not waiting:
        return 0
    rows = Match.objects.filter(pk__in=waiting, explained_at=None).order_by("pk")
    rows = list(rows.select_for_update(of=("self",), no_key=True))
    weights = ScoreModel.objects.by_version({row.model_version for row in rows})
    mandates = Mandate.objects.with_facts().in_bulk({row.mandate_id for row in rows})
    for pk, mandate in mandates.items():
        explain([row for row in rows if row.mandate_id == pk], mandate, weights)
    done = [row for row in rows if row.explained_at]
    Match.objects.bulk_update(done, FILLED)
    for row in done:
        for name in FILLED:
            setattr(waiting[row.pk], name, getattr(row, name))
    return len(done)


def explain(rows: list[Match], mandate: Mandate, weights: dict[str, Weights]) -> None:
    """All pairs of one mandate, each scored by the version that scored it before."""
    supply = supply_for(mandate)
    facts, near = mandate_facts(mandate, supply.reference), supply.reference.neighbours
    for version in {row.model_version for row in rows}:
        model = {"neighbours": near, "weights": weights[version]}
        scores = score_many(facts, supply.table, **model)
        for row in rows:
            at = supply.row_of.get(row.project_id)
            if row.model_version == version and at is not None:
                found = result_of(at, scores, facts, supply.table, **model)
                count(row, found)
                say(row, found, ways(facts, supply.facts[at], scored=Bench(scores, at, **model)))


def say(row: Match, found: Result, changes) -> None:
    row.reasons, row.clashes, row.unknowns = (
        [asdict(one) for one in getattr(found, name)] for name in FINDINGS[:3]
    )
    row.raises = [asdict(change) for change in changes]
    row.explained_at = clock.now()


def count(row: Match, found: Result) -> None:
    """Writes the numbers only where they differ: the market's averages move a little with every listing."""
    values = [part.value if part.is_known else None for part in found.parts]
    if is_same(row.signal_values, values) and abs(float(row.score) - found.score) < 1e-6:
        return
    row.score = min(Decimal(f"{found.score:.6f}"), Decimal(100))
    row.gate, row.known, row.asked = found.gate, found.known, found.asked
    row.gate_codes = [CODES[word] for word in found.gates.values()]
    row.signal_values, row.averages = values, [part.average for part in found.parts]


def is_same(stored: list, values: list) -> bool:
    if len(stored) != len(values) or [one is None for one in stored] != [one is None for one in values]:
        return False
    return np.allclose(*(np.array(one, dtype=float) for one in (stored, values)), atol=1e-9, equal_nan=True)
