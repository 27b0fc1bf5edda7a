"""Conditions before any score: pass, fail or unknown. A fail removes the pair, an unknown asks. Dropping a
fact never turns a fail into a pass: it becomes unknown."""

import numpy as np

from investguangdong.matching.facts import MandateFacts
from investguangdong.matching.table import Table

PASS, UNKNOWN, FAIL = 1, 0, -1
WORDS = {PASS: "pass", UNKNOWN: "unknown", FAIL: "fail"}


def verdict(failed: np.ndarray, known: np.ndarray) -> np.ndarray:
    return np.where(~known, UNKNOWN, np.where(failed, FAIL, PASS)).astype(np.int8)


def all_pass(table: Table) -> np.ndarray:
    return np.full(len(table), PASS, dtype=np.int8)


def among(words: list[str], chosen) -> np.ndarray:
    return np.array([word in chosen for word in words], dtype=bool)


def is_open(_mandate: MandateFacts, table: Table) -> np.ndarray:
    return verdict(table.is_open == 0, ~np.isnan(table.is_open))


def excluded_sector(mandate: MandateFacts, table: Table) -> np.ndarray:
    if not mandate.excluded_sectors:
        return all_pass(table)
    unwanted = (table.sectors & among(table.sector_words, mandate.excluded_sectors)).any(axis=1)
    return verdict(unwanted, table.sectors.any(axis=1))


def excluded_place(mandate: MandateFacts, table: Table) -> np.ndarray:
    if not mandate.excluded_places:
        return all_pass(table)
    unwanted = among(list(table.slugs), mandate.excluded_places)
    return verdict(unwanted, (table.slugs != "") | table.is_provincial)


def refused_mode(mandate: MandateFacts, table: Table) -> np.ndarray:
    """Fails only where every mode on offer is one the investor never takes."""
    if not mandate.modes_never:
        return all_pass(table)
    acceptable = (table.modes & ~among(table.mode_words, mandate.modes_never)).any(axis=1)
    return verdict(~acceptable, table.modes.any(axis=1))


def smallest_ticket(mandate: MandateFacts, table: Table) -> np.ndarray:
    """The project's own condition: nobody with less than its smallest ticket."""
    if mandate.ticket.high is None:
        return np.full(len(table), UNKNOWN, dtype=np.int8)
    return verdict(table.ticket_min > mandate.ticket.high, ~np.isnan(table.ticket_min))


def minimum_stage(mandate: MandateFacts, table: Table) -> np.ndarray:
    if mandate.minimum_stage is None:
        return all_pass(table)
    return verdict(table.stage < mandate.minimum_stage, ~np.isnan(table.stage))


def minimum_readiness(mandate: MandateFacts, table: Table) -> np.ndarray:
    if mandate.minimum_readiness is None:
        return all_pass(table)
    return verdict(table.readiness < mandate.minimum_readiness, ~np.isnan(table.readiness))


GATES = {
    "open": is_open,
    "excluded_sector": excluded_sector,
    "excluded_place": excluded_place,
    "refused_mode": refused_mode,
    "smallest_ticket": smallest_ticket,
    "minimum_stage": minimum_stage,
    "minimum_readiness": minimum_readiness,
}


def verdicts(mandate: MandateFacts, table: Table) -> np.ndarray:
    """One row a project, one column a gate of GATES."""
    return np.column_stack([gate(mandate, table) for gate in GATES.values()])
