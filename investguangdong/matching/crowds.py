"""How high investors stand on each project's own list: mean and spread, counted in the nightly run and used until
the next, so that a place on a list can be told from a mere score."""

import zlib
from collections.abc import Iterable

import numpy as np

from investguangdong.matching.choices import RunState
from investguangdong.matching.models import Run

PACKED = np.dtype([("project", "<i8"), ("count", "<i8"), ("mean", "<f8"), ("square", "<f8")])
FEW = 5  # investors; with fewer there is no crowd to stand out from
LEAST_SPREAD = 1e-6


class Sums:
    """Of the standings of one chunk's mandates, project by project."""

    def __init__(self, projects: Iterable[int]):
        self.rows = np.zeros(len(projects), dtype=PACKED)
        self.rows["project"] = projects

    def add(self, standings: np.ndarray) -> None:
        self.rows["count"] += 1
        self.rows["mean"] += standings
        self.rows["square"] += standings**2

    def packed(self) -> bytes:
        return zlib.compress(self.rows.tobytes(), 1)


def unpack(packed: bytes) -> np.ndarray:
    return np.frombuffer(zlib.decompress(packed), dtype=PACKED) if packed else np.zeros(0, PACKED)


def keep(run: Run) -> None:
    """Adds up the chunks, in their order, so that the same run gives the same numbers to the last bit."""
    parts = [unpack(packed) for packed in run.chunks.order_by("number").values_list("crowd", flat=True)]
    rows = np.concatenate([np.zeros(0, PACKED), *parts])
    projects, place = np.unique(rows["project"], return_inverse=True)
    found = np.zeros(len(projects), dtype=PACKED)
    found["project"] = projects
    for name in ("count", "mean", "square"):
        np.add.at(found[name], place, rows[name])
    run.crowd = zlib.compress(found[found["count"] >= FEW].tobytes(), 1)
    run.save(update_fields=["crowd"])


def latest_run() -> int:
    """Number of the run whose crowds are in use; 0 while there is none."""
    finished = Run.objects.filter(state=RunState.FINISHED).order_by("-pk")
    return finished.values_list("pk", flat=True).first() or 0


def crowd_of(projects: list[int]) -> np.ndarray:
    """Mean and spread for each of the projects, NaN for those nobody has been compared on."""
    packed = Run.objects.filter(pk=latest_run()).values_list("crowd", flat=True).first()
    rows, found = unpack(packed or b""), np.full((len(projects), 2), np.nan)
    if not len(rows):
        return found
    place = np.searchsorted(rows["project"], projects).clip(max=len(rows) - 1)
    known = rows["project"][place] == projects
    mean = rows["mean"][place] / rows["count"][place]
    spread = np.sqrt(np.maximum(rows["square"][place] / rows["count"][place] - mean**2, 0))
    found[known] = np.column_stack([mean, np.maximum(spread, LEAST_SPREAD)])[known]
    return found
