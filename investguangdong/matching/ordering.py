"""In which order the matches of a list stand: by score, with three rules about the first ten.

1. At most four of one city, unless the investor named cities.
2. A floor for listings outside the Pearl River Delta: at least two, where that many score within five points of
   the tenth. They are lifted, and each says so.
3. No listing in more lists than twice the mean number, unless the investor named cities or has no other choice.

Within a city a better listing never stands behind a worse one. Every listing that does not stand where its score
alone would put it carries the reason. Pure: no database, no request, no language."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

import numpy as np

TEN = 10
MOST_A_CITY = 4
FLOOR = 2
WITHIN = 5.0  # points of a hundred
TIMES_THE_MEAN = 2
# Among few investors a mean says nothing: up to so many lists nobody is crowded.
LEAST_LISTS = 5

OUTSIDE_DELTA = "outside_delta"  # lifted into the ten by the floor
VARIETY = "variety"  # moved up into the ten because another city had its four
CITY_FULL = "city_full"  # behind the ten: four better ones of its city are in it
MADE_ROOM = "made_room"  # behind the ten: gave its place to one outside the Delta
CROWDED = "crowded"  # behind the ten: stands in enough other lists
LIFTS = frozenset({OUTSIDE_DELTA, VARIETY})


@dataclass(frozen=True)
class Order:
    """`rows` in the order of the list; `moved` says why, for those that left their place by score."""

    rows: tuple
    moved: Mapping = field(default_factory=dict)

    def __iter__(self) -> Iterator:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def arrange(
    rows: Collection,
    scores: Mapping | Sequence,
    cities: Mapping | Sequence,
    *,
    narrowed: bool = False,
    floor_cities: Collection = frozenset(),
    count: int = TEN,
    codes: Mapping | Sequence | None = None,
    crowded: Collection = frozenset(),
) -> Order:
    """`scores[row]` and `cities[row]` belong to each row; a listing of the whole province has no city (None or
    "") and counts for none. Equal scores stand by `codes[row]`, else by the row itself. `crowded` rows are
    passed over while there are others."""
    by_score = best_first(rows, scores, codes)
    if narrowed or len(by_score) <= count:
        return Order(tuple(by_score))
    rules = Rules(scores, cities, floor_cities, count)
    return ordered(by_score, rules, crowded)


@dataclass(frozen=True)
class Rules:
    """What the choice of the ten looks at."""

    scores: Mapping | Sequence
    cities: Mapping | Sequence
    floor_cities: Collection
    count: int


def best_first(rows: Collection, scores, codes=None) -> list:
    return sorted(rows, key=lambda row: (-round(scores[row], 6), codes[row] if codes else row))


def ordered(by_score: Sequence, rules: Rules, crowded: Collection) -> Order:
    top = first_ten(by_score, rules, crowded)
    lifted, left = lift(top, by_score, rules, crowded)
    chosen, natural = set(top), set(by_score[: rules.count])
    moved = {row: OUTSIDE_DELTA if row in lifted else VARIETY for row in chosen - natural}
    for row in natural - chosen:
        moved[row] = CROWDED if row in crowded else MADE_ROOM if row in left else CITY_FULL
    behind = [row for row in by_score if row not in chosen]
    return Order((*(row for row in by_score if row in chosen), *behind), moved)


def first_ten(by_score: Sequence, rules: Rules, crowded: Collection) -> list:
    """The best that leave room for other cities; where there are too few of those, the best of the rest."""
    cities, count = rules.cities, rules.count
    taken: dict = {}
    top: list = []
    for row in by_score:
        city = cities[row]
        if len(top) == count:
            break
        if row not in crowded and (not city or taken.get(city, 0) < MOST_A_CITY):
            taken[city] = taken.get(city, 0) + 1
            top.append(row)
    if len(top) < count:
        chosen = set(top)
        spare = [row for row in by_score if row not in chosen]
        spare.sort(key=lambda row: row in crowded)
        top += spare[: count - len(top)]
    return top


def lift(top: list, by_score: Sequence, rules: Rules, crowded: Collection) -> tuple[set, set]:
    """Changes `top`: the best from outside that are near enough take the places of the lowest of the others.
    Returns who came and who left."""
    scores, cities, floor_cities = rules.scores, rules.cities, rules.floor_cities
    came, left = set(), set()
    missing = FLOOR - sum(cities[row] in floor_cities for row in top)
    if missing <= 0:
        return came, left
    near = min(scores[row] for row in top) - WITHIN
    chosen, taken = set(top), Counter(cities[row] for row in top)
    leaving = [row for row in by_score if row in chosen and cities[row] and cities[row] not in floor_cities]
    for row in by_score:
        if len(came) >= missing or not leaving or scores[row] < near:
            break
        city = cities[row]
        if city in floor_cities and taken[city] < MOST_A_CITY and row not in chosen and row not in crowded:
            taken[city] += 1
            top[top.index(leaving[-1])] = row
            came.add(row)
            left.add(leaving.pop())
    return came, left


def most_lists(lists: int, listings: int, *, count: int = TEN) -> int:
    """In how many lists one listing may stand: twice the mean."""
    return max(ceil(TIMES_THE_MEAN * count * lists / max(listings, 1)), LEAST_LISTS)


@dataclass
class Wanted:
    """One investor's list before it is put in order: listings, and the score of each."""

    key: Hashable
    scores: dict[int, float]
    narrowed: bool = False
    crowded: set[int] = field(default_factory=set)
    order: Order = Order(())

    def may_give_up(self, count: int) -> bool:
        return not self.narrowed and len(self.scores) - len(self.crowded) > count


def share_out(
    lists: Sequence[Wanted],
    cities: Mapping | Sequence,
    *,
    floor_cities: Collection,
    most: int,
    count: int = TEN,
) -> Sequence[Wanted]:
    """Puts every list in order so that no listing stands in the first ten of more than `most`: it stays where it
    scores best. Lists of investors who named cities, or who have no more than ten to see, give nothing up.
    Listings are numbers from 0."""
    by_score = [best_first(one.scores, one.scores) for one in lists]
    tops = Tops(len(lists), count)
    waiting: Collection[int] = range(len(lists))
    while waiting:
        for at in waiting:
            tops.put(at, chosen(lists[at], by_score[at], cities, floor_cities, count), lists[at].scores)
        waiting = give_up(lists, tops, most)
    for one, rows in zip(lists, by_score, strict=True):
        rules = Rules(one.scores, cities, floor_cities, count)
        is_plain = one.narrowed or len(rows) <= count
        one.order = Order(tuple(rows)) if is_plain else ordered(rows, rules, one.crowded)
    return lists


def chosen(one: Wanted, by_score: list, cities, floor_cities, count: int) -> list:
    if one.narrowed or len(by_score) <= count:
        return by_score[:count]
    rules = Rules(one.scores, cities, floor_cities, count)
    top = first_ten(by_score, rules, one.crowded)
    lift(top, by_score, rules, one.crowded)
    return top


class Tops:
    """The first ten of all lists as columns; -1 where a list is shorter."""

    def __init__(self, lists: int, count: int):
        self.count = count
        self.rows = np.full((lists, count), -1)
        self.scores = np.zeros((lists, count))

    def put(self, at: int, top: Sequence[int], scores: Mapping[int, float]) -> None:
        self.rows[at, : len(top)] = top
        self.scores[at, : len(top)] = [scores[row] for row in top]


def give_up(lists: Sequence[Wanted], tops: Tops, most: int) -> list[int]:
    """Marks the listings that stand in too many lists as crowded where they score least; the lists to redo."""
    at, place = np.nonzero(tops.rows >= 0)
    row, scores = tops.rows[at, place], tops.scores[at, place]
    stays = np.array([not one.may_give_up(tops.count) for one in lists], dtype=bool)[at]
    ranked = np.lexsort((at, -scores, ~stays, row))  # of one listing: those that stay, then the best scores
    number = np.arange(len(ranked))
    is_first = np.r_[True, row[ranked][1:] != row[ranked][:-1]][: len(ranked)]
    position = number - np.maximum.accumulate(np.where(is_first, number, 0))
    leaving = ranked[(position >= most) & ~stays[ranked]]
    redo = set()
    for one in leaving[np.lexsort((row[leaving], at[leaving], scores[leaving]))]:
        wanted = lists[at[one]]
        if wanted.may_give_up(tops.count):
            wanted.crowded.add(int(row[one]))
            redo.add(int(at[one]))
    return sorted(redo)
