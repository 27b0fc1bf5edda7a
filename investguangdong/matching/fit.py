"""How many investors one listing fits: counted through the same facts, gates and signals as any match, for a
draft as well. Counts only; nobody is named.

One listing against a thousand mandates is the other way round than the model's tables. Each signal reads few
facts of a mandate, which many mandates share: it is asked once for each set of facts that occurs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from investguangdong.core import clock
from investguangdong.matching import gates, signals
from investguangdong.matching.facts import MandateFacts, ProjectFacts
from investguangdong.matching.reasons import FITS_FROM
from investguangdong.matching.table import Table
from investguangdong.matching.weights import SIGNALS, Weights

BANDS = (("very_strong", 75), ("strong", 60), ("possible", 45))
STRONG, LOWEST = BANDS[1][1], BANDS[-1][1]
MOST_REASONS = 3
# What a signal or a gate reads of a mandate: equal keys, equal value.
SIGNAL_READS: dict[str, Callable] = {
    "sector": lambda one: (frozenset(one.sectors.items()), one.clusters),
    "text": lambda one: one.text,
    "amount": lambda one: one.ticket,
    "place": lambda one: one.places,
    "mode": lambda one: one.modes,
    "site": lambda one: (one.land_min, one.power_min),
    "time": lambda one: (one.start_to, one.minimum_stage),
    "readiness": lambda one: None,
    "policy": lambda one: None,
    "standing": lambda one: one.is_verified,
}
GATE_READS: dict[str, Callable] = {
    "open": lambda one: None,
    "excluded_sector": lambda one: one.excluded_sectors,
    "excluded_place": lambda one: one.excluded_places,
    "refused_mode": lambda one: one.modes_never,
    "smallest_ticket": lambda one: one.ticket.high,
    "minimum_stage": lambda one: one.minimum_stage,
    "minimum_readiness": lambda one: one.minimum_readiness,
}
# Signals that wait for a fact of the listing, which an officer can add.
CAN_ADD = ("sector", "amount", "mode", "place", "site", "time")


@dataclass(frozen=True)
class Fit:
    """`bands` is {name: how many}; `reasons` (signal, how many of those that fit); `raises` (fact, how many more
    could fit well if the listing stated it, and stated what they wish for)."""

    asked: int
    bands: dict[str, int]
    reasons: tuple[tuple[str, int], ...]
    raises: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(self.bands.values())


def fit_of(
    project: ProjectFacts,
    mandates: Sequence[MandateFacts],
    *,
    neighbours: signals.Neighbours,
    weights: Weights,
) -> Fit:
    """The listing as if it were open today."""
    project = replace(project, is_open=True)
    near = [one for one in mandates if may_fit(one, project, neighbours, weights)]
    values, stands = read(near, project, neighbours)
    priors = np.array([weights.priors[name] for name in SIGNALS])
    totals = np.where(stands, totals_of(np.where(np.isnan(values), priors, values), weights), 0)
    return Fit(
        len(mandates),
        in_bands(totals),
        reasons_of(values[totals >= LOWEST], weights),
        tuple(raises_of(values, stands, totals, priors, weights, checked_values(near, project, neighbours))),
    )


def may_fit(mandate: MandateFacts, project: ProjectFacts, neighbours, weights: Weights) -> bool:
    """A foreign sector leaves at most `foreign` of a hundred points: where that is below the lowest band, there
    is nothing to count."""
    if not mandate.sectors or not project.sectors or mandate.clusters or 100 * weights.foreign >= LOWEST:
        return True
    return any(
        wanted in project.sectors or project.sectors & neighbours.get(wanted, frozenset())
        for wanted in mandate.sectors
    )


def read(mandates, project: ProjectFacts, neighbours) -> tuple[np.ndarray, np.ndarray]:
    """Values of all signals, a row a mandate, and whether no gate removes the pair."""
    table = Table([project])
    functions = {**signals.PLAIN, "sector": lambda one, rows: signals.sector(one, rows, neighbours)}
    values = np.column_stack(
        [asked_once(functions[name], SIGNAL_READS[name], mandates, table) for name in SIGNALS]
    )
    passed = [
        asked_once(gate, GATE_READS[name], mandates, table) != gates.FAIL
        for name, gate in gates.GATES.items()
    ]
    return values, np.logical_and.reduce(passed) if mandates else np.zeros(0, dtype=bool)


def asked_once(function: Callable, reads: Callable, mandates, table: Table) -> np.ndarray:
    known: dict = {}
    column = []
    for mandate in mandates:
        key = reads(mandate)
        if key not in known:
            known[key] = function(mandate, table)[0]
        column.append(known[key])
    return np.array(column, dtype=float)


def totals_of(filled: np.ndarray, weights: Weights) -> np.ndarray:
    """The sum of `scoring.score_many`, for one listing and many mandates."""
    points = np.array([weights.points[name] for name in SIGNALS])
    limits = weights.foreign + (1 - weights.foreign) * filled[:, SIGNALS.index("sector")]
    return (points * filled * limits[:, None]).sum(axis=1)


def in_bands(totals: np.ndarray) -> dict[str, int]:
    counted, above = {}, np.inf
    for name, bound in BANDS:
        counted[name] = int(((totals >= bound) & (totals < above)).sum())
        above = bound
    return counted


def reasons_of(values: np.ndarray, weights: Weights) -> tuple[tuple[str, int], ...]:
    """The signals that speak for it most: how often each fits, by what it weighs. That the investors are
    verified is no reason, since only such are counted."""
    counts = {name: int((values[:, at] >= FITS_FROM).sum()) for at, name in enumerate(SIGNALS)}
    told = [name for name in SIGNALS if counts[name] and name not in ("standing", "policy")]
    told.sort(key=lambda name: (-counts[name] * weights.points[name], name))
    return tuple((name, counts[name]) for name in told[:MOST_REASONS])


def raises_of(values, stands, totals, priors, weights: Weights, checked):
    """Facts that are not stated, by how many more pairs would then be strong."""
    found = []
    for name in CAN_ADD:
        column = SIGNALS.index(name)
        wished = np.where(np.isnan(values[:, column]), 1.0, values[:, column])
        found.append((name, gained(values, column, wished, stands, totals, priors, weights)))
    column = SIGNALS.index("readiness")
    found.append(("checked", gained(values, column, checked, stands, totals, priors, weights)))
    return sorted((one for one in found if one[1] > 0), key=lambda one: (-one[1], one[0]))[:MOST_REASONS]


def gained(values, column: int, wished, stands, totals, priors, weights: Weights) -> int:
    changed = np.where(np.isnan(values), priors, values)
    changed[:, column] = np.where(np.isnan(wished), changed[:, column], wished)
    return int(((totals_of(changed, weights) >= STRONG) & stands).sum() - (totals >= STRONG).sum())


def checked_values(mandates, project: ProjectFacts, neighbours) -> np.ndarray:
    """What readiness would be worth if an officer checked the facts today."""
    fresh = replace(project, verified_days=0, verified_on=clock.today())
    return asked_once(signals.readiness, SIGNAL_READS["readiness"], mandates, Table([fresh]))
