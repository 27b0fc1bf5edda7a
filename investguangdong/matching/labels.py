"""What people did with what they were shown, as lists to learn from. Pure: no database, no request, no language.

    opened < saved or "later" < interested < introduced < met < signed

A pair counts once, with the values it was scored from when it was shown, and with the strongest thing that
followed before the cut-off. An explicit no is a zero. A row that nobody acted on is a zero only if it was surely
read: it stood above the last row of its list that somebody acted on, or right below it. All other rows say
nothing and are left out, so that a low place in the list is not taken for a poor fit."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

OPENED, SAVED, INTERESTED, INTRODUCED, MET, SIGNED, NO = (
    *("opened", "saved", "interested", "introduced", "met", "signed"),
    "no",
)
GAINS = {OPENED: 0.5, SAVED: 1.0, INTERESTED: 2.0, INTRODUCED: 3.0, MET: 4.0, SIGNED: 5.0, NO: 0.0}


@dataclass(frozen=True)
class Showing:
    """`option` stood in the list `of`: a project in a mandate's list, or a mandate in a project's."""

    of: Hashable
    option: Hashable
    day: date
    rank: int | None
    version: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Act:
    of: Hashable
    option: Hashable
    day: date
    kind: str


@dataclass(frozen=True)
class Answered:
    """One list of one month: a row an option, a column a signal, gaps filled; what was done with each."""

    of: Hashable
    day: date
    values: np.ndarray
    kinds: tuple[str, ...]

    @property
    def gains(self) -> np.ndarray:
        return np.array([GAINS.get(kind, 0.0) for kind in self.kinds])


class Columns:
    """Brings the values of any version into today's signals: by name, gaps and signals it did not have by prior."""

    def __init__(
        self, signals: Sequence[str], priors: Mapping[str, float], orders: Mapping[str, Sequence[str]]
    ):
        self.signals, self.orders = list(signals), orders
        self.priors = np.array([priors[name] for name in signals])

    def knows(self, version: str) -> bool:
        return version in self.orders

    def filled(self, version: str, values: Sequence[float | None]) -> np.ndarray:
        found = self.priors.copy()
        for name, value in zip(self.orders[version], values, strict=False):
            if value is not None and name in self.signals:
                found[self.signals.index(name)] = value
        return found


def lists_of(
    showings: Iterable[Showing], acts: Iterable[Act], *, before: date, columns: Columns
) -> list[Answered]:
    """Lists in which something was done and something else was not, oldest first. Nothing of the day `before`
    or later is looked at."""
    done = strongest(acts, before)
    rows = defaultdict(list)
    for pair, shown in by_pair(showings, before).items():
        row = the_one(shown, done.get(pair))
        if row and columns.knows(row.version):
            kind = done[pair].kind if pair in done else ""
            rows[row.of, row.day.replace(day=1)].append((row, kind))
    found = [answered(of, list_rows, columns) for (of, _month), list_rows in rows.items()]
    return sorted((one for one in found if one), key=lambda one: (one.day, str(one.of)))


@dataclass(frozen=True)
class Done:
    kind: str
    first_day: date


def strongest(acts: Iterable[Act], before: date) -> dict[tuple, Done]:
    """The strongest act on each pair, and the day of the first: after it, nothing shows what led to it. A no
    counts against everything weaker than an introduction."""
    by_option = defaultdict(list)
    for act in acts:
        if act.day < before:
            by_option[act.of, act.option].append(act)
    found = {}
    for pair, own in by_option.items():
        kinds = {act.kind for act in own}
        best = max(kinds, key=GAINS.get)
        if NO in kinds and GAINS[best] < GAINS[INTRODUCED]:
            best = NO
        found[pair] = Done(best, min(act.day for act in own))
    return found


def by_pair(showings: Iterable[Showing], before: date) -> dict[tuple, list[Showing]]:
    found = defaultdict(list)
    for row in showings:
        if row.day < before:
            found[row.of, row.option].append(row)
    return found


def the_one(shown: list[Showing], done: Done | None) -> Showing | None:
    """The last showing up to the first act; of a pair without one its first. None if it was never shown before."""
    if done is None:
        return min(shown, key=lambda row: row.day)
    earlier = [row for row in shown if row.day <= done.first_day]
    return max(earlier, key=lambda row: row.day, default=None)


def answered(of: Hashable, rows: list[tuple[Showing, str]], columns: Columns) -> Answered | None:
    places = [row.rank for row, kind in rows if kind and row.rank]
    last_read = max(places, default=0) + 1
    read = [
        (row, kind) for row, kind in sorted(rows, key=order) if kind or (row.rank and row.rank <= last_read)
    ]
    gains = [GAINS.get(kind, 0.0) for _row, kind in read]
    if not any(gains) or all(gain == gains[0] for gain in gains):
        return None
    values = np.array([columns.filled(row.version, row.values) for row, _kind in read])
    return Answered(of, max(row.day for row, _kind in read), values, tuple(kind for _row, kind in read))


def order(row_and_kind) -> tuple:
    row = row_and_kind[0]
    return row.rank or 10**6, str(row.option)


def tally(lists: Iterable[Answered]) -> dict[str, int]:
    """How many rows there are of each kind, the weakest first; "" are those that were read and left."""
    counted = Counter(kind for one in lists for kind in one.kinds)
    return {kind: counted[kind] for kind in ("", *sorted(GAINS, key=GAINS.get)) if counted[kind]}
