"""How many investors one listing fits: counted through the same facts, gates and signals as any match, for a
draft as well. Counts only; nobody is named.

One listing against a thousand mandates is the other way round than the model's tables. Each signal reads few
facts of a mandate, which many mandates share: it is asked once for each set of facts that occurs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from investguangdong.core import clock
from investguangdong.matching import gates, signals
from investguangdong.matching.choices import STRONG
from investguangdong.matching.facts import MandateFacts, ProjectFacts
from investguangdong.matching.reasons import FITS_FROM
from investguangdong.matching.table import Table
from investguangdong.matching.taste import Taste
from investguangdong.matching.weights import SIGNALS, Weights

BANDS = (("very_strong", 85), ("strong", STRONG), ("possible", 55))
LOWEST = BANDS[-1][1]
MOST_REASONS = 3
# True of every investor that is counted, or of none in particular.
UNTOLD = frozenset(["standing", "policy", "ticket_small", "ticket_large", "region", "near", "mutual"])
# What a signal or a gate reads of a mandate: equal keys, equal value. Signals that read none are asked once.
SIGNAL_READS: dict[str, Callable] = {
    "sector": lambda one: (frozenset(one.sectors.items()), one.clusters, one.taken),
    "themes": lambda one: (one.text, one.taken),
    "tickets": lambda one: (one.ticket, one.taken),
    "returns": lambda one: (one.irr_min, one.equity, one.horizon),
    "city": lambda one: (one.places, one.taken),
    "region": lambda one: (one.places, one.regions, one.taken),
    "state": lambda one: (one.states, one.taken),
    "near": lambda one: (one.places, one.taken),
    "mode": lambda one: one.modes,
    "land": lambda one: one.land_min,
    "power": lambda one: one.power_min,
    "site": lambda one: (
        one.green_power_min,
        one.floor_min,
        one.water_min,
        one.port_km_max,
        one.airport_km_max,
    ),
    "stage": lambda one: (one.stages, one.taken),
    "backed": lambda one: one.taken,
    "time": lambda one: one.start_to,
    "standing": lambda one: one.is_verified,
    "active": lambda one: (one.new_12, one.new_24),
    "lately": lambda one: one.since,
}
GATE_READS: dict[str, Callable] = {
    "excluded_sector": lambda one: one.excluded_sectors,
    "excluded_place": lambda one: one.excluded_places,
    "refused_mode": lambda one: one.modes_never,
    "smallest_ticket": lambda one: one.ticket.high,
    "minimum_stage": lambda one: one.minimum_stage,
    "minimum_readiness": lambda one: one.minimum_readiness,
    "must_sector": lambda one: ("sector" in one.musts, frozenset(one.sectors), one.clusters),
    "must_place": lambda one: ("place" in one.musts, one.places),
    "must_amount": lambda one: ("amount" in one.musts, one.ticket),
    "must_mode": lambda one: ("mode" in one.musts, one.modes),
    "must_land": lambda one: ("site" in one.musts, one.land_min),
    "must_power": lambda one: ("site" in one.musts, one.power_min),
    "must_site": lambda one: ("site" in one.musts, SIGNAL_READS["site"](one)),
    "must_time": lambda one: ("time" in one.musts, one.start_to),
}
# Signals that wait for a fact of the listing, which an officer can add.
CAN_ADD = {
    "sector": ("sector",),
    "amount": ("ticket", "ticket_small", "ticket_large"),
    "mode": ("mode",),
    "place": ("city", "region", "near"),
    "site": ("land", "power", "site"),
    "time": ("time",),
}


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
    near = [one for one in mandates if may_fit(one, project, neighbours)]
    values, stands = read(near, project, neighbours)
    priors = np.array([weights.priors[name] for name in SIGNALS])
    totals = np.where(stands, totals_of(np.where(np.isnan(values), priors, values), weights), 0)
    return Fit(
        len(mandates),
        in_bands(totals),
        reasons_of(values[totals >= LOWEST], weights),
        tuple(raises_of(values, stands, totals, priors, weights, checked_value(project))),
    )


def may_fit(mandate: MandateFacts, project: ProjectFacts, neighbours) -> bool:
    """Listings of a foreign sector are not looked at for anybody (`supply`)."""
    if not mandate.sectors or not project.sectors or mandate.clusters:
        return True
    return any(
        wanted in project.sectors or project.sectors & neighbours.get(wanted, frozenset())
        for wanted in mandate.sectors
    )


def read(mandates, project: ProjectFacts, neighbours) -> tuple[np.ndarray, np.ndarray]:
    """Values of all signals, a row a mandate, and whether no gate removes the pair."""
    table = Table([project])
    values = np.column_stack([column for _name, column in sorted_columns(mandates, table, neighbours)])
    passed = [
        asked_once(partial(verdict_of, gate, table.axes[axis]), GATE_READS.get(name), mandates) != gates.FAIL
        for name, (gate, axis) in gates.GATES.items()
    ]
    return values, np.logical_and.reduce(passed) if mandates else np.zeros(0, dtype=bool)


def sorted_columns(mandates, table: Table, neighbours):
    """In the order of SIGNALS."""
    found = dict(
        zip(
            signals.TICKETS,
            asked_once(partial(tickets_of, table), SIGNAL_READS["tickets"], mandates, 3).T,
            strict=True,
        )
    )
    for name in SIGNALS:
        if name not in found:
            ask = partial(value_of, name, table, neighbours)
            found[name] = asked_once(ask, SIGNAL_READS.get(name), mandates)
    return [(name, found[name]) for name in SIGNALS]


def verdict_of(gate: Callable, axis, mandate: MandateFacts) -> int:
    return gate(mandate, axis)[0]


def tickets_of(table: Table, mandate: MandateFacts) -> list[float]:
    found = signals.tickets(Taste(mandate), table)
    return [found[name][0] for name in signals.TICKETS]


def value_of(name: str, table: Table, neighbours, mandate: MandateFacts) -> float:
    """One signal of one pair."""
    return signals.read(name, Taste(mandate), table, neighbours)[0][0]


def asked_once(function: Callable, reads: Callable | None, mandates, width: int = 1) -> np.ndarray:
    known: dict = {}
    column = []
    for mandate in mandates:
        key = reads(mandate) if reads else None
        if key not in known:
            known[key] = function(mandate)
        column.append(known[key])
    return np.array(column, dtype=float).reshape(-1, width) if width > 1 else np.array(column, dtype=float)


def totals_of(filled: np.ndarray, weights: Weights) -> np.ndarray:
    """The sum of `scoring.score_many`, for one listing and many mandates."""
    return filled @ np.array([weights.to_projects[name] for name in SIGNALS])


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
    told = [name for name in SIGNALS if counts[name] and name not in UNTOLD]
    told.sort(key=lambda name: (-counts[name] * weights.to_projects[name], name))
    return tuple((name, counts[name]) for name in told[:MOST_REASONS])


def raises_of(values, stands, totals, priors, weights: Weights, checked):
    """Facts that are not stated, by how many more pairs would then be strong."""
    found = []
    for name, columns in CAN_ADD.items():
        wished = np.ones((len(values), len(columns)))
        found.append((name, gained(values, columns, wished, stands, totals, priors, weights)))
    found.append(("checked", gained(values, ("readiness",), checked, stands, totals, priors, weights)))
    return sorted((one for one in found if one[1] > 0), key=lambda one: (-one[1], one[0]))[:MOST_REASONS]


def gained(values, columns, wished, stands, totals, priors, weights: Weights) -> int:
    """`wished` fills what is not known; a number in its place replaces what is."""
    changed = np.where(np.isnan(values), priors, values)
    for at, name in enumerate(columns):
        column = SIGNALS.index(name)
        is_gap = np.isnan(values[:, column])
        if np.isscalar(wished):
            changed[:, column] = wished
        else:
            changed[is_gap, column] = wished[is_gap, at]
    return int(((totals_of(changed, weights) >= STRONG) & stands).sum() - (totals >= STRONG).sum())


def checked_value(project: ProjectFacts) -> float:
    """What readiness would be worth if an officer checked the facts today."""
    fresh = replace(project, verified_days=0, verified_on=clock.today())
    return float(signals.readiness(Taste(MandateFacts()), Table([fresh]).axes["readiness"])[0])
