"""What an investor is after, as counts: what the mandate states, moved by what the investor has really taken up.
Somebody who has only stated a profile and somebody with a history go through the same formula."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf, log

import numpy as np

from investguangdong.matching.facts import MandateFacts, Place

STATED = 12.0  # what is stated weighs as much as so many projects taken up
FADES = 4 * 365  # days after which what was taken up says half as much
LEAST_WISH = 0.4  # the least wanted of several wanted sectors


def faded(days: float) -> float:
    """What a deed of so many days ago still says of today's wishes."""
    return 0.5 ** (max(days, 0) / FADES)


@dataclass(frozen=True)
class Tally:
    """How often each value was taken or wished for, out of `total`; nothing is known where that is 0. `stated` is
    the part of the total that is a mere wish."""

    counts: dict[str, float]
    total: float
    stated: float

    def __bool__(self) -> bool:
        return self.total > 0


@dataclass(frozen=True)
class Taste:
    """One investor's wishes and deeds, fact by fact."""

    mandate: MandateFacts

    @cached_property
    def sector(self) -> Tally:
        top = max(self.mandate.sectors.values(), default=0) or 1
        wished = {
            word: LEAST_WISH + (1 - LEAST_WISH) * max(weight, 0) / top
            for word, weight in self.mandate.sectors.items()
        }
        return self.blended(wished, (one.sector for one in self.mandate.taken))

    @cached_property
    def city(self) -> Tally:
        wished = {one.slug: 1.0 for one in self.mandate.places if one.slug}
        return self.blended(wished, (one.place.slug if one.place else "" for one in self.mandate.taken))

    @cached_property
    def region(self) -> Tally:
        wished = dict.fromkeys(self.mandate.regions or regions_of(self.mandate.places), 1.0)
        return self.blended(wished, (one.place.region if one.place else "" for one in self.mandate.taken))

    @cached_property
    def state(self) -> Tally:
        wished = dict.fromkeys(self.mandate.states, 1.0)
        return self.blended(wished, (one.place.state if one.place else "" for one in self.mandate.taken))

    @cached_property
    def stage(self) -> Tally:
        wished = dict.fromkeys(self.mandate.stages, 1.0)
        return self.blended(wished, (one.stage for one in self.mandate.taken))

    @cached_property
    def backed(self) -> Tally:
        said = {True: "backed", False: "new", None: ""}
        return self.blended({}, (said[one.is_backed] for one in self.mandate.taken))

    @cached_property
    def words(self) -> dict[str, float]:
        found = dict.fromkeys(self.mandate.text, STATED)
        for one in self.mandate.taken:
            for word in one.text:
                found[word] = found.get(word, 0.0) + one.weight
        return found

    @cached_property
    def spots(self) -> tuple[np.ndarray, np.ndarray]:
        """Latitude and longitude of what was taken up, each spot once, and the weights."""
        found: dict[tuple[float, float], float] = {}
        for one in self.mandate.taken:
            if has_spot(one.place):
                spot = one.place.lat, one.place.lon
                found[spot] = found.get(spot, 0.0) + one.weight
        return np.array(list(found), dtype=float).reshape(-1, 2), np.array(list(found.values()))

    @cached_property
    def tickets(self) -> np.ndarray:
        """Rows of (lowest, highest, weight), the ends as logarithms of yuan, open ends as infinity."""
        found: dict[tuple[float, float], float] = {}
        ticket = self.mandate.ticket
        if ticket.is_known:
            low = log(max(ticket.low, 1)) if ticket.low else -inf
            found[low, log(max(ticket.high, 1)) if ticket.high is not None else inf] = STATED
        for one in self.mandate.taken:
            if one.amount:
                size = round(log(max(one.amount, 1)), 2)
                found[size, size] = found.get((size, size), 0.0) + one.weight
        return np.array([(*ends, weight) for ends, weight in found.items()]).reshape(-1, 3)

    def blended(self, wished: Mapping[str, float], taken: Iterable[str]) -> Tally:
        """Every wish counts fully, however many there are: to name a second city takes nothing from the first."""
        counts = {word: STATED * worth for word, worth in wished.items()}
        total = stated = STATED if wished else 0.0
        for word, one in zip(taken, self.mandate.taken, strict=True):
            if word:
                counts[word] = counts.get(word, 0.0) + one.weight
                total += one.weight
        return Tally(counts, total, stated)


def regions_of(places: Iterable[Place]) -> set[str]:
    return {one.region for one in places if one.region}


def has_spot(place: Place | None) -> bool:
    return place is not None and not np.isnan(place.lat)
