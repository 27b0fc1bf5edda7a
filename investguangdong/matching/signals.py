"""How well a project answers each wish, from 0 (not at all) to 1 (fully), NaN where a fact is missing on
either side. Every signal reads one axis of the table and returns one value for each key of it. All are
monotone: more overlap, more land, less distance, a fresher check never lower a value."""

from collections.abc import Mapping

import numpy as np

from investguangdong.matching.amounts import apart, bell
from investguangdong.matching.facts import Place
from investguangdong.matching.table import ANYWHERE, Axis, Table
from investguangdong.matching.taste import STATED, Tally, Taste

Neighbours = Mapping[str, frozenset[str]]

# Lift: how much more of a value this investor takes than the market does, as a logarithm. SMOOTH projects of the
# market's kind are mixed in, so that little evidence says little. A wish is no mere draw from the market: what is
# stated is compared with one between the real market and one in which all kinds are even (`table.REAL`). One on the
# scale is what a full wish reaches where they are.
SMOOTH = 6.0
LEAST_LIFT = -1.5
TICKET_LIFT = 1.1  # amounts lie closer together: a half is what the market does
SECONDARY = 0.25  # a wanted sector that is not the main one of the project counts as so much of a wish
RELATED = 0.05  # a sector that shares a cluster with a wanted one
PROVINCIAL = 0.7  # a listing without a city can go to a wanted one
NEAR_KM = 200.0
HOPELESS = np.log(64)
TOO_LATE_DAYS = 730
# A plot or a hall is taken by a company, so an offer of one does not contradict the wish for the other.
SITE_MODES = frozenset({"land_transfer", "land_lease", "factory_lease"})
COMPANY_MODES = frozenset({"wholly_foreign", "joint_venture"})
GOES_WITH = 0.7
UNVERIFIED = 0.4
MANY_DEALS = 200
TICKETS = ("ticket", "ticket_small", "ticket_large")


def unknown(axis: Axis) -> np.ndarray:
    return np.full(len(axis.keys), np.nan)


def mean_known(columns: list[np.ndarray]) -> np.ndarray:
    stack = np.stack(columns)
    known = ~np.isnan(stack)
    count = known.sum(axis=0)
    return np.where(count > 0, np.where(known, stack, 0).sum(axis=0) / np.maximum(count, 1), np.nan)


def most_lift(kinds: int) -> float:
    """What a wish for one value alone comes to, where there are so many; of two or three, what many deeds do."""
    return max(float(np.log((STATED + SMOOTH / kinds) / ((STATED + SMOOTH) / kinds))), 1.0)


def neutral(kinds: int) -> float:
    """The value of somebody who does what the market does: the prior of a lift."""
    return -LEAST_LIFT / (most_lift(kinds) - LEAST_LIFT)


def lift(counts: np.ndarray, tally: Tally, usual: np.ndarray, blended: np.ndarray) -> np.ndarray:
    """The logarithm of how many times more than the market."""
    market = (tally.stated * blended + (tally.total - tally.stated) * usual) / tally.total
    return np.log((counts + SMOOTH * market) / ((tally.total + SMOOTH) * market))


def scaled(found: np.ndarray, least: float, most: float) -> np.ndarray:
    return np.clip((found - least) / (most - least), 0, 1)


def lifted(name: str, taste: Taste, table: Table) -> np.ndarray:
    """The lift of one fact of a project: its city, region, state, stage or backing."""
    tally, axis, kinds = getattr(taste, name), table.axes[name], table.kinds[name]
    if not tally:
        return unknown(axis)
    found = lift(axis.spread(tally.counts), tally, table.usual[name], table.blended[name])
    value = np.where(axis.is_said, scaled(found, LEAST_LIFT, most_lift(kinds)), np.nan)
    if ANYWHERE in axis.column:
        value[axis.column[ANYWHERE]] = PROVINCIAL
    return value


def sector(taste: Taste, table: Table, neighbours: Neighbours) -> np.ndarray:
    """A wanted sector, one that shares a cluster with it, or a project of a cluster that was named."""
    axis, words, clusters = table.axes["sectors"], table.sector_words, taste.mandate.clusters
    if not taste.sector.total and not clusters:
        return unknown(axis)
    counts = np.array([welcome(word, taste.sector.counts, neighbours) for word in words])
    value = np.maximum(
        best_of(of_sectors(counts, taste.sector, table), table.mains),
        best_of(of_sectors(counts * SECONDARY, taste.sector, table), table.others),
    )
    said = axis.says(1) | axis.says(2)
    return np.where(said, np.where(axis.having(clusters, 2), 1.0, value), np.nan)


def of_sectors(counts: np.ndarray, tally: Tally, table: Table) -> np.ndarray:
    kinds = table.kinds["sector"]
    if not tally:
        return np.zeros(len(counts))
    return scaled(
        lift(counts, tally, table.usual["sector"], table.blended["sector"]), LEAST_LIFT, most_lift(kinds)
    )


def best_of(values: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The highest of the values that each row names."""
    return np.append(values, 0.0)[rows].max(axis=1)


def welcome(word: str, counts: Mapping[str, float], neighbours: Neighbours) -> float:
    near = (count for wanted, count in counts.items() if word in neighbours.get(wanted, ()))
    return max(counts.get(word, 0.0), RELATED * max(near, default=0.0))


def themes(taste: Taste, table: Table) -> np.ndarray:
    """One value a project, not a key: words of both sides in common, rare ones weighing more."""
    if not taste.words:
        return np.full(len(table), np.nan)
    return np.where(table.words.has_any, np.sqrt(np.clip(table.words.likeness(taste.words), 0, 1)), np.nan)


def tickets(taste: Taste, table: Table) -> dict[str, np.ndarray]:
    """`ticket`: how much more often than the market this investor has tickets of that size, a bell around each;
    `ticket_large` and `ticket_small`: how far the ask lies above or below, the mean over all tickets."""
    axis = table.axes["ask"]
    if not len(taste.tickets):
        return {name: unknown(axis) for name in TICKETS}
    lowest, highest, weights = taste.tickets.T
    above, below = apart(table.asks, lowest, highest)
    alike, total = weighed(bell(above + below), weights), weights.sum()
    tally = Tally({}, total, STATED if taste.mandate.ticket.is_known else 0.0)
    values = {
        "ticket": scaled(lift(alike, tally, table.usual_asks, table.blended_asks), -TICKET_LIFT, TICKET_LIFT),
        "ticket_large": 1 - weighed(np.minimum(above / HOPELESS, 1), weights) / total,
        "ticket_small": 1 - weighed(np.minimum(below / HOPELESS, 1), weights) / total,
    }
    return {name: np.where(table.has_ask, value, np.nan) for name, value in values.items()}


def weighed(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The weighted sum of each row. Not by `@`, which sends threads after work this small."""
    return np.einsum("ij,j->i", rows, weights)


def kilometres(lat, lon, to: Place):
    """Over the ground, for one point or for columns of points."""
    return between(lat, lon, to.lat, to.lon)


def between(lat, lon, to_lat, to_lon):
    a, b = np.radians(lat), np.radians(to_lat)
    half = np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lon - to_lon) / 2) ** 2
    return 12742 * np.arcsin(np.sqrt(half))


def closeness(spots: np.ndarray, places: np.ndarray) -> np.ndarray:
    distance = between(spots[:, :1], spots[:, 1:], places[:, 0], places[:, 1])
    return np.exp(-distance / NEAR_KM)


def near(taste: Taste, axis: Axis) -> np.ndarray:
    """How close to a city that was named, and on average to what was taken up."""
    spots = axis.numbers
    named = [(one.lat, one.lon) for one in taste.mandate.places if not np.isnan(one.lat)]
    taken, weights = taste.spots
    if not named and not len(taken):
        return unknown(axis)
    value, total = np.zeros(len(spots)), weights.sum()
    if named:
        value, total = STATED * closeness(spots, np.array(named)).max(axis=1), total + STATED
    if len(taken):
        value = value + closeness(spots, taken) @ weights
    return value / total


def mode(taste: Taste, axis: Axis) -> np.ndarray:
    wanted = taste.mandate.modes
    if not wanted:
        return unknown(axis)
    company = bool(wanted & COMPANY_MODES)
    return np.array(
        [
            np.nan if not key else 1.0 if key & wanted else GOES_WITH * (company and bool(key & SITE_MODES))
            for key in axis.keys
        ]
    )


def enough(needed: float | None, has: np.ndarray) -> np.ndarray:
    if needed is None:
        return np.full(len(has), np.nan)
    if needed <= 0:
        return np.ones(len(has))
    return np.minimum(has, needed) / needed


def close_enough(most: float | None, away: np.ndarray) -> np.ndarray:
    if most is None:
        return np.full(len(away), np.nan)
    return np.where(np.isnan(away), np.nan, max(most, 1) / np.maximum(np.maximum(away, most), 1))


def land(taste: Taste, axis: Axis) -> np.ndarray:
    return enough(taste.mandate.land_min, axis.numbers)


def power(taste: Taste, axis: Axis) -> np.ndarray:
    return enough(taste.mandate.power_min, axis.numbers)


def site(taste: Taste, axis: Axis) -> np.ndarray:
    has, mandate = axis.numbers, taste.mandate
    return mean_known(
        [
            enough(mandate.green_power_min, has[:, 0]),
            enough(mandate.floor_min, has[:, 1]),
            enough(mandate.water_min, has[:, 2]),
            close_enough(mandate.port_km_max, has[:, 3]),
            close_enough(mandate.airport_km_max, has[:, 4]),
        ]
    )


def returns(taste: Taste, axis: Axis) -> np.ndarray:
    """What the money earns, for how long it is bound and for what share of the company."""
    has, mandate = axis.numbers, taste.mandate
    horizon = mandate.horizon.high
    patient = np.full(len(has), np.nan) if horizon is None else close_enough(horizon, has[:, 3])
    return mean_known([enough(mandate.irr_min, has[:, 0]), offered(mandate.equity, has[:, 1:3]), patient])


def offered(wanted, equity: np.ndarray) -> np.ndarray:
    """One where the shares meet, falling to nothing at fifty points of a hundred apart."""
    if not wanted.is_known:
        return np.full(len(equity), np.nan)
    low, high = np.nan_to_num(equity[:, 0], nan=0), np.nan_to_num(equity[:, 1], nan=100)
    gap = np.maximum(low - (100 if wanted.high is None else wanted.high), (wanted.low or 0) - high)
    return np.where(np.isnan(equity).all(axis=1), np.nan, 1 - np.clip(gap / 50, 0, 1))


def time(taste: Taste, axis: Axis) -> np.ndarray:
    if taste.mandate.start_to is None:
        return unknown(axis)
    late = axis.numbers - taste.mandate.start_to.toordinal()
    return 1 - np.clip(late / TOO_LATE_DAYS, 0, 1)


def readiness(_taste: Taste, axis: Axis) -> np.ndarray:
    score, fresh = axis.numbers.T
    return mean_known([np.clip(score / 100, 0, 1), fresh])


def policy(_taste: Taste, axis: Axis) -> np.ndarray:
    return np.clip(axis.numbers / 2, 0, 1)


def standing(taste: Taste) -> float:
    """Whether an officer has verified the organisation."""
    verified = taste.mandate.is_verified
    return np.nan if verified is None else 1.0 if verified else UNVERIFIED


def active(taste: Taste) -> float:
    """New commitments of the last two years, those of the last one counted twice."""
    mandate = taste.mandate
    if mandate.new_12 is None and mandate.new_24 is None:
        return np.nan
    found = np.log1p((mandate.new_12 or 0) + (mandate.new_24 or 0)) / np.log1p(2 * MANY_DEALS)
    return float(np.clip(found, 0, 1))


def lately(taste: Taste) -> float:
    """How fresh the last commitment is: a half after half a year."""
    return np.nan if taste.mandate.since is None else float(0.5 ** (max(taste.mandate.since, 0) / 182))


def mutual(on_their_list: np.ndarray, crowd: np.ndarray) -> np.ndarray:
    """Where the investor stands on each project's own list, among all that were compared: a half is the mean,
    one is three spreads above it."""
    mean, spread = crowd.T
    return np.clip(0.5 + (on_their_list - mean) / (6 * np.maximum(spread, 1e-9)), 0, 1)


PLAIN = {
    "returns": (returns, "returns"),
    "near": (near, "spot"),
    "mode": (mode, "modes"),
    "land": (land, "land"),
    "power": (power, "power"),
    "site": (site, "site"),
    "time": (time, "start"),
    "readiness": (readiness, "readiness"),
    "policy": (policy, "policies"),
}
LIFTED = ("city", "region", "state", "stage", "backed")
OF_THE_INVESTOR = {"standing": standing, "active": active, "lately": lately}


def read(name: str, taste: Taste, table: Table, neighbours: Neighbours) -> tuple[np.ndarray, Axis]:
    """One signal by its name: a value for each key of the axis. The place on a project's list is not known before
    the whole list is."""
    if name in PLAIN:
        signal, axis = PLAIN[name]
        return signal(taste, table.axes[axis]), table.axes[axis]
    if name in LIFTED:
        return lifted(name, taste, table), table.axes[name]
    if name in TICKETS:
        return tickets(taste, table)[name], table.axes["ask"]
    if name == "sector":
        return sector(taste, table, neighbours), table.axes["sectors"]
    if name == "themes":
        return themes(taste, table), table.each
    known = OF_THE_INVESTOR[name](taste) if name in OF_THE_INVESTOR else np.nan
    return np.array([known]), table.everyone
