"""Conditions before any score: pass, fail or unknown. A fail removes the pair, an unknown asks. Dropping a
fact never turns a fail into a pass: it becomes unknown. A wish that must hold (`MandateFacts.musts`) is a gate,
any other wish only counts. Each gate reads one axis of the table and returns one verdict for each key of it."""

import numpy as np

from investguangdong.matching.facts import MandateFacts
from investguangdong.matching.table import ANYWHERE, Axis, Table

PASS, UNKNOWN, FAIL = 1, 0, -1
WORDS = {PASS: "pass", UNKNOWN: "unknown", FAIL: "fail"}


def verdict(failed: np.ndarray, known: np.ndarray) -> np.ndarray:
    return np.where(~known, UNKNOWN, np.where(failed, FAIL, PASS)).astype(np.int8)


def all_pass(axis: Axis) -> np.ndarray:
    return np.full(len(axis.keys), PASS, dtype=np.int8)


def each(axis: Axis, says) -> np.ndarray:
    return np.array([bool(says(key)) for key in axis.keys], dtype=bool)


def is_open(_mandate: MandateFacts, axis: Axis) -> np.ndarray:
    return verdict(each(axis, lambda key: key is False), each(axis, lambda key: key is not None))


def excluded_sector(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    if not mandate.excluded_sectors:
        return all_pass(axis)
    return verdict(axis.having(mandate.excluded_sectors, 1), axis.says(1))


def excluded_place(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    if not mandate.excluded_places:
        return all_pass(axis)
    return verdict(each(axis, lambda key: key in mandate.excluded_places), each(axis, bool))


def refused_mode(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    """Fails only where every mode on offer is one the investor never takes."""
    if not mandate.modes_never:
        return all_pass(axis)
    return verdict(each(axis, lambda key: key <= mandate.modes_never), each(axis, bool))


def smallest_ticket(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    """The project's own condition: nobody with less than its smallest ticket."""
    if mandate.ticket.high is None:
        return np.full(len(axis.keys), UNKNOWN, dtype=np.int8)
    least = axis.numbers
    return verdict(least > mandate.ticket.high, ~np.isnan(least))


def at_least(least: float | None, axis: Axis, column: int | None = None) -> np.ndarray:
    if least is None:
        return all_pass(axis)
    has = axis.numbers if column is None else axis.numbers[:, column]
    return verdict(has < least, ~np.isnan(has))


def at_most(most: float | None, axis: Axis, column: int) -> np.ndarray:
    if most is None:
        return all_pass(axis)
    has = axis.numbers[:, column]
    return verdict(has > most, ~np.isnan(has))


def minimum_stage(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    return at_least(mandate.minimum_stage, axis)


def minimum_readiness(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    return at_least(mandate.minimum_readiness, axis, 0)


def must_sector(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    if "sector" not in mandate.musts or not (mandate.sectors or mandate.clusters):
        return all_pass(axis)
    wanted = axis.having(mandate.sectors, 1) | axis.having(mandate.clusters, 2)
    return verdict(~wanted, axis.says(1) | axis.says(2))


def must_place(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    if "place" not in mandate.musts or not mandate.places:
        return all_pass(axis)
    wanted = {one.slug for one in mandate.places} | {ANYWHERE}
    return verdict(each(axis, lambda key: key not in wanted), each(axis, bool))


def must_amount(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    ticket = mandate.ticket
    if "amount" not in mandate.musts or not ticket.is_known:
        return all_pass(axis)
    low, high = axis.numbers.T
    outside, known = np.zeros(len(low), dtype=bool), np.ones(len(low), dtype=bool)
    if ticket.high is not None:
        outside, known = outside | (low > ticket.high), known & ~np.isnan(low)
    if ticket.low:
        outside, known = outside | (high < ticket.low), known & ~np.isnan(high)
    return verdict(outside, outside | (known & ~np.isnan(axis.numbers).all(axis=1)))


def must_mode(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    if "mode" not in mandate.musts or not mandate.modes:
        return all_pass(axis)
    return verdict(~axis.having(mandate.modes), axis.says())


def site_asked(mandate: MandateFacts) -> bool:
    return "site" in mandate.musts


def must_land(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    return at_least(mandate.land_min if site_asked(mandate) else None, axis)


def must_power(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    return at_least(mandate.power_min if site_asked(mandate) else None, axis)


def must_site(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    """The worst of green power, floor, water and the ways to port and airport."""
    if not site_asked(mandate):
        return all_pass(axis)
    needs = (mandate.green_power_min, mandate.floor_min, mandate.water_min)
    found = [at_least(least, axis, column) for column, least in enumerate(needs)]
    found += [at_most(mandate.port_km_max, axis, 3), at_most(mandate.airport_km_max, axis, 4)]
    return np.min(found, axis=0)


def must_time(mandate: MandateFacts, axis: Axis) -> np.ndarray:
    if "time" not in mandate.musts or mandate.start_to is None:
        return all_pass(axis)
    start = axis.numbers
    return verdict(start > mandate.start_to.toordinal(), ~np.isnan(start))


# Name of the gate: what decides, and the axis it reads.
GATES = {
    "open": (is_open, "open"),
    "excluded_sector": (excluded_sector, "sectors"),
    "excluded_place": (excluded_place, "city"),
    "refused_mode": (refused_mode, "modes"),
    "smallest_ticket": (smallest_ticket, "ticket_min"),
    "minimum_stage": (minimum_stage, "step"),
    "minimum_readiness": (minimum_readiness, "readiness"),
    "must_sector": (must_sector, "sectors"),
    "must_place": (must_place, "city"),
    "must_amount": (must_amount, "ask"),
    "must_mode": (must_mode, "modes"),
    "must_land": (must_land, "land"),
    "must_power": (must_power, "power"),
    "must_site": (must_site, "site"),
    "must_time": (must_time, "start"),
}


def verdicts(mandate: MandateFacts, table: Table) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each gate of GATES the verdict by key, and the key of each project."""
    return [(gate(mandate, table.axes[axis]), table.axes[axis].codes) for gate, axis in GATES.values()]
