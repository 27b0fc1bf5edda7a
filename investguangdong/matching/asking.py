"""Which unknown wish is worth asking next: the one whose answer would move the present candidates apart most.

For every unknown wish the answers that the candidates themselves suggest are tried (a quarter, the middle and
three quarters of what they offer; each city and each form that is on offer), and the candidates are scored with
each of them by the model itself. What an answer does is the spread of the points it moves, a candidate it would
remove counting with its whole score; what a question is worth is the mean over its answers. Nothing here knows
the database, the request or a language."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from investguangdong.matching.facts import MandateFacts, Range
from investguangdong.matching.table import Table

# totals of all candidates, and which of them no condition removes
Score = Callable[[MandateFacts], tuple[np.ndarray, np.ndarray]]
Answer = tuple[float, MandateFacts]

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


def worth_asking(mandate: MandateFacts, table: Table, score: Score, unknown: Iterable[str]) -> list[Ask]:
    """The unknown wishes that would separate the candidates, the most informative first. An answer that every
    listing meets alike is not worth a question, whatever its points."""
    if len(table) < LEAST_CANDIDATES:
        return []
    totals, stands = score(mandate)
    now = np.where(stands, totals, 0)
    asks = [measured(name, ANSWERS[name](mandate, table), now, score) for name in unknown if name in ANSWERS]
    found = [ask for ask in asks if ask.separates]
    return sorted(found, key=lambda ask: (-round(ask.spread, 6), ask.name))


def measured(name: str, answers: Iterator[Answer], now: np.ndarray, score: Score) -> Ask:
    spread = separates = 0.0
    for weight, facts in answers:
        totals, stands = score(facts)
        moved = np.where(stands, totals, 0) - now
        apart = np.abs(moved - np.median(moved))
        spread += weight * float(moved.std())
        separates += weight * int((apart >= FELT).sum())
    return Ask(name, spread, round(separates), len(now))


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
    return [(-count / total, str(word)) for count, word in order]


def amounts(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
    """A ticket as large as what a listing asks, and half of it or twice as much."""
    asked = np.fmax(table.amount_low, table.ticket_min)
    asked = np.where(np.isnan(asked), table.amount_high, asked)
    return evenly([replace(mandate, ticket=Range(one / 2, one * 2)) for one in quarters(asked)])


def modes(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
    offered = (word for project in table.projects for word in project.modes)
    for weight, word in most_common(offered):
        yield weight, replace(mandate, modes=frozenset([word]))


def places(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
    known = {project.place.slug: project.place for project in table.projects if project.place}
    there = (project.place.slug for project in table.projects if project.place)
    for weight, slug in most_common(there):
        yield weight, replace(mandate, places=(known[slug],))


def least(name: str, column: str) -> Callable[[MandateFacts, Table], Iterator[Answer]]:
    """A wish for at least so much of something that listings tell as a number."""

    def answers(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
        values = quarters(getattr(table, column, np.full(len(table), np.nan)))
        return evenly([replace(mandate, **{name: value}) for value in values])

    return answers


def starts(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
    days = quarters(table.available_from)
    return evenly([replace(mandate, start_to=date.fromordinal(int(day))) for day in days])


def stages(mandate: MandateFacts, table: Table) -> Iterator[Answer]:
    return evenly([replace(mandate, minimum_stage=round(one)) for one in quarters(table.stage)])


ANSWERS: dict[str, Callable[[MandateFacts, Table], Iterator[Answer]]] = {
    "amount": amounts,
    "mode": modes,
    "place": places,
    "land": least("land_min", "land_max"),
    "power": least("power_min", "power"),
    "time": starts,
    "stage": stages,
}
