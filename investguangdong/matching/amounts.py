"""Amounts as logarithms: how far an ask lies above or below a ticket, and how alike that makes the two."""

import numpy as np

DEAD_ZONE = 0.2  # a logarithmic gap that nobody would mind (about a fifth)
SPREAD = 0.45  # how far tickets of one investor lie apart
GRID = 0.1  # how finely the market is told apart


def ends(ask: np.ndarray) -> np.ndarray:
    """Rows of (from, to) in yuan as logarithms; an end that nobody gave is open."""
    low = np.log(np.maximum(np.nan_to_num(ask[:, 0]), 1))
    high = np.where(np.isnan(ask[:, 1]), np.inf, np.log(np.fmax(ask[:, 1], 1)))
    return np.column_stack([low, high])


def apart(asks: np.ndarray, lowest: np.ndarray, highest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far each ask lies above and below each ticket, beyond the dead zone: asks × tickets."""
    above = np.maximum(asks[:, :1] - highest - DEAD_ZONE, 0)
    below = np.maximum(lowest - asks[:, 1:] - DEAD_ZONE, 0)
    return above, below


def bell(gap: np.ndarray) -> np.ndarray:
    return np.exp(-((gap / SPREAD) ** 2) / 2)


def size(ask: np.ndarray) -> np.ndarray:
    """One number an ask, on the grid: its middle, or the end that is known."""
    low, high = ask.T
    middle = np.where(np.isinf(high), low, np.where(low > 0, (low + high) / 2, high))
    return np.round(middle / GRID) * GRID
