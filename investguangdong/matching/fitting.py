"""Learning the weights from answers: list-wise, none below zero, pulled towards the stated ones.

    minimise  mean over queries of  -log( share of the chosen in softmax of the score )  +  pull x |w - start|²

on values brought to one spread each, so that a weight means the same for every signal. With few answers the pull
is all there is; its strength falls as 1 / answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from investguangdong.matching.weights import SIGNALS

# The pull is as strong as this many answered queries.
PULL = 30.0
LEAST_PULL = 1e-3
# Sum of all weights, on values of spread one, that turns a score into odds: where the stated weights begin.
SHARPNESS = 2.5


@dataclass(frozen=True)
class Query:
    """What one investor (or one project) was shown: a row an option, a column a signal, gaps filled. `gains`
    says how strong the answer to each option was: 0 for none, 1 for the strongest kind."""

    values: np.ndarray
    gains: np.ndarray


def fit(
    queries: Sequence[Query], start: Mapping[str, float], *, fixed: Sequence[str] = ()
) -> dict[str, float]:
    """Points of a hundred for each signal. `start` are the stated points; signals that are `fixed` or that never
    differ within a query keep them. Without a query, the stated points come back."""
    told = [query for query in queries if query.gains.any()]
    stated = np.array([start[name] for name in SIGNALS], dtype=float)
    spread = spread_of(told)
    moves = (spread > 1e-9) & ~np.isin(SIGNALS, list(fixed))
    if not told or not stated[moves].any():
        return dict(start)
    scaled = stated[moves] * spread[moves]
    begin = scaled * SHARPNESS / scaled.sum()
    lists = [(query.values[:, moves] / spread[moves], query.gains / query.gains.sum()) for query in told]
    pull = max(LEAST_PULL, PULL / len(told))
    found = minimize(
        loss, begin, args=(lists, begin, pull), jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(begin)
    )
    return as_points(found.x / spread[moves], moves, stated)


def spread_of(queries: Sequence[Query]) -> np.ndarray:
    """How far each signal differs between the options of a list, on average."""
    if not queries:
        return np.zeros(len(SIGNALS))
    return np.sqrt(np.mean([query.values.var(axis=0) for query in queries], axis=0))


def loss(weights, lists, begin, pull) -> tuple[float, np.ndarray]:
    cost, slope = 0.0, np.zeros(len(weights))
    for values, chosen in lists:
        scores = values @ weights
        odds = np.exp(scores - scores.max())
        odds /= odds.sum()
        cost -= chosen @ np.log(np.maximum(odds, 1e-300))
        slope += values.T @ (odds - chosen)
    away = weights - begin
    return cost / len(lists) + pull * away @ away, slope / len(lists) + 2 * pull * away


def as_points(weights: np.ndarray, moves: np.ndarray, stated: np.ndarray) -> dict[str, float]:
    """The signals that were learned share what the others leave of a hundred."""
    points = stated.copy()
    room = 100 - stated[~moves].sum()
    total = weights.sum()
    if total > 0:
        points[moves] = weights * room / total
    return {name: float(value) for name, value in zip(SIGNALS, points, strict=True)}
