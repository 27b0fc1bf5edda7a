"""Lists of the past with what became of them, to learn the weights from: the year before the cut, the one before
that, and so on. Labels end where the cut begins."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np

from benchmarks._deals import LEAST_PAST, Deal, Deals
from investguangdong.matching.facts import MandateFacts
from investguangdong.matching.fitting import Query
from investguangdong.matching.scoring import Scores, score_many
from investguangdong.matching.table import LIFTED, Table, market_of
from investguangdong.matching.weights import SIGNALS, Weights

OTHERS = 250  # unanswered options of a list that are looked at


@dataclass
class Year:
    """The market as it stood on a day: what was open, and everything before."""

    deals: Deals
    cut: date
    codes: list[str]
    table: Table
    history: dict[str, list[Deal]]

    @classmethod
    def at(cls, deals: Deals, cut: date, *, is_final: bool = False) -> "Year":
        asks = deals.open_asks() if is_final else deals.asks(cut)
        history = deals.before(cut)
        projects = [deals.project(key, ask, cut) for key, ask in asks.items()]
        table = Table(projects, market=market(deals, history), kinds=deals.kinds)
        return cls(deals, cut, list(asks), table, history)

    def mandates(self, least: int) -> dict[str, MandateFacts]:
        return {
            investor: self.deals.mandate(investor, some, self.cut)
            for investor, some in self.history.items()
            if len({deal.project for deal in some}) >= least
        }

    def new_pairs(self) -> dict[str, set[int]]:
        """Open projects that each investor took up within the year and had not before, by row."""
        row = {code: at for at, code in enumerate(self.codes)}
        end = date(self.cut.year + 1, 1, 1)
        found = defaultdict(set)
        for deal in self.deals.deals:
            known = {past.project for past in self.history.get(deal.investor, ())}
            if self.cut <= deal.day < end and deal.project in row and deal.project not in known:
                found[deal.investor].add(row[deal.project])
        return found

    def seen(self, investor: str) -> set[str]:
        return {deal.project for deal in self.history.get(investor, ())}


def market(deals: Deals, history: dict[str, list[Deal]]):
    """How common each value is among the deals done so far."""
    done = [deal for some in history.values() for deal in some]
    return market_of(
        Table([deals.project_of(deal) for deal in done], market={name: {} for name in (*LIFTED, "ask")})
    )


def score(mandate: MandateFacts, table: Table, weights: Weights) -> Scores:
    return score_many(mandate, table, neighbours={}, weights=weights)


def crowd(year: Year, weights: Weights) -> np.ndarray:
    """Mean and spread of the score that investors reach on each project's list."""
    return spread(
        [score(one, year.table, weights).standings for one in year.mandates(LEAST_PAST["b"]).values()]
    )


def spread(standings: list[np.ndarray]) -> np.ndarray:
    stack = np.array(standings)
    return np.column_stack([stack.mean(axis=0), stack.std(axis=0)])


def of_investors(year: Year, weights: Weights, *, seed: int) -> list[Query]:
    """A list a mandate: the projects it took up among those it might have."""
    taken = year.new_pairs()
    mandates = {key: one for key, one in year.mandates(LEAST_PAST["a"]).items() if taken.get(key)}
    return [query_of(one, taken[key], year, weights, seed=seed) for key, one in mandates.items()]


def of_profiles(year: Year, weights: Weights, *, seed: int) -> list[Query]:
    """A list a newcomer with one or two deals, known by a profile made of them."""
    taken, found = year.new_pairs(), []
    for investor, some in year.history.items():
        if taken.get(investor) and len({deal.project for deal in some}) <= 2:
            mandate = year.deals.declared_by(investor, some)
            found.append(query_of(mandate, taken[investor], year, weights, seed=seed))
    return found


def query_of(mandate: MandateFacts, chosen: set[int], year: Year, weights: Weights, *, seed: int) -> Query:
    seen = year.seen(mandate.code)
    options = [at for at, code in enumerate(year.codes) if at not in chosen and code not in seen]
    rows = sampled(sorted(chosen), options, np.random.default_rng([seed, len(chosen), len(options)]))
    scores = score(mandate, year.table, weights)
    return Query(scores.filled_of(rows), np.isin(rows, sorted(chosen)).astype(float))


def sampled(chosen: list[int], options: list[int], chance) -> np.ndarray:
    others = chance.choice(options, min(OTHERS, len(options)), replace=False)
    return np.concatenate([np.array(chosen, dtype=int), np.sort(others)])


def of_projects(year: Year, weights: Weights, *, seed: int) -> list[Query]:
    """A list a project: the investors that took it up among those that might have."""
    mandates = year.mandates(LEAST_PAST["b"])
    investors, taken = list(mandates), year.new_pairs()
    chosen = defaultdict(list)
    for at, investor in enumerate(investors):
        for row in taken.get(investor, ()):
            chosen[row].append(at)
    chance = np.random.default_rng(seed)
    asked = {row: sampled(some, without(some, len(investors)), chance) for row, some in chosen.items()}
    values = {row: np.zeros((len(some), len(SIGNALS))) for row, some in asked.items()}
    places = defaultdict(list)
    for row, some in asked.items():
        for place, at in enumerate(some):
            places[at].append((row, place))
    for at, wanted in places.items():
        rows = [row for row, _place in wanted]
        found = score(mandates[investors[at]], year.table, weights).filled_of(rows)
        for (row, place), line in zip(wanted, found, strict=True):
            values[row][place] = line
    return [Query(values[row], np.isin(some, chosen[row]).astype(float)) for row, some in asked.items()]


def without(some: list[int], count: int) -> list[int]:
    taken = set(some)
    return [at for at in range(count) if at not in taken]
