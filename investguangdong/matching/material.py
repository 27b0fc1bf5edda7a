"""Which facts could turn a no into a yes, their fingerprint, and what has changed between two looks. Pure.

Amounts are compared as they were written: the same sum in yuan moves with every day's rate and would bring back
every pair that was turned down."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal

from investguangdong.matching.facts import MandateFacts, ProjectFacts

MANDATE, PROJECT = "mandate", "project"
FIELDS = {
    MANDATE: (
        *("sectors", "clusters", "modes", "amount", "places", "land_min", "power_min", "start_to"),
        *("minimum_stage", "excluded_sectors", "excluded_places", "modes_never", "musts"),
    ),
    PROJECT: (
        *("sectors", "main_sector", "clusters", "modes", "amount", "place", "is_provincial", "land_max"),
        *("power", "available_from", "stage"),
    ),
}
# Which facts a reason is about. A reason that is not here is about none of them, or about any.
ABOUT = {
    "sector": {"sectors", "main_sector", "clusters", "excluded_sectors"},
    "too_small": {"amount"},
    "too_large": {"amount"},
    "place": {"place", "places", "is_provincial", "excluded_places"},
    "timing": {"available_from", "start_to", "stage", "minimum_stage"},
    "site": {"land_min", "land_max", "power", "power_min", "place", "places"},
    "partner": {"modes", "modes_never"},
}


def material(mandate: MandateFacts, project: ProjectFacts) -> dict[str, dict]:
    """{"mandate": {name: value}, "project": {name: value}}, ready for JSON; what is not said is left out."""
    return {MANDATE: told(mandate), PROJECT: told(project)}


def told(facts: MandateFacts | ProjectFacts) -> dict:
    side = MANDATE if isinstance(facts, MandateFacts) else PROJECT
    values = {name: plain(read(facts, name)) for name in FIELDS[side]}
    return {name: value for name, value in values.items() if value}


def read(facts, name: str):
    if name == "amount":
        return facts.stated
    value = getattr(facts, name)
    if name == "place":
        return value and value.slug
    return [place.slug for place in value] if name == "places" else value


def plain(value):
    if isinstance(value, Mapping):
        return {str(key): written(one) for key, one in sorted(value.items())}
    if isinstance(value, frozenset | set | tuple | list):
        return sorted(str(one) for one in value)
    return None if value is None else written(value)


def written(value) -> str | None:
    """7, 7.0 and "7.00" are the same figure."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int | float | Decimal) or (isinstance(value, str) and is_figure(value)):
        return f"{Decimal(str(value)).normalize():f}"
    return None if value is None else str(value)


def is_figure(text: str) -> bool:
    return text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit()


def fingerprint(facts: MandateFacts | ProjectFacts) -> str:
    """Of one side: changes when a fact changes that could turn a no into a yes. A pair's is both, one after the
    other."""
    return mark_of(told(facts))


def mark_of(told_facts: Mapping) -> str:
    return hashlib.sha256(json.dumps(told_facts, sort_keys=True).encode()).hexdigest()[:32]


def mark_of_pair(facts: Mapping) -> str:
    return mark_of(facts[MANDATE]) + mark_of(facts[PROJECT])


def changed(before: Mapping, after: Mapping) -> list[dict]:
    """[{"side", "name", "old", "new"}], the mandate's first; an empty `before` tells nothing."""
    if not before:
        return []
    return [
        {"side": side, "name": name, "old": before[side].get(name), "new": after[side].get(name)}
        for side in (MANDATE, PROJECT)
        for name in FIELDS[side]
        if before[side].get(name) != after[side].get(name)
    ]


def is_reason_to_return(changes: list[dict], reason: str) -> bool:
    """A listing that changes comes back whatever the reason was. A mandate that changes brings back only what
    was turned down for that fact, so that one new figure does not undo every other no."""
    about = ABOUT.get(reason)
    return any(one["side"] == PROJECT or about is None or one["name"] in about for one in changes)
