"""Many projects as columns, so that one mandate is scored against all of them at once."""

import zlib
from collections.abc import Iterable, Sequence

import numpy as np

from investguangdong.matching.facts import ProjectFacts, Range

TEXT_BITS = 8192


def numbers(values: Iterable) -> np.ndarray:
    return np.array([np.nan if value is None else float(value) for value in values], dtype=float)


def days(values: Iterable) -> np.ndarray:
    return numbers(None if value is None else value.toordinal() for value in values)


def flags(sets: Sequence[frozenset[str]], words: Sequence[str]) -> np.ndarray:
    """One row a set, one column a word; words outside the list are left out."""
    column = {word: index for index, word in enumerate(words)}
    found = np.zeros((len(sets), len(words)), dtype=bool)
    for row, members in enumerate(sets):
        found[row, [column[word] for word in members if word in column]] = True
    return found


def signature(terms: Iterable[str]) -> np.ndarray:
    """A set of terms as a bit string: counting common bits stands for counting common terms."""
    bits = np.zeros(TEXT_BITS, dtype=bool)
    bits[[zlib.crc32(term.encode()) % TEXT_BITS for term in terms]] = True
    return np.packbits(bits).view(np.uint64)


class Table:
    """Columns of facts. NaN is "not known"; a set of nothing is "not said"."""

    def __init__(self, projects: Sequence[ProjectFacts]):
        self.projects = list(projects)
        self._fill_sets()
        self._fill_numbers()

    def __len__(self) -> int:
        return len(self.projects)

    def _fill_sets(self):
        rows = self.projects
        self.sector_words = sorted({word for row in rows for word in row.sectors})
        self.cluster_words = sorted({word for row in rows for word in row.clusters})
        self.mode_words = sorted({word for row in rows for word in row.modes})
        main = [frozenset([row.main_sector] if row.main_sector else row.sectors) for row in rows]
        self.main_sectors = flags(main, self.sector_words)
        self.sectors = flags([row.sectors for row in rows], self.sector_words)
        self.clusters = flags([row.clusters for row in rows], self.cluster_words)
        self.modes = flags([row.modes for row in rows], self.mode_words)
        self.texts = (
            np.stack([signature(row.text) for row in rows]) if rows else np.zeros((0, 128), np.uint64)
        )
        self.has_text = np.array([bool(row.text) for row in rows], dtype=bool)

    def _fill_numbers(self):
        rows = self.projects
        self.slugs = np.array([row.place.slug if row.place else "" for row in rows], dtype=object)
        self.lat = numbers(row.place and row.place.lat for row in rows)
        self.lon = numbers(row.place and row.place.lon for row in rows)
        self.is_provincial = np.array([row.is_provincial for row in rows], dtype=bool)
        self.amount_low = numbers(asked_from(row) for row in rows)
        self.amount_high = numbers(row.amount.high for row in rows)
        self.has_amount = np.array([row.amount.is_known for row in rows], dtype=bool)
        self.ticket_min = numbers(row.ticket_min for row in rows)
        self.available_from = days(row.available_from for row in rows)
        for name in ("land_max", "power", "stage", "readiness", "verified_days", "policies", "is_open"):
            setattr(self, name, numbers(getattr(row, name) for row in rows))


def asked_from(project: ProjectFacts) -> float | None:
    """The smallest sum with which an investor can take part."""
    amount: Range = project.amount
    if project.ticket_min is not None and amount.low is not None:
        return min(project.ticket_min, amount.low)
    return amount.low if project.ticket_min is None else project.ticket_min
