"""How well a project answers each wish, from 0 (not at all) to 1 (fully), NaN where a fact is missing on
either side. Every function takes one mandate and a table of projects and returns one value a project. All are
monotone: more overlap, more land, less distance, a fresher check never lower a value."""

from collections.abc import Mapping

import numpy as np

from investguangdong.matching.facts import MandateFacts, Place
from investguangdong.matching.table import Table, signature
from investguangdong.matching.weights import SIGNALS

Neighbours = Mapping[str, frozenset[str]]

SECONDARY = 0.6  # a wanted sector that is not the main one of the project
RELATED = 0.55  # a sector that shares a cluster with a wanted one
LEAST_WISH = 0.6  # the least wanted of several wanted sectors
NEAR = 0.6  # the best value of a place that was not asked for
NEAR_KM = 90.0
PROVINCIAL = 0.7  # a listing without a city can go to a wanted one
DEAD_ZONE = 0.2  # a logarithmic gap in the amount that nobody would mind (about a fifth)
HOPELESS = np.log(8)  # eight times too large or too small is no fit at all
TOO_LATE_DAYS = 730
# A plot or a hall is taken by a company, so an offer of one does not contradict the wish for the other.
SITE_MODES = frozenset({"land_transfer", "land_lease", "factory_lease"})
COMPANY_MODES = frozenset({"wholly_foreign", "joint_venture"})
GOES_WITH = 0.7
UNVERIFIED = 0.4


def unknown(table: Table) -> np.ndarray:
    return np.full(len(table), np.nan)


def mean_known(*columns: np.ndarray) -> np.ndarray:
    stack = np.stack(columns)
    known = ~np.isnan(stack)
    count = known.sum(axis=0)
    total = np.where(known, stack, 0).sum(axis=0)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def wishes(mandate: MandateFacts, words: list[str], neighbours: Neighbours) -> np.ndarray:
    """How welcome each sector is: a wanted one by its weight, a neighbour of a wanted one by about half."""
    top = max(mandate.sectors.values(), default=0) or 1
    found = dict.fromkeys(words, 0.0)
    for wanted, weight in mandate.sectors.items():
        worth = LEAST_WISH + (1 - LEAST_WISH) * max(weight, 0) / top
        for word in words:
            close = 1.0 if word == wanted else RELATED * (word in neighbours.get(wanted, ()))
            found[word] = max(found[word], worth * close)
    return np.array([found[word] for word in words])


def sector(mandate: MandateFacts, table: Table, neighbours: Neighbours) -> np.ndarray:
    if not mandate.sectors and not mandate.clusters:
        return unknown(table)
    worth = wishes(mandate, table.sector_words, neighbours)
    counted = np.where(table.main_sectors, worth, worth * SECONDARY)
    by_sector = np.where(table.sectors, counted, 0).max(axis=1, initial=0)
    wanted = np.array([word in mandate.clusters for word in table.cluster_words], dtype=bool)
    by_cluster = (table.clusters & wanted).any(axis=1).astype(float)
    said = table.sectors.any(axis=1) | table.clusters.any(axis=1)
    return np.where(said, np.maximum(by_sector, by_cluster), np.nan)


def amount(mandate: MandateFacts, table: Table) -> np.ndarray:
    """One where the ranges meet, falling with the logarithm of the gap."""
    ticket = mandate.ticket
    if not ticket.is_known:
        return unknown(table)
    low = np.log(max(ticket.low, 1)) if ticket.low else -np.inf
    high = np.log(max(ticket.high, 1)) if ticket.high is not None else np.inf
    asks_from = np.log(np.maximum(np.nan_to_num(table.amount_low), 1))
    asks_to = np.where(np.isnan(table.amount_high), np.inf, np.log(np.fmax(table.amount_high, 1)))
    gap = np.maximum(np.maximum(asks_from - high, low - asks_to), 0)
    value = 1 - np.clip((gap - DEAD_ZONE) / HOPELESS, 0, 1)
    return np.where(table.has_amount | ~np.isnan(table.ticket_min), value, np.nan)


def kilometres(lat, lon, to: Place):
    """Over the ground, for one point or for columns of points."""
    a, b = np.radians(lat), np.radians(to.lat)
    half = np.sin((a - b) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lon - to.lon) / 2) ** 2
    return 12742 * np.arcsin(np.sqrt(half))


def place(mandate: MandateFacts, table: Table) -> np.ndarray:
    if not mandate.places:
        return unknown(table)
    wanted = np.array([slug in {one.slug for one in mandate.places} for slug in table.slugs], dtype=bool)
    distance = np.min([kilometres(table.lat, table.lon, one) for one in mandate.places], axis=0)
    value = np.where(wanted, 1.0, NEAR * np.exp(-distance / NEAR_KM))
    return np.where(table.is_provincial, PROVINCIAL, value)


def mode(mandate: MandateFacts, table: Table) -> np.ndarray:
    if not mandate.modes:
        return unknown(table)
    wanted = np.array([word in mandate.modes for word in table.mode_words], dtype=bool)
    sites = np.array([word in SITE_MODES for word in table.mode_words], dtype=bool)
    offered = (table.modes & wanted).any(axis=1)
    goes_with = (table.modes & sites).any(axis=1) & bool(mandate.modes & COMPANY_MODES)
    value = np.where(offered, 1.0, np.where(goes_with, GOES_WITH, 0.0))
    return np.where(table.modes.any(axis=1), value, np.nan)


def enough(needed: float | None, has: np.ndarray) -> np.ndarray:
    if needed is None:
        return np.full(len(has), np.nan)
    if needed <= 0:
        return np.ones(len(has))
    return np.minimum(has, needed) / needed


def site(mandate: MandateFacts, table: Table) -> np.ndarray:
    return mean_known(enough(mandate.land_min, table.land_max), enough(mandate.power_min, table.power))


def time(mandate: MandateFacts, table: Table) -> np.ndarray:
    in_time, far_enough = unknown(table), unknown(table)
    if mandate.start_to is not None:
        late = table.available_from - mandate.start_to.toordinal()
        in_time = 1 - np.clip(late / TOO_LATE_DAYS, 0, 1)
    if mandate.minimum_stage is not None:
        far_enough = 1 - np.clip((mandate.minimum_stage - table.stage) / 3, 0, 1)
    return mean_known(in_time, far_enough)


def readiness(_mandate: MandateFacts, table: Table) -> np.ndarray:
    age = table.verified_days
    fresh = np.select([np.isnan(age), age <= 30, age <= 90, age <= 365], [np.nan, 1.0, 0.8, 0.5], 0.2)
    return mean_known(np.clip(table.readiness / 100, 0, 1), fresh)


def policy(_mandate: MandateFacts, table: Table) -> np.ndarray:
    return np.clip(table.policies / 2, 0, 1)


def text(mandate: MandateFacts, table: Table) -> np.ndarray:
    """The share of the mandate's words found in the listing, above what chance would give."""
    if not mandate.text:
        return unknown(table)
    mine = signature(mandate.text)
    mine_count = np.bitwise_count(mine).sum()
    shared = np.bitwise_count(table.texts & mine).sum(axis=1, dtype=np.int64) / mine_count
    return np.where(table.has_text, np.clip((shared - 0.1) / 0.5, 0, 1), np.nan)


def standing(mandate: MandateFacts, table: Table) -> np.ndarray:
    """What the project's side sees: whether an officer has verified the organisation."""
    if mandate.is_verified is None:
        return unknown(table)
    return np.full(len(table), 1.0 if mandate.is_verified else UNVERIFIED)


PLAIN = {
    "text": text,
    "amount": amount,
    "place": place,
    "mode": mode,
    "site": site,
    "time": time,
    "readiness": readiness,
    "policy": policy,
    "standing": standing,
}


def values(mandate: MandateFacts, table: Table, neighbours: Neighbours) -> np.ndarray:
    """One row a project, one column a signal of `weights.SIGNALS`."""
    columns = {name: signal(mandate, table) for name, signal in PLAIN.items()}
    columns["sector"] = sector(mandate, table, neighbours)
    return np.column_stack([columns[name] for name in SIGNALS])
