"""The two steps of a chunk of the nightly run. Each runs inside the transaction that marks it as done and returns
what is to be written on the chunk."""

from functools import lru_cache

import numpy as np

from investguangdong.core import clock
from investguangdong.investors.models import Mandate
from investguangdong.matching.actions.arranging import arrange_lists
from investguangdong.matching.actions.scoring import Scoring, locked
from investguangdong.matching.actions.storing import Pair, retire, store
from investguangdong.matching.crowds import Sums
from investguangdong.matching.models import Match, Run, RunChunk, ScoreModel
from investguangdong.matching.supply import open_supply
from investguangdong.matching.wanted import NOBODY, PACKED, Wanted, best_of, pack, unpack

WANTED = 10  # mandates a project has at least, where so many may meet


def score_chunk(run: Run, chunk: RunChunk) -> dict:
    """The best pairs of each mandate, into the table."""
    supply, weights = open_supply(), ScoreModel.objects.weights_of(run.model_version)
    wanted, sums = Wanted(supply.pks, count=WANTED), Sums(supply.pks)
    mandates, pairs = mandates_of(chunk), []
    for mandate in mandates:
        scoring = Scoring(mandate, supply, weights)
        pairs += scoring.pairs(scoring.best_rows())
        sums.add(scoring.scores.standings)
        wanted.add(mandate.pk, np.where(scoring.may_be_stored, scoring.scores.standings, NOBODY))
    written = store(pairs, weights=weights)
    return {
        "scored_at": clock.now(),
        "pairs": len(mandates) * len(supply),
        "written": written,
        "kept": pack(rows_of(pairs)),
        "wanted": pack(wanted.rows()),
        "crowd": sums.packed(),
    }


def settle_chunk(run: Run, chunk: RunChunk) -> dict:
    """What projects want and the mandates' own lists did not have, then away with what neither has."""
    mandates = mandates_of(chunk)
    kept, wanted = pairs_in(unpack(bytes(chunk.kept))), pairs_in(favourites_in(run, chunk))
    missing: dict[int, list[int]] = {}
    for mandate, project in sorted(wanted - kept):
        missing.setdefault(mandate, []).append(project)
    written = add(run, [one for one in mandates if one.pk in missing], missing)
    retire(stale(run, chunk, kept | wanted))
    arrange_lists([mandate.pk for mandate in mandates])
    return {"settled_at": clock.now(), "written": chunk.written + written}


def add(run: Run, mandates: list[Mandate], missing: dict[int, list[int]]) -> int:
    supply, weights = open_supply(), ScoreModel.objects.weights_of(run.model_version)
    pairs = []
    for mandate in mandates:
        rows = [supply.row_of[pk] for pk in missing[mandate.pk] if pk in supply.row_of]
        pairs += Scoring(mandate, supply, weights).pairs(rows)
    return store(pairs, weights=weights)


def stale(run: Run, chunk: RunChunk, stands: set[tuple[int, int]]):
    """Matches of the chunk's mandates that are in no list. What was scored since the run began is newer."""
    rows = Match.objects.filter(mandate__gte=chunk.first, mandate__lte=chunk.last, at__lt=run.started_at)
    found = rows.values_list("pk", "mandate_id", "project_id")
    return Match.objects.filter(pk__in=[pk for pk, *pair in found if tuple(pair) not in stands])


def favourites_in(run: Run, chunk: RunChunk) -> np.ndarray:
    rows = favourites(run.pk)
    return rows[(rows["mandate"] >= chunk.first) & (rows["mandate"] <= chunk.last)]


@lru_cache(maxsize=1)
def favourites(run: int) -> np.ndarray:
    """The best mandates of every project; all chunks are scored by now, so this does not change any more."""
    parts = RunChunk.objects.filter(run=run).order_by("number").values_list("wanted", flat=True)
    return best_of((unpack(bytes(part)) for part in parts), count=WANTED)


def pairs_in(rows: np.ndarray) -> set[tuple[int, int]]:
    return set(zip(rows["mandate"].tolist(), rows["project"].tolist(), strict=True))


def mandates_of(chunk: RunChunk) -> list[Mandate]:
    return locked(Mandate.objects.active().filter(pk__range=(chunk.first, chunk.last)))


def rows_of(pairs: list[Pair]) -> np.ndarray:
    return np.array([(pair.mandate, pair.project, pair.standing) for pair in pairs], dtype=PACKED)
