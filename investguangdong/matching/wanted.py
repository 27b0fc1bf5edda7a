"""The best mandates of each project, gathered while mandates come by one after the other. Pure."""

import zlib
from collections.abc import Iterable

import numpy as np

NOBODY = -np.inf
# Equal scores go to the earlier mandate: each is worth a little less than the one before.
STEP, DIGITS = 1e-10, 6
PACKED = np.dtype([("mandate", "<i8"), ("project", "<i8"), ("standing", "<f8")])


class Wanted:
    """`floors` are scores that others have reached already for all places of a project: less is of no use."""

    def __init__(self, projects: Iterable[int], *, count: int, floors: np.ndarray | None = None):
        self.projects = np.asarray(projects, dtype=np.int64)
        self.keys = np.full((count, len(self.projects)), NOBODY)
        self.mandates = np.zeros((count, len(self.projects)), dtype=np.int64)
        self.floors = np.full(len(self.projects), NOBODY) if floors is None else floors
        self.least = np.full(len(self.projects), NOBODY)
        self.seen = 0

    def add(self, mandate: int, standings: np.ndarray) -> None:
        """One score a project, minus infinity where the two may not meet. Mandates come by ascending number."""
        standings = np.round(standings, DIGITS)
        keys = standings - self.seen * STEP
        rows = np.flatnonzero((standings >= self.floors) & (keys > self.least))
        places = self.keys[:, rows].argmin(axis=0)
        self.keys[places, rows], self.mandates[places, rows] = keys[rows], mandate
        self.least[rows] = self.keys[:, rows].min(axis=0)
        self.seen += 1

    def reached(self) -> np.ndarray:
        """What every place of a project has reached here or before."""
        return np.maximum(self.floors, np.round(self.least, DIGITS))

    def rows(self) -> np.ndarray:
        filled = self.keys != NOBODY
        found = np.zeros(filled.sum(), dtype=PACKED)
        found["mandate"] = self.mandates[filled]
        found["project"] = np.broadcast_to(self.projects, filled.shape)[filled]
        found["standing"] = np.round(self.keys[filled], DIGITS)
        return found


def best_of(parts: Iterable[np.ndarray], *, count: int) -> np.ndarray:
    """The `count` best mandates of each project over all parts."""
    rows = np.concatenate([np.zeros(0, PACKED), *parts])
    rows = rows[np.lexsort((rows["mandate"], -rows["standing"], rows["project"]))]
    if not len(rows):
        return rows
    begins = np.flatnonzero(np.r_[True, rows["project"][1:] != rows["project"][:-1]])
    place = np.arange(len(rows)) - np.repeat(begins, np.diff(np.r_[begins, len(rows)]))
    return rows[place < count]


def pack(rows: np.ndarray) -> bytes:
    return zlib.compress(rows.tobytes(), 1)


def unpack(packed: bytes) -> np.ndarray:
    return np.frombuffer(zlib.decompress(packed), dtype=PACKED) if packed else np.zeros(0, PACKED)
