"""Many projects as columns. Each fact is kept as the list of values that occur and a code per project: a signal
is worked out once a value, then looked up, so that one mandate meets a hundred thousand projects in
milliseconds."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from investguangdong.matching import amounts
from investguangdong.matching.facts import ProjectFacts

# Among few projects a share says little: so many more are imagined, spread evenly over all kinds there are.
IMAGINED = 50
KINDS = {"sector": 16, "city": 23, "region": 4, "state": 1, "stage": 7, "backed": 2}
REAL = 0.65  # how far a wish is compared with the real market rather than with an even one
ALIKE = 0.25  # how alike any two asks are where nothing is known of the market
ANYWHERE = "*"  # the city of a listing that is open to the whole province
FRESH, STALE = ((30, 1.0), (90, 0.8), (365, 0.5)), 0.2  # days since the check, what it is worth
LIFTED = ("sector", "city", "region", "state", "stage", "backed")


@dataclass
class Axis:
    """`keys` are the values that occur, `codes` says which of them each project has; `width` is how many facts
    a key holds."""

    keys: Sequence
    codes: np.ndarray
    width: int = 1
    _sets: dict = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, values: Iterable[Hashable], width: int = 1) -> "Axis":
        found: dict = {}
        codes = np.fromiter((found.setdefault(value, len(found)) for value in values), dtype=np.intp)
        return cls(list(found), codes, width)

    def of_each(self, values: np.ndarray) -> np.ndarray:
        """Values by key become one value a project."""
        return np.take(values, self.codes)

    def says(self, part: int | None = None) -> np.ndarray:
        """Which keys hold anything; of tuples, in one of their parts."""
        return self._members(part)[1]

    def having(self, words: Iterable[str], part: int | None = None) -> np.ndarray:
        """Which keys hold one of the words."""
        places, found = self._members(part)[0], np.zeros(len(self.keys), dtype=bool)
        for word in words:
            found[places.get(word, [])] = True
        return found

    def _members(self, part: int | None) -> tuple[dict[str, list[int]], np.ndarray]:
        if part not in self._sets:
            sets = [key if part is None else key[part] for key in self.keys]
            places: dict[str, list[int]] = {}
            for at, words in enumerate(sets):
                for word in words:
                    places.setdefault(word, []).append(at)
            self._sets[part] = places, np.array([bool(words) for words in sets], dtype=bool)
        return self._sets[part]

    @cached_property
    def counts(self) -> np.ndarray:
        return np.bincount(self.codes, minlength=len(self.keys)).astype(float)

    @cached_property
    def column(self) -> dict:
        return {key: at for at, key in enumerate(self.keys)}

    @cached_property
    def is_said(self) -> np.ndarray:
        return np.array([bool(key) for key in self.keys], dtype=bool)

    @cached_property
    def numbers(self) -> np.ndarray:
        """The keys as floats, NaN where not known; where a key holds more than one fact, a row a key."""
        found = np.array([number(key) for key in self.keys], dtype=float)
        return found.reshape(len(self.keys), self.width) if self.width > 1 else found

    def spread(self, shares: Mapping[Hashable, float], default: float = 0.0) -> np.ndarray:
        """What each key has of the shares; `default` where it is not named."""
        found = np.full(len(self.keys), default)
        for key, share in shares.items():
            if (at := self.column.get(key)) is not None:
                found[at] = share
        return found


class Everyone(Axis):
    """One key for all projects: facts of the investor alone."""

    def __init__(self, count: int):
        super().__init__([None], np.zeros(count, dtype=np.intp))


class Each(Axis):
    """A key for every project."""

    def __init__(self, count: int):
        super().__init__(range(count), np.arange(count))

    def of_each(self, values: np.ndarray) -> np.ndarray:
        return values


def number(key):
    if isinstance(key, tuple):
        return [np.nan if part is None else float(part) for part in key]
    return np.nan if key is None else float(key)


Market = Mapping[str, Mapping[str, float]]


@dataclass
class Words:
    """Words of the listings, rare ones weighing more: for each word, where it occurs and how much of that
    listing it is."""

    column: dict[str, int]
    rarity: np.ndarray
    starts: np.ndarray
    rows: np.ndarray
    shares: np.ndarray
    has_any: np.ndarray = field(repr=False)

    @classmethod
    def of(cls, texts: Sequence[frozenset[str]]) -> "Words":
        column: dict[str, int] = {}
        counts = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
        codes = np.fromiter(
            (column.setdefault(word, len(column)) for text in texts for word in sorted(text)), dtype=np.int64
        )
        rows = np.repeat(np.arange(len(texts)), counts)
        often = np.bincount(codes, minlength=len(column))
        rarity = np.log((1 + len(texts)) / (1 + often)) + 0.1
        weights = rarity[codes]
        length = np.sqrt(np.bincount(rows, weights=weights**2, minlength=len(texts)))
        order = np.argsort(codes, kind="stable")
        starts = np.concatenate([[0], np.cumsum(often)])
        shares = (weights / length[rows])[order] if len(rows) else np.zeros(0)
        return cls(column, rarity, starts, rows[order], shares, counts > 0)

    def likeness(self, mine: Mapping[str, float]) -> np.ndarray:
        """The cosine between weighted words and each listing, 0 to 1."""
        most_rare = float(np.log(1 + len(self.has_any))) + 0.1
        known = [(self.column[word], weight) for word, weight in mine.items() if word in self.column]
        length = sum((w * self.rarity[column]) ** 2 for column, w in known)
        length += sum((w * most_rare) ** 2 for word, w in mine.items() if word not in self.column)
        found = np.zeros(len(self.has_any))
        for column, weight in known:
            here = slice(self.starts[column], self.starts[column + 1])
            found[self.rows[here]] += self.shares[here] * (weight * self.rarity[column])
        return found / np.sqrt(length) if length else found


class Table:
    """Columns of facts. None is "not known"; a set of nothing is "not said".

    `market` says how common each sector, city, region, state, stage, kind of backing and size of an ask is;
    unless given, it is counted from the projects themselves. `crowd` holds mean and spread of the score that
    investors reach on each project's own list, NaN while nobody has been compared."""

    def __init__(
        self,
        projects: Sequence[ProjectFacts],
        *,
        market: Market | None = None,
        crowd: np.ndarray | None = None,
        kinds: Mapping[str, int] = KINDS,
    ):
        self.projects, self.kinds = list(projects), kinds
        self.axes = {
            name: Axis.of((key(row) for row in self.projects), WIDTHS.get(name, 1))
            for name, key in AXES.items()
        }
        self.words = Words.of([row.text for row in self.projects])
        self.crowd = np.full((len(self.projects), 2), np.nan) if crowd is None else crowd
        self.market = market or market_of(self)
        self.usual = {
            name: self.axes[name].spread(self.market[name], self.rarest(name))
            for name in LIFTED
            if name != "sector"
        }
        self.everyone, self.each = Everyone(len(self.projects)), Each(len(self.projects))
        self._fill_sectors()
        self._fill_asks()
        self.blended = {name: between(usual, 1 / kinds[name]) for name, usual in self.usual.items()}
        self.blended_asks = between(self.usual_asks, ALIKE)

    def __len__(self) -> int:
        return len(self.projects)

    @property
    def has_crowd(self) -> bool:
        return not np.isnan(self.crowd).all()

    def rarest(self, name: str) -> float:
        """What does not occur in the market counts as the rarest that does."""
        return min(self.market[name].values(), default=1 / self.kinds[name])

    def _fill_sectors(self):
        keys = self.axes["sectors"].keys
        self.sector_words = sorted({word for _main, words, _clusters in keys for word in words})
        shares = self.market["sector"]
        least = self.rarest("sector")
        self.usual["sector"] = np.array([shares.get(word, least) for word in self.sector_words])
        column = {word: at for at, word in enumerate(self.sector_words)}
        self.mains = padded(
            [[column[one] for one in words if one == main or not main] for main, words, _c in keys]
        )
        self.others = padded(
            [[column[one] for one in words if one != main and main] for main, words, _c in keys]
        )

    def _fill_asks(self):
        """How much of the market lies near each ask."""
        asked = self.axes["ask"].numbers
        self.asks, self.has_ask = amounts.ends(asked), ~np.isnan(asked).all(axis=1)
        sizes, shares = columns(self.market["ask"])
        above, below = amounts.apart(self.asks, sizes, sizes)
        self.usual_asks = amounts.bell(above + below) @ shares + (1 - shares.sum()) * ALIKE


def between(usual: np.ndarray, even: float) -> np.ndarray:
    """A market between the real one and an even one."""
    return usual**REAL * even ** (1 - REAL)


def padded(lists: Sequence[Sequence[int]]) -> np.ndarray:
    """Rows of equal length, filled up with -1: what is looked up there is the last of an array, which is nought."""
    found = np.full((len(lists), max(map(len, lists), default=0) or 1), -1, dtype=np.intp)
    for row, members in enumerate(lists):
        found[row, : len(members)] = members
    return found


def columns(shares: Mapping[float, float]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(list(shares), dtype=float), np.array(list(shares.values()), dtype=float)


def asked_from(project: ProjectFacts) -> float | None:
    """The smallest sum with which an investor can take part."""
    amount = project.amount
    if project.ticket_min is not None and amount.low is not None:
        return min(project.ticket_min, amount.low)
    return amount.low if project.ticket_min is None else project.ticket_min


def city_of(project: ProjectFacts) -> str:
    return project.place.slug if project.place else ANYWHERE if project.is_provincial else ""


def backing(is_backed: bool | None) -> str:
    return "" if is_backed is None else "backed" if is_backed else "new"


def freshness(days: int | None) -> float | None:
    """What an officer's check is worth after so many days."""
    return None if days is None else next((worth for most, worth in FRESH if days <= most), STALE)


# One axis a fact, or a few facts that one signal reads together.
AXES = {
    "sectors": lambda one: (one.main_sector, one.sectors, one.clusters),
    "city": city_of,
    "region": lambda one: one.place.region if one.place else "",
    "state": lambda one: one.place.state if one.place else "",
    "spot": lambda one: (one.place.lat, one.place.lon) if one.place else (None, None),
    "stage": lambda one: one.phase,
    "step": lambda one: one.stage,
    "backed": lambda one: backing(one.is_backed),
    "ask": lambda one: (asked_from(one), one.amount.high),
    "ticket_min": lambda one: one.ticket_min,
    "modes": lambda one: one.modes,
    "land": lambda one: one.land_max,
    "power": lambda one: one.power,
    "site": lambda one: (one.green_power, one.floor, one.water, one.port_km, one.airport_km),
    "returns": lambda one: (one.irr_max, one.equity.low, one.equity.high, one.horizon),
    "start": lambda one: one.available_from and one.available_from.toordinal(),
    "readiness": lambda one: (one.readiness, freshness(one.verified_days)),
    "policies": lambda one: one.policies,
    "open": lambda one: one.is_open,
}


WIDTHS = {"spot": 2, "ask": 2, "site": 5, "returns": 4, "readiness": 2}


def market_of(table: Table) -> Market:
    """How common each value is among the projects of the table; unknown values are left out."""
    found: dict[str, dict[str, float]] = {}
    for name in LIFTED:
        axis = table.axes["sectors" if name == "sector" else name]
        counts: dict[str, float] = {}
        for key, count in zip(axis.keys, axis.counts, strict=True):
            for word, part in counted(name, key):
                counts[word] = counts.get(word, 0.0) + part * float(count)
        total = sum(counts.values()) + IMAGINED
        even = IMAGINED / table.kinds[name]
        found[name] = {word: (count + even) / total for word, count in counts.items()}
    return {**found, "ask": asks_of(table)}


def asks_of(table: Table) -> dict[float, float]:
    axis = table.axes["ask"]
    numbers = axis.numbers
    said = ~np.isnan(numbers).all(axis=1)
    sizes, counts = amounts.size(amounts.ends(numbers[said])), axis.counts[said]
    found: dict[float, float] = {}
    for size, count in zip(sizes, counts / (counts.sum() + IMAGINED), strict=True):
        found[float(size)] = found.get(float(size), 0.0) + float(count)
    return found


def counted(name: str, key) -> list[tuple[str, float]]:
    """The words one key counts for: a listing of several sectors counts for its main one, or a part for each."""
    if name != "sector":
        return [(key, 1.0)] if key not in ("", ANYWHERE) else []
    main, words, _clusters = key
    return [(main, 1.0)] if main else [(word, 1 / len(words)) for word in sorted(words)]
