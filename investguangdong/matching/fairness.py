"""Whether the lists of investors give each city its share. Pure.

    exposure = share of all places in lists / share of all open projects

One is parity; between 0.8 and 1.25 nothing needs doing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST, MOST = 0.8, 1.25
# Where lists hold fewer places than this, a share says nothing.
FEWEST_SLOTS = 100


@dataclass(frozen=True)
class CityCount:
    """`slug` is empty for projects of the whole province."""

    slug: str
    is_outside: bool
    listings: int
    slots: int
    lifted: int = 0
    shown: int = 0
    opened: int = 0


@dataclass(frozen=True)
class CityShare:
    """`exposure` is None where the city has no open project, or the lists too few places to say."""

    count: CityCount
    listing_share: float
    slot_share: float
    exposure: float | None

    @property
    def verdict(self) -> str:
        """Projects of the whole province have their share, and no city to be judged by."""
        if self.exposure is None or not self.count.slug:
            return "unknown"
        return "low" if self.exposure < LEAST else "high" if self.exposure > MOST else "even"


@dataclass(frozen=True)
class Fairness:
    """`outside` is the exposure of all cities outside the Pearl River Delta together; `gini` is 0 where every open
    project has the same chance of a place whatever its city, and rises to 1."""

    cities: tuple[CityShare, ...]
    listings: int
    slots: int
    lifted: int
    outside: float | None
    gini: float | None

    @property
    def within(self) -> int:
        return sum(one.verdict == "even" for one in self.cities)

    @property
    def judged(self) -> int:
        return sum(one.verdict != "unknown" for one in self.cities)


def fairness(counts: Iterable[CityCount]) -> Fairness:
    """Cities in the order they come in."""
    rows = list(counts)
    listings, slots = sum(row.listings for row in rows), sum(row.slots for row in rows)
    cities = tuple(share_of(row, listings, slots) for row in rows)
    outside = [row for row in rows if row.is_outside]
    together = share_of(
        CityCount("", True, sum(row.listings for row in outside), sum(row.slots for row in outside)),
        listings,
        slots,
    )
    weights = [(row.slots, row.listings) for row in rows if row.listings]
    return Fairness(
        cities,
        listings,
        slots,
        sum(row.lifted for row in rows),
        together.exposure,
        gini(weights) if slots >= FEWEST_SLOTS else None,
    )


def share_of(row: CityCount, listings: int, slots: int) -> CityShare:
    listing_share = row.listings / listings if listings else 0.0
    slot_share = row.slots / slots if slots else 0.0
    is_known = bool(row.listings) and slots >= FEWEST_SLOTS
    return CityShare(row, listing_share, slot_share, slot_share / listing_share if is_known else None)


def gini(parts: Sequence[tuple[int, int]]) -> float:
    """Of (places, projects) a city: each project of a city counts as having its city's mean."""
    ranked = sorted(parts, key=lambda part: part[0] / part[1])
    places, projects = sum(part[0] for part in ranked), sum(part[1] for part in ranked)
    if not places:
        return 0.0
    area, below = 0.0, 0.0
    for got, owned in ranked:
        area += owned / projects * (2 * below + got / places)
        below += got / places
    return 1 - area
