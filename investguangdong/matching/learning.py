"""From answered lists to new points: learn on the older lists, measure on the newer ones, beside the points that
serve. Pure: no database, no request, no language."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from investguangdong.matching.fitting import Query, fit
from investguangdong.matching.labels import Answered, tally
from investguangdong.matching.quality import Interval, interval, qualities, split_by_time
from investguangdong.matching.weights import SIGNALS

# With fewer lists that somebody answered there is nothing to learn, and nothing to measure on.
FEWEST = 30
DIGITS = 2


@dataclass(frozen=True)
class Measured:
    """`old` and `new` are NDCG at ten on the newest lists, `difference` that of the pairs; all with the interval
    in which the mean lies in 95 of 100 draws. `first` and `last` are the days of the lists looked at."""

    lists: int
    learned_on: int
    measured_on: int
    labels: dict[str, int]
    first: str
    last: str
    old: Interval
    new: Interval
    difference: Interval

    def as_dict(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Lesson:
    """New points and what they are worth; no points where there is too little to learn from."""

    lists: int
    points: dict[str, float] | None = None
    measured: Measured | None = None

    @property
    def missing(self) -> int:
        return max(FEWEST - self.lists, 0)


def learn(
    lists: Sequence[Answered],
    *,
    stated: Mapping[str, float],
    serving: Mapping[str, float],
    fixed: Sequence[str] = (),
) -> Lesson:
    """Fits towards the `stated` points, and compares with those `serving`."""
    older, newer = split_by_time(lists)
    if len(lists) < FEWEST or not older or not newer:
        return Lesson(len(lists))
    fitted = fit([Query(one.values, one.gains) for one in older], stated, fixed=fixed)
    points = rounded(fitted)
    old, new = qualities(newer, column(serving)), qualities(newer, column(points))
    measured = Measured(
        len(lists),
        len(older),
        len(newer),
        tally(lists),
        lists[0].day.isoformat(),
        lists[-1].day.isoformat(),
        interval(old),
        interval(new),
        interval(new - old),
    )
    return Lesson(len(lists), points, measured)


def column(points: Mapping[str, float]) -> np.ndarray:
    return np.array([points[name] for name in SIGNALS])


def rounded(points: Mapping[str, float]) -> dict[str, float]:
    """To two digits, so that people can read and add them: still a hundred, the rest goes to the largest."""
    found = {name: round(points[name], DIGITS) for name in SIGNALS}
    largest = max(found, key=found.get)
    found[largest] = round(found[largest] + 100 - sum(found.values()), DIGITS)
    return found
