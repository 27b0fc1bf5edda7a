"""Which unknown wish is worth asking next: the one whose answer would move the present candidates apart most.

For every unknown wish the answers that the candidates themselves suggest are tried (a quarter, the middle and
three quarters of what they offer; each city and each form that is on offer), and the candidates are scored with
each of them, signal by signal, as the model scores. What an answer does is the spread of the points it moves; a
candidate that it would remove gives its place to the next, so it counts as the points it stands above the last.
What a question is worth is the mean over its answers. Nothing here knows the database, the request or a
language."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from investguangdong.matching import gates, signals
from investguangdong.matching.facts import MandateFacts, Range
from investguangdong.matching.scoring import score_many
from investguangdong.matching.table import Table, asked_from
from investguangdong.matching.taste import Taste
from investguangdong.matching.weights import Weights

Answer = tuple[float, MandateFacts]
Answers = Callable[[MandateFacts, Table], Iterator[Answer]]

SHARES = (25, 50, 75)
MOST_ANSWERS = 4
FELT = 1.0  # a point of the score: less moves nobody's list
LEAST_CANDIDATES = 3


@dataclass(frozen=True)
class Ask:
    """`spread` is in points; `separates` of `candidates` would move apart by more than a point."""

    name: str
    spread: float
    separates: int
    candidates: int


@dataclass(frozen=True)
class Unknown:
    """The answers to try, and what of the model they touch."""

    answers: Answers
    signals: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()


def worth_asking(
    mandate: MandateFacts,
    table: Table,
    unknown: Iterable[str],
    *,
    neighbours: signals.Neighbours,
    weights: Weights,
) -> list[Ask]:
    """The unknown wishes that would separate the candidates, the most informative first. An answer that every
    listing meets alike is not worth a question, whatever its points."""
    if len(table) < LEAST_CANDIDATES:
        return []
    now = score_many(mandate, table, neighbours=neighbours, weights=weights).totals
    asks = [measured(name, mandate, table, now, weights) for name in unknown if name in UNKNOWNS]
    found = [ask for ask in asks if ask.separates]
    return sorted(found, key=lambda ask: (-round(ask.spread, 6), ask.name))


def measured(name: str, mandate: MandateFacts, table: Table, now: np.ndarray, weights: Weights) -> Ask:
    question, spread, separates = UNKNOWNS[name], 0.0, 0.0
    before, _stands = part(mandate, table, question, weights)
    for weight, facts in question.answers(mandate, table):
        points, stands = part(facts, table, question, weights)
        moved = np.where(stands, points - before, now.min() - now)
        spread += weight * float(moved.std())
        separates += weight * float((np.abs(moved - np.median(moved)) >= FELT).sum())
    return Ask(name, round(spread, 3), round(separates), len(now))


def part(facts: MandateFacts, table: Table, question: Unknown, weights: Weights):
    """The points of the signals that the question touches, and which candidates its conditions leave standing."""
    taste, points = Taste(facts), np.zeros(len(table))
    for name in question.signals:
        values, axis = signals.read(name, taste, table, {})
        points += (weights.points[name] * np.where(np.isnan(values), weights.priors[name], values))[
            axis.codes
        ]
    stands = np.ones(len(table), dtype=bool)
    for name in question.gates:
        decide, axis = gates.GATES[name]
        stands &= (decide(facts, table.axes[axis]) != gates.FAIL)[table.axes[axis].codes]
    return points, stands


def evenly(facts: Sequence[MandateFacts]) -> Iterator[Answer]:
    return ((1 / len(facts), one) for one in facts)


def quarters(values: np.ndarray, shares: Sequence[int] = SHARES) -> list[float]:
    """What a quarter, half and three quarters of the candidates reach; nothing where fewer than two say it."""
    known = values[~np.isnan(values)]
    return [] if len(known) < 2 else sorted({float(one) for one in np.percentile(known, shares)})


def most_common(words: Iterable[str]) -> list[tuple[float, str]]:
    named, counts = np.unique(np.array(list(words), dtype=object).astype(str), return_counts=True)
    order = sorted(zip(-counts, named, strict=True))[:MOST_ANSWERS]
    total = -sum(count for count, _word in order) or 1
    return [(float(-count / total), str(word)) for count, word in order]


def column(table: Table, name: str) -> np.ndarray:
    values = [getattr(project, name) for project in table.projects]
    return np.array([np.nan if value is None else float(value) for value in values])


def amounts(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
    """A ticket about as large as what a listing asks: from half of it to twice as much."""
    asked = [asked_from(project) or project.amount.high for project in table.projects]
    known = np.array([np.nan if one is None else float(one) for one in asked])
    return evenly([replace(mandate, ticket=Range(one / 2, one * 2)) for one in quarters(known)])


def modes(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
    offered = (word for project in table.projects for word in project.modes)
    for weight, word in most_common(offered):
        yield weight, replace(mandate, modes=frozenset([word]))


def places(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
    known = {project.place.slug: project.place for project in table.projects if project.place}
    there = (project.place.slug for project in table.projects if project.place)
    for weight, slug in most_common(there):
        yield weight, replace(mandate, places=(known[slug],))


def figure(wish: str, fact: str) -> Answers:
    """A wish for at least, or at most, so much of something that listings tell as a number."""

    def answers(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
        return evenly([replace(mandate, **{wish: value}) for value in quarters(column(table, fact))])

    return answers


def starts(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
    known = [project.available_from for project in table.projects]
    days = quarters(np.array([np.nan if day is None else float(day.toordinal()) for day in known]))
    return evenly([replace(mandate, start_to=date.fromordinal(int(day))) for day in days])


def stages(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
    steps = sorted({round(one) for one in quarters(column(table, "stage"))})
    return evenly([replace(mandate, minimum_stage=step) for step in steps])


PLACE = ("city", "region", "state", "near")
UNKNOWNS: dict[str, Unknown] = {
    "amount": Unknown(amounts, signals.TICKETS, ("smallest_ticket",)),
    "mode": Unknown(modes, ("mode",)),
    "place": Unknown(places, PLACE),
    "land": Unknown(figure("land_min", "land_max"), ("land",)),
    "power": Unknown(figure("power_min", "power"), ("power",)),
    "floor": Unknown(figure("floor_min", "floor"), ("site",)),
    "green_power": Unknown(figure("green_power_min", "green_power"), ("site",)),
    "port": Unknown(figure("port_km_max", "port_km"), ("site",)),
    "airport": Unknown(figure("airport_km_max", "airport_km"), ("site",)),
    "time": Unknown(starts, ("time",)),
    "stage": Unknown(stages, gates=("minimum_stage",)),
}
