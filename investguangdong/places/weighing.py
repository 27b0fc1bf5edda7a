"""Places in order by weighted criteria, and how far that order hangs on the weights. Pure: no ORM, no request.

Each criterion turns its known values into points: the best place has FULL, the worst none, the others lie
between by their distance (min-max). An unknown value counts as the middle (the median) of the known ones: it
neither helps nor harms, and `low` and `high` say what the score would be were it the worst or the best. All
sums are whole numbers, so the same input gives the same order everywhere."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

MOST = 5  # the heaviest weight
FULL = 10_000  # points of the best place in one criterion
TOP = 3


@dataclass(frozen=True, slots=True)
class Criterion:
    """`values` holds what is known, by place. Points are worked out over all of them, whoever is ranked."""

    key: str
    values: Mapping[str, object]
    high_is_better: bool = True

    def points(self) -> dict[str, int]:
        best, worst = max(self.values.values()), min(self.values.values())
        if not self.high_is_better:
            best, worst = worst, best
        if best == worst:
            return dict.fromkeys(self.values, FULL)
        span = Fraction(best) - Fraction(worst)
        return {
            place: round(FULL * (Fraction(value) - Fraction(worst)) / span)
            for place, value in self.values.items()
        }


@dataclass(frozen=True, slots=True)
class Score:
    """A place's part of the ranking. `parts` are weight times points; `share` runs from 0 to 100."""

    place: str
    rank: int
    parts: Mapping[str, int]
    unknown: frozenset[str]
    total: int
    low: int
    high: int
    weight: int

    def share(self, points: int) -> float:
        return points / (self.weight * FULL) * 100


@dataclass(frozen=True, slots=True)
class Flip:
    """One weight changed as little as needed, and who then takes whose place among the first."""

    key: str
    weight: int
    other_weight: int
    winner: str
    loser: str
    place: int


class Ranking:
    """`weights` by key, 0 to MOST; criteria without weight are left out. Empty where nothing weighs."""

    def __init__(self, criteria: Sequence[Criterion], weights: Mapping[str, int], places: Sequence[str]):
        self.places = list(places)
        self.weights = {c.key: weights.get(c.key, 0) for c in criteria if c.values}
        self.points = {c.key: _with_middle(c.points(), places) for c in criteria if c.values}
        self.unknown = {c.key: set(places) - c.values.keys() for c in criteria if c.values}

    @property
    def weight(self) -> int:
        return sum(self.weights.values())

    def totals(self, **changed: int) -> dict[str, int]:
        weights = {key: weight for key, weight in {**self.weights, **changed}.items() if weight}
        return {
            place: sum(weight * self.points[key][place] for key, weight in weights.items())
            for place in self.places
        }

    def order(self, **changed: int) -> list[str]:
        """Places from the best down; equal ones keep the order they were given in."""
        totals = self.totals(**changed)
        return sorted(self.places, key=lambda place: -totals[place])

    def scores(self) -> list[Score]:
        if not self.weight:
            return []
        totals = self.totals()
        return [self._score(place, totals) for place in self.order()]

    def _score(self, place: str, totals: Mapping[str, int]) -> Score:
        parts = {key: weight * self.points[key][place] for key, weight in self.weights.items() if weight}
        unknown = frozenset(key for key in parts if place in self.unknown[key])
        least = totals[place] - sum(parts[key] for key in unknown)
        return Score(
            place=place,
            rank=1 + sum(total > totals[place] for total in totals.values()),
            parts=parts,
            unknown=unknown,
            total=totals[place],
            low=least,
            high=least + sum(self.weights[key] * FULL for key in unknown),
            weight=self.weight,
        )

    def flips(self, top: int = TOP) -> list[Flip]:
        """For each criterion, up and down: the nearest weight at which the first places change."""
        now = self.order()[:top]
        return [flip for key in self.weights for flip in self._flips_of(key, now)] if self.weight else []

    def _flips_of(self, key: str, now: list[str]) -> Iterator[Flip]:
        weight = self.weights[key]
        for weights in (range(weight + 1, MOST + 1), range(weight - 1, -1, -1)):
            for other in weights:
                then = self.order(**{key: other})[: len(now)]
                if then != now and self.weight - weight + other:
                    place = next(
                        i for i, pair in enumerate(zip(now, then, strict=True)) if len(set(pair)) > 1
                    )
                    yield Flip(key, weight, other, then[place], now[place], place + 1)
                    break


def _with_middle(points: dict[str, int], places: Sequence[str]) -> dict[str, int]:
    middle = round(median(points.values()))
    return {place: points.get(place, middle) for place in places}
