"""How well weights order what people chose: NDCG at ten, and the paired difference of two versions with the
interval in which it lies in 95 of 100 draws. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from investguangdong.matching.labels import Answered

AT = 10
DRAWS = 2000
SEED = 20


def ndcg(scores: np.ndarray, gains: np.ndarray, *, at: int = AT) -> float:
    """One where the strongest answers stand first; equal scores share their places."""
    weights = 1 / np.log2(np.arange(2, at + 2))
    weights = np.pad(weights, (0, max(len(gains) - at, 0)))[: len(gains)]
    best = np.sort(gains)[::-1] @ weights
    return float(shared_places(scores, gains) @ weights / best) if best else 0.0


def shared_places(scores: np.ndarray, gains: np.ndarray) -> np.ndarray:
    """Gains in the order of the scores; rows of equal score stand for each other, so each place gets their mean."""
    ranked = np.argsort(-scores, kind="stable")
    ordered = gains[ranked].astype(float)
    _levels, group = np.unique(-np.round(scores[ranked], 9), return_inverse=True)
    means = np.bincount(group, weights=ordered) / np.bincount(group)
    return means[group]


def qualities(lists: Sequence[Answered], points: np.ndarray) -> np.ndarray:
    return np.array([ndcg(one.values @ points, one.gains) for one in lists])


@dataclass(frozen=True)
class Interval:
    mean: float
    low: float
    high: float


def interval(values: np.ndarray) -> Interval:
    """The mean, and where it lies in 95 of 100 draws of lists with replacement."""
    if not len(values):
        return Interval(0.0, 0.0, 0.0)
    draws = np.random.default_rng(SEED).integers(0, len(values), (DRAWS, len(values)))
    low, high = np.percentile(values[draws].mean(axis=1), [2.5, 97.5])
    return Interval(float(values.mean()), float(low), float(high))


def split_by_time(lists: Sequence[Answered], *, share: float = 0.7) -> tuple[list, list]:
    """Older lists to learn from, newer ones to measure on; lists of one day stay on one side."""
    if not lists:
        return [], []
    cut = lists[min(int(len(lists) * share), len(lists) - 1)].day
    return [one for one in lists if one.day < cut], [one for one in lists if one.day >= cut]
